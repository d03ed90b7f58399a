//! Searching post formats: those that some post has.

use std::collections::HashMap;

use cms::{permalinks, terms};
use serde_json::{Map, json};

use super::found::{Found, Results, window, words};
use crate::rest::RestRequest;
use crate::rest::error::RestResult;

/// The names that people read, in WordPress's order.
const NAMES: [(&str, &str); 9] = [
    ("aside", "Aside"),
    ("chat", "Chat"),
    ("gallery", "Gallery"),
    ("link", "Link"),
    ("image", "Image"),
    ("quote", "Quote"),
    ("status", "Status"),
    ("video", "Video"),
    ("audio", "Audio"),
];

/// Formats whose name has the words.
pub async fn search(request: &RestRequest) -> RestResult<Results> {
    let words = words(request).unwrap_or_default().to_lowercase();
    let rows = terms::of_taxonomy(&request.site, terms::FORMAT_TAXONOMY).await?;
    let mut addresses = permalinks::of_terms(&request.site, &rows).await?;
    let mut by_slug: HashMap<&str, String> =
        rows.iter().filter_map(|row| Some((row.slug.as_str(), addresses.remove(&row.id)?))).collect();
    let matching =
        NAMES.into_iter().filter(|(slug, name)| slug.contains(&words) || name.to_lowercase().contains(&words));
    let all: Vec<Found> = matching
        .filter_map(|(slug, name)| Some(found(slug, name, by_slug.remove(format!("post-format-{slug}").as_str())?)))
        .collect();
    let (offset, limit) = window(request);
    let (offset, limit) = (usize::try_from(offset).unwrap_or(usize::MAX), usize::try_from(limit).unwrap_or(10));
    let total = all.len() as u64;
    Ok(Results { found: all.into_iter().skip(offset).take(limit).collect(), total })
}

fn found(slug: &str, name: &str, url: String) -> Found {
    let (title, kind) = (name.to_owned(), "post-format".to_owned());
    Found { id: json!(slug), title, url, kind, subtype: None, links: Map::new() }
}
