//! What people are writing, kept while they write.

use cms::permalinks;
use cms::posts::{self, Post, PostFields};
use serde_json::{Value, json};

use super::kind::Kind;
use super::{arguments, find, given, revisions, update, versions};
use crate::preview_link;
use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::fields::wants;
use crate::rest::route::{CREATE, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Routes of a type's autosaves; none where there is no text to save.
pub fn routes(kind: Kind, settings: &cms::Settings) -> Vec<Route> {
    if !kind.registered(settings).supports("editor") {
        return Vec::new();
    }
    taking(kind, arguments::autosave(kind, settings))
}

/// Routes of the autosaves of a type whose posts are saved with these arguments.
pub fn taking(kind: Kind, given: Value) -> Vec<Route> {
    let base = format!("/wp/v2/{}", kind.base);
    let list_arguments = json!({"parent": versions::number("The post."), "context": context()});
    let collection = Route::new("wp/v2", format!("{base}/(?P<id>[\\d]+)/autosaves"))
        .endpoint(Endpoint::new(READ, list_arguments, move |request| list(request, kind)).permission(
            move |request| async move { versions::may_edit(&request, kind, "id", "autosaves").await.map(|_| ()) },
        ))
        .endpoint(
            Endpoint::new(CREATE, given, move |request| save(request, kind))
                .permission(move |request| update::may_update(request, kind)),
        )
        .schema_for(move |request| schema(kind, request.site.settings()));
    let single = Route::new("wp/v2", format!("{base}/(?P<parent>[\\d]+)/autosaves/(?P<id>[\\d]+)"))
        .endpoint(Endpoint::new(READ, revisions::single_arguments(), move |request| single(request, kind)).permission(
            move |request| async move { versions::may_edit(&request, kind, "parent", "revisions").await.map(|_| ()) },
        ))
        .schema_for(move |request| schema(kind, request.site.settings()));
    vec![collection, single]
}

fn schema(kind: Kind, settings: &cms::Settings) -> Value {
    let mut schema = versions::schema(kind, settings);
    schema["properties"]["preview_link"] = json!({"description": "Where it can be looked at.", "type": "string", "format": "uri", "context": ["edit"], "readonly": true});
    schema
}

async fn list(request: RestRequest, kind: Kind) -> RestResult {
    let post = versions::may_edit(&request, kind, "id", "autosaves").await?;
    let all = posts::revisions::list(&request.site, &request.actor, post.id).await?;
    let of_people: Vec<Post> = all.into_iter().filter(|version| version.slug.contains("-autosave")).collect();
    let mut items = versions::items(&request, kind, &of_people).await?;
    for (item, version) in items.iter_mut().zip(&of_people) {
        add_preview(&request, kind, version, item).await?;
    }
    Ok(RestResponse::ok(Value::Array(items)))
}

/// WordPress answers with the newest autosave of the post, whichever number was asked for.
async fn single(request: RestRequest, kind: Kind) -> RestResult {
    let post = versions::may_edit(&request, kind, "parent", "revisions").await?;
    let all = posts::revisions::list(&request.site, &request.actor, post.id).await?;
    let newest = all.into_iter().find(|version| version.slug.contains("-autosave"));
    let message = "There is no autosave revision for this post.";
    let newest = newest.ok_or_else(|| RestError::new(404, "rest_post_no_autosave", message))?;
    shown(&request, kind, &newest).await
}

/// `POST`: the author's own draft is written itself; else one autosave a person stands beside the post.
async fn save(mut request: RestRequest, kind: Kind) -> RestResult {
    let post = find(&request, kind).await?;
    let fields = given::fields(&request, kind, Some(&post)).await?;
    let texts = PostFields {
        terms: Default::default(),
        format: None,
        featured_media: None,
        template: None,
        sticky: None,
        ..fields
    };
    let saved = posts::revisions::autosave(&request.site, &request.actor, post.id, texts).await;
    let saved = saved.map_err(|error| RestError::refused(&request.actor, error))?;
    request.set("context", "edit".into());
    shown(&request, kind, &saved).await
}

async fn shown(request: &RestRequest, kind: Kind, version: &Post) -> RestResult {
    let items = versions::items(request, kind, std::slice::from_ref(version)).await?;
    let mut item = items.into_iter().next().unwrap_or_default();
    add_preview(request, kind, version, &mut item).await?;
    Ok(RestResponse::ok(item))
}

/// Where an editor looks at it. What stands beside the post is shown with the proof that this session asked for it.
async fn add_preview(request: &RestRequest, kind: Kind, version: &Post, item: &mut Value) -> RestResult<()> {
    if request.context() != "edit" || !wants(&request.texts("_fields"), "preview_link") {
        return Ok(());
    }
    let is_beside = version.post_type == "revision";
    let id = if is_beside { version.parent_id } else { version.id };
    let Some(post) = posts::by_id(&request.site, id).await?.filter(|_| kind.is_public()) else {
        item["preview_link"] = json!("");
        return Ok(());
    };
    let address = permalinks::of_post(&request.site, &post).await?;
    let joint = if address.contains('?') { '&' } else { '?' };
    let beside = if is_beside { beside(request, id) } else { String::new() };
    item["preview_link"] = json!(format!("{address}{joint}{beside}preview=true"));
    Ok(())
}

fn beside(request: &RestRequest, post_id: i64) -> String {
    let cookie = request.headers.get("cookie").map_or("", String::as_str);
    match preview_link::nonce(&request.site, cookie, post_id) {
        Some(nonce) => format!("preview_id={post_id}&preview_nonce={nonce}&"),
        None => format!("preview_id={post_id}&"),
    }
}
