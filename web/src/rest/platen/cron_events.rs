//! What is to run on the site, and when; what a person does about it.

use cms::cron::{self, CronEvent};
use cms::users::Capability;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::{only, time};
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{CREATE, DELETE, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    const ONE: &str = "/platen/v1/cron/events/(?P<id>[\\d]+)";
    let number = || json!({"id": {"description": "The number of the event.", "type": "integer"}});
    let asked = json!({
        "hook": {"description": "Only of this hook.", "type": "string"},
        "state": {"description": "Only in this state; dead and held ones are shown when asked for.", "type": "string",
            "enum": ["waiting", "running", "paused", "limited", "unknown", "held", "dead"]},
    });
    let list = Endpoint::new(READ, asked, list).permission(may);
    let show = Endpoint::new(READ, number(), show).permission(may);
    let delete = Endpoint::new(DELETE, number(), delete).permission(may);
    let run = Endpoint::new(CREATE, number(), run).permission(may);
    vec![
        Route::new(NAMESPACE, "/platen/v1/cron/events").endpoint(list).schema(schema()),
        Route::new(NAMESPACE, ONE).endpoint(show).endpoint(delete).schema(schema()),
        Route::new(NAMESPACE, format!("{ONE}/run")).endpoint(run).schema(schema()),
    ]
}

async fn may(request: RestRequest) -> RestResult<()> {
    only(&request, Capability::ManageOptions)
}

async fn list(request: RestRequest) -> RestResult {
    let (hook, state) = (request.text("hook"), request.text("state"));
    let mut events = cron::events(&request.site).await?;
    if matches!(state.as_deref(), Some("dead" | "held")) {
        events = cron::dead_letters(&request.site).await?;
    }
    let is_asked = |event: &&CronEvent| {
        hook.as_ref().is_none_or(|hook| event.hook == *hook) && state.as_ref().is_none_or(|state| event.state == *state)
    };
    Ok(RestResponse::ok(events.iter().filter(is_asked).map(shown).collect()))
}

fn number(request: &RestRequest) -> i64 {
    request.number("id").unwrap_or_default()
}

async fn show(request: RestRequest) -> RestResult {
    let found = cron::event(&request.site, &request.actor, number(&request)).await;
    Ok(RestResponse::ok(shown(&found.map_err(refusal(&request.actor))?)))
}

/// Not here, but by a runner, at once; also one that was given up.
async fn run(request: RestRequest) -> RestResult {
    let found = cron::run_soon(&request.site, &request.actor, number(&request)).await;
    Ok(RestResponse::ok(shown(&found.map_err(refusal(&request.actor))?)))
}

async fn delete(request: RestRequest) -> RestResult {
    let found = cron::delete_event(&request.site, &request.actor, number(&request)).await;
    let gone = found.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"deleted": true, "previous": shown(&gone)})))
}

fn shown(event: &CronEvent) -> Value {
    json!({
        "id": event.id, "hook": event.hook, "args": serde_json::from_str::<Value>(&event.args).unwrap_or_default(),
        "next_run": time(event.next_run), "schedule": event.schedule, "interval": event.interval_seconds,
        "expression": event.expression, "timezone": event.timezone, "state": event.state, "queue": event.queue,
        "priority": event.priority, "attempt": event.attempt, "most_attempts": event.most_attempts,
        "runner": event.runner, "started": event.started.map(time), "last_error": event.last_error,
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "cron-event", "type": "object", "properties": {
        "id": {"description": "Its number.", "type": "integer"},
        "hook": {"description": "What is to be done.", "type": "string"},
        "args": {"description": "With what.", "type": "array"},
        "next_run": {"description": "When, UTC.", "type": "string", "format": "date-time"},
        "schedule": {"description": "How often: hourly, daily, …; null for once.", "type": ["string", "null"]},
        "interval": {"description": "Seconds between runs, where it repeats.", "type": ["integer", "null"]},
        "expression": {"description": "The cron expression, where it repeats by one.", "type": ["string", "null"]},
        "timezone": {"description": "The time zone that the expression is read in.", "type": ["string", "null"]},
        "state": {"description": "waiting, running, paused, limited, unknown, held or dead.", "type": "string"},
        "queue": {"description": "What it can be paused with.", "type": "string"},
        "priority": {"description": "1 before 2 before 3.", "type": "integer"},
        "attempt": {"description": "How often the planned run was tried.", "type": "integer"},
        "most_attempts": {"description": "How often it is tried at the most.", "type": "integer"},
        "runner": {"description": "Who runs it, or last ran it.", "type": "string"},
        "started": {"description": "When its last run began, UTC.", "type": ["string", "null"], "format": "date-time"},
        "last_error": {"description": "Why its last run failed.", "type": "string"},
    }})
}
