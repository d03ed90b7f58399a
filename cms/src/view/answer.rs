//! What a visitor asks, and what the site answers, before either is HTTP.

use crate::posts::Reader;
use crate::{Actor, CacheTag};

use super::Query;

/// What a visitor asks of the site's public side.
#[derive(Clone, Debug)]
pub struct Request {
    /// The path as it was sent: percent-encoded, with its slashes.
    pub path: String,
    /// The query string as it was sent, without the question mark; empty where there is none.
    pub query: String,
    /// Who asks.
    pub actor: Actor,
    /// The value of the `wp-postpass_…` cookie, percent-decoded.
    pub post_password: Option<String>,
    /// What the visitor may read as a member.
    pub reader: Reader,
    /// What the visitor gave with an earlier comment and wanted remembered.
    pub commenter: Commenter,
}

impl Request {
    /// A visitor's plain request for `path`, which may carry a query string.
    pub fn visit(path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        Self {
            path: path.to_owned(),
            query: query.to_owned(),
            actor: Actor::Visitor,
            post_password: None,
            reader: Reader::Stranger,
            commenter: Commenter::default(),
        }
    }

    /// The value of a parameter of the query string, decoded; the last where it is repeated.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let pairs = url::form_urlencoded::parse(self.query.as_bytes());
        pairs.filter(|(key, _)| key == name).last().map(|(_, value)| value.into_owned())
    }
}

/// What somebody who comments gave as name, mail address and website (the `comment_author…_` cookies).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commenter {
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Website.
    pub url: String,
}

/// What the site answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A finished page: also "not found", which is a page with status 404.
    Page(Box<Page>),
    /// Go elsewhere.
    Redirect(Redirect),
    /// A feed of what `query` asks for: `cms::feeds` renders it.
    Feed(Box<Query>),
    /// A sitemap, its index or its stylesheet: `cms::sitemaps` renders it.
    Sitemap(Box<Query>),
    /// The post as a card inside another page: `cms::oembed` renders it.
    Embed {
        /// The post; 0 where there is none, which is a card that says so, with status 404.
        post_id: i64,
    },
    /// `robots.txt`.
    Robots,
    /// `favicon.ico`.
    Favicon,
    /// A trackback address of this post; it answers POST alone.
    Trackback {
        /// The post.
        post_id: i64,
    },
}

/// An address to go to instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The whole address.
    pub location: String,
    /// 301, 302, 307, 308; 410 says that it is gone for good.
    pub status: u16,
    /// What the redirect rests on.
    pub tags: Vec<CacheTag>,
}

/// A finished page.
#[derive(Clone, Debug)]
pub struct Page {
    /// 200 or 404.
    pub status: u16,
    /// The page.
    pub html: String,
    /// What it was made from.
    pub tags: Vec<CacheTag>,
    /// The last change of the posts on it, in UTC.
    pub last_modified: Option<chrono::NaiveDateTime>,
    /// The values of its `Link` headers, in their order.
    pub link_headers: Vec<String>,
    /// Whether everybody may be shown the same page.
    pub may_be_cached: bool,
    /// Whether browsers must not keep it (WordPress's `nocache_headers`).
    pub no_store: bool,
    /// The post that it is about; none for lists.
    pub post_id: Option<i64>,
    /// The template that rendered it.
    pub template: String,
}
