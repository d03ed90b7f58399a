//! Makes invoices: one for a subscription and a period, whoever asks how often.

use chrono::{Duration, NaiveDateTime};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set, Statement,
};

use super::{COLLECT_HOOK, Invoice, Subscription, hooks, invoice_entity as entity, notices, plans};
use crate::letters::Kind;
use crate::{Change, Error, Result, Site};

/// How long somebody has to pay an invoice by transfer.
const TIME_TO_PAY: Duration = Duration::days(14);
/// The first half of the lock that numbers of invoices are given out under.
const NUMBERS: i32 = 0x506c_0001;

/// Makes the invoice for the period, and has it collected; nothing if there is one.
pub(super) async fn make(
    change: &Change,
    site: &Site,
    of: &Subscription,
    (start, end): (NaiveDateTime, NaiveDateTime),
) -> Result<()> {
    let now = site.host().now();
    let due = if of.payment == "card" { now } else { now + TIME_TO_PAY };
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        number: Set(next_number(change, site).await?),
        member_id: Set(of.member_id),
        subscription_id: Set(of.id),
        plan_name: Set(plans::required(site, of.plan_id).await?.name),
        period_start: Set(start),
        period_end: Set(end),
        amount: Set(of.amount),
        currency: Set(of.currency.clone()),
        payment: Set(of.payment.clone()),
        state: Set("open".to_owned()),
        attempt: Set(0),
        failures: Set(0),
        idempotency_key: Set(String::new()),
        key_since: Set(None),
        intent: Set(String::new()),
        error: Set(String::new()),
        due: Set(due),
        refunded: Set(0),
        created: Set(now),
        paid: Set(None),
    };
    let once =
        OnConflict::columns([entity::Column::SubscriptionId, entity::Column::PeriodStart]).do_nothing().to_owned();
    let made = entity::Entity::insert(row).on_conflict(once).exec_without_returning(change.connection()).await?;
    if made == 0 {
        return Ok(());
    }
    let made = of_period(change, site, of.id, start).await?;
    if made.payment != "card" {
        notices::about(change, site, Kind::MemberInvoice, &made, serde_json::Value::Null).await?;
    }
    hooks::at(change, site, COLLECT_HOOK, made.id, made.due).await
}

async fn of_period(change: &Change, site: &Site, subscription_id: i64, start: NaiveDateTime) -> Result<Invoice> {
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::SubscriptionId.eq(subscription_id))
        .filter(entity::Column::PeriodStart.eq(start));
    let missing = || Error::Internal("an invoice that was just made is not there".into());
    query.one(change.connection()).await?.ok_or_else(missing)
}

/// Numbers on a site's papers have no gaps: they are given out one transaction after the other. SQLite has one writer
/// anyway.
async fn next_number(change: &Change, site: &Site) -> Result<i64> {
    if site.host().database().is_postgres() {
        let backend = site.host().database().backend();
        let key = i32::try_from(site.id() % i64::from(i32::MAX)).unwrap_or_default();
        let lock = Statement::from_sql_and_values(
            backend,
            "SELECT pg_advisory_xact_lock($1, $2)",
            [NUMBERS.into(), key.into()],
        );
        change.connection().execute_raw(lock).await?;
    }
    let newest = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .select_only()
        .column_as(entity::Column::Number.max(), "newest")
        .into_tuple::<Option<i64>>()
        .one(change.connection())
        .await?;
    Ok(newest.flatten().unwrap_or_default() + 1)
}

/// The invoice with this number of the host.
pub(super) async fn required<C: ConnectionTrait>(connection: &C, site: &Site, id: i64) -> Result<Invoice> {
    let query = entity::Entity::find_by_id(id).filter(entity::Column::SiteId.eq(site.id()));
    let missing = || Error::not_found("invoice_not_found", "There is no such invoice.");
    query.one(connection).await?.ok_or_else(missing)
}

/// The invoices of a subscription that may still be paid.
pub(super) async fn unpaid<C: ConnectionTrait>(
    connection: &C,
    site: &Site,
    subscription_id: i64,
) -> Result<Vec<Invoice>> {
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::SubscriptionId.eq(subscription_id))
        .filter(entity::Column::State.is_in(["open", "charging", "unknown"]));
    Ok(query.all(connection).await?)
}
