//! Gate `links`: no link on a page leads to a page of the site that is not there.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::fetched::{Page, Visitor};

/// What would change something, or is another program's, is no link to follow.
const NOT_FOLLOWED: [&str; 6] = ["/wp-login.php", "/wp-admin/", "/wp-json/", "replytocom=", "/xmlrpc.php", "/feed"];

/// Links that lead nowhere, each with the first page that has it.
pub(super) async fn dead(visitor: &Visitor, pages: &[Page]) -> Vec<String> {
    let mut found: BTreeMap<Url, &str> = BTreeMap::new();
    for page in pages {
        for url in page.document.links.iter().filter_map(|link| visitor.inside(&page.path, link)) {
            if !NOT_FOLLOWED.iter().any(|not| url.as_str().contains(not)) {
                found.entry(url).or_insert(&page.path);
            }
        }
    }
    let answers = visitor.ask_all(found.keys().cloned().collect::<BTreeSet<_>>()).await;
    let dead = answers.into_iter().filter_map(|(url, answer)| {
        let why = match answer {
            Ok((status, _)) if status < 400 => return None,
            Ok((status, _)) => format!("answers {status}"),
            Err(complaint) => complaint,
        };
        let place = found.get(&url).copied().unwrap_or_default();
        Some(format!("{place}: the link to {} {why}", url.path()))
    });
    let mut told: Vec<String> = dead.collect();
    told.sort();
    told
}
