//! `platen/v1/network/health`: how the host stands over all its sites, for network admins.

use cms::health::{self, BucketHealth, SiteHealth};
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::sites::may_manage;
use super::window::time;
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Its route.
pub fn routes() -> Vec<Route> {
    let show = Endpoint::new(READ, json!({}), show).permission(|request| async move { may_manage(&request) });
    vec![Route::new(NAMESPACE, "/platen/v1/network/health").endpoint(show).schema(schema())]
}

async fn show(request: RestRequest) -> RestResult {
    let health = health::of_host(request.site.host(), &request.actor).await.map_err(refusal(&request.actor))?;
    let figures = &health.jobs.figures;
    Ok(RestResponse::ok(json!({
        "jobs": {"trouble": health.jobs.trouble, "due": figures.due, "oldest_due_seconds": figures.oldest_due_seconds},
        "buckets": health.buckets.iter().map(bucket).collect::<Vec<_>>(),
        "sites": health.sites.iter().map(site).collect::<Vec<_>>(),
    })))
}

fn bucket(bucket: &BucketHealth) -> Value {
    json!({
        "place": bucket.place.name(),
        "files": bucket.files,
        "trouble": bucket.trouble.as_ref().map(|trouble| trouble.why.as_str()),
        "since": bucket.trouble.as_ref().map(|trouble| time(trouble.since)),
    })
}

fn site(site: &SiteHealth) -> Value {
    json!({
        "id": site.record.id,
        "title": site.title,
        "url": site.record.url,
        "status": site.record.status,
        "used_bytes": site.used_bytes,
        "quota_bytes": site.record.quota_bytes,
        "files_waiting": site.files_waiting,
        "events_failed": site.events_failed,
        "letters_stopped": site.letters_stopped,
        "needs_a_look": site.needs_a_look(),
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "network-health", "type": "object", "properties": {
        "jobs": {"description": "Whether events run: what is wrong, what is due, and for how long it waits.", "type": "object"},
        "buckets": {"description": "The buckets, what waits for them, and what is wrong with them.", "type": "array"},
        "sites": {"description": "Every site, those that need a look first.", "type": "array", "items": {"type": "object",
            "properties": {
                "id": {"type": "integer"}, "title": {"type": "string"}, "url": {"type": "string"},
                "status": {"type": "string"}, "used_bytes": {"type": "integer"}, "quota_bytes": {"type": "integer"},
                "files_waiting": {"type": "integer"}, "events_failed": {"type": "integer"},
                "letters_stopped": {"type": ["string", "null"]}, "needs_a_look": {"type": "boolean"},
            }}},
    }})
}
