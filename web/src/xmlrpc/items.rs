//! Posts as `wp.*` methods show them.

use std::collections::HashMap;

use cms::posts::{self, Beside, Post};
use cms::terms::{FORMAT_TAXONOMY, Term};
use cms::{Site, permalinks};
use dxr::Value;

use super::fault::{Fault, refused};
use super::parameters;
use super::values::{flag, id, list, number, structure, text, time};

/// Posts with all that is shown of them.
pub struct Items {
    addresses: HashMap<i64, String>,
    terms: HashMap<i64, Vec<Term>>,
    meta: HashMap<i64, Vec<(String, String)>>,
}

impl Items {
    /// Loads what belongs to these posts, in as many queries for a hundred as for one.
    pub async fn load(site: &Site, found: &[Post]) -> Result<Self, Fault> {
        let ids: Vec<i64> = found.iter().map(|post| post.id).collect();
        let addresses = permalinks::of_posts(site, &found.iter().collect::<Vec<_>>()).await.map_err(refused)?;
        let Beside { terms, meta, .. } = posts::beside(site, &ids).await.map_err(refused)?;
        Ok(Self { addresses, terms, meta })
    }

    /// The address of a post.
    pub fn address(&self, post: &Post) -> &str {
        self.addresses.get(&post.id).map_or("", String::as_str)
    }

    /// The terms of a post in one taxonomy.
    pub fn terms(&self, post: &Post, taxonomy: &str) -> Vec<&Term> {
        self.terms.get(&post.id).into_iter().flatten().filter(|term| term.taxonomy == taxonomy).collect()
    }

    /// The format of a post.
    pub fn format(&self, post: &Post) -> String {
        let format = self.terms(post, FORMAT_TAXONOMY).first().map(|term| term.slug.replace("post-format-", ""));
        format.unwrap_or_else(|| "standard".into())
    }

    /// The number of its featured image, or none.
    pub fn thumbnail(&self, post: &Post) -> Option<i64> {
        let value = self.meta.get(&post.id)?.iter().find(|(key, _)| key == "_thumbnail_id")?;
        value.1.parse().ok().filter(|id| *id > 0)
    }

    /// Its open custom fields.
    pub fn custom_fields(&self, post: &Post) -> Value {
        let open = self.meta.get(&post.id).into_iter().flatten().filter(|(key, _)| !key.starts_with('_'));
        list(open.enumerate().map(|(at, (key, value))| {
            structure([("id", id(at as i64 + 1)), ("key", text(key)), ("value", text(value))])
        }))
    }

    /// A post as `wp.getPost` shows it.
    pub fn post(&self, post: &Post) -> Value {
        let shown_terms =
            self.terms.get(&post.id).into_iter().flatten().filter(|term| term.taxonomy != FORMAT_TAXONOMY);
        let thumbnail = self.thumbnail(post).map_or_else(|| list([]), |id_| structure([("attachment_id", id(id_))]));
        structure([
            ("post_id", id(post.id)),
            ("post_title", text(&post.title)),
            ("post_date", time(post.date)),
            ("post_date_gmt", time(post.date_gmt.unwrap_or(post.date))),
            ("post_modified", time(post.modified)),
            ("post_modified_gmt", time(post.modified_gmt)),
            ("post_status", text(&post.status)),
            ("post_type", text(&post.post_type)),
            ("post_name", text(&post.slug)),
            ("post_author", id(post.author_id)),
            ("post_password", text(&post.password)),
            ("post_excerpt", text(&post.excerpt)),
            ("post_content", text(&post.content)),
            ("post_parent", id(post.parent_id)),
            ("post_mime_type", text(&post.mime_type)),
            ("link", text(self.address(post))),
            ("guid", text(&post.guid)),
            ("menu_order", number(post.menu_order)),
            ("comment_status", text(&post.comment_status)),
            ("ping_status", text(&post.ping_status)),
            ("sticky", flag(post.sticky)),
            ("post_thumbnail", thumbnail),
            ("post_format", text(self.format(post))),
            ("terms", list(shown_terms.map(super::terms::shown))),
            ("custom_fields", self.custom_fields(post)),
        ])
    }
}

/// A post with the fields that are asked for by their names or by their groups (`post`, `terms`, `custom_fields`), and its
/// number always; with everything where nothing is asked for.
pub fn chosen(shown: Value, fields: &[Value]) -> Value {
    let Value::Struct(mut members) = shown else { return shown };
    let fields: Vec<String> = fields.iter().map(parameters::text).collect();
    let is_asked = |name: &str| {
        let group = match name {
            "terms" => "taxonomies",
            "custom_fields" => "custom_fields",
            _ => "post",
        };
        fields.iter().any(|field| field == name || field == group)
    };
    if !fields.is_empty() {
        members.retain(|name, _| name == "post_id" || is_asked(name));
    }
    Value::Struct(members)
}
