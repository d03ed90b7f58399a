//! A post as the API shows it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use cms::formatting::{self, TitleOf};
use cms::posts::{self, Beside, Post, Reader};
use cms::terms::Term;
use cms::{content, permalinks};
use serde_json::{Map, Value, json};

use super::links::{self, Surroundings};
use super::{Kind, links::Revisions, registered_meta};
use crate::rest::embedding::{AuthorsOfPosts, TermsOfPosts};
use crate::rest::error::RestResult;
use crate::rest::fields::wants;
use crate::rest::item::Item;
use crate::rest::nouns::users;
use crate::rest::{RestRequest, response::RestResponse, seen_posts};

/// Posts with everything that their items need, loaded together.
pub struct Prepared {
    terms: HashMap<i64, Vec<Term>>,
    meta: HashMap<i64, Vec<(String, String)>>,
    addresses: HashMap<i64, String>,
    revisions: HashMap<i64, Revisions>,
    /// Featured images that whoever asks may see.
    featured: HashSet<i64>,
    /// Addresses with a place for the slug, and the slugs that titles would give; in the edit context.
    templates: HashMap<i64, String>,
    generated_slugs: HashMap<i64, String>,
    fields: Vec<String>,
    context: String,
}

/// Loads what the items of `posts` need, in queries whose number does not grow with theirs.
pub async fn prepare(request: &RestRequest, posts: &[Post]) -> RestResult<Prepared> {
    let ids: Vec<i64> = posts.iter().map(|post| post.id).collect();
    let site = &request.site;
    let Beside { terms, meta, revisions } = posts::beside(site, &ids).await?;
    let revisions = revisions.into_iter().map(|(id, (count, last))| (id, Revisions { count, last }));
    let above: Vec<i64> = posts.iter().map(|post| post.parent_id).filter(|id| *id != 0).collect();
    let above = seen_posts::among(request, &above);
    let mut prepared = Prepared {
        terms,
        meta,
        addresses: permalinks::of_posts_among(site, &posts.iter().collect::<Vec<_>>(), &above).await?,
        revisions: revisions.collect(),
        featured: HashSet::new(),
        templates: HashMap::new(),
        generated_slugs: HashMap::new(),
        fields: request.texts("_fields"),
        context: request.context(),
    };
    if request.has("_embed") {
        seen_posts::keep(request, posts);
        request.memory.keep(0, TermsOfPosts(Arc::new(prepared.terms.clone())));
        request.memory.keep(0, AuthorsOfPosts(Arc::new(authors_of_published(request, posts))));
    }
    if wants(&prepared.fields, "_links") {
        prepared.featured = visible_images(request, posts.iter().map(|post| prepared.thumbnail(post))).await?;
    }
    if prepared.context == "edit" && wants(&prepared.fields, "permalink_template") {
        prepared.templates = permalinks::samples(site, posts).await?;
    }
    if prepared.context == "edit" && wants(&prepared.fields, "generated_slug") {
        prepared.generated_slugs = posts::slugs_of_titles(site, posts).await?;
    }
    Ok(prepared)
}

/// Whoever wrote one of these that is published, of a type that the API shows: `users` may be asked for them by everybody.
fn authors_of_published(request: &RestRequest, posts: &[Post]) -> BTreeSet<i64> {
    let types = users::types_of(request.site.settings());
    let published = posts.iter().filter(|post| post.status == "publish" && types.contains(&post.post_type));
    published.map(|post| post.author_id).collect()
}

/// Those of these attachments that are there and that whoever asks may see: one that belongs to a post as the post.
async fn visible_images(request: &RestRequest, ids: impl Iterator<Item = i64>) -> RestResult<HashSet<i64>> {
    let ids: BTreeSet<i64> = ids.filter(|id| *id > 0).collect();
    let images = seen_posts::by_ids(request, &ids.into_iter().collect::<Vec<_>>()).await?;
    Ok(readable(request, images).await?.into_iter().map(|image| image.id).collect())
}

/// Those of `posts` that whoever asks may read ([`posts::readable_under`]), by what this request has read already.
pub async fn readable(request: &RestRequest, posts: Vec<Post>) -> RestResult<Vec<Post>> {
    let parents = seen_posts::by_ids(request, &posts::asked_parents(&posts)).await?;
    Ok(posts::readable_under(&request.actor, posts, &parents))
}

impl Prepared {
    /// The address of one of the posts.
    pub fn address(&self, post: &Post) -> &str {
        self.addresses.get(&post.id).map_or("", String::as_str)
    }

