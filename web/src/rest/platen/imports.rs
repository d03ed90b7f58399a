//! Imports of WordPress's export files: begun with a file, then looked after.

use cms::imports::{self, Import, Wish};
use cms::users::Capability;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::{only, time};
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{CREATE, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    const BASE: &str = "/platen/v1/imports";
    let may = |request: RestRequest| async move { only(&request, Capability::Import) };
    let wishes = json!({
        "fetch_attachments": {"description": "Bring the files from the old site.", "type": "boolean", "default": false},
        "create_authors": {"description": "Make accounts for unknown authors.", "type": "boolean", "default": true},
    });
    vec![
        Route::new(NAMESPACE, BASE)
            .endpoint(Endpoint::new(READ, json!({}), list).permission(may))
            .endpoint(Endpoint::new(CREATE, wishes, begin).permission(may))
            .schema(schema()),
        Route::new(NAMESPACE, format!("{BASE}/(?P<id>[\\d]+)"))
            .endpoint(Endpoint::new(READ, json!({}), read).permission(may))
            .schema(schema()),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    let found = imports::list(&request.site, &request.actor).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(found.iter().map(shown).collect()))
}

async fn read(request: RestRequest) -> RestResult {
    let id = request.number("id").unwrap_or_default();
    let found = imports::by_id(&request.site, &request.actor, id).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(shown(&found)))
}

async fn begin(request: RestRequest) -> RestResult {
    let no_data = || RestError::new(400, "rest_upload_no_data", "Send the export file in the field \"file\".");
    let came = request.incoming.take().transpose()?.ok_or_else(no_data)?;
    let wish = Wish {
        file_name: came.form_name.unwrap_or_else(|| "export.xml".to_owned()),
        creates_authors: request.flag("create_authors").unwrap_or(true),
        fetches_files: request.flag("fetch_attachments").unwrap_or(false),
    };
    let begun =
        imports::begin(&request.site, &request.actor, came.file, wish).await.map_err(refusal(&request.actor))?;
    let location = request.rest_url(&format!("platen/v1/imports/{}", begun.id));
    Ok(RestResponse::created(shown(&begun), location))
}

fn shown(import: &Import) -> Value {
    json!({
        "id": import.id, "file_name": import.file_name, "state": import.state, "phase": import.phase,
        "done": import.done, "total": import.total, "error": import.error, "started": time(import.started),
        "touched": time(import.touched),
        "report": serde_json::from_str::<Value>(&import.report).unwrap_or_default(),
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "import", "type": "object", "properties": {
        "id": {"description": "Its number.", "type": "integer"},
        "file_name": {"description": "What the file was called.", "type": "string"},
        "state": {"description": "running, done or failed.", "type": "string"},
        "phase": {"description": "survey or import.", "type": "string"},
        "done": {"description": "Bytes of the file that are done in this phase.", "type": "integer"},
        "total": {"description": "Bytes of the file.", "type": "integer"},
        "error": {"description": "Why it stopped.", "type": "string"},
        "started": {"description": "When it began, UTC.", "type": "string", "format": "date-time"},
        "touched": {"description": "When it was last heard of, UTC.", "type": "string", "format": "date-time"},
        "report": {"description": "What came in, by kind.", "type": "object"},
    }})
}
