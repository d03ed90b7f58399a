//! What takes longer than a request: begun here, looked after there.

use std::sync::Arc;

use cms::audit::{self, Asker};
use serde_json::{Value, json};
use staging::tasks::{self, Done, NewTask, Noted, Task};

use super::addresses::environment;
use super::refusals::{fault, refused};
use crate::rest::error::RestResult;
use crate::rest::platen::routes::NAMESPACE;
use crate::rest::platen::window::{managers, time};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let may = |request: RestRequest| async move { managers(&request) };
    let number = json!({"id": {"description": "The task's number.", "type": "integer"}});
    let list = Endpoint::new(READ, json!({}), list).permission(may);
    let show = Endpoint::new(READ, number, show).permission(may);
    vec![
        Route::new(NAMESPACE, "/platen/v1/promotion-tasks").endpoint(list).schema(schema()),
        Route::new(NAMESPACE, "/platen/v1/promotion-tasks/(?P<id>[\\d]+)").endpoint(show).schema(schema()),
    ]
}

/// Begins a task for whoever asks, in whose name its changes are noted, and answers with it.
pub async fn begin<W, Working>(request: &RestRequest, name: &'static str, plan_digest: &str, work: W) -> RestResult
where
    W: FnOnce(Arc<Noted>) -> Working,
    Working: Future<Output = staging::Result<Done>> + Send + 'static,
{
    let new = NewTask { environment: environment(request), work: name, plan_digest: plan_digest.to_owned() };
    let asker = Asker::new(&request.actor, "rest", request.client_ip.as_str());
    let begun = tasks::begin(&request.site, &request.actor, new, |noted| audit::asked_by(asker, work(noted))).await;
    let begun = begun.map_err(fault(request))?;
    let location = request.rest_url(&format!("platen/v1/promotion-tasks/{}", begun.id));
    Ok(RestResponse::created(shown(&begun), location))
}

async fn list(request: RestRequest) -> RestResult {
    let found = tasks::list(&request.site, &request.actor).await.map_err(refused(&request))?;
    Ok(RestResponse::ok(found.iter().map(shown).collect()))
}

async fn show(request: RestRequest) -> RestResult {
    let id = request.number("id").unwrap_or_default();
    let found = tasks::by_id(&request.site, &request.actor, id).await.map_err(refused(&request))?;
    Ok(RestResponse::ok(shown(&found)))
}

fn shown(task: &Task) -> Value {
    json!({
        "id": task.id, "environment": task.environment, "work": task.work, "plan": task.plan_digest,
        "state": task.state, "part": task.part, "done": task.done, "total": task.total, "told": task.told,
        "person": task.person, "started": time(task.started), "touched": time(task.touched),
    })
}

/// What a task looks like.
pub fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "promotion-task", "type": "object", "properties": {
        "id": {"description": "Its number.", "type": "integer"},
        "environment": {"description": "The environment, where it is about one.", "type": "string"},
        "work": {"description": "plan, check, promote, rollback or recover.", "type": "string"},
        "plan": {"description": "The plan's digest.", "type": "string"},
        "state": {"description": "running, done or failed.", "type": "string"},
        "part": {"description": "What is done now.", "type": "string"},
        "done": {"description": "How much of this part is done.", "type": "integer"},
        "total": {"description": "How much this part is.", "type": "integer"},
        "told": {"description": "What there is to tell at the end, or why it stopped.", "type": "string"},
        "person": {"description": "Who began it.", "type": "string"},
        "started": {"description": "When it began, UTC.", "type": "string", "format": "date-time"},
        "touched": {"description": "When it was last heard of, UTC.", "type": "string", "format": "date-time"},
    }})
}
