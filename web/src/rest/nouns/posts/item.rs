//! A post as the API shows it.

use std::collections::HashMap;

use cms::formatting::{self, TitleOf};
use cms::posts::{self, Post};
use cms::terms::{self, Term};
use cms::{content, permalinks};
use serde_json::{Map, Value, json};

use super::links::{self, Surroundings};
use super::{Kind, links::Revisions};
use crate::rest::error::RestResult;
use crate::rest::fields::wants;
use crate::rest::item::Item;
use crate::rest::{RestRequest, response::RestResponse};

/// Posts with everything that their items need, loaded together.
pub struct Prepared {
    terms: HashMap<i64, Vec<Term>>,
    meta: HashMap<i64, Vec<(String, String)>>,
    addresses: HashMap<i64, String>,
    revisions: HashMap<i64, Revisions>,
    fields: Vec<String>,
    context: String,
}

/// Loads what the items of `posts` need, in queries whose number does not grow with theirs.
pub async fn prepare(request: &RestRequest, posts: &[Post]) -> RestResult<Prepared> {
    let ids: Vec<i64> = posts.iter().map(|post| post.id).collect();
    let site = &request.site;
    let counts = posts::revision_counts(site, &ids).await?;
    Ok(Prepared {
        terms: terms::of_each_post(site, &ids).await?,
        meta: posts::meta_of_each(site, &ids).await?,
        addresses: permalinks::of_posts(site, &posts.iter().collect::<Vec<_>>()).await?,
        revisions: counts.into_iter().map(|(id, (count, last))| (id, Revisions { count, last })).collect(),
        fields: request.texts("_fields"),
        context: request.context(),
    })
}

impl Prepared {
    /// The address of one of the posts.
    pub fn address(&self, post: &Post) -> &str {
        self.addresses.get(&post.id).map_or("", String::as_str)
    }

