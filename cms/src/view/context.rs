//! What a template sees. These types are the contract with theme makers (docs/THEMES.md): fields are added, never
//! renamed. Whatever ends in `_html` or is named `content`, `excerpt`, `title` or `head` is finished HTML; everything
//! else is plain text that the template engine escapes.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

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

/// A post of any type.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PostView {
    /// Its number on the site.
    pub id: i64,
    /// `post`, `page`, `attachment` or a custom type.
    #[serde(rename = "type")]
    pub post_type: String,
    /// Its status, such as `publish`.
    pub status: String,
    /// The last part of its address.
    pub slug: String,
    /// Title, HTML; `Protected: ` and `Private: ` stand before it where they do in WordPress.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The whole content of a singular page (this page of it), or what stands before `<!--more-->` in a list. HTML.
    /// The password form where a password is asked for.
    pub content: String,
    /// The excerpt: as written, or the content's first 55 words. HTML in a paragraph.
    pub excerpt: String,
    /// Whether the author wrote an excerpt.
    pub has_excerpt: bool,
    /// Whether `<!--more-->` cut the content in a list.
    pub has_more: bool,
    /// The date in the site's own format and time zone.
    pub date: String,
    /// The time of day in the site's own format.
    pub time: String,
    /// ISO 8601 with the offset from UTC, as in `<time datetime>`.
    pub date_iso: String,
    /// Date of the last change in the site's own format.
    pub modified: String,
    /// The same in ISO 8601.
    pub modified_iso: String,
    /// The archive of its day.
    pub date_url: String,
    /// Its author.
    pub author: Arc<AuthorView>,
    /// Its categories, by name.
    pub categories: Vec<Arc<TermView>>,
    /// Its tags, by name.
    pub tags: Vec<Arc<TermView>>,
    /// Its terms of every taxonomy that is public.
    pub terms: BTreeMap<String, Vec<Arc<TermView>>>,
    /// Its featured image.
    pub featured_image: Option<ImageView>,
    /// Its format: `standard`, `aside`, `gallery`, `link`, `image`, `quote`, `status`, `video`, `audio` or `chat`.
    pub format: String,
    /// Whether it stays on top of the blog.
    pub sticky: bool,
    /// WordPress's classes of the post's element (`post_class`).
    pub classes: Vec<String>,
    /// Approved comments.
    pub comment_count: i64,
    /// Where its comments stand.
    pub comments_url: String,
    /// Whether comments may be added.
    pub comments_open: bool,
    /// Whether the reader has still to give a password; `content` is the form then.
    pub password_required: bool,
    /// The post's own pages where `<!--nextpage-->` cuts it; none where it has one.
    pub pages: Option<PostPages>,
    /// Its parent, or 0.
    pub parent_id: i64,
    /// Order among siblings.
    pub menu_order: i64,
    /// Where somebody who may edits it; none for visitors.
    pub edit_url: Option<String>,
    /// Facts of an attachment's file; none for other types.
    pub attachment: Option<AttachmentView>,
    /// The post's meta values that do not start with `_`, the last of each key.
    pub meta: BTreeMap<String, String>,
}

/// The pages of one post.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PostPages {
    /// This one, from 1.
    pub current: u64,
    /// How many there are.
    pub total: u64,
    /// Each with its address.
    pub links: Vec<PageLink>,
}

/// An attachment's file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AttachmentView {
    /// The file's address.
    pub url: String,
    /// Its type.
    pub mime_type: String,
    /// Its name.
    pub filename: String,
    /// Bytes; 0 if not known.
    pub filesize: i64,
    /// The image, if it is one.
    pub image: Option<ImageView>,
    /// The caption. HTML.
    pub caption: String,
}

