//! What was promoted, by whom, and how it ended.

use serde_json::{Value, json};
use staging::documents::{Document, Key};
use staging::promote::{self, PromotedRow, Promotion};

use super::refusals::refused;
use crate::rest::error::RestResult;
use crate::rest::platen::routes::NAMESPACE;
use crate::rest::platen::window::{managers, time};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Rows of one promotion that are shown; `platen staging log` prints all.
const MOST_ROWS: usize = 500;

/// Its routes.
pub fn routes() -> Vec<Route> {
    let may = |request: RestRequest| async move { managers(&request) };
    let number = json!({"id": {"description": "The promotion's number.", "type": "integer"}});
    let list = Endpoint::new(READ, json!({}), list).permission(may);
    let show = Endpoint::new(READ, number, show).permission(may);
    vec![
        Route::new(NAMESPACE, "/platen/v1/promotions").endpoint(list).schema(schema()),
        Route::new(NAMESPACE, "/platen/v1/promotions/(?P<id>[\\d]+)").endpoint(show).schema(schema()),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    let found = promote::log(&request.site, &request.actor).await.map_err(refused(&request))?;
    Ok(RestResponse::ok(found.iter().map(shown).collect()))
}

async fn show(request: RestRequest) -> RestResult {
    let id = request.number("id").unwrap_or_default();
    let (promotion, rows) = promote::log_entry(&request.site, &request.actor, id).await.map_err(refused(&request))?;
    let mut one = shown(&promotion);
    one["total"] = json!(rows.len());
    one["rows"] = rows.iter().take(MOST_ROWS).map(row).collect();
    Ok(RestResponse::ok(one))
}

fn row(row: &PromotedRow) -> Value {
    let named = row.after_row.as_ref().or(row.before_row.as_ref());
    let key = row.kind.parse().ok().map(|kind| Key { kind, id: row.row_key.clone() });
    let document = key.zip(named).and_then(|(key, text)| Document::from_text(key, text).ok());
    let action = match (&row.before_row, &row.after_row) {
        (None, _) => "add",
        (Some(_), None) => "delete",
        _ => "change",
    };
    json!({
        "row": format!("{}:{}", row.kind, row.row_key), "action": action,
        "title": document.as_ref().map(Document::title), "noun": document.as_ref().map(Document::sort),
    })
}

fn shown(promotion: &Promotion) -> Value {
    let manifest: Value = serde_json::from_str(&promotion.manifest).unwrap_or_default();
    json!({
        "id": promotion.id, "environment": promotion.environment, "plan": promotion.plan_digest,
        "state": promotion.state, "person": promotion.person, "approved_by": manifest["approved_by"],
        "started": time(promotion.started), "ended": promotion.ended.map(time), "told": promotion.told,
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "promotion", "type": "object", "properties": {
        "id": {"description": "Its number.", "type": "integer"},
        "environment": {"description": "Where it came from.", "type": "string"},
        "plan": {"description": "The plan's digest.", "type": "string"},
        "state": {"description": "media, committed, promoted, leaving, undone or rolled back.", "type": "string"},
        "person": {"description": "Who promoted; empty for the host itself.", "type": "string"},
        "approved_by": {"description": "The second person, where the site asked for one.", "type": ["string", "null"]},
        "started": {"description": "When it began, UTC.", "type": "string", "format": "date-time"},
        "ended": {"description": "When it ended, UTC.", "type": ["string", "null"], "format": "date-time"},
        "told": {"description": "What there is to tell of it.", "type": "string"},
        "rows": {"description": "What it changed, where one promotion is asked for.", "type": "array", "items": {"type": "object"}},
        "total": {"description": "How many rows that are.", "type": "integer"},
    }})
}