    /// One post in the request's context.
    pub async fn item(&self, request: &RestRequest, kind: Kind, post: &Post) -> RestResult<Value> {
        let mut item = Item::new(&self.fields, &self.context);
        let supports = |feature: &str| kind.supports(request.site.settings(), feature);
        self.add_basics(&mut item, request, kind, post);
        item.add("title", "veb", || self.title(kind, post));
        if supports("editor") {
            self.add_content(&mut item, request, kind, post).await?;
        }
        if supports("excerpt") {
            self.add_excerpt(&mut item, request, post).await?;
        }
        if supports("author") {
            item.add("author", "veb", || json!(post.author_id));
        }
        if supports("thumbnail") {
            item.add("featured_media", "veb", || json!(self.thumbnail(post)));
        }
        self.add_switches(&mut item, request, kind, post);
        self.add_terms(&mut item, request, kind, post);
        if kind.is_public() {
            item.add("permalink_template", "e", || json!(self.templates.get(&post.id)));
            item.add("generated_slug", "e", || json!(self.generated_slugs.get(&post.id)));
            item.add("class_list", "ve", || json!(self.classes(post)));
        }
        let mut map = item.finish();
        if wants(&self.fields, "_links") {
            let around = Surroundings {
                featured: Some(self.thumbnail(post)).filter(|image| self.featured.contains(image)),
                revisions: self.revisions.get(&post.id).copied().unwrap_or_default(),
                supports_revisions: kind.registered(request.site.settings()).supports("revisions"),
            };
            map.insert("_links".to_owned(), links::of(request, kind, post, &around));
        }
        Ok(Value::Object(map))
    }

    /// One post as a whole answer, with the `Link` header that leads to its page.
    pub async fn response(&self, request: &RestRequest, kind: Kind, post: &Post) -> RestResult {
        let response = RestResponse::ok(self.item(request, kind, post).await?);
        if !kind.is_public() {
            return Ok(response);
        }
        Ok(response.header("Link", format!("<{}>; rel=\"alternate\"; type=text/html", self.address(post))))
    }

    fn add_basics(&self, item: &mut Item<'_>, request: &RestRequest, kind: Kind, post: &Post) {
        let date_gmt = post.date_gmt.unwrap_or_else(|| request.site.settings().to_utc(post.date));
        item.add("id", "veb", || json!(post.id));
        item.add("date", "veb", || json!(iso(post.date)));
        item.add("date_gmt", "ve", || json!(iso(date_gmt)));
        item.add("guid", "ve", || self.raw_and_rendered(&post.guid, &post.guid));
        item.add("modified", "ve", || json!(iso(post.modified)));
        item.add("modified_gmt", "ve", || json!(iso(post.modified_gmt)));
        item.add("password", "e", || json!(post.password));
        item.add("slug", "veb", || json!(post.slug));
        item.add("status", if is_navigation(kind) { "veb" } else { "ve" }, || json!(post.status));
        item.add("type", "veb", || json!(post.post_type));
        item.add("link", "veb", || json!(self.address(post)));
    }

    fn raw_and_rendered(&self, raw: &str, rendered: &str) -> Value {
        match self.context.as_str() {
            "edit" => json!({"rendered": rendered, "raw": raw}),
            _ => json!({"rendered": rendered}),
        }
    }

    fn title(&self, kind: Kind, post: &Post) -> Value {
        if is_pattern(kind) {
            return json!({"raw": post.title});
        }
        let rendered = formatting::the_title(&post.title, TitleOf::Public);
        match self.is_raw(kind) {
            true => json!({"raw": post.title, "rendered": rendered}),
            false => json!({"rendered": rendered}),
        }
    }

    /// Whether texts are shown as they were written, beside how they are shown.
    fn is_raw(&self, kind: Kind) -> bool {
        self.context == "edit" || self.context == "embed" && is_navigation(kind)
    }

    async fn add_content(&self, item: &mut Item<'_>, request: &RestRequest, kind: Kind, post: &Post) -> RestResult<()> {
        if !item.is_wanted("content", if is_navigation(kind) { "veb" } else { "ve" }) {
            return Ok(());
        }
        let mut shown = Map::new();
        if self.is_raw(kind) || is_pattern(kind) {
            shown.insert("raw".into(), json!(post.content));
        }
        if !is_pattern(kind) && (wants(&self.fields, "content.rendered")) {
            let rendered = match self.may_see(request, post) {
                true if self.is_editors(request, post) => {
                    content::for_staff(&request.site, post).await?.content.clone()
                }
                true => content::unlocked(&request.site, post).await?.content.clone(),
                false => String::new(),
            };
            shown.insert("rendered".into(), json!(rendered));
        }
        shown.insert("protected".into(), json!(!post.password.is_empty()));
        if self.is_raw(kind) {
            shown.insert("block_version".into(), json!(i32::from(post.content.contains("<!-- wp:"))));
        }
        item.insert("content", Value::Object(shown));
        Ok(())
    }