/// An image with what a browser needs to choose among its sizes.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ImageView {
    /// The attachment, or 0.
    pub id: i64,
    /// Address of the size that suits the place.
    pub src: String,
    /// All sizes of the same proportions, or empty.
    pub srcset: String,
    /// The `sizes` attribute, or empty.
    pub sizes: String,
    /// Alternative text.
    pub alt: String,
    /// Pixels; 0 if not known.
    pub width: i64,
    /// Pixels; 0 if not known.
    pub height: i64,
    /// Address of the full-size file.
    pub full: String,
    /// Its caption. HTML.
    pub caption: String,
    /// The finished `<img>`.
    pub html: String,
}

/// A term of any taxonomy.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TermView {
    /// Its number on the site.
    pub id: i64,
    /// `category`, `post_tag`, `post_format` or a custom one.
    pub taxonomy: String,
    /// Its name.
    pub name: String,
    /// The last part of its address.
    pub slug: String,
    /// Its description. HTML.
    pub description: String,
    /// Its archive.
    pub url: String,
    /// Published posts that have it.
    pub count: i64,
    /// Its parent, or 0.
    pub parent_id: i64,
}

/// A person as pages show one.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuthorView {
    /// The account's number; 0 where the account is gone.
    pub id: i64,
    /// The name that pages show.
    pub name: String,
    /// The last part of the archive's address.
    pub slug: String,
    /// The archive.
    pub url: String,
    /// The person's own website, or empty.
    pub website: String,
    /// Biographical text. HTML.
    pub description: String,
    /// Addresses of the portrait by its pixels: `24`, `48` and `96`; empty where portraits are off.
    pub avatar: BTreeMap<String, String>,
}

/// The heading of an archive.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ArchiveView {
    /// WordPress's `get_the_archive_title`, such as `Category: <span>News</span>`. HTML.
    pub title: String,
    /// The word before it, such as `Category:`; empty if there is none.
    pub prefix: String,
    /// The title without the word before it. HTML.
    pub name: String,
    /// WordPress's `get_the_archive_description`. HTML.
    pub description: String,
}

/// Where a page of a list stands among the others.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pagination {
    /// This one, from 1.
    pub current: u64,
    /// How many there are.
    pub total: u64,
    /// Numbers and gaps, as WordPress's `paginate_links` chooses them.
    pub links: Vec<PageLink>,
    /// The page before, nearer to the newest.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// One number of a row of pages.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageLink {
    /// `1,234` or `…`.
    pub label: String,
    /// Its address; none for this page and for gaps.
    pub url: Option<String>,
    /// Whether this is the page that is shown.
    pub current: bool,
    /// Whether this is a gap.
    pub gap: bool,
}

/// Neighbours of a single post in time.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PostNavigation {
    /// The post before it.
    pub previous: Option<PostLink>,
    /// The post after it.
    pub next: Option<PostLink>,
}

/// A post's title and address.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PostLink {
    /// Its number on the site.
    pub id: i64,
    /// Title. HTML.
    pub title: String,
    /// Address.
    pub url: String,
}

/// A post's title, address and date.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PostTeaser {
    /// Its number on the site.
    pub id: i64,
    /// Title. HTML.
    pub title: String,
    /// Address.
    pub url: String,
    /// The date in the site's own format and time zone.
    pub date: String,
    /// ISO 8601 with the offset from UTC.
    pub date_iso: String,
}

/// The comments of a post.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CommentsView {
    /// Comments of this page of comments, answers inside the comments they answer.
    pub list: Arc<Vec<CommentView>>,
    /// Approved comments in all.
    pub count: i64,
    /// WordPress's heading, such as `3 thoughts on “Title”`. HTML.
    pub title: String,
    /// Pages of comments; none where all are on one.
    pub pages: Option<Pagination>,
    /// Whether comments may be added.
    pub open: bool,
    /// The form; none where comments are closed or a password is asked for.
    pub form: Option<CommentForm>,
}

