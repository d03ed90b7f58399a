//! What ran on the site, what became of it, and how late it began.

use cms::cron::{self, CronRun, LateMinute, RunQuery};
use cms::users::Capability;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::{self, only, time};
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::paging::paged;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let arguments = window::arguments_and(json!({
        "hook": {"description": "Only of this hook.", "type": "string"},
        "state": {"description": "Only those that ended so.", "type": "string",
            "enum": ["done", "failed", "timed_out", "cancelled", "skipped", "snoozed", "interrupted"]},
        "event": {"description": "Only of the event with this number.", "type": "integer"},
        "runner": {"description": "Only by this runner.", "type": "string"},
        "after": {"description": "Only those that ended then or later.", "type": "string", "format": "date-time"},
        "before": {"description": "Only those that ended before.", "type": "string", "format": "date-time"},
    }));
    let minutes = json!({
        "minutes": {"description": "How far back.", "type": "integer", "default": 60, "minimum": 1, "maximum": 1440},
    });
    let list = Endpoint::new(READ, arguments, list).permission(may);
    let lateness = Endpoint::new(READ, minutes, lateness).permission(may);
    vec![
        Route::new(NAMESPACE, "/platen/v1/cron/runs").endpoint(list).schema(schema()),
        Route::new(NAMESPACE, "/platen/v1/cron/lateness").endpoint(lateness).schema(minute_schema()),
    ]
}

async fn may(request: RestRequest) -> RestResult<()> {
    only(&request, Capability::ManageOptions)
}

async fn list(request: RestRequest) -> RestResult {
    let (offset, limit) = window::of(&request);
    let query = RunQuery {
        hook: request.text("hook"),
        state: request.text("state"),
        event_id: request.number("event"),
        runner: request.text("runner"),
        after: moment(&request, "after")?,
        before: moment(&request, "before")?,
        offset,
        limit,
    };
    let found = cron::runs(&request.site, &request.actor, &query).await;
    let (runs, total) = found.map_err(refusal(&request.actor))?;
    Ok(paged(&request, runs.iter().map(shown).collect(), total, total.div_ceil(limit)))
}

/// A time with its distance from UTC, or in UTC.
fn moment(request: &RestRequest, name: &str) -> RestResult<Option<chrono::NaiveDateTime>> {
    let Some(text) = request.text(name) else { return Ok(None) };
    let text = text.trim();
    let with_zone = chrono::DateTime::parse_from_rfc3339(text).map(|time| time.naive_utc());
    let read = with_zone.or_else(|_| chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S"));
    read.map(Some).map_err(|_| RestError::new(400, "rest_invalid_date", "Invalid date."))
}

async fn lateness(request: RestRequest) -> RestResult {
    let minutes = request.number("minutes").unwrap_or(60).clamp(1, 1_440);
    let series = cron::lateness(&request.site, &request.actor, minutes).await;
    let shown = |minute: &LateMinute| {
        json!({
            "minute": time(minute.minute), "runs": minute.runs, "p50": minute.p50, "p99": minute.p99,
            "latest": minute.latest,
        })
    };
    Ok(RestResponse::ok(series.map_err(refusal(&request.actor))?.iter().map(shown).collect()))
}

fn shown(run: &CronRun) -> Value {
    json!({
        "id": run.id, "event": run.event_id, "hook": run.hook,
        "args": serde_json::from_str::<Value>(&run.args).unwrap_or_default(), "due": time(run.scheduled_for),
        "state": run.state, "attempt": run.attempt, "runner": run.runner, "started": run.started.map(time),
        "ended": run.ended.map(time), "output": run.output, "error": run.error,
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "cron-run", "type": "object", "properties": {
        "id": {"description": "Its number.", "type": "integer"},
        "event": {"description": "The number of its event, which may be gone.", "type": ["integer", "null"]},
        "hook": {"description": "What was done.", "type": "string"},
        "args": {"description": "With what.", "type": "array"},
        "due": {"description": "When it was planned for, UTC.", "type": "string", "format": "date-time"},
        "state": {"description": "How it ended.", "type": "string"},
        "attempt": {"description": "Which try it was.", "type": "integer"},
        "runner": {"description": "Who ran it.", "type": "string"},
        "started": {"description": "UTC.", "type": ["string", "null"], "format": "date-time"},
        "ended": {"description": "UTC.", "type": ["string", "null"], "format": "date-time"},
        "output": {"description": "What it said.", "type": "string"},
        "error": {"description": "Why it failed.", "type": "string"},
    }})
}

fn minute_schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "cron-lateness", "type": "object", "properties": {
        "minute": {"description": "UTC.", "type": "string", "format": "date-time"},
        "runs": {"description": "Runs that began in it.", "type": "integer"},
        "p50": {"description": "Half of them began no later than this, in milliseconds.", "type": "integer"},
        "p99": {"description": "All but one in a hundred, in milliseconds.", "type": "integer"},
        "latest": {"description": "The latest, in milliseconds.", "type": "integer"},
    }})
}
