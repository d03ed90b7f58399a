//! Gate `pictures`: every picture of the site that a page shows is there, and is one.

use std::collections::BTreeMap;

use url::Url;

use super::fetched::{Page, Visitor};

/// Pictures that are missing, each with the first page that shows it.
pub(super) async fn missing(visitor: &Visitor, pages: &[Page]) -> Vec<String> {
    let mut found: BTreeMap<Url, &str> = BTreeMap::new();
    for page in pages {
        for url in page.document.pictures.iter().filter_map(|picture| visitor.inside(&page.path, picture)) {
            found.entry(url).or_insert(&page.path);
        }
    }
    let answers = visitor.ask_all(found.keys().cloned().collect()).await;
    let missing = answers.into_iter().filter_map(|(url, answer)| {
        let why = match answer {
            Ok((200, kind)) if kind.starts_with("image/") => return None,
            Ok((200, kind)) => format!("is no picture but {kind}"),
            Ok((status, _)) => format!("answers {status}"),
            Err(complaint) => complaint,
        };
        let place = found.get(&url).copied().unwrap_or_default();
        Some(format!("{place}: the picture {} {why}", url.path()))
    });
    let mut told: Vec<String> = missing.collect();
    told.sort();
    told
}
