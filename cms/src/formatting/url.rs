//! Addresses made safe: WordPress's `esc_url`.

use super::kses::{is_allowed_protocol, strip_bad_protocol};
use super::normalize_entities;
use super::urls::UrlParts;

/// WordPress's `esc_url` for a page: empty where the address has a protocol that is not allowed.
pub fn esc_url(url: &str) -> String {
    esc_url_with(url, true, &is_allowed_protocol)
}

/// WordPress's `esc_url_raw`: for the database and for redirects, with no entities written.
pub fn esc_url_raw(url: &str) -> String {
    esc_url_with(url, false, &is_allowed_protocol)
}

/// `esc_url` with a list of protocols of one's own; `for_display` writes entities.
pub fn esc_url_with(url: &str, for_display: bool, allowed: &dyn Fn(&str) -> bool) -> String {
    let mut url = url.trim_start_matches([' ', '\t', '\n', '\r', '\0', '\x0B']).replace(' ', "%20");
    url.retain(may_stand);
    if url.is_empty() {
        return url;
    }
    if !starts_with_ignoring_case(&url, "mailto:") {
        url = without_line_ends(&url);
    }
    url = url.replace(";//", "://");
    if lacks_scheme(&url) {
        url.insert_str(0, "http://");
    }
    if for_display {
        url = normalize_entities(&url).replace("&amp;", "&#038;").replace('\'', "&#039;");
    }
    if url.contains(['[', ']']) {
        url = encode_brackets(&url);
    }
    if url.starts_with('/') || strip_bad_protocol(&url, allowed).eq_ignore_ascii_case(&url) {
        url
    } else {
        String::new()
    }
}

fn may_stand(character: char) -> bool {
    !character.is_ascii() || character.is_ascii_alphanumeric() || "-~+_.?#=!&;,/:%@$|*'()[]".contains(character)
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.as_bytes().get(..start.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(start.as_bytes()))
}

/// Takes out encoded line ends, also those that only come to be when another one is taken out.
fn without_line_ends(url: &str) -> String {
    let mut kept = String::with_capacity(url.len());
    for character in url.chars() {
        if matches!(character, 'a' | 'A' | 'd' | 'D') && kept.ends_with("%0") {
            kept.truncate(kept.len() - 2);
        } else {
            kept.push(character);
        }
    }
    kept
}

/// An address without a scheme that is not relative, and not a PHP file.
fn lacks_scheme(url: &str) -> bool {
    if url.contains(':') || url.starts_with(['/', '#', '?']) {
        return false;
    }
    let name = url.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    name == 0 || !starts_with_ignoring_case(&url[name..], ".php")
}

/// Encodes square brackets everywhere but in the host, where an IPv6 address has them.
fn encode_brackets(url: &str) -> String {
    let parts = UrlParts::of(url);
    let mut front = String::new();
    if let Some(scheme) = parts.scheme {
        front.push_str(scheme);
        front.push_str("://");
    } else if url.starts_with('/') {
        front.push_str("//");
    }
    front.push_str(parts.user.unwrap_or_default());
    if let Some(password) = parts.password {
        front.push(':');
        front.push_str(password);
    }
    if parts.user.is_some() || parts.password.is_some() {
        front.push('@');
    }
    front.push_str(parts.host.unwrap_or_default());
    if let Some(port) = parts.port {
        front.push(':');
        front.push_str(port);
    }
    let end = if front.is_empty() { url.to_owned() } else { url.replace(&front, "") };
    let clean = end.replace('[', "%5B").replace(']', "%5D");
    if end.is_empty() { url.to_owned() } else { url.replace(&end, &clean) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_and_spaces_are_written_out() {
        assert_eq!(esc_url(" http://a.b/c d?e=1&f='2'"), "http://a.b/c%20d?e=1&#038;f=&#039;2&#039;");
        assert_eq!(esc_url_raw("http://a.b/?e=1&f='2'"), "http://a.b/?e=1&f='2'");
    }

    #[test]
    fn an_address_without_a_scheme_gets_one_unless_it_is_relative() {
        assert_eq!(esc_url("a.b/c"), "http://a.b/c");
        assert_eq!(esc_url("/c"), "/c");
        assert_eq!(esc_url("#c"), "#c");
        assert_eq!(esc_url("index.php?a"), "index.php?a");
    }

    #[test]
    fn bad_protocols_leave_nothing() {
        for url in
            ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\0script:x", "data:text/html,x", "java%0ascript:x"]
        {
            assert_eq!(esc_url(url), "", "{url}");
        }
    }

    #[test]
    fn a_hidden_colon_makes_a_host() {
        assert_eq!(esc_url("javascript&colon;x"), "http://javascript&#038;colon;x");
    }

    #[test]
    fn line_ends_cannot_be_smuggled() {
        assert_eq!(esc_url("http://a.b/%0%0ddc"), "http://a.b/c");
    }

    #[test]
    fn brackets_are_encoded_but_not_in_the_host() {
        assert_eq!(esc_url("http://[::1]/a[b]"), "http://[::1]/a%5Bb%5D");
    }
}
