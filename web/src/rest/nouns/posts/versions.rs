//! What revisions and autosaves have in common: how they are shown, and who may see them.

use cms::posts::{self, Post};
use cms::{Settings, content, formatting};
use serde_json::{Map, Value, json};

use super::kind::Kind;
use super::{iso, registered_meta, schema};
use crate::rest::error::RestResult;
use crate::rest::fields::wants;
use crate::rest::item::{self, Item};
use crate::rest::{RestError, RestRequest, item_schema};

/// A number in the path.
pub fn number(description: &str) -> Value {
    json!({"description": description, "type": "integer"})
}

/// The schema of a version.
pub fn schema(kind: Kind, settings: &Settings) -> Value {
    let of_post = schema::of(kind, settings);
    let mut properties = Map::new();
    let mut add = |name: &str, mut property: Value, contexts: &str| {
        property["context"] = schema::contexts(contexts);
        properties.insert(name.to_owned(), property);
    };
    let date = |description: &str| json!({"description": description, "type": "string", "format": "date-time"});
    add("author", number("Who made it."), "veb");
    add("date", date("When it was made, in the site's time."), "veb");
    add("date_gmt", date("When it was made, in UTC."), "ve");
    add("guid", of_post["properties"]["guid"].clone(), "ve");
    add("id", number("Its number."), "veb");
    add("modified", date("Last change, in the site's time."), "ve");
    add("modified_gmt", date("Last change, in UTC."), "ve");
    add("parent", number("Its post."), "veb");
    add("slug", json!({"description": "Its name.", "type": "string"}), "veb");
    for name in ["title", "content", "excerpt", "meta"] {
        if let Some(property) = of_post["properties"].get(name) {
            properties.insert(name.to_owned(), property.clone());
        }
    }
    item_schema::item(&format!("{}-revision", kind.name), Value::Object(properties))
}

/// The post whose versions are asked for; `parameter` names it.
pub async fn parent(request: &RestRequest, kind: Kind, parameter: &str) -> RestResult<Post> {
    let id = request.number(parameter).unwrap_or_default();
    let load = async { if id > 0 { posts::by_id(&request.site, id).await } else { Ok(None) } };
    let found: Option<Post> = request.memory.once(id, load).await?;
    found
        .filter(|post| post.post_type == kind.name)
        .ok_or_else(|| RestError::new(404, "rest_post_invalid_parent", "Invalid post parent ID."))
}

/// The same, if whoever asks may edit it: nobody else sees versions.
pub async fn may_edit(request: &RestRequest, kind: Kind, parameter: &str, what: &str) -> RestResult<Post> {
    let post = parent(request, kind, parameter).await?;
    if posts::permissions::may_edit(&request.actor, &posts::before_trash(&request.site, &post).await?) {
        return Ok(post);
    }
    let message = format!("Sorry, you are not allowed to view {what} of this post.");
    Err(RestError::forbidden(&request.actor, "rest_cannot_read", &message))
}

/// Versions as the request's context shows them.
pub async fn items(request: &RestRequest, kind: Kind, versions: &[Post]) -> RestResult<Vec<Value>> {
    let ids: Vec<i64> = versions.iter().map(|version| version.id).collect();
    let mut meta = posts::meta_of_each(&request.site, &ids).await?;
    let mut items = Vec::with_capacity(versions.len());
    for version in versions {
        let meta = meta.remove(&version.id).unwrap_or_default();
        items.push(shown(request, kind, version, &meta).await?);
    }
    Ok(items)
}

async fn shown(request: &RestRequest, kind: Kind, version: &Post, meta: &[(String, String)]) -> RestResult<Value> {
    let (fields, context) = (item::asked(request), request.context());
    let settings = request.site.settings();
    let supports = |feature: &str| kind.supports(settings, feature);
    let edits = context == "edit";
    let both = |raw: &str, rendered: &str| match edits {
        true => json!({"raw": raw, "rendered": rendered}),
        false => json!({"rendered": rendered}),
    };
    let mut item = Item::new(&fields, &context);
    item.add("author", "veb", || json!(version.author_id));
    item.add("date", "veb", || json!(iso(version.date)));
    item.add("date_gmt", "ve", || json!(iso(version.date_gmt.unwrap_or_else(|| settings.to_utc(version.date)))));
    item.add("id", "veb", || json!(version.id));
    item.add("modified", "ve", || json!(iso(version.modified)));
    item.add("modified_gmt", "ve", || json!(iso(version.modified_gmt)));
    item.add("parent", "veb", || json!(version.parent_id));
    item.add("slug", "veb", || json!(version.slug));
    item.add("guid", "ve", || both(&version.guid, &version.guid));
    let title = formatting::the_title(&version.title, formatting::TitleOf::Public);
    item.add("title", "veb", || both(&version.title, &title));
    if supports("editor") && item.is_wanted("content", "ve") {
        let rendered = content::unlocked(&request.site, version).await?;
        item.insert("content", both(&version.content, &rendered.content));
    }
    if supports("excerpt") && item.is_wanted("excerpt", "veb") {
        let rendered = match version.excerpt.is_empty() {
            true => String::new(),
            false => content::unlocked(&request.site, version).await?.excerpt.clone(),
        };
        item.insert("excerpt", both(&version.excerpt, &rendered));
    }
    if supports("custom-fields") {
        item.add("meta", "ve", || registered_meta::shown(kind, request.site.settings(), meta, |_| false));
    }
    if version.parent_id > 0 && wants(&fields, "_links") {
        let href = request.rest_url(&format!("wp/v2/{}/{}", kind.base, version.parent_id));
        item.insert("_links", json!({"parent": [{"href": href}]}));
    }
    Ok(Value::Object(item.finish()))
}
