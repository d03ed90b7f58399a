//! Imports of WordPress's export files: begun with a file, then looked after.

use cms::background::Work;
use cms::imports::{self, Wish};
use cms::users::Capability;
use serde_json::{Value, json};

use super::background::{self, Face, about};
use super::window::only;
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{CREATE, Endpoint, Route};
use crate::rest::{RestError, RestRequest};

const FACE: Face = Face { kind: &imports::KIND, base: "/platen/v1/imports", own, schema };

/// Their routes.
pub fn routes() -> Vec<Route> {
    let may = |request: RestRequest| async move { only(&request, Capability::Import) };
    let wishes = json!({
        "fetch_attachments": {"description": "Bring the files from the old site.", "type": "boolean", "default": false},
        "create_authors": {"description": "Make accounts for unknown authors.", "type": "boolean", "default": true},
    });
    let [list, read] = FACE.routes();
    vec![list.endpoint(Endpoint::new(CREATE, wishes, begin).permission(may)), read]
}

async fn begin(request: RestRequest) -> RestResult {
    let no_data = || RestError::new(400, "rest_upload_no_data", "Send the export file in the field \"file\".");
    let came = request.incoming.take().transpose()?.ok_or_else(no_data)?;
    let wish = Wish {
        file_name: came.form_name.unwrap_or_else(|| "export.xml".to_owned()),
        creates_authors: request.flag("create_authors").unwrap_or(true),
        fetches_files: request.flag("fetch_attachments").unwrap_or(false),
    };
    let begun = imports::begin(&request.site, &request.actor, came.file, wish).await;
    Ok(FACE.begun(&request, &begun.map_err(refusal(&request.actor))?))
}

fn own(import: &Work) -> Value {
    json!({
        "file_name": about(import, "file_name"), "phase": import.part, "error": import.told,
        "report": serde_json::from_str::<Value>(&import.report).unwrap_or_default(),
    })
}

fn schema() -> Value {
    background::schema(
        "import",
        json!({
            "file_name": {"description": "What the file was called.", "type": "string"},
            "phase": {"description": "survey or import.", "type": "string"},
            "done": {"description": "Bytes of the file that are done in this phase.", "type": "integer"},
            "total": {"description": "Bytes of the file.", "type": "integer"},
            "error": {"description": "Why it stopped.", "type": "string"},
            "report": {"description": "What came in, by kind.", "type": "object"},
        }),
    )
}
