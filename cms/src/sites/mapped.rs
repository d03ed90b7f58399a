//! A clone of a site elsewhere shows content that names the original's address: it is put right when it is shown,
//! and never in the rows.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::Site;

/// The option that says where the content of a clone came from: the original's home address, without a slash at the end; a list
/// where that was a clone itself.
pub const MAPPED_ADDRESS: &str = "platen_environment_mapped_address";

/// The option that names the environment a clone belongs to.
pub const ENVIRONMENT: &str = "platen_environment";

/// The text with the site's own address in the place of the one that it was cloned from; every other site's texts stay
/// as they are.
pub fn mapped<'a>(site: &Site, text: Cow<'a, str>) -> Cow<'a, str> {
    let others = originals(site).filter(|original| *original != site.url());
    others.fold(text, |text, original| match text.contains(original) {
        true => Cow::Owned(with_address(&text, original, site.url())),
        false => text,
    })
}

/// The addresses that the content of a clone names as its own, though they are other sites'.
fn originals(site: &Site) -> impl Iterator<Item = &str> {
    let value = site.settings().get(MAPPED_ADDRESS);
    let list = value.and_then(|value| value.as_array()).into_iter().flatten().filter_map(|value| value.as_str());
    value.and_then(|value| value.as_str()).into_iter().chain(list)
}

/// What [`MAPPED_ADDRESS`] is in a clone of this site.
pub fn mapped_in_clone(site: &Site) -> Value {
    let mut addresses: Vec<&str> = originals(site).filter(|original| *original != site.url()).collect();
    if addresses.is_empty() {
        return json!(site.url());
    }
    addresses.insert(0, site.url());
    json!(addresses)
}

/// Whether the site is a clone in an environment, which search engines have no business in.
pub fn is_in_environment(site: &Site) -> bool {
    !site.settings().text(ENVIRONMENT).is_empty()
}

/// The text with the address `new` wherever `old` stands: an address that only begins the same way, such as another
/// port or a longer name, is another one.
pub fn with_address(text: &str, old: &str, new: &str) -> String {
    let mut rewritten = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find(old) {
        let end = place + old.len();
        rewritten.push_str(&rest[..place]);
        rewritten.push_str(if ends_there(&rest[end..]) { new } else { old });
        rest = &rest[end..];
    }
    rewritten.push_str(rest);
    rewritten
}

fn ends_there(rest: &str) -> bool {
    let mut following = rest.chars();
    match following.next() {
        Some('.') => !following.next().is_some_and(char::is_alphanumeric),
        Some(':') => !following.next().is_some_and(|next| next.is_ascii_digit()),
        Some('-') => false,
        Some(next) => !next.is_alphanumeric(),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::with_address;

    #[test]
    fn only_the_address_itself_is_put_right() {
        let put = |text: &str| with_address(text, "http://a.example", "http://b.example:81");
        assert_eq!(
            put("see http://a.example/x and http://a.example."),
            "see http://b.example:81/x and http://b.example:81."
        );
        for other in ["http://a.example.org/", "http://a.example:8080/", "http://a.example-shop/"] {
            assert_eq!(put(other), other);
        }
    }
}
