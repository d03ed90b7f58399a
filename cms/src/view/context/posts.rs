//! Posts and their pictures as templates see them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{AuthorView, PageLink, TermView};

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
