//! The plan of an environment: what it comes to, and making another.

use cms::Site;
use serde_json::{Value, json};
use staging::documents::Key;
use staging::environments::ClonedSite;
use staging::plan::{self, Plan, Selection};
use staging::promote::{self, Standing};
use staging::tasks::Done;

use super::addresses::{ENVIRONMENT, clone_of, environment};
use super::nouns::nouns;
use super::refusals::{fault, refused};
use super::tasks;
use crate::rest::error::RestResult;
use crate::rest::platen::routes::NAMESPACE;
use crate::rest::platen::window::{managers, time};
use crate::rest::route::{CREATE, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let may = |request: RestRequest| async move { managers(&request) };
    let rows = |description: &str| json!({"description": description, "type": "array", "items": {"type": "string"}, "default": []});
    let asked = json!({
        "plan": {"description": "The plan's digest; the newest plan if left out.", "type": "string", "pattern": "^[0-9a-f]{8,64}$"},
    });
    let selection = json!({
        "only": rows("Only these rows, such as post:12, and what they need."),
        "without": rows("All but these rows."),
    });
    let read = Endpoint::new(READ, asked, read).permission(may);
    let make = Endpoint::new(CREATE, selection, make).permission(may);
    vec![Route::new(NAMESPACE, format!("{ENVIRONMENT}/plan")).endpoint(read).endpoint(make).schema(schema())]
}

async fn read(request: RestRequest) -> RestResult {
    let (clone, cloned) = clone_of(&request).await?;
    let found = match request.text("plan") {
        Some(digest) => Some(plan::kept(&clone, &digest).await.map_err(refused(&request))?),
        None => plan::newest(&clone).await?,
    };
    let Some(found) = found else { return Ok(RestResponse::ok(json!({"digest": null}))) };
    let standing = promote::standing(&request.site, &request.actor, &cloned, &found).await.map_err(fault(&request))?;
    let mut shown = summary(&found, &cloned);
    shown["standing"] = standing_of(&standing);
    shown["left_out"] = left_out(&request.site, &clone, &found).await?;
    shown["decisions"] = decisions(plan::decisions(&clone).await?);
    shown["decided_since"] = decisions(plan::decided_since(&clone, &found).await?);
    let log = promote::log(&request.site, &request.actor).await.map_err(refused(&request))?;
    let promoted = log.iter().find(|promotion| promotion.plan_digest == found.digest);
    shown["promotion"] = json!(promoted.map(|promotion| json!({"id": promotion.id, "state": promotion.state})));
    Ok(RestResponse::ok(shown))
}

async fn make(request: RestRequest) -> RestResult {
    let keys =
        |name: &str| -> Result<Vec<Key>, cms::Error> { request.texts(name).iter().map(|row| row.parse()).collect() };
    let selection = Selection {
        only: keys("only").map_err(refused(&request))?,
        without: keys("without").map_err(refused(&request))?,
    };
    drop(clone_of(&request).await?);
    let (site, actor, environment) = (request.site.clone(), request.actor.clone(), environment(&request));
    tasks::begin(&request, "plan", "", move |noted| async move {
        let made = plan::make(&site, &actor, &environment, &selection, noted.as_ref()).await?;
        Ok(Done { plan_digest: Some(made.digest), told: String::new() })
    })
    .await
}

fn shown_nouns(plan: &Plan) -> Vec<Value> {
    let shown = |(noun, [add, change, delete, conflicts]): (&str, [usize; 4])| json!({"noun": noun, "add": add, "change": change, "delete": delete, "conflicts": conflicts});
    nouns(plan).into_iter().map(shown).collect()
}

fn summary(plan: &Plan, cloned: &ClonedSite) -> Value {
    json!({
        "digest": plan.digest, "made": time(plan.made), "environment": plan.environment, "url": plan.url,
        "staging_url": cloned.url, "total": plan.items.len(), "conflicts": plan.conflicts().count(),
        "files": plan.files.len(), "new_bytes": plan.new_bytes, "production_changes": plan.production_changes,
        "nouns": shown_nouns(plan), "obstacles": plan.obstacles,
    })
}

fn standing_of(standing: &Standing) -> Value {
    json!({
        "needs_approval": standing.needs_approval, "approved_by": standing.approved_by,
        "needs_seal": standing.needs_seal, "hindrances": standing.hindrances,
    })
}

async fn left_out(production: &Site, clone: &Site, plan: &Plan) -> RestResult<Value> {
    let rows = plan::left_out(production, clone, plan).await?;
    let shown = |row: plan::LeftOut| json!({"row": row.key.to_string(), "title": row.title, "noun": row.sort});
    Ok(rows.into_iter().map(shown).collect())
}

fn decisions(decided: Vec<plan::Decision>) -> Value {
    let shown = |one: plan::Decision| json!({"row": one.key.to_string(), "field": one.field, "for": one.side, "person": one.person});
    decided.into_iter().map(shown).collect()
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "promotion-plan", "type": "object", "properties": {
        "digest": {"description": "What it is called; null where none was made.", "type": ["string", "null"]},
        "made": {"description": "When, UTC.", "type": "string", "format": "date-time"},
        "environment": {"description": "Where from.", "type": "string"},
        "url": {"description": "Production's address.", "type": "string", "format": "uri"},
        "staging_url": {"description": "The clone's address.", "type": "string", "format": "uri"},
        "total": {"description": "Rows that change.", "type": "integer"},
        "conflicts": {"description": "Fields that wait for somebody to decide.", "type": "integer"},
        "files": {"description": "Files that go up.", "type": "integer"},
        "new_bytes": {"description": "Their bytes.", "type": "integer"},
        "production_changes": {"description": "Rows that only production changed.", "type": "integer"},
        "nouns": {"description": "Counts by post type, taxonomy and kind.", "type": "array", "items": {"type": "object"}},
        "obstacles": {"description": "What stands in the way, in sentences.", "type": "array", "items": {"type": "string"}},
        "standing": {"description": "Approval, seal, and what is known to be in the way.", "type": "object"},
        "left_out": {"description": "Changes that stay behind.", "type": "array", "items": {"type": "object"}},
        "decisions": {"description": "Conflicts that somebody decided.", "type": "array", "items": {"type": "object"}},
        "decided_since": {"description": "Those that only the next plan has settled.", "type": "array", "items": {"type": "object"}},
        "promotion": {"description": "The promotion of this plan, where there was one.", "type": ["object", "null"]},
    }})
}
