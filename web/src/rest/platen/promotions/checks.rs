//! What the gates say of a plan.

use serde_json::{Value, json};
use staging::gates::{self, CheckOptions};
use staging::tasks::Done;
use staging::{Fault, GateResult, Manifest, environments};

use super::addresses::{ENVIRONMENT, clone_of, digest, environment, plan_argument, plan_of};
use super::refusals::fault;
use super::{pictures, tasks};
use crate::promotions::check_plan;
use crate::rest::error::RestResult;
use crate::rest::platen::routes::NAMESPACE;
use crate::rest::platen::window::{managers, time};
use crate::rest::route::{CREATE, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let may = |request: RestRequest| async move { managers(&request) };
    let asked = json!({
        "plan": plan_argument(),
        "switch_off": {"description": "Gates that are not asked.", "type": "array", "items": {"type": "string"}, "default": []},
    });
    let read = Endpoint::new(READ, json!({"plan": plan_argument()}), read).permission(may);
    let check = Endpoint::new(CREATE, asked, check).permission(may);
    vec![Route::new(NAMESPACE, format!("{ENVIRONMENT}/check")).endpoint(read).endpoint(check).schema(schema())]
}

async fn read(request: RestRequest) -> RestResult {
    let (environment, digest) = (environment(&request), digest(&request));
    let found = gates::checked(&request.site, &request.actor, &environment, &digest).await.map_err(fault(&request))?;
    let known = environments::find(request.site.host(), &environment).await?;
    let pictures: Vec<Value> = gates::picture_names(&known, &digest)
        .into_iter()
        .map(|name| json!({"name": name, "address": pictures::address_of(&request, &environment, &digest, &name)}))
        .collect();
    let names: Vec<&str> = gates::NAMES.into_iter().chain(gates::BROWSER_NAMES).collect();
    let gates = found.iter().flat_map(|manifest| &manifest.gates).map(gate).collect::<Vec<_>>();
    Ok(RestResponse::ok(json!({
        "checked": found.as_ref().and_then(|manifest| manifest.sealed).map(time),
        "is_sealed": found.as_ref().is_some_and(is_sealed), "gates": gates, "pictures": pictures, "known_gates": names,
        "command": command(&request, &environment, &digest),
    })))
}

fn is_sealed(manifest: &Manifest) -> bool {
    !manifest.signature.is_empty()
}

fn gate(gate: &GateResult) -> Value {
    json!({"name": gate.name, "outcome": gate.outcome, "milliseconds": gate.milliseconds, "findings": gate.findings})
}

/// How the gates are asked where the key is: a front never holds it. None where production takes plans without a seal.
fn command(request: &RestRequest, environment: &str, digest: &str) -> Option<String> {
    let digest = &digest[..digest.len().min(12)];
    let is_asked = !request.site.host().config().trusted_keys.trim().is_empty();
    let url = request.site.url();
    is_asked.then(|| format!("platen staging check --env={environment} --url={url} --plan={digest} --key=FILE"))
}

/// In the background of this front, where no seal is asked for; what a key sealed is never written over.
async fn check(request: RestRequest) -> RestResult {
    let (clone, cloned) = clone_of(&request).await?;
    let plan = plan_of(&request, &clone).await?;
    if let Some(command) = command(&request, &cloned.environment, &plan.digest) {
        let message = format!("Production takes sealed plans alone. Where the key is, run: {command}");
        return Err(fault(&request)(Fault::refused(message)));
    }
    let options = CheckOptions { switched_off: request.texts("switch_off"), ..CheckOptions::default() };
    let (site, actor, environment) = (request.site.clone(), request.actor.clone(), cloned.environment);
    let digest = plan.digest.clone();
    tasks::begin(&request, "check", &plan.digest, move |noted| async move {
        check_plan(&site, &actor, (&environment, Some(&digest)), options, None, noted.as_ref()).await?;
        Ok(Done::default())
    })
    .await
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "promotion-check", "type": "object", "properties": {
        "checked": {"description": "When, UTC; null where nobody asked the gates.", "type": ["string", "null"], "format": "date-time"},
        "is_sealed": {"description": "Whether a key signed it.", "type": "boolean"},
        "gates": {"description": "Each with name, outcome, milliseconds and findings.", "type": "array", "items": {"type": "object"}},
        "pictures": {"description": "What the gates left, by name and address.", "type": "array", "items": {"type": "object"}},
        "known_gates": {"description": "The gates that there are.", "type": "array", "items": {"type": "string"}},
        "command": {"description": "What is run where the key is; null where no seal is asked for.", "type": ["string", "null"]},
    }})
}