    /// One post in the request's context.
    pub async fn item(&self, request: &RestRequest, kind: Kind, post: &Post) -> RestResult<Value> {
        let mut item = Item::new(&self.fields, &self.context);
        let registered = kind.registered(request.site.settings());
        let supports = |feature: &str| registered.supports(feature) || kind.name == "wp_navigation";
        self.add_basics(&mut item, post);
        item.add("title", "veb", || self.title(kind, post));
        if supports("editor") {
            self.add_content(&mut item, request, kind, post).await?;
        }
        if supports("author") {
            item.add("author", "veb", || json!(post.author_id));
        }
        if supports("excerpt") && !wants(&self.fields, "content") {
            self.add_excerpt(&mut item, request, post).await?;
        }
        if supports("thumbnail") {
            item.add("featured_media", "veb", || json!(self.meta_number(post, "_thumbnail_id")));
        }
        self.add_switches(&mut item, kind, post, &supports);
        self.add_terms(&mut item, kind, post);
        if kind.is_public() {
            item.add("class_list", "ve", || json!(self.classes(post)));
        }
        self.add_edit_facts(&mut item, request, post);
        let mut map = item.finish();
        if wants(&self.fields, "_links") {
            let around = Surroundings {
                featured: self.meta_number(post, "_thumbnail_id"),
                revisions: self.revisions.get(&post.id).copied().unwrap_or_default(),
                supports_revisions: supports("revisions"),
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

    fn add_basics(&self, item: &mut Item<'_>, post: &Post) {
        item.add("id", "veb", || json!(post.id));
        item.add("date", "veb", || json!(iso(post.date)));
        item.add("date_gmt", "ve", || json!(iso(post.date_gmt.unwrap_or(post.modified_gmt))));
        item.add("guid", "ve", || self.raw_and_rendered(&post.guid, &post.guid));
        item.add("modified", "ve", || json!(iso(post.modified)));
        item.add("modified_gmt", "ve", || json!(iso(post.modified_gmt)));
        item.add("password", "e", || json!(post.password));
        item.add("slug", "veb", || json!(post.slug));
        item.add("status", "ve", || json!(post.status));
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
        if kind.name == "wp_block" {
            return json!({"raw": post.title});
        }
        let rendered = formatting::the_title(&post.title, TitleOf::Public);
        match self.context.as_str() {
            "edit" => json!({"raw": post.title, "rendered": rendered}),
            _ => json!({"rendered": rendered}),
        }
    }

    async fn add_content(&self, item: &mut Item<'_>, request: &RestRequest, kind: Kind, post: &Post) -> RestResult<()> {
        let protected = !post.password.is_empty();
        if item.is_wanted("content", "ve") {
            let mut shown = Map::new();
            if self.context == "edit" || kind.name == "wp_block" {
                shown.insert("raw".into(), json!(post.content));
            }
            if kind.name != "wp_block" {
                let rendered = match self.may_see(request, post) {
                    true => content::unlocked(&request.site, post).await?.content.clone(),
                    false => String::new(),
                };
                shown.insert("rendered".into(), json!(rendered));
            }
            shown.insert("protected".into(), json!(protected));
            if self.context == "edit" {
                shown.insert("block_version".into(), json!(i32::from(post.content.contains("<!-- wp:"))));
            }
            item.insert("content", Value::Object(shown));
        }
        self.add_excerpt(item, request, post).await
    }

    async fn add_excerpt(&self, item: &mut Item<'_>, request: &RestRequest, post: &Post) -> RestResult<()> {
        if !item.is_wanted("excerpt", "veb") {
            return Ok(());
        }
        let rendered = match self.may_see(request, post) {
            true => content::unlocked(&request.site, post).await?.excerpt.clone(),
            false => String::new(),
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
            || (self.context == "edit" && posts::permissions::may_edit(&request.actor, post))
    }

    fn add_switches(&self, item: &mut Item<'_>, kind: Kind, post: &Post, supports: &impl Fn(&str) -> bool) {
        if supports("page-attributes") {
            item.add("parent", "ve", || json!(post.parent_id));
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
            let notes = self.meta_text(post, "footnotes").unwrap_or_default();
            item.add("meta", "ve", || json!({"footnotes": notes}));
        }
    }

    fn add_terms(&self, item: &mut Item<'_>, kind: Kind, post: &Post) {
        for (taxonomy, base) in kind.taxonomies() {
            let of_taxonomy = self.terms_of(post).iter().filter(|term| term.taxonomy == *taxonomy);
            let ids: Vec<i64> = of_taxonomy.map(|term| term.id).collect();
            item.add(base, "ve", || json!(ids));
        }
        if kind.name == "wp_block" {
            let status = self.meta_text(post, "wp_pattern_sync_status").unwrap_or_default();
            item.add("wp_pattern_sync_status", "ve", || json!(status));
        }
    }

    fn add_edit_facts(&self, item: &mut Item<'_>, request: &RestRequest, post: &Post) {
        if self.context != "edit" || !matches!(post.post_type.as_str(), "post" | "page") {
            return;
        }
        let template = format!("{}/%{}name%/", request.site.url(), post.post_type);
        item.add("permalink_template", "e", || json!(template));
        item.add("generated_slug", "e", || json!(cms::formatting::sanitize_title(&post.title)));
    }

    fn classes(&self, post: &Post) -> Vec<String> {
        let mut classes = posts::classes(post, self.terms_of(post));
        if self.meta_number(post, "_thumbnail_id") > 0 {
            let before = classes.iter().position(|class| class == "hentry").unwrap_or(classes.len());
            classes.insert(before, "has-post-thumbnail".to_owned());
        }
        classes
    }

    fn terms_of(&self, post: &Post) -> &[Term] {
        self.terms.get(&post.id).map_or(&[], Vec::as_slice)
    }

    fn format(&self, post: &Post) -> String {
        let term = self.terms_of(post).iter().find(|term| term.taxonomy == "post_format");
        term.and_then(|term| term.slug.strip_prefix("post-format-")).unwrap_or("standard").to_owned()
    }

    fn meta_text(&self, post: &Post, key: &str) -> Option<String> {
        let values = self.meta.get(&post.id)?;
        values.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone())
    }

    fn meta_number(&self, post: &Post, key: &str) -> i64 {
        self.meta_text(post, key).and_then(|text| text.parse().ok()).unwrap_or_default()
    }
}

/// A date as the API writes it.
pub fn iso(date: chrono::NaiveDateTime) -> String {
    date.format("%Y-%m-%dT%H:%M:%S").to_string()
}
