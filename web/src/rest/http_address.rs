//! Addresses that a client names for the host to ask.

use url::Url;

/// An http address without credentials; a missing scheme is not guessed.
pub fn parse(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    let plain = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    (plain && url.has_host()).then_some(url)
}
