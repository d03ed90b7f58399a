//! Pictures of people from their mail addresses, WordPress's `get_avatar`.

use crate::formatting::{esc_attr, esc_url};
use sha2::{Digest, Sha256};

use crate::Site;

/// The address of a picture.
pub fn url(site: &Site, email: &str, size: i64) -> String {
    let text = |name: &str, default: &str| match site.settings().text(name) {
        value if value.is_empty() => default.to_owned(),
        value => value,
    };
    let default = match text("avatar_default", "mystery").as_str() {
        "mystery" | "mm" | "mysteryman" => "mm".to_owned(),
        "gravatar_default" => String::new(),
        other => other.to_owned(),
    };
    let rating = text("avatar_rating", "G").to_lowercase();
    let email = email.trim().to_lowercase();
    let hash = if email.is_empty() { String::new() } else { hex::encode(Sha256::digest(email.as_bytes())) };
    let default = if default.is_empty() { String::new() } else { format!("&d={default}") };
    format!("https://secure.gravatar.com/avatar/{hash}?s={size}{default}&r={rating}")
}

/// The `<img>`; nothing if the site shows no pictures.
pub fn image(site: &Site, email: &str, size: i64, alt: &str, class: &str, extra: &str) -> String {
    if site.settings().get("show_avatars").is_some() && !site.settings().flag("show_avatars") {
        return String::new();
    }
    let missing = if email.is_empty() { " avatar-default" } else { "" };
    let more = if class.is_empty() { String::new() } else { format!(" {class}") };
    format!(
        "<img alt='{}' src='{}' srcset='{} 2x' class='avatar avatar-{size} photo{missing}{more}' height='{size}' width='{size}' {extra}/>",
        esc_attr(alt),
        esc_url(&url(site, email, size)),
        esc_url(&url(site, email, size * 2)),
    )
}
