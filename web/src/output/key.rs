//! Under which name a page is kept.

use std::borrow::Cow;

/// The host's name and the address on it, without what only the sender of a link is interested in.
pub type PageKey = String;

/// Parameters that tell a counter where a visitor came from and change nothing on the page.
const TRACKING: [&str; 14] = [
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "igshid", "yclid", "mc_cid",
    "mc_eid", "_ga", "_gl",
];

/// The key of an address: `path` and `query` as they were sent.
pub fn page_key(host: &str, path: &str, query: &str) -> PageKey {
    let query = without_tracking(query);
    let mut key = String::with_capacity(host.len() + path.len() + query.len() + 2);
    key.extend(host.chars().map(|letter| letter.to_ascii_lowercase()));
    key.push_str(path);
    if !query.is_empty() {
        key.push('?');
        key.push_str(&query);
    }
    key
}

/// Whether the query carries parameters that pages do not depend on.
pub fn has_tracking(query: &str) -> bool {
    query.split('&').any(is_tracking)
}

/// The query without them; borrowed where there are none.
pub fn without_tracking(query: &str) -> Cow<'_, str> {
    if !has_tracking(query) {
        return Cow::Borrowed(query);
    }
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_tracking(pair)).collect();
    Cow::Owned(kept.join("&"))
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    name.starts_with("utm_") || TRACKING.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_counter_wants_to_know_makes_no_page_of_its_own() {
        assert_eq!(page_key("Example.COM", "/a/", "utm_source=x&p=1&fbclid=y"), "example.com/a/?p=1");
        assert_eq!(page_key("example.com", "/a/", "utm_source=x"), "example.com/a/");
        assert_eq!(page_key("example.com", "/A/", ""), "example.com/A/");
    }

    #[test]
    fn other_parameters_make_other_pages() {
        assert_ne!(page_key("a", "/", "s=one"), page_key("a", "/", "s=two"));
        assert_ne!(page_key("a", "/", "utm=1"), page_key("a", "/", ""));
    }
}
