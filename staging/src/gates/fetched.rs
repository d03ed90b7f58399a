//! The pages on the bench, each fetched once for all gates.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use futures::StreamExt;
use platform::http::{Fetched, HttpClient};
use url::Url;

use super::bench::Side;
use super::document::{Document, read};
use crate::rollout::name_of;
use crate::{Fault, Result};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// The largest answer that is read.
const LARGEST: usize = 16 << 20;
/// Requests under way at once.
const AT_ONCE: usize = 4;

/// One page.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub path: String,
    pub status: u16,
    pub bytes: usize,
    pub document: Document,
    /// Why there was no answer.
    pub complaint: Option<String>,
}

/// A client that remembers what it asked.
#[derive(Debug)]
pub(super) struct Visitor {
    client: HttpClient,
    front: Url,
    site: Url,
}

impl Visitor {
    /// One who reaches the site at this front, and calls it by its own name.
    pub fn of(side: &Side) -> Result<Self> {
        let client = HttpClient::of_own_fronts().map_err(|error| Fault::refused(error.to_string()))?;
        Ok(Self { client, front: side.front.clone(), site: side.site.clone() })
    }

    /// Where the front has what a page at `base` calls `link`, if it belongs to the site.
    pub fn inside(&self, base: &str, link: &str) -> Option<Url> {
        let url = self.site.join(base).ok()?.join(link).ok()?;
        if url.origin() != self.site.origin() {
            return None;
        }
        // Never joined: a path that begins with two slashes would name another host.
        let mut found = self.front.clone();
        found.set_path(url.path());
        found.set_query(url.query());
        Some(found)
    }

    pub async fn get(&self, url: &Url) -> Result<Fetched, String> {
        let name = name_of(&self.site);
        let asked = self.client.get_beginning_as(url, name.as_deref(), LARGEST);
        let fetched = tokio::time::timeout(PATIENCE, asked).await;
        fetched.map_err(|_| format!("no answer within {} s", PATIENCE.as_secs()))?.map_err(|error| error.to_string())
    }

    /// Every page, in the order of the paths.
    pub async fn pages(&self, paths: &[String]) -> Vec<Page> {
        let pages = paths.iter().cloned().map(|path| async move { self.page(&path).await });
        futures::stream::iter(pages).buffered(AT_ONCE).collect().await
    }

    async fn page(&self, path: &str) -> Page {
        let nothing = |complaint: String| Page {
            path: path.to_owned(),
            status: 0,
            bytes: 0,
            document: Document::default(),
            complaint: Some(complaint),
        };
        let Some(url) = self.inside("/", path) else { return nothing("is no path of the site".into()) };
        match self.get(&url).await {
            Err(complaint) => nothing(complaint),
            Ok(fetched) => Page {
                path: path.to_owned(),
                status: fetched.status,
                bytes: fetched.body.len(),
                document: match fetched.content_type.starts_with("text/html") {
                    true => read(&String::from_utf8_lossy(&fetched.body)),
                    false => Document::default(),
                },
                complaint: None,
            },
        }
    }

    /// The status and content type of each address, asked once.
    pub async fn ask_all(&self, urls: BTreeSet<Url>) -> BTreeMap<Url, Result<(u16, String), String>> {
        let asked = urls.into_iter().map(|url| async move {
            let answer = self.get(&url).await.map(|fetched| (fetched.status, fetched.content_type));
            (url, answer)
        });
        futures::stream::iter(asked).buffer_unordered(AT_ONCE).collect().await
    }

    /// Milliseconds to the whole answer, the least of so many tries.
    pub async fn least_milliseconds(&self, path: &str, tries: u32) -> Result<f64, String> {
        let url = self.inside("/", path).ok_or("is no path of the site")?;
        let mut least = f64::MAX;
        for _ in 0..tries {
            let begun = Instant::now();
            self.get(&url).await?;
            least = least.min(begun.elapsed().as_secs_f64() * 1_000.0);
        }
        Ok(least)
    }
}
