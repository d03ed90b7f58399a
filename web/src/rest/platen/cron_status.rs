//! How the queue of the whole host stands: who runs, what is due, and the numbers that decide how many runners there
//! should be.

use cms::cron::{self, Busy, RunnerRow};
use cms::users::Capability;
use serde_json::{Map, Value, json};

use super::routes::NAMESPACE;
use super::window::{only, time};
use crate::rest::error::RestResult;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Sites and hooks that are shown.
const BUSIEST: u64 = 20;

/// Its route.
pub fn routes() -> Vec<Route> {
    let show = Endpoint::new(READ, json!({}), show)
        .permission(|request| async move { only(&request, Capability::ManageNetwork) });
    vec![Route::new(NAMESPACE, "/platen/v1/cron/status").endpoint(show).schema(schema())]
}

async fn show(request: RestRequest) -> RestResult {
    let host = request.site.host();
    let figures = cron::figures(host).await?;
    let runner = |row: &RunnerRow| {
        json!({
            "id": row.id, "version": row.version, "started": time(row.started), "seen": time(row.seen),
            "slots": row.slots, "running": row.running,
        })
    };
    let busy = |busy: &Busy| json!({"site": busy.site_id, "hook": busy.hook, "due": busy.due, "running": busy.running});
    let aside: Map<String, Value> =
        figures.aside.iter().map(|(state, number)| (state.clone(), json!(number))).collect();
    Ok(RestResponse::ok(json!({
        "due": figures.due, "oldest_due_seconds": figures.oldest_due_seconds, "running": figures.running,
        "slots": figures.slots, "aside": aside,
        "runners": cron::runners(host).await?.iter().map(runner).collect::<Vec<_>>(),
        "busiest": cron::busiest(host, BUSIEST).await?.iter().map(busy).collect::<Vec<_>>(),
    })))
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "cron-status", "type": "object", "properties": {
        "due": {"description": "Events that are due and wait.", "type": "integer"},
        "oldest_due_seconds": {"description": "For how long the oldest of them has waited.", "type": "number"},
        "running": {"description": "Events that run, as the runners last said.", "type": "integer"},
        "slots": {"description": "How many can run at once.", "type": "integer"},
        "aside": {"description": "Events in other states, by state.", "type": "object"},
        "runners": {"description": "Who runs events.", "type": "array"},
        "busiest": {"description": "The sites and hooks with most to do.", "type": "array"},
    }})
}
