//! Decisions about conflicts.

use cms::Site;
use serde_json::{Value, json};
use staging::documents::Key;
use staging::merge::Choice;
use staging::plan;

use super::addresses::{ENVIRONMENT, clone_of, plan_argument, plan_of};
use super::refusals::refused;
use crate::rest::error::RestResult;
use crate::rest::platen::routes::NAMESPACE;
use crate::rest::platen::window::managers;
use crate::rest::route::{CREATE, DELETE, Endpoint, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let may = |request: RestRequest| async move { managers(&request) };
    let row = || json!({"description": "The row, such as post:12.", "type": "string", "required": true});
    let made = json!({
        "plan": plan_argument(),
        "row": row(),
        "field": {"description": "The field; all open ones of the row if left out.", "type": "string"},
        "for": {"description": "Whose value it is to be.", "type": "string", "enum": ["staging", "production", "merged"], "required": true},
        "value": {"description": "The text, where it is merged.", "type": "string", "default": ""},
    });
    let taken_back = json!({"row": row(), "field": {"description": "The field.", "type": "string", "required": true}});
    let decide = Endpoint::new(CREATE, made, decide).permission(may);
    let reopen = Endpoint::new(DELETE, taken_back, reopen).permission(may);
    vec![Route::new(NAMESPACE, format!("{ENVIRONMENT}/decisions")).endpoint(decide).endpoint(reopen).schema(schema())]
}

/// About just the values that the plan shows: whoever changed one of them meanwhile opens the conflict again.
async fn decide(request: RestRequest) -> RestResult {
    let (clone, _) = clone_of(&request).await?;
    let plan = plan_of(&request, &clone).await?;
    let (key, field) = (key(&request)?, request.text("field"));
    let choice = match request.text("for").as_deref() {
        Some("staging") => Choice::Staging,
        Some("merged") => Choice::Merged(request.text("value").unwrap_or_default().into()),
        _ => Choice::Production,
    };
    let settled = plan::decide(&clone, &request.actor, &plan, &key, field.as_deref(), &choice).await;
    answer(&clone, settled.map_err(refused(&request))?, &key).await
}

async fn reopen(request: RestRequest) -> RestResult {
    let (clone, _) = clone_of(&request).await?;
    let (key, field) = (key(&request)?, request.text("field").unwrap_or_default());
    let reopened = plan::reopen(&clone, &request.actor, &key, &field).await.map_err(refused(&request))?;
    if !reopened {
        return Err(RestError::new(404, "decision_not_found", "Nobody decided about this field."));
    }
    Ok(RestResponse::ok(json!({"deleted": true})))
}

fn key(request: &RestRequest) -> RestResult<Key> {
    request.text("row").unwrap_or_default().parse().map_err(refused(request))
}

async fn answer(clone: &Site, settled: usize, key: &Key) -> RestResult {
    let decisions = plan::decisions(clone).await?;
    let of_row = decisions.iter().filter(|decision| decision.key == *key);
    let shown: Vec<Value> =
        of_row.map(|one| json!({"field": one.field, "for": one.side, "person": one.person})).collect();
    Ok(RestResponse::ok(json!({"settled": settled, "decisions": shown})))
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "promotion-decision", "type": "object", "properties": {
        "settled": {"description": "How many conflicts that settled.", "type": "integer"},
        "decisions": {"description": "All decisions about the row.", "type": "array", "items": {"type": "object"}},
    }})
}
