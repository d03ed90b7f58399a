//! Messages of the payment provider. What they say of a payment is not believed: they make the runner ask. Each counts
//! once.

use platform::payments::{SignatureError, verify};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::Value;

use super::{COLLECT_HOOK, account, card, entity as member, event_entity, hooks, invoice_entity};
use crate::{Change, Error, Result, Site};

/// Takes a message with its signature. False if it came before. Fails where it is not signed by this site's account,
/// or is older than five minutes.
pub async fn receive(site: &Site, signature: &str, body: &[u8]) -> Result<bool> {
    let secret = account::webhook_secret(site).await?;
    let now = site.host().clock().now().timestamp();
    verify(&secret, signature, body, now).map_err(|error| refusal(error, site))?;
    let unreadable = || Error::invalid("invalid_message", "The message cannot be read.");
    let message: Value = serde_json::from_slice(body).map_err(|_| unreadable())?;
    let id = message["id"].as_str().filter(|id| (1..=255).contains(&id.len())).ok_or_else(unreadable)?;
    let (kind, object) = (message["type"].as_str().unwrap_or_default(), &message["data"]["object"]);
    if kind == "checkout.session.completed" {
        // Before the message is noted, so that one whose work failed is sent again; a second time changes nothing.
        take_card(site, object).await?;
    }
    let change = Change::begin(site).await?;
    let row = event_entity::ActiveModel {
        site_id: Set(site.id()),
        event: Set(id.to_owned()),
        kind: Set(kind.chars().take(100).collect()),
        received: Set(site.host().now()),
    };
    let once = OnConflict::columns([event_entity::Column::SiteId, event_entity::Column::Event]).do_nothing().to_owned();
    let new = event_entity::Entity::insert(row).on_conflict(once).exec_without_returning(change.connection()).await?;
    if new == 0 {
        return Ok(false);
    }
    match kind {
        "charge.refunded" => note_refund(&change, site, object).await?,
        kind if kind.starts_with("payment_intent.") => have_it_asked(&change, site, object).await?,
        _ => {}
    }
    change.commit().await?;
    Ok(true)
}

fn refusal(error: SignatureError, site: &Site) -> Error {
    tracing::warn!(site = site.id(), %error, "a message of a payment provider was refused");
    Error::forbidden("wrong_signature", format!("Not believed: {error}."))
}

async fn have_it_asked(change: &Change, site: &Site, intent: &Value) -> Result<()> {
    let found = invoice_entity::Entity::find()
        .filter(invoice_entity::Column::SiteId.eq(site.id()))
        .filter(invoice_entity::Column::Intent.eq(named(&intent["id"])))
        .filter(invoice_entity::Column::State.ne("paid"))
        .one(change.connection())
        .await?;
    match found {
        Some(found) => hooks::at(change, site, COLLECT_HOOK, found.id, site.host().now()).await,
        None => Ok(()),
    }
}

/// Also what was given back at the provider's own desk is told to the staff here.
async fn note_refund(change: &Change, site: &Site, charge: &Value) -> Result<()> {
    let refunded = charge["amount_refunded"].as_i64().unwrap_or_default();
    invoice_entity::Entity::update_many()
        .col_expr(invoice_entity::Column::Refunded, Expr::value(refunded))
        .filter(invoice_entity::Column::SiteId.eq(site.id()))
        .filter(invoice_entity::Column::Intent.eq(named(&charge["payment_intent"])))
        .filter(Expr::col(invoice_entity::Column::Refunded).lt(refunded))
        .filter(Expr::col(invoice_entity::Column::Amount).gte(refunded))
        .exec(change.connection())
        .await?;
    Ok(())
}

async fn take_card(site: &Site, page: &Value) -> Result<()> {
    let found = member::Entity::find()
        .filter(member::Column::SiteId.eq(site.id()))
        .filter(member::Column::Customer.eq(named(&page["customer"])))
        .one(site.writer())
        .await?;
    let Some(found) = found else { return Ok(()) };
    match card::finish_card(site, found.id, page["id"].as_str().unwrap_or_default()).await {
        Err(Error::Refused { code: "no_card", .. }) => Ok(()),
        taken => taken.map(drop),
    }
}

/// A name in a message; one that no row has, where there is none.
fn named(value: &Value) -> &str {
    value.as_str().filter(|name| !name.is_empty()).unwrap_or("-")
}
