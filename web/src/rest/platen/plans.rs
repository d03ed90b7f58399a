//! Plans: what members can have, and what it costs.

use cms::members::{self, NewPlan, Plan, PlanChange};
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::{self, time};
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{CREATE, EDIT, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let may = |request: RestRequest| async move { window::managers(&request) };
    let list = Endpoint::new(READ, json!({}), list).permission(may);
    let create = Endpoint::new(CREATE, new_arguments(), create).permission(may);
    let change = Endpoint::new(EDIT, change_arguments(), change).permission(may);
    vec![
        Route::new(NAMESPACE, "/platen/v1/plans").endpoint(list).endpoint(create).schema(schema()),
        Route::new(NAMESPACE, "/platen/v1/plans/(?P<id>[\\d]+)").endpoint(change).schema(schema()),
    ]
}

fn new_arguments() -> Value {
    json!({
        "name": {"description": "Name.", "type": "string", "required": true},
        "slug": {"description": "Short name; made from the name if left out.", "type": "string"},
        "description": {"description": "A sentence for members.", "type": "string"},
        "amount": {"description": "Price of a period in the currency's smallest unit; 0 for free.", "type": "integer",
            "required": true, "minimum": 0},
        "currency": {"description": "ISO 4217.", "type": "string", "default": "EUR"},
        "every": {"description": "How long a period is.", "type": "string", "enum": ["month", "year"], "default": "month"},
        "trial_days": {"description": "Days before the first payment.", "type": "integer", "default": 0, "minimum": 0},
        "payment": {"description": "How it is paid.", "type": "string", "enum": ["card", "invoice"], "default": "card"},
    })
}

fn change_arguments() -> Value {
    json!({
        "name": {"description": "Name.", "type": "string"},
        "description": {"description": "A sentence for members.", "type": "string"},
        "archived": {"description": "Whether nobody new can have it.", "type": "boolean"},
    })
}

async fn list(request: RestRequest) -> RestResult {
    let found = members::plans(&request.site, &request.actor).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(found.iter().map(shown).collect()))
}

async fn create(request: RestRequest) -> RestResult {
    let text = |name: &str| request.text(name).unwrap_or_default();
    let new = NewPlan {
        name: text("name"),
        slug: text("slug"),
        description: text("description"),
        amount: request.number("amount").unwrap_or(-1),
        currency: text("currency"),
        every: text("every"),
        trial_days: request.number("trial_days").unwrap_or_default(),
        payment: text("payment"),
    };
    let made = members::create_plan(&request.site, &request.actor, new).await.map_err(refusal(&request.actor))?;
    let mut response = RestResponse::ok(shown(&made));
    response.status = 201;
    Ok(response)
}

async fn change(request: RestRequest) -> RestResult {
    let changed = PlanChange {
        name: request.text("name"),
        description: request.text("description"),
        archived: request.flag("archived"),
    };
    let id = request.number("id").unwrap_or_default();
    let changed = members::change_plan(&request.site, &request.actor, id, changed).await;
    Ok(RestResponse::ok(shown(&changed.map_err(refusal(&request.actor))?)))
}

fn shown(plan: &Plan) -> Value {
    json!({
        "id": plan.id, "slug": plan.slug, "name": plan.name, "description": plan.description, "amount": plan.amount,
        "currency": plan.currency, "every": plan.every, "trial_days": plan.trial_days, "payment": plan.payment,
        "archived": plan.archived, "created": time(plan.created),
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "plan", "type": "object", "properties": {
        "id": {"description": "Its number.", "type": "integer"},
        "slug": {"description": "Short name.", "type": "string"},
        "name": {"description": "Name.", "type": "string"},
        "description": {"description": "A sentence for members.", "type": "string"},
        "amount": {"description": "Price of a period in the currency's smallest unit.", "type": "integer"},
        "currency": {"description": "ISO 4217, in lower case.", "type": "string"},
        "every": {"description": "month or year.", "type": "string"},
        "trial_days": {"description": "Days before the first payment.", "type": "integer"},
        "payment": {"description": "card or invoice.", "type": "string"},
        "archived": {"description": "Whether nobody new can have it.", "type": "boolean"},
        "created": {"description": "Since when, UTC.", "type": "string", "format": "date-time"},
    }})
}
