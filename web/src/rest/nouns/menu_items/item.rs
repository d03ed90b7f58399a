//! A menu item as the API shows it.

use cms::formatting::{self, TitleOf};
use cms::menus::{self, Entry};
use cms::posts::Post;
use cms::terms::{self, Term};
use serde_json::{Value, json};

use super::read::KIND;
use crate::rest::RestRequest;
use crate::rest::error::RestResult;
use crate::rest::fields::wants;
use crate::rest::item::{Item, asked};
use crate::rest::nouns::posts::{Surroundings, links};

/// Items in the request's context, with what they lead to loaded together.
pub async fn items(request: &RestRequest, found: &[Post]) -> RestResult<Vec<Value>> {
    let entries = menus::entries(&request.site, found).await?;
    let ids: Vec<i64> = found.iter().map(|post| post.id).collect();
    let terms = terms::of_each_post(&request.site, &ids).await?;
    let of = |post: &Post| terms.get(&post.id).map_or(&[] as &[Term], Vec::as_slice);
    Ok(found.iter().zip(&entries).map(|(post, entry)| item(request, post, entry, of(post))).collect())
}

/// One item in the request's context.
pub async fn shown(request: &RestRequest, post: &Post) -> RestResult<Value> {
    let mut all = items(request, std::slice::from_ref(post)).await?;
    Ok(all.pop().unwrap_or_default())
}

fn item(request: &RestRequest, post: &Post, entry: &Entry, terms: &[Term]) -> Value {
    let (fields, context) = (asked(request), request.context());
    let rendered = formatting::the_title(&entry.title, TitleOf::Public);
    let title = match context.as_str() {
        "edit" => json!({"raw": entry.title, "rendered": rendered}),
        _ => json!({"rendered": rendered}),
    };
    let classes = if entry.classes.is_empty() { json!([""]) } else { json!(entry.classes) };
    let rel: Vec<&str> = entry.rel.split(' ').collect();
    let menu = terms.iter().find(|term| term.taxonomy == "nav_menu").map_or(0, |term| term.id);
    let mut item = Item::new(&fields, &context);
    let mut add = |name: &str, contexts: &str, value: Value| item.add(name, contexts, || value);
    add("id", "veb", json!(post.id));
    add("title", "veb", title);
    add("status", "veb", json!(post.status));
    add("url", "veb", json!(entry.url));
    add("attr_title", "veb", json!(post.excerpt));
    add("description", "veb", json!(post.content));
    add("type", "veb", json!(entry.item_type));
    add("type_label", "veb", json!(entry.type_label));
    add("object", "veb", json!(entry.object));
    add("object_id", "veb", json!(entry.object_id));
    add("parent", "veb", json!(entry.parent_id));
    add("menu_order", "veb", json!(post.menu_order));
    add("target", "veb", json!(entry.target));
    add("classes", "veb", classes);
    add("xfn", "veb", json!(rel));
    add("invalid", "veb", json!(entry.is_invalid));
    add("meta", "ve", json!([]));
    add("menus", "ve", json!(menu));
    let mut map = item.finish();
    if wants(&fields, "_links") {
        let mut all = links(request, KIND, post, &Surroundings::default());
        if let Some(object) = linked_object(request, entry) {
            all["wp:menu-item-object"] = json!([object]);
        }
        map.insert("_links".into(), all);
    }
    Value::Object(map)
}

/// What the item leads to, in the API.
fn linked_object(request: &RestRequest, entry: &Entry) -> Option<Value> {
    let settings = request.site.settings();
    let base = match entry.item_type.as_str() {
        "post_type" => cms::posts::type_named(settings, &entry.object)?.rest_base?,
        "taxonomy" => cms::terms::taxonomy_named(settings, &entry.object)?.rest_base?,
        _ => return None,
    };
    if entry.object_id == 0 || entry.is_invalid {
        return None;
    }
    let href = request.rest_url(&format!("wp/v2/{base}/{}", entry.object_id));
    let kind = if entry.item_type == "taxonomy" { "taxonomy" } else { "post_type" };
    Some(json!({kind: entry.object, "embeddable": true, "href": href}))
}
