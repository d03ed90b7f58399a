//! What rendering blocks knows of the site and the page around it, and what it has gathered.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::collected::Collected;
use super::theme::ThemeStyle;
use crate::languages::Words;
use crate::posts::{Post, Reader};
use crate::{CacheTag, Site};

/// Values that blocks give to the blocks inside them (WordPress's block context), and that loops give to theirs.
#[derive(Debug, Clone, Default)]
pub struct Values(Arc<Map<String, Value>>);

impl Values {
    /// A value by name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A value that is a number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.get(name).map(super::php::to_int)
    }

    /// A value that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// Whether a value counts as true.
    pub fn flag(&self, name: &str) -> bool {
        !super::php::is_empty(self.get(name))
    }

    /// The same values with one more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        Arc::make_mut(&mut self.0).insert(name.to_owned(), value.into());
        self
    }

    /// The values of a post: its number and type.
    #[must_use]
    pub fn with_post(self, post: &Post) -> Self {
        self.with("postId", post.id).with("postType", post.post_type.clone())
    }
}

/// The list of posts that the page itself shows (WordPress's main query).
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The posts of this page of the list.
    pub posts: Vec<Arc<Post>>,
    /// How many posts all its pages have.
    pub total: u64,
    /// How many pages it has.
    pub pages: u64,
    /// The page's number, from 1.
    pub page: u64,
    /// Heading of an archive or search, plain text.
    pub title: String,
    /// The same without its prefix (`Category: `).
    pub bare_title: String,
    /// What was searched for.
    pub search: Option<String>,
    /// The term of a term archive.
    pub term_id: Option<i64>,
}

/// The request that the blocks are rendered for.
#[derive(Debug, Clone, Default)]
pub struct Visit {
    /// The path, percent-encoded.
    pub path: String,
    /// The query string without its question mark.
    pub query: String,
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// Whether the answer is for the REST API.
    pub is_rest: bool,
    /// Who reads: texts for members are cut by it.
    pub reader: Reader,
    /// The post that the page as a whole is about.
    pub queried_post: Option<i64>,
    /// The list that the page shows.
    pub listing: Option<Arc<Listing>>,
}

impl Visit {
    /// A parameter of the query string, decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let mut pairs = url::form_urlencoded::parse(self.query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// Path and query string.
    pub fn address(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// Whether this is the first page of the site's front.
    pub fn is_front_page(&self) -> bool {
        self.path.trim_matches('/').is_empty() && self.parameter("s").is_none() && !self.is_rest
    }

    /// Path and query string with a parameter set or, with `None`, taken out.
    pub fn address_with(&self, name: &str, value: Option<String>) -> String {
        let pairs = url::form_urlencoded::parse(self.query.as_bytes()).filter(|(key, _)| key != name);
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs);
        if let Some(value) = value {
            query.append_pair(name, &value);
        }
        let query = query.finish();
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }
}

/// Renders blocks of one page: WordPress's `do_blocks` with everything it reads and leaves behind.
#[derive(Debug)]
pub struct BlockRenderer {
    /// The site.
    pub site: Site,
    /// The theme.
    pub theme: Arc<ThemeStyle>,
    /// The request.
    pub visit: Visit,
    /// The post whose content is being rendered (WordPress's global `$post`).
    pub post: Option<Arc<Post>>,
    /// Styles, filters and counters.
    pub collected: Collected,
    /// What was read.
    pub tags: BTreeSet<CacheTag>,
    /// Texts that are being rendered just now, so that none is rendered inside itself.
    pub(super) in_progress: Vec<InProgress>,
}

/// A text that is being rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum InProgress {
    /// A synced pattern.
    SyncedPattern(i64),
    /// A pattern of the theme.
    Pattern(String),
    /// A post's content.
    PostContent(i64),
}

/// How deep texts may be rendered inside texts.
const DEEPEST: usize = 20;

impl BlockRenderer {
    /// A renderer for a page of a site.
    pub fn new(site: Site, theme: Arc<ThemeStyle>, visit: Visit) -> Self {
        Self {
            site,
            theme,
            visit,
            post: None,
            collected: Collected::default(),
            tags: BTreeSet::new(),
            in_progress: Vec::new(),
        }
    }

    /// What is said to the site's visitors, in its language.
    pub(super) fn words(&self) -> Words {
        *self.site.settings().words()
    }

    /// Notes that a text is being rendered; `false` if it is already, or if texts are nested too deep.
    pub(super) fn enter(&mut self, text: InProgress) -> bool {
        let allowed = !self.in_progress.contains(&text) && self.in_progress.len() < DEEPEST;
        if allowed {
            self.in_progress.push(text);
        }
        allowed
    }

    /// Notes that the text that was entered last is finished.
    pub(super) fn leave(&mut self) {
        self.in_progress.pop();
    }

    /// Notes that something was read.
    pub(super) fn read(&mut self, tag: CacheTag) {
        self.tags.insert(tag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_other_parameters() {
        let visit = Visit { path: "/a/".into(), query: "x=1&query-2-page=3".into(), ..Visit::default() };
        assert_eq!(visit.address_with("query-2-page", Some("4".into())), "/a/?x=1&query-2-page=4");
        assert_eq!(visit.address_with("query-2-page", None), "/a/?x=1");
        assert_eq!(visit.parameter("query-2-page").as_deref(), Some("3"));
    }

    #[test]
    fn values_are_shared_until_they_change() {
        let outer = Values::default().with("a", 1);
        let inner = outer.clone().with("a", 2);
        assert_eq!((outer.number("a"), inner.number("a")), (Some(1), Some(2)));
    }
}
