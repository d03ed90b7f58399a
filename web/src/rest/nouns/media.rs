//! Attachments.

use cms::media;
use cms::posts::{self, Post};
use cms::{Site, content, formatting};
use serde_json::{Map, Value, json};

use super::posts::{Kind, collection_arguments, find_readable, list_query, prepare};
use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::fields::wants;
use crate::rest::paging::paged;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest};

const KIND: Kind = Kind::ATTACHMENT;

/// Their routes.
pub fn routes() -> Vec<Route> {
    let mut arguments = collection_arguments(KIND);
    arguments["status"] = json!({"default": "inherit", "description": "With one of these statuses.", "type": "array",
        "items": {"enum": ["inherit", "private", "trash"], "type": "string"}});
    arguments["parent"] =
        json!({"description": "Of these posts.", "type": "array", "items": {"type": "integer"}, "default": []});
    arguments["parent_exclude"] =
        json!({"description": "Not of these posts.", "type": "array", "items": {"type": "integer"}, "default": []});
    arguments["media_type"] = json!({"default": null, "description": "Of this kind.", "type": "array",
        "items": {"type": "string", "enum": ["image", "video", "text", "application", "audio"]}});
    arguments["mime_type"] =
        json!({"default": null, "description": "Of this MIME type.", "type": "array", "items": {"type": "string"}});
    let id = json!({"id": {"description": "The attachment's number.", "type": "integer"}, "context": context()});
    vec![
        Route::new("wp/v2", "/wp/v2/media").endpoint(
            Endpoint::new(READ, arguments, list)
                .permission(|request| async move { super::posts::may_list(request, KIND).await }),
        ),
        Route::new("wp/v2", "/wp/v2/media/(?P<id>[\\d]+)").endpoint(
            Endpoint::new(READ, id, single)
                .permission(|request| async move { find_readable(&request, KIND).await.map(|_| ()) }),
        ),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    let mut query = list_query(&request, KIND).await?;
    query.mime_types = request.texts("media_type").into_iter().chain(request.texts("mime_type")).collect();
    let listed = posts::list(&request.site, &query).await?;
    let pages = listed.total.div_ceil(query.limit.max(1));
    if request.number("page").unwrap_or(1).unsigned_abs() > pages.max(1) && listed.total > 0 {
        let message = "The page number requested is larger than the number of pages available.";
        return Err(RestError::new(400, "rest_post_invalid_page_number", message));
    }
    let mut items = Vec::with_capacity(listed.posts.len());
    let prepared = prepare(&request, &listed.posts).await?;
    for post in listed.posts.iter().filter(|post| posts::permissions::may_read(&request.actor, post)) {
        let basic = prepared.item(&request, KIND, post).await?;
        items.push(with_file(&request, post, basic).await?);
    }
    Ok(paged(&request, Value::Array(items), listed.total, pages))
}

async fn single(request: RestRequest) -> RestResult {
    let post = find_readable(&request, KIND).await?;
    let prepared = prepare(&request, std::slice::from_ref(&post)).await?;
    let mut response = prepared.response(&request, KIND, &post).await?;
    response.body = with_file(&request, &post, response.body).await?;
    Ok(response)
}

/// Adds what only attachments have, before the links.
async fn with_file(request: &RestRequest, post: &Post, basic: Value) -> RestResult<Value> {
    let Value::Object(mut map) = basic else { return Ok(basic) };
    let links = map.shift_remove("_links");
    let site = &request.site;
    let file = media::of_attachment(site, post.id).await?;
    let meta = posts::meta_of(site, post.id).await?;
    let alternative = meta.iter().find(|(key, _)| key == "_wp_attachment_image_alt").map(|(_, value)| value.as_str());
    let details = file.as_ref().map_or_else(|| json!({}), |file| details(site, file));
    let media_type = if post.mime_type.starts_with("image/") { "image" } else { "file" };
    let fields = request.texts("_fields");
    let embedded = request.context() == "embed";
    let edits = request.context() == "edit";
    let mut add = |name: &str, in_embeds: bool, value: Value| {
        if (in_embeds || !embedded) && wants(&fields, name) {
            map.insert(name.to_owned(), value);
        }
    };
    let both = |raw: &str, rendered: String| match edits {
        true => json!({"raw": raw, "rendered": rendered}),
        false => json!({"rendered": rendered}),
    };
    add("description", false, both(&post.content, content::unlocked(site, post).await?.content.clone()));
    add("caption", true, both(&post.excerpt, caption(&post.excerpt)));
    add("alt_text", true, json!(alternative.unwrap_or_default()));
    add("media_type", true, json!(media_type));
    add("mime_type", true, json!(post.mime_type));
    add("media_details", true, details);
    add("post", false, if post.parent_id > 0 { json!(post.parent_id) } else { Value::Null });
    add("source_url", true, json!(file.as_ref().map(|file| media::url_of(site, &file.file)).unwrap_or_default()));
    if let Some(links) = links {
        map.insert("_links".into(), links);
    }
    Ok(Value::Object(map))
}

fn caption(text: &str) -> String {
    if text.is_empty() { String::new() } else { formatting::wpautop(&formatting::wptexturize(text, &[]), true) }
}

/// The metadata with the address of each size, the whole file as `full` among them.
fn details(site: &Site, file: &media::Media) -> Value {
    let stored: Value = serde_json::from_str(&file.metadata).unwrap_or_else(|_| json!({}));
    let Value::Object(mut details) = stored else { return json!({}) };
    let folder = file.file.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    if let Some(Value::Object(sizes)) = details.get_mut("sizes") {
        for size in sizes.values_mut() {
            let Some(size) = size.as_object_mut() else { continue };
            if let Some(mime_type) = size.shift_remove("mime-type") {
                size.insert("mime_type".into(), mime_type);
            }
            let name = size.get("file").and_then(Value::as_str).unwrap_or_default().to_owned();
            size.insert("source_url".into(), json!(media::url_of(site, &format!("{folder}{name}"))));
        }
        if !sizes.is_empty() {
            sizes.insert("full".into(), full(site, file));
        }
    }
    if details.is_empty() { json!({}) } else { Value::Object(details) }
}

fn full(site: &Site, file: &media::Media) -> Value {
    let name = file.file.rsplit('/').next().unwrap_or_default();
    let mut full = Map::new();
    full.insert("file".into(), json!(name));
    full.insert("width".into(), json!(file.width));
    full.insert("height".into(), json!(file.height));
    full.insert("mime_type".into(), json!(file.mime_type));
    full.insert("source_url".into(), json!(media::url_of(site, &file.file)));
    Value::Object(full)
}