    async fn add_excerpt(&self, item: &mut Item<'_>, request: &RestRequest, post: &Post) -> RestResult<()> {
        if !item.is_wanted("excerpt", "veb") {
            return Ok(());
        }
        let words = request.number("excerpt_length").filter(|_| request.has("excerpt_length"));
        let rendered = match (self.may_see(request, post), words) {
            (false, _) => String::new(),
            (true, None) => content::unlocked(&request.site, post).await?.excerpt.clone(),
            (true, Some(words)) => content::excerpt_of_length(&request.site, post, words.max(0) as usize).await?,
        };
        let protected = !post.password.is_empty();
        let shown = match self.context.as_str() {
            "edit" => json!({"raw": post.excerpt, "rendered": rendered, "protected": protected}),
            _ => json!({"rendered": rendered, "protected": protected}),
        };
        item.insert("excerpt", shown);
        Ok(())
    }

    /// Whether the protected parts are shown: there is no password, it was given, or an editor asks for the raw text.
    fn may_see(&self, request: &RestRequest, post: &Post) -> bool {
        post.password.is_empty()
            || request.text("password").is_some_and(|given| given == post.password)
            || self.is_editors(request, post)
    }

    /// Whether somebody who may edit the post asks for it as it is edited.
    fn is_editors(&self, request: &RestRequest, post: &Post) -> bool {
        self.context == "edit" && posts::permissions::may_edit(&request.actor, post)
    }

    fn add_switches(&self, item: &mut Item<'_>, request: &RestRequest, kind: Kind, post: &Post) {
        let settings = request.site.settings();
        let supports = |feature: &str| kind.supports(settings, feature);
        if kind.registered(settings).hierarchical {
            item.add("parent", "ve", || json!(post.parent_id));
        }
        if supports("page-attributes") {
            item.add("menu_order", "ve", || json!(post.menu_order));
        }
        if supports("comments") {
            item.add("comment_status", "ve", || json!(post.comment_status));
            item.add("ping_status", "ve", || json!(post.ping_status));
        }
        if kind.name == "post" {
            item.add("sticky", "ve", || json!(post.sticky));
        }
        item.add("template", "ve", || {
            json!(self.meta_text(post, "_wp_page_template").filter(|name| name != "default").unwrap_or_default())
        });
        if supports("post-formats") {
            item.add("format", "ve", || json!(self.format(post)));
        }
        if supports("custom-fields") {
            // Footnotes of a part that is not shown would tell of it.
            let is_shown = posts::access::may_read(post, &Reader::Stranger) || self.is_editors(request, post);
            item.add("meta", "ve", || {
                let hidden = |key: &str| !is_shown && key == "footnotes";
                registered_meta::shown(kind, request.site.settings(), self.meta_of(post), hidden)
            });
        }
    }

    fn add_terms(&self, item: &mut Item<'_>, request: &RestRequest, kind: Kind, post: &Post) {
        for taxonomy in kind.taxonomies(request.site.settings()) {
            let of_taxonomy = self.terms_of(post).iter().filter(|term| term.taxonomy == taxonomy.name);
            let ids: Vec<i64> = of_taxonomy.map(|term| term.id).collect();
            item.add(&taxonomy.base, "ve", || json!(ids));
        }
        if is_pattern(kind) {
            let status = self.meta_text(post, "wp_pattern_sync_status").unwrap_or_default();
            item.add("wp_pattern_sync_status", "ve", || json!(status));
        }
    }

    /// The number of the featured image, or 0.
    pub fn thumbnail(&self, post: &Post) -> i64 {
        self.meta_text(post, "_thumbnail_id").and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    fn classes(&self, post: &Post) -> Vec<String> {
        let mut classes = posts::classes(post, self.terms_of(post));
        if self.thumbnail(post) > 0 {
            let before = classes.iter().position(|class| class == "hentry").unwrap_or(classes.len());
            classes.insert(before, "has-post-thumbnail".to_owned());
        }
        classes
    }

    /// The post's meta as (key, value), in the order of their rows.
    pub fn meta_of(&self, post: &Post) -> &[(String, String)] {
        self.meta.get(&post.id).map_or(&[], Vec::as_slice)
    }

    fn terms_of(&self, post: &Post) -> &[Term] {
        self.terms.get(&post.id).map_or(&[], Vec::as_slice)
    }

    fn format(&self, post: &Post) -> String {
        let term = self.terms_of(post).iter().find(|term| term.taxonomy == "post_format");
        term.and_then(|term| term.slug.strip_prefix("post-format-")).unwrap_or("standard").to_owned()
    }

    fn meta_text(&self, post: &Post, key: &str) -> Option<String> {
        self.meta_of(post).iter().find(|(name, _)| name == key).map(|(_, value)| value.clone())
    }
}

fn is_pattern(kind: Kind) -> bool {
    kind.name == "wp_block"
}

fn is_navigation(kind: Kind) -> bool {
    kind.name == "wp_navigation"
}

/// A date as the API writes it.
pub fn iso(date: chrono::NaiveDateTime) -> String {
    date.format("%Y-%m-%dT%H:%M:%S").to_string()
}
