//! Notes of a try to take money, written down before anything is asked of the provider: whatever is found in one of these
//! states was begun by somebody, and nobody begins anew without having asked what became of it.

use chrono::Duration;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{COLLECT_HOOK, Invoice, hooks, invoice_entity as entity};
use crate::{Change, Result, Site};

/// Stripe may forget a key after 24 hours, and then takes the request for a new one. None is used that long.
pub(super) const KEY_LIVES: Duration = Duration::hours(23);

/// A key for a try. The random part keeps hosts apart that share an account at the provider, a clone and its original.
pub(super) fn key(what: &str, id: i64, attempt: i64) -> String {
    format!("{what}-{id}-{attempt}-{}", platform::secrets::random_hex(8))
}

/// Notes that a try begins. None where another runner was faster, or the invoice is not open any more.
pub(super) async fn begin(site: &Site, invoice: &Invoice) -> Result<Option<Invoice>> {
    let (now, attempt) = (site.host().now(), invoice.attempt + 1);
    let begun = entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value("charging"))
        .col_expr(entity::Column::Attempt, Expr::value(attempt))
        .col_expr(entity::Column::IdempotencyKey, Expr::value(key("invoice", invoice.id, attempt)))
        .col_expr(entity::Column::KeySince, Expr::value(now))
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.eq(invoice.id))
        .filter(entity::Column::Attempt.eq(invoice.attempt))
        .filter(entity::Column::State.is_in(["open", "unknown", "charging"]))
        .exec(site.writer())
        .await?;
    if begun.rows_affected == 0 {
        return Ok(None);
    }
    Ok(Some(super::invoice::required(site.writer(), site, invoice.id).await?))
}

/// Notes the provider's name for the payment, before it is confirmed. False where somebody else noted another one.
pub(super) async fn has_intent(site: &Site, invoice: &Invoice, intent: &str) -> Result<bool> {
    let noted = entity::Entity::update_many()
        .col_expr(entity::Column::Intent, Expr::value(intent))
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.eq(invoice.id))
        .filter(entity::Column::Attempt.eq(invoice.attempt))
        .filter(Expr::col(entity::Column::Intent).eq(""))
        .exec(site.writer())
        .await?;
    Ok(noted.rows_affected == 1)
}

/// Notes that nobody knows what became of the try, and has somebody ask soon: the longer ago, the later.
pub(super) async fn is_unknown(site: &Site, invoice: &Invoice, why: &str) -> Result<()> {
    let now = site.host().now();
    let age = invoice.key_since.map_or(Duration::zero(), |since| now - since);
    let pause = age.clamp(Duration::minutes(1), Duration::hours(1));
    let change = Change::begin(site).await?;
    let current = super::invoice::required(change.connection(), site, invoice.id).await?;
    if current.attempt == invoice.attempt && matches!(current.state.as_str(), "charging" | "unknown") {
        let mut row = current.into_active_model();
        row.state = Set("unknown".to_owned());
        row.error = Set(why.chars().take(500).collect());
        row.update(change.connection()).await?;
    }
    hooks::at(&change, site, COLLECT_HOOK, invoice.id, now + pause).await?;
    change.commit().await
}
