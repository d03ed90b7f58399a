//! What takes longer than a request: begun here, looked after there.

use std::sync::Arc;

use cms::background::{Noted, Work};
use serde_json::{Value, json};
use staging::tasks::{self, Done, NewTask};

use super::addresses::environment;
use super::refusals::refused;
use crate::rest::RestRequest;
use crate::rest::error::RestResult;
use crate::rest::platen::background::{self, Face, about};
use crate::rest::route::Route;

const FACE: Face = Face { kind: &tasks::KIND, base: "/platen/v1/promotion-tasks", own, schema };

/// Their routes.
pub fn routes() -> Vec<Route> {
    FACE.routes().into()
}

/// Begins a task for whoever asks, and answers with it.
pub async fn begin<W, Working>(request: &RestRequest, name: &'static str, plan_digest: &str, work: W) -> RestResult
where
    W: FnOnce(Arc<Noted>) -> Working,
    Working: Future<Output = staging::Result<Done>> + Send + 'static,
{
    let new = NewTask { environment: environment(request), work: name, plan_digest: plan_digest.to_owned() };
    let begun = tasks::begin(&request.site, &request.actor, new, work).await.map_err(refused(request))?;
    Ok(FACE.begun(request, &begun))
}

fn own(task: &Work) -> Value {
    json!({
        "environment": about(task, "environment"), "work": task.work, "plan": about(task, "plan"), "part": task.part,
        "told": task.told, "person": task.person,
    })
}

/// What a task looks like.
pub fn schema() -> Value {
    background::schema(
        "promotion-task",
        json!({
            "environment": {"description": "The environment, where it is about one.", "type": "string"},
            "work": {"description": "plan, check, promote, rollback or recover.", "type": "string"},
            "plan": {"description": "The plan's digest.", "type": "string"},
            "part": {"description": "What is done now.", "type": "string"},
            "told": {"description": "What there is to tell at the end, or why it stopped.", "type": "string"},
            "person": {"description": "Who began it.", "type": "string"},
        }),
    )
}
