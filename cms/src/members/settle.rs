//! What becomes of an invoice and its subscription, once it is certain. Each is one transaction, and happens once.

use chrono::Duration;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{
    COLLECT_HOOK, Invoice, RENEW_HOOK, Subscription, hooks, invoice, invoice_entity, notices, refund, subscriptions,
};
use crate::audit::Deed;
use crate::letters::Kind;
use crate::{Change, Result, Site};

/// Days from each refusal to the next try: 1, 3, 5 and 7 days after the first.
const NEXT_TRIES: [i64; 4] = [1, 2, 2, 2];

/// The money is here. The subscription goes on, and a receipt is written.
pub(super) async fn paid(site: &Site, invoice: &Invoice) -> Result<&'static str> {
    let mut change = Change::begin(site).await?;
    let said = paid_in(&mut change, site, invoice).await?;
    change.commit().await?;
    Ok(said)
}

/// The same in an open change.
pub(super) async fn paid_in(change: &mut Change, site: &Site, invoice: &Invoice) -> Result<&'static str> {
    let now = site.host().now();
    let settled = invoice_entity::Entity::update_many()
        .col_expr(invoice_entity::Column::State, Expr::value("paid"))
        .col_expr(invoice_entity::Column::Paid, Expr::value(now))
        .col_expr(invoice_entity::Column::Error, Expr::value(""))
        .filter(invoice_entity::Column::SiteId.eq(site.id()))
        .filter(invoice_entity::Column::Id.eq(invoice.id))
        .filter(invoice_entity::Column::State.ne("paid"))
        .exec(change.connection())
        .await?;
    if settled.rows_affected == 0 {
        return Ok("It was paid already.");
    }
    change.notes(Deed::new("pay", "invoice", invoice.id).with("amount", invoice.amount.to_string()));
    notices::about(change, site, Kind::MemberReceipt, invoice, serde_json::Value::Null).await?;
    hooks::off(change, site, COLLECT_HOOK, invoice.id).await?;
    let of = subscriptions::required(change.connection(), site, invoice.subscription_id).await?;
    if of.ended.is_some() {
        // The answer came after the end: what nobody wants to have paid goes back.
        refund::open(change, site, invoice, invoice.amount).await?;
        return Ok("Paid for what has ended; it is given back.");
    }
    if matches!(of.state.as_str(), "incomplete" | "past_due") {
        let mut row = of.into_active_model();
        row.state = Set("active".to_owned());
        row.update(change.connection()).await?;
    }
    Ok("Paid.")
}

/// The money was refused. It is tried again on the schedule, with a letter each time; after the last try it ends.
pub(super) async fn refused(site: &Site, invoice: &Invoice, why: &str) -> Result<&'static str> {
    let mut change = Change::begin(site).await?;
    let current = invoice::required(change.connection(), site, invoice.id).await?;
    if current.attempt != invoice.attempt || !matches!(current.state.as_str(), "charging" | "unknown") {
        return Ok("Another runner has it.");
    }
    let next = NEXT_TRIES.get(usize::try_from(current.failures).unwrap_or(usize::MAX)).copied();
    let mut row = current.into_active_model();
    row.failures = Set(invoice.failures + 1);
    row.error = Set(why.chars().take(500).collect());
    row.state = Set(if next.is_some() { "open" } else { "failed" }.to_owned());
    let due = site.host().now() + Duration::days(next.unwrap_or_default());
    row.due = Set(due);
    let written = row.update(change.connection()).await?;
    let of = subscriptions::required(change.connection(), site, invoice.subscription_id).await?;
    match next {
        Some(_) => {
            hooks::at(&change, site, COLLECT_HOOK, invoice.id, due).await?;
            let more = serde_json::json!({"why": why, "next": notices::day(due)});
            notices::about(&change, site, Kind::MemberPaymentFailed, &written, more).await?;
            if of.state == "active" {
                let mut row = of.into_active_model();
                row.state = Set("past_due".to_owned());
                row.update(change.connection()).await?;
            }
        }
        None => {
            end(&change, site, &of).await?;
            notices::ended(&change, site, of.member_id, &written.plan_name, "unpaid").await?;
        }
    }
    change.notes(Deed::new("refuse", "invoice", invoice.id).with("why", why));
    change.commit().await?;
    Ok(if next.is_some() { "Refused; it will be tried again." } else { "Refused for the last time." })
}

/// The payment can never succeed any more.
pub(super) async fn called_off(site: &Site, invoice: &Invoice) -> Result<&'static str> {
    let change = Change::begin(site).await?;
    let current = invoice::required(change.connection(), site, invoice.id).await?;
    if !matches!(current.state.as_str(), "paid" | "failed") {
        let mut row = current.into_active_model();
        row.state = Set("void".to_owned());
        row.update(change.connection()).await?;
    }
    hooks::off(&change, site, COLLECT_HOOK, invoice.id).await?;
    change.commit().await?;
    Ok("Called off.")
}

/// Ends a subscription now. Invoices that nobody tried to collect are void at once; for the others the runner asks.
pub(super) async fn end(change: &Change, site: &Site, of: &Subscription) -> Result<()> {
    let mut row = of.clone().into_active_model();
    row.state = Set("ended".to_owned());
    row.ended = Set(Some(site.host().now()));
    row.update(change.connection()).await?;
    hooks::off(change, site, RENEW_HOOK, of.id).await?;
    for unpaid in invoice::unpaid(change.connection(), site, of.id).await? {
        let id = unpaid.id;
        if unpaid.state == "open" && unpaid.intent.is_empty() {
            let mut row = unpaid.into_active_model();
            row.state = Set("void".to_owned());
            row.update(change.connection()).await?;
            hooks::off(change, site, COLLECT_HOOK, id).await?;
        } else {
            hooks::at(change, site, COLLECT_HOOK, id, site.host().now()).await?;
        }
    }
    Ok(())
}
