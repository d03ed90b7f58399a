//! The page and its site as templates see them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{
    ArchiveView, AuthorView, CommentsView, ImageView, MenuView, Pagination, PostNavigation, PostTeaser, PostView,
    TermView, WidgetView,
};

/// Everything that a template sees, each field under its own name.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageContext {
    /// The site.
    pub site: Arc<SiteView>,
    /// This page.
    pub page: PageView,
    /// The posts of a list, in order; on a page of one post, that one.
    pub posts: Vec<Arc<PostView>>,
    /// The one post of a singular page (post, page, attachment, custom type).
    pub post: Option<Arc<PostView>>,
    /// The term of a category, tag or taxonomy archive.
    pub term: Option<Arc<TermView>>,
    /// The person of an author archive.
    pub author: Option<Arc<AuthorView>>,
    /// The heading of an archive; none elsewhere.
    pub archive: Option<ArchiveView>,
    /// Where this page of a list stands among the others; none where all is on one page.
    pub pagination: Option<Pagination>,
    /// The comments of a singular page and their form.
    pub comments: Option<CommentsView>,
    /// Neighbours of a single post.
    pub navigation: Option<PostNavigation>,
    /// Under a single post and a search: the sticky posts, then the latest, a handful in all (the block theme's
    /// "More posts"). Empty elsewhere.
    pub more_posts: Arc<Vec<PostTeaser>>,
    /// Menus by the location they are assigned to.
    pub menus: Arc<BTreeMap<String, MenuView>>,
    /// Widgets by sidebar.
    pub sidebars: Arc<BTreeMap<String, Vec<WidgetView>>>,
    /// What was searched for; none where this is no search.
    pub search_query: Option<String>,
    /// How many posts the list has on all its pages.
    pub found_posts: u64,
    /// Who is signed in; none for visitors.
    pub user: Option<UserView>,
    /// Finished HTML for the inside of `<head>` (WordPress's `wp_head`): title, robots, canonical, feeds, discovery
    /// links, shortlink, site icon, styles of the blocks on the page.
    pub head: String,
    /// Finished HTML for the end of `<body>` (WordPress's `wp_footer`).
    pub footer: String,
}

/// The site.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SiteView {
    /// Its title.
    pub title: String,
    /// Its tagline.
    pub tagline: String,
    /// Its home address without a slash at the end.
    pub url: String,
    /// Its home address with a slash at the end.
    pub home_url: String,
    /// As in `<html lang>`, such as `en-US`.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Always `UTF-8`.
    pub charset: String,
    /// The site icon, if there is one.
    pub icon: Option<ImageView>,
    /// The site logo, if there is one.
    pub logo: Option<ImageView>,
    /// The address of the RSS 2 feed.
    pub feed_url: String,
    /// The address of the comments' RSS 2 feed.
    pub comments_feed_url: String,
    /// The address that a search form sends to; the field's name is `s`.
    pub search_url: String,
    /// Where staff sign in.
    pub login_url: String,
    /// The page of all posts where the front page is a static one; else the home address.
    pub posts_url: String,
    /// The address of the active theme's files, without a slash at the end.
    pub theme_url: String,
    /// The privacy policy page, if one is chosen.
    pub privacy_policy_url: Option<String>,
    /// The current year in the site's time, as a footer wants it.
    pub year: i32,
}

/// What this page is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageView {
    /// `home`, `front-page`, `single`, `page`, `attachment`, `category`, `tag`, `taxonomy`, `author`, `date`,
    /// `post-type-archive`, `search`, `members` or `404`.
    pub kind: String,
    /// Whether the page shows one post.
    pub is_singular: bool,
    /// Whether the page lists an archive.
    pub is_archive: bool,
    /// Whether this is the site's front page.
    pub is_front_page: bool,
    /// Whether this is the page of latest posts.
    pub is_home: bool,
    /// Whether this is a later page of a list or of a post.
    pub is_paged: bool,
    /// The number of the page, from 1.
    pub number: u64,
    /// The heading that fits the page: a post's title, an archive's title, "Page not found". HTML.
    pub title: String,
    /// What stands in `<title>`. Plain text.
    pub document_title: String,
    /// One or two plain sentences about the page; empty if there are none.
    pub description: String,
    /// Its address.
    pub url: String,
    /// The canonical address; none where there is no single one.
    pub canonical: Option<String>,
    /// WordPress's classes of `<body>`.
    pub body_class: Vec<String>,
    /// Feeds and other relations, as they stand in `head` already.
    pub links: Vec<LinkView>,
    /// The template that was asked for first, such as `single-post-hello`.
    pub template: String,
    /// Whether an unpublished version is shown to somebody who may see it.
    pub is_preview: bool,
    /// What stands on a page of the site's members under its title, forms and all; empty elsewhere. HTML.
    pub content: String,
}

/// One `<link>` of the head.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LinkView {
    /// Relation, such as `alternate`.
    pub rel: String,
    /// Address.
    pub href: String,
    /// MIME type, or empty.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Title, or empty.
    pub title: String,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UserView {
    /// The account's number.
    pub id: i64,
    /// The name that pages show.
    pub name: String,
    /// Where the staff's screens begin, if the person may see them.
    pub admin_url: Option<String>,
    /// Signs the person out.
    pub logout_url: String,
}
