//! Who may read all of a post.

use cms::posts::{self, PostFields, access};
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{EDIT, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Its route.
pub fn routes() -> Vec<Route> {
    let may = |request: RestRequest| async move { post(&request).await.map(drop) };
    let wanted =
        json!({"access": {"description": "public, members, paid, or plans:1,2.", "type": "string", "required": true}});
    let read = Endpoint::new(READ, json!({}), read).permission(may);
    let write = Endpoint::new(EDIT, wanted, write).permission(may);
    let pattern = "/platen/v1/posts/(?P<id>[\\d]+)/access";
    vec![Route::new(NAMESPACE, pattern).endpoint(read).endpoint(write).schema(schema())]
}

/// The post, for whoever may edit it.
async fn post(request: &RestRequest) -> RestResult<posts::Post> {
    let id = request.number("id").unwrap_or_default();
    let found = posts::by_id(&request.site, id).await.map_err(refusal(&request.actor))?;
    let found = found.ok_or_else(|| RestError::new(404, "rest_post_invalid_id", "Invalid post ID."))?;
    match posts::permissions::may_edit(&request.actor, &found) {
        true => Ok(found),
        false => Err(RestError::forbidden(
            &request.actor,
            "rest_cannot_edit",
            "Sorry, you are not allowed to edit this post.",
        )),
    }
}

async fn read(request: RestRequest) -> RestResult {
    Ok(RestResponse::ok(shown(&post(&request).await?)))
}

async fn write(request: RestRequest) -> RestResult {
    let id = request.number("id").unwrap_or_default();
    let fields = PostFields { access: request.text("access"), ..PostFields::default() };
    let changed = posts::update(&request.site, &request.actor, id, fields).await;
    Ok(RestResponse::ok(shown(&changed.map_err(refusal(&request.actor))?)))
}

fn shown(post: &posts::Post) -> Value {
    let access = if post.access.is_empty() { "public" } else { &post.access };
    json!({"id": post.id, "access": access, "has_mark": access::has_mark(&post.content)})
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "access", "type": "object", "properties": {
        "id": {"description": "The post.", "type": "integer"},
        "access": {"description": "public, members, paid, or plans:1,2.", "type": "string"},
        "has_mark": {"description": "Whether the text says where the part for members begins.", "type": "boolean"},
    }})
}