/// One comment, pingback or trackback.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CommentView {
    /// Its number on the site.
    pub id: i64,
    /// `comment`, `pingback` or `trackback`.
    #[serde(rename = "type")]
    pub comment_type: String,
    /// Its author's name.
    pub author: String,
    /// Its author's website, or empty.
    pub author_url: String,
    /// Addresses of the portrait by its pixels: `24`, `48` and `96`; empty where portraits are off.
    pub avatar: BTreeMap<String, String>,
    /// Whether the post's author wrote it.
    pub by_post_author: bool,
    /// Date in the site's own format.
    pub date: String,
    /// Time of day in the site's own format.
    pub time: String,
    /// ISO 8601 with the offset from UTC.
    pub date_iso: String,
    /// HTML.
    pub content: String,
    /// Its own address, `…#comment-12`.
    pub url: String,
    /// Address that answers it without a script; none where that is not possible.
    pub reply_url: Option<String>,
    /// Where somebody who may edits it.
    pub edit_url: Option<String>,
    /// Whether only its writer sees it until somebody approves it.
    pub awaiting_moderation: bool,
    /// The comment that it answers, or 0.
    pub parent_id: i64,
    /// How deep it stands, from 1.
    pub depth: u64,
    /// WordPress's classes of the comment's element (`comment_class`).
    pub classes: Vec<String>,
    /// The answers to it.
    pub children: Vec<CommentView>,
}

/// The form for a new comment.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CommentForm {
    /// Where it is sent by POST.
    pub action: String,
    /// The post, for the hidden field `comment_post_ID`.
    pub post_id: i64,
    /// The comment that is answered, for the hidden field `comment_parent`; 0 for none.
    pub parent_id: i64,
    /// The name of the comment that is answered, or empty.
    pub reply_to: String,
    /// Leads back from answering one comment to commenting on the post.
    pub cancel_reply_url: Option<String>,
    /// Whether one must sign in first: only `login_url` is shown then.
    pub must_log_in: bool,
    /// Where one signs in and comes back.
    pub login_url: String,
    /// The signed-in commenter's name; none for visitors, who see the fields.
    pub logged_in_as: Option<String>,
    /// Where the signed-in commenter signs out.
    pub logout_url: String,
    /// The fields of a visitor: name, mail address and website.
    pub fields: Vec<CommentField>,
    /// Whether the visitor may ask to be remembered.
    pub cookies_consent: bool,
    /// Name of a field that people do not see and must leave empty.
    pub honeypot: String,
    /// Longest text, in characters.
    pub comment_max_length: u64,
}

/// One field of the form for a new comment.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CommentField {
    /// Its name: `author`, `email` or `url`.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The `type` attribute.
    #[serde(rename = "type")]
    pub input_type: String,
    /// What the visitor gave last time, or empty.
    pub value: String,
    /// Whether it must be filled.
    pub required: bool,
    /// Longest text, in characters.
    pub max_length: u64,
    /// The `autocomplete` attribute.
    pub autocomplete: String,
}

/// A menu.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MenuView {
    /// The term of taxonomy `nav_menu`.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// Its top items.
    pub items: Vec<MenuItem>,
}

/// One item of a menu.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MenuItem {
    /// The post of type `nav_menu_item`.
    pub id: i64,
    /// Its words. HTML.
    pub title: String,
    /// Where it leads.
    pub url: String,
    /// `_blank`, or empty.
    pub target: String,
    /// The link's `rel`, or empty.
    pub rel: String,
    /// The link's `title`, or empty.
    pub attr_title: String,
    /// A longer text, or empty.
    pub description: String,
    /// `custom`, `post_type`, `post_type_archive` or `taxonomy`.
    #[serde(rename = "type")]
    pub item_type: String,
    /// `page`, `category`, `custom`, ….
    pub object: String,
    /// The post or term that it leads to, or 0.
    pub object_id: i64,
    /// WordPress's classes, the editor's own first.
    pub classes: Vec<String>,
    /// Whether it leads to this page.
    pub current: bool,
    /// Whether it stands above the item that leads to this page.
    pub current_ancestor: bool,
    /// The items under it.
    pub children: Vec<MenuItem>,
}

/// One widget of a sidebar.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WidgetView {
    /// WordPress's identifier, such as `block-2`.
    pub id: String,
    /// Finished HTML.
    pub html: String,
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
