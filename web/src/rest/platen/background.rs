//! Work behind a request, as every kind of it is looked after: a list, and one by its number.

use cms::background::{self, Kind, Work};
use serde_json::{Map, Value, json};

use super::routes::NAMESPACE;
use super::window::{only, time};
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// How one kind of work looks.
#[derive(Clone, Copy)]
pub struct Face {
    /// The kind.
    pub kind: &'static Kind,
    /// The address of its list.
    pub base: &'static str,
    /// What it has beside [`shown`].
    pub own: fn(&Work) -> Value,
    /// What it looks like.
    pub schema: fn() -> Value,
}

impl Face {
    /// The routes of the list and of one by its number.
    pub fn routes(self) -> [Route; 2] {
        let may = move |request: RestRequest| async move { only(&request, self.kind.needs) };
        let number = json!({"id": {"description": "Its number.", "type": "integer"}});
        let list = Endpoint::new(READ, json!({}), move |request| self.list(request)).permission(may);
        let read = Endpoint::new(READ, number, move |request| self.read(request)).permission(may);
        [
            Route::new(NAMESPACE, self.base).endpoint(list).schema((self.schema)()),
            Route::new(NAMESPACE, format!("{}/(?P<id>[\\d]+)", self.base)).endpoint(read).schema((self.schema)()),
        ]
    }

    async fn list(self, request: RestRequest) -> RestResult {
        let found = background::list(&request.site, &request.actor, self.kind).await;
        let found = found.map_err(refusal(&request.actor))?;
        Ok(RestResponse::ok(found.iter().map(|work| self.shown(work)).collect()))
    }

    async fn read(self, request: RestRequest) -> RestResult {
        let id = request.number("id").unwrap_or_default();
        let found = background::by_id(&request.site, &request.actor, self.kind, id).await;
        Ok(RestResponse::ok(self.shown(&found.map_err(refusal(&request.actor))?)))
    }

    /// What was begun just now.
    pub fn begun(self, request: &RestRequest, work: &Work) -> RestResponse {
        let location = request.rest_url(&format!("{}/{}", self.base.trim_start_matches('/'), work.id));
        RestResponse::created(self.shown(work), location)
    }

    /// How a piece of work looks.
    pub fn shown(self, work: &Work) -> Value {
        let mut shown = json!({
            "id": work.id, "state": work.state, "done": work.done, "total": work.total, "started": time(work.started),
            "touched": time(work.touched),
        });
        if let (Some(shown), Value::Object(own)) = (shown.as_object_mut(), (self.own)(work)) {
            shown.extend(own);
        }
        shown
    }
}

/// What it is about, by this name.
pub fn about(work: &Work, name: &str) -> String {
    let about: Map<String, Value> = serde_json::from_str(&work.about).unwrap_or_default();
    about.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A schema with this title, of what every kind has and of `own`.
pub fn schema(title: &str, own: Value) -> Value {
    let mut properties = json!({
        "id": {"description": "Its number.", "type": "integer"},
        "state": {"description": "running, done or failed.", "type": "string"},
        "done": {"description": "How much of this part is done.", "type": "integer"},
        "total": {"description": "How much this part is.", "type": "integer"},
        "started": {"description": "When it began, UTC.", "type": "string", "format": "date-time"},
        "touched": {"description": "When it was last heard of, UTC.", "type": "string", "format": "date-time"},
    });
    if let (Some(properties), Value::Object(own)) = (properties.as_object_mut(), own) {
        properties.extend(own);
    }
    json!({
        "$schema": "http://json-schema.org/draft-04/schema#", "title": title, "type": "object", "properties": properties,
    })
}
