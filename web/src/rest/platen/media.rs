//! How the site's uploads stand, and the point of an image that must be seen.

use cms::library;
use cms::pictures::FocalPoint;
use cms::posts;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::only;
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{EDIT, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Its routes.
pub fn routes() -> Vec<Route> {
    let status = Endpoint::new(READ, json!({}), status)
        .permission(|request| async move { only(&request, cms::users::Capability::UploadFiles) });
    let part = |of: &str| json!({"description": of, "type": "number", "minimum": 0, "maximum": 1, "required": true});
    let arguments = json!({
        "id": {"description": "The attachment's number.", "type": "integer"},
        "x": part("From the left, of the width."),
        "y": part("From the top, of the height."),
    });
    let shown = Endpoint::new(READ, json!({"id": arguments["id"]}), focal_point).permission(may_set_focal_point);
    let point = Endpoint::new(EDIT, arguments, set_focal_point).permission(may_set_focal_point);
    vec![
        Route::new(NAMESPACE, "/platen/v1/media/status").endpoint(status).schema(status_schema()),
        Route::new(NAMESPACE, "/platen/v1/media/(?P<id>[\\d]+)/focal-point")
            .endpoint(shown)
            .endpoint(point)
            .schema(point_schema()),
    ]
}

async fn status(request: RestRequest) -> RestResult {
    let standing = library::standing(&request.site, &request.actor).await.map_err(refusal(&request.actor))?;
    let waiting = standing.buckets.iter().map(|bucket| {
        json!({"bucket": bucket.place.name(), "files": bucket.files, "seconds": bucket.seconds, "trouble": bucket.trouble})
    });
    let waiting: Vec<Value> = waiting.collect();
    Ok(RestResponse::ok(json!({"used": standing.usage.used, "quota": standing.usage.quota, "waiting": waiting})))
}

/// Whoever may change the attachment.
async fn may_set_focal_point(request: RestRequest) -> RestResult<()> {
    let id = request.number("id").unwrap_or_default();
    let found = posts::by_id(&request.site, id).await?.filter(|post| post.post_type == "attachment");
    if found.is_some_and(|post| posts::permissions::may_edit(&request.actor, &post)) {
        return Ok(());
    }
    Err(RestError::forbidden(&request.actor, "rest_cannot_edit", "Sorry, you are not allowed to edit this post."))
}

async fn focal_point(request: RestRequest) -> RestResult {
    let id = request.number("id").unwrap_or_default();
    let found = library::focal_point_to_edit(&request.site, &request.actor, id).await;
    let FocalPoint { x, y } = found.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"id": id, "x": x, "y": y})))
}

async fn set_focal_point(request: RestRequest) -> RestResult {
    let id = request.number("id").unwrap_or_default();
    let part = |name: &str| request.get(name).and_then(Value::as_f64);
    let (Some(x), Some(y)) = (part("x"), part("y")) else {
        return Err(RestError::new(400, "rest_missing_callback_param", "Missing parameter(s): x, y"));
    };
    let set = library::set_focal_point(&request.site, &request.actor, id, FocalPoint { x, y }).await;
    set.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"id": id, "x": x, "y": y})))
}

fn status_schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "media-status", "type": "object", "properties": {
        "used": {"description": "Bytes that the site's uploads take.", "type": "integer"},
        "quota": {"description": "Bytes that they may take.", "type": "integer"},
        "waiting": {"description": "For each bucket of the host: the files that it lacks, for how many seconds the first of them waits, and what is wrong with it.", "type": "array"},
    }})
}

fn point_schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "focal-point", "type": "object", "properties": {
        "id": {"description": "The attachment's number.", "type": "integer"},
        "x": {"description": "From the left, of the width.", "type": "number"},
        "y": {"description": "From the top, of the height.", "type": "number"},
    }})
}
