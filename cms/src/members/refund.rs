//! Gives money back: once, by the same rules as it was taken.

use platform::payments::PaymentFailure;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};

use super::refund_entity as entity;
use super::{Invoice, REFUND_HOOK, Refund, account, attempt, hooks, invoice, invoice_entity, money, notices};
use crate::audit::Deed;
use crate::letters::Kind;
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site};

/// Has an invoice, or a part of it, given back; all that is left of it without an amount.
pub async fn refund(site: &Site, actor: &Actor, invoice_id: i64, amount: Option<i64>) -> Result<Refund> {
    actor.require(Capability::ManageOptions)?;
    let mut change = Change::begin(site).await?;
    // Two who ask at once wait for each other here, so that no more is given back than was paid.
    let locked = invoice_entity::Entity::update_many()
        .col_expr(invoice_entity::Column::Refunded, Expr::col(invoice_entity::Column::Refunded))
        .filter(invoice_entity::Column::SiteId.eq(site.id()))
        .filter(invoice_entity::Column::Id.eq(invoice_id));
    locked.exec(change.connection()).await?;
    let found = invoice::required(change.connection(), site, invoice_id).await?;
    let left = found.amount - found.refunded - under_way(change.connection(), site, invoice_id).await?;
    let amount = amount.unwrap_or(left);
    if found.state != "paid" || amount < 1 || amount > left {
        return Err(Error::refused("cannot_refund", "This is more than was paid and not given back yet."));
    }
    let made = open(&change, site, &found, amount).await?;
    change.notes(Deed::new("refund", "invoice", invoice_id).with("amount", amount.to_string()));
    change.commit().await?;
    Ok(made)
}

async fn under_way<C: ConnectionTrait>(connection: &C, site: &Site, invoice_id: i64) -> Result<i64> {
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::InvoiceId.eq(invoice_id))
        .filter(entity::Column::State.is_in(["open", "unknown"]));
    Ok(query.all(connection).await?.iter().map(|refund| refund.amount).sum())
}

/// Notes a refund and has it done.
pub(super) async fn open(change: &Change, site: &Site, of: &Invoice, amount: i64) -> Result<Refund> {
    let now = site.host().now();
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        invoice_id: Set(of.id),
        amount: Set(amount),
        state: Set("open".to_owned()),
        attempt: Set(0),
        idempotency_key: Set(String::new()),
        key_since: Set(None),
        error: Set(String::new()),
        created: Set(now),
        done: Set(None),
    };
    let made = entity::Entity::insert(row).exec_with_returning(change.connection()).await?;
    hooks::at(change, site, REFUND_HOOK, made.id, now).await?;
    Ok(made)
}

/// Does with a refund what is to be done now. None if it is settled; else nobody knows yet, and somebody asks again.
pub async fn run_refund(site: &Site, id: i64) -> Result<Option<&'static str>> {
    let Some(found) = by_id(site.writer(), site, id).await? else { return Ok(None) };
    if !matches!(found.state.as_str(), "open" | "unknown") {
        return Ok(None);
    }
    let of = invoice::required(site.writer(), site, found.invoice_id).await?;
    let provider = account::provider(site, &of.payment).await?;
    let reference = format!("refund-{id}");
    if found.state == "unknown" {
        match provider.has_refund(&of.intent, &reference).await {
            Ok(true) => return done(site, &found, &of).await,
            Ok(false) => {}
            Err(failure) => return not_known(site, &found, &failure).await,
        }
    }
    let Some(begun) = begin(site, &found).await? else { return Ok(Some("Another runner has it.")) };
    match provider.refund(&of.intent, begun.amount, &reference, &begun.idempotency_key).await {
        Ok(()) => done(site, &begun, &of).await,
        Err(PaymentFailure::Declined(why) | PaymentFailure::Refused(why)) => failed(site, &begun, &why).await,
        Err(failure) => not_known(site, &begun, &failure).await,
    }
}

/// Notes, before the provider is asked, that this is of unknown fate; under the key of the last try while it lives.
async fn begin(site: &Site, found: &Refund) -> Result<Option<Refund>> {
    let now = site.host().now();
    let is_young = found.key_since.is_some_and(|since| now - since <= attempt::KEY_LIVES);
    let attempt = if is_young { found.attempt } else { found.attempt + 1 };
    let key = if is_young { found.idempotency_key.clone() } else { attempt::key("refund", found.id, attempt) };
    let begun = entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value("unknown"))
        .col_expr(entity::Column::Attempt, Expr::value(attempt))
        .col_expr(entity::Column::IdempotencyKey, Expr::value(key))
        .col_expr(entity::Column::KeySince, Expr::value(if is_young { found.key_since } else { Some(now) }))
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.eq(found.id))
        .filter(entity::Column::Attempt.eq(found.attempt))
        .filter(entity::Column::State.eq(found.state.as_str()))
        .exec(site.writer())
        .await?;
    if begun.rows_affected == 0 { Ok(None) } else { by_id(site.writer(), site, found.id).await }
}

async fn done(site: &Site, refund: &Refund, of: &Invoice) -> Result<Option<&'static str>> {
    let change = Change::begin(site).await?;
    let settled = entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value("done"))
        .col_expr(entity::Column::Done, Expr::value(site.host().now()))
        .col_expr(entity::Column::Error, Expr::value(""))
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.eq(refund.id))
        .filter(entity::Column::State.eq("unknown"))
        .exec(change.connection())
        .await?;
    if settled.rows_affected == 1 {
        invoice_entity::Entity::update_many()
            .col_expr(invoice_entity::Column::Refunded, Expr::col(invoice_entity::Column::Refunded).add(refund.amount))
            .filter(invoice_entity::Column::SiteId.eq(site.id()))
            .filter(invoice_entity::Column::Id.eq(of.id))
            .exec(change.connection())
            .await?;
        let more = serde_json::json!({"refunded": money::shown(refund.amount, &of.currency)});
        notices::about(&change, site, Kind::MemberRefund, of, more).await?;
    }
    change.commit().await?;
    Ok(None)
}

async fn failed(site: &Site, refund: &Refund, why: &str) -> Result<Option<&'static str>> {
    tracing::warn!(refund = refund.id, why, "a refund was refused");
    write(site, refund, "failed", why).await?;
    Ok(None)
}

async fn not_known(site: &Site, refund: &Refund, why: &PaymentFailure) -> Result<Option<&'static str>> {
    write(site, refund, "unknown", &why.to_string()).await?;
    Ok(Some("Nobody knows yet; the provider will be asked."))
}

async fn write(site: &Site, refund: &Refund, state: &str, why: &str) -> Result<()> {
    let Some(current) = by_id(site.writer(), site, refund.id).await? else { return Ok(()) };
    if current.state == "unknown" {
        let mut row = current.into_active_model();
        row.state = Set(state.to_owned());
        row.error = Set(why.chars().take(500).collect());
        row.update(site.writer()).await?;
    }
    Ok(())
}

async fn by_id<C: ConnectionTrait>(connection: &C, site: &Site, id: i64) -> Result<Option<Refund>> {
    let query = entity::Entity::find_by_id(id).filter(entity::Column::SiteId.eq(site.id()));
    Ok(query.one(connection).await?)
}
