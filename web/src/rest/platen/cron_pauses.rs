//! What of the site's events is paused, and given-up ones that get another chance.

use cms::cron::{self, Pause};
use cms::users::Capability;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::only;
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{CREATE, DELETE, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let what = || {
        json!({
            "hook": {"description": "The hook; all of the site if left out.", "type": "string", "default": ""},
            "queue": {"description": "The queue; all of them if left out.", "type": "string", "default": ""},
        })
    };
    let of_hook = json!({"hook": {"description": "Only of this hook.", "type": "string"}});
    let list = Endpoint::new(READ, json!({}), list).permission(may);
    let pause = Endpoint::new(CREATE, what(), pause).permission(may);
    let resume = Endpoint::new(DELETE, what(), resume).permission(may);
    let retry = Endpoint::new(CREATE, of_hook, retry).permission(may);
    vec![
        Route::new(NAMESPACE, "/platen/v1/cron/pauses")
            .endpoint(list)
            .endpoint(pause)
            .endpoint(resume)
            .schema(schema()),
        Route::new(NAMESPACE, "/platen/v1/cron/retries").endpoint(retry).schema(retried_schema()),
    ]
}

async fn may(request: RestRequest) -> RestResult<()> {
    only(&request, Capability::ManageOptions)
}

/// Those of the host are shown too: they hold the site's events as well.
async fn list(request: RestRequest) -> RestResult {
    let pauses = cron::pauses(request.site.host()).await?;
    let of_site = |pause: &&Pause| pause.site_id == 0 || pause.site_id == request.site.id();
    let shown = |pause: &Pause| json!({"hook": pause.hook, "queue": pause.queue, "of_host": pause.site_id == 0});
    Ok(RestResponse::ok(pauses.iter().filter(of_site).map(shown).collect()))
}

fn named(request: &RestRequest) -> (String, String) {
    (request.text("hook").unwrap_or_default(), request.text("queue").unwrap_or_default())
}

async fn pause(request: RestRequest) -> RestResult {
    let (hook, queue) = named(&request);
    let paused = cron::pause(&request.site, &request.actor, &hook, &queue).await;
    paused.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"hook": hook, "queue": queue, "of_host": false})))
}

async fn resume(request: RestRequest) -> RestResult {
    let (hook, queue) = named(&request);
    let was_paused = cron::resume(&request.site, &request.actor, &hook, &queue).await;
    Ok(RestResponse::ok(json!({"deleted": was_paused.map_err(refusal(&request.actor))?})))
}

async fn retry(request: RestRequest) -> RestResult {
    let retried = cron::retry(&request.site, &request.actor, request.text("hook").as_deref()).await;
    Ok(RestResponse::ok(json!({"retried": retried.map_err(refusal(&request.actor))?})))
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "cron-pause", "type": "object", "properties": {
        "hook": {"description": "The hook; empty for all.", "type": "string"},
        "queue": {"description": "The queue; empty for all.", "type": "string"},
        "of_host": {"description": "Whether it holds the events of every site.", "type": "boolean"},
    }})
}

fn retried_schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "cron-retry", "type": "object", "properties": {
        "retried": {"description": "How many events wait to be run again.", "type": "integer"},
    }})
}
