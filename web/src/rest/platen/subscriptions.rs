//! Subscriptions, invoices and refunds, for whoever runs the site.

use cms::members::{self, Invoice, Subscription};
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::{self, arguments_and, time};
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{CREATE, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let may = |request: RestRequest| async move { window::managers(&request) };
    let state = || arguments_and(json!({"state": {"description": "Only those in this state.", "type": "string"}}));
    let at_once =
        json!({"at_once": {"description": "Now, not at the end of the period.", "type": "boolean", "default": false}});
    let amount = json!({"amount": {"description": "In the smallest unit; all of it if left out.", "type": "integer", "minimum": 1}});
    let subscriptions = Endpoint::new(READ, state(), list).permission(may);
    let invoices = Endpoint::new(READ, state(), list_invoices).permission(may);
    let cancel = Endpoint::new(CREATE, at_once, cancel).permission(may);
    let pay = Endpoint::new(CREATE, json!({}), pay).permission(may);
    let refund = Endpoint::new(CREATE, amount, refund).permission(may);
    const INVOICE: &str = "/platen/v1/invoices/(?P<id>[\\d]+)";
    vec![
        Route::new(NAMESPACE, "/platen/v1/subscriptions").endpoint(subscriptions).schema(schema()),
        Route::new(NAMESPACE, "/platen/v1/subscriptions/(?P<id>[\\d]+)/cancel").endpoint(cancel).schema(schema()),
        Route::new(NAMESPACE, "/platen/v1/invoices").endpoint(invoices).schema(invoice_schema()),
        Route::new(NAMESPACE, format!("{INVOICE}/pay")).endpoint(pay).schema(invoice_schema()),
        Route::new(NAMESPACE, format!("{INVOICE}/refund")).endpoint(refund),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    let (skip, limit) = window::of(&request);
    let state = request.text("state");
    let found = members::subscriptions(&request.site, &request.actor, state.as_deref(), skip, limit).await;
    Ok(RestResponse::ok(found.map_err(refusal(&request.actor))?.iter().map(shown).collect()))
}

async fn list_invoices(request: RestRequest) -> RestResult {
    let (skip, limit) = window::of(&request);
    let state = request.text("state");
    let found = members::invoices(&request.site, &request.actor, state.as_deref(), skip, limit).await;
    Ok(RestResponse::ok(found.map_err(refusal(&request.actor))?.iter().map(shown_invoice).collect()))
}

async fn cancel(request: RestRequest) -> RestResult {
    let (id, at_once) = (request.number("id").unwrap_or_default(), request.flag("at_once").unwrap_or(false));
    let cancelled = members::cancel(&request.site, &request.actor, id, at_once).await;
    Ok(RestResponse::ok(shown(&cancelled.map_err(refusal(&request.actor))?)))
}

async fn pay(request: RestRequest) -> RestResult {
    let paid = members::mark_paid(&request.site, &request.actor, request.number("id").unwrap_or_default()).await;
    Ok(RestResponse::ok(shown_invoice(&paid.map_err(refusal(&request.actor))?)))
}

async fn refund(request: RestRequest) -> RestResult {
    let (id, amount) = (request.number("id").unwrap_or_default(), request.number("amount"));
    let made = members::refund(&request.site, &request.actor, id, amount).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"id": made.id, "invoice": made.invoice_id, "amount": made.amount, "state": made.state})))
}

fn shown(subscription: &Subscription) -> Value {
    json!({
        "id": subscription.id, "member": subscription.member_id, "plan": subscription.plan_id, "state": subscription.state,
        "amount": subscription.amount, "currency": subscription.currency, "every": subscription.every,
        "payment": subscription.payment, "period_start": time(subscription.period_start),
        "period_end": subscription.period_end.map(time), "cancel_at_end": subscription.cancel_at_end,
        "created": time(subscription.created), "ended": subscription.ended.map(time),
    })
}

fn shown_invoice(invoice: &Invoice) -> Value {
    json!({
        "id": invoice.id, "number": invoice.number, "member": invoice.member_id, "subscription": invoice.subscription_id,
        "plan": invoice.plan_name, "amount": invoice.amount, "currency": invoice.currency, "payment": invoice.payment,
        "state": invoice.state, "failures": invoice.failures, "error": invoice.error, "due": time(invoice.due),
        "refunded": invoice.refunded, "created": time(invoice.created), "paid": invoice.paid.map(time),
        "period_start": time(invoice.period_start), "period_end": time(invoice.period_end),
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "subscription", "type": "object", "properties": {
        "id": {"description": "Its number.", "type": "integer"},
        "member": {"description": "Whose it is; 0 once the person has left.", "type": "integer"},
        "plan": {"description": "Of which plan.", "type": "integer"},
        "state": {"description": "incomplete, trialing, active, past_due or ended.", "type": "string"},
        "amount": {"description": "Price of a period in the currency's smallest unit.", "type": "integer"},
        "currency": {"description": "ISO 4217, in lower case.", "type": "string"},
        "every": {"description": "month or year.", "type": "string"},
        "payment": {"description": "card or invoice.", "type": "string"},
        "period_start": {"description": "When the period began, UTC.", "type": "string", "format": "date-time"},
        "period_end": {"description": "When it ends, UTC.", "type": ["string", "null"], "format": "date-time"},
        "cancel_at_end": {"description": "Whether it ends with the period.", "type": "boolean"},
        "created": {"description": "Since when, UTC.", "type": "string", "format": "date-time"},
        "ended": {"description": "When it ended, UTC.", "type": ["string", "null"], "format": "date-time"},
    }})
}

fn invoice_schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "invoice", "type": "object", "properties": {
        "id": {"description": "Its number on the host.", "type": "integer"},
        "number": {"description": "Its number on the site's papers.", "type": "integer"},
        "member": {"description": "Whose it is; 0 once the person has left.", "type": "integer"},
        "subscription": {"description": "For what.", "type": "integer"},
        "plan": {"description": "The plan's name then.", "type": "string"},
        "amount": {"description": "In the currency's smallest unit.", "type": "integer"},
        "currency": {"description": "ISO 4217, in lower case.", "type": "string"},
        "payment": {"description": "card or invoice.", "type": "string"},
        "state": {"description": "open, charging, unknown, paid, failed or void.", "type": "string"},
        "failures": {"description": "Refusals so far.", "type": "integer"},
        "error": {"description": "Why it is not paid.", "type": "string"},
        "due": {"description": "When it is to be paid, UTC.", "type": "string", "format": "date-time"},
        "refunded": {"description": "What was given back.", "type": "integer"},
        "created": {"description": "When it was made, UTC.", "type": "string", "format": "date-time"},
        "paid": {"description": "When it was paid, UTC.", "type": ["string", "null"], "format": "date-time"},
        "period_start": {"description": "The period, UTC.", "type": "string", "format": "date-time"},
        "period_end": {"description": "The period, UTC.", "type": "string", "format": "date-time"},
    }})
}
