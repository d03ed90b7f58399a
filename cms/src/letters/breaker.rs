//! The breaker of a site. Amazon reviews an account when 5 % of its letters bounce or 0.1 % are complained about, and then
//! stops it for all sites (<https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-bounce-rate.html>). So the
//! letters of the one site wait before that, all but urgent ones, until a person has looked.

use std::collections::HashMap;

use chrono::{Duration, NaiveDateTime};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use serde_json::json;

use super::{Kind, breaker_entity, entity};
use crate::audit::Deed;
use crate::{Actor, Change, Host, Result, Site};

pub use breaker_entity::Model as Breaker;

/// What is counted.
const WINDOW: Duration = Duration::hours(24);
/// Fewer bounces, and fewer complaints, are chance.
const LEAST_BOUNCES: u64 = 5;
const LEAST_COMPLAINTS: u64 = 2;

/// How a site's letters fared lately.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// Letters that left.
    pub sent: u64,
    /// Of them, those that came back.
    pub bounced: u64,
    /// Of them, those that were called unwanted.
    pub complained: u64,
}

impl Rates {
    /// Of a hundred letters, how many came back.
    pub fn bounce_percent(&self) -> f64 {
        self.bounced as f64 * 100.0 / self.sent.max(1) as f64
    }

    /// Of a hundred letters, how many were called unwanted.
    pub fn complaint_percent(&self) -> f64 {
        self.complained as f64 * 100.0 / self.sent.max(1) as f64
    }
}

/// The site's breaker and the rates that it judges by.
pub async fn breaker(site: &Site, actor: &Actor) -> Result<(Option<Breaker>, Rates)> {
    actor.require_manager()?;
    let row = breaker_entity::Entity::find_by_id(site.id()).one(site.reader()).await?;
    let rates = rates(site.reader(), site.id(), since(row.as_ref(), site.host().now())).await?;
    Ok((row, rates))
}

/// Closes the site's breaker: what waits may leave, and what came back until now counts no more.
pub async fn reset_breaker(site: &Site, actor: &Actor) -> Result<()> {
    actor.require_manager()?;
    let mut change = Change::begin(site).await?;
    let now = site.host().now();
    write(change.connection(), site.id(), None, "", Some(now)).await?;
    change.notes(Deed::new("reset", "mail-breaker", site.id()));
    change.commit().await
}

/// Opens the site's breaker if too much came back; gives the reason if it did so now.
pub(super) async fn judge(change: &Change, host: &Host, site_id: i64) -> Result<Option<String>> {
    if super::claim::site_of(host, site_id).await?.is_none() {
        return Ok(None);
    }
    let row = breaker_entity::Entity::find_by_id(site_id).one(change.connection()).await?;
    if row.as_ref().is_some_and(|row| row.opened.is_some()) {
        return Ok(None);
    }
    let rates = rates(change.connection(), site_id, since(row.as_ref(), host.now())).await?;
    let Some(reason) = too_much(host, &rates) else { return Ok(None) };
    let counts_since = row.and_then(|row| row.counts_since);
    write(change.connection(), site_id, Some(host.now()), &reason, counts_since).await?;
    Ok(Some(reason))
}

/// Tells the log, and by letter the site's administrator.
pub(super) async fn tell(host: &Host, site_id: i64, reason: &str) {
    tracing::error!(site = site_id, reason, "a site's letters wait: its mail breaker is open");
    if let Err(error) = alert(host, site_id, reason).await {
        tracing::warn!(%error, "nobody could be written to about an open mail breaker");
    }
}

async fn alert(host: &Host, site_id: i64, reason: &str) -> Result<()> {
    let Some(site) = super::claim::site_of(host, site_id).await? else { return Ok(()) };
    let title = "Letters of this site wait";
    let text =
        format!("{reason} All but urgent letters wait until somebody closes the breaker: platen mail breaker reset.");
    let url = format!("{}/wp-admin/", site.url());
    let change = Change::begin(&site).await?;
    let recipient = site.settings().text("admin_email");
    super::queue(&change, &site, Kind::Alert, &recipient, &json!({"title": title, "text": text, "url": url})).await?;
    change.commit().await
}

/// The sites whose breaker is open.
pub(super) async fn open_sites(connection: &impl ConnectionTrait) -> Result<Vec<i64>> {
    let all_sites = breaker_entity::Entity::find().filter(breaker_entity::Column::Opened.is_not_null());
    Ok(all_sites.all(connection).await?.into_iter().map(|row| row.site_id).collect())
}

/// Why the letters of each such site wait.
pub(crate) async fn stopped_sites(host: &Host) -> Result<HashMap<i64, String>> {
    let all_sites = breaker_entity::Entity::find().filter(breaker_entity::Column::Opened.is_not_null());
    let rows = all_sites.all(host.database().reader()).await?;
    Ok(rows.into_iter().map(|row| (row.site_id, row.reason)).collect())
}

fn too_much(host: &Host, rates: &Rates) -> Option<String> {
    let config = host.config();
    if rates.bounced >= LEAST_BOUNCES && rates.bounce_percent() >= config.mail_bounce_percent {
        let (share, of) = (rates.bounce_percent(), rates.sent);
        return Some(format!("{share:.1} % of {of} letters came back in a day."));
    }
    if rates.complained >= LEAST_COMPLAINTS && rates.complaint_percent() >= config.mail_complaint_percent {
        let (share, of) = (rates.complaint_percent(), rates.sent);
        return Some(format!("{share:.2} % of {of} letters were called unwanted in a day."));
    }
    None
}

fn since(row: Option<&Breaker>, now: NaiveDateTime) -> NaiveDateTime {
    let window = now - WINDOW;
    row.and_then(|row| row.counts_since).map_or(window, |reset| reset.max(window))
}

async fn rates(connection: &impl ConnectionTrait, site_id: i64, since: NaiveDateTime) -> Result<Rates> {
    let left =
        || entity::Entity::find().filter(entity::Column::SiteId.eq(site_id)).filter(entity::Column::Sent.gt(since));
    let with = |word: &str| {
        Condition::all().add(entity::Column::Delivery.eq(word)).add(entity::Column::DeliveryTime.gt(since))
    };
    let sent = left().count(connection).await?;
    // A full mailbox is a bounce too, as Amazon counts; a letter that was complained about arrived.
    let bounced = left().filter(with("bounced")).count(connection).await?;
    let complained = left().filter(with("complained")).count(connection).await?;
    Ok(Rates { sent, bounced, complained })
}

async fn write(
    connection: &impl ConnectionTrait,
    site_id: i64,
    opened: Option<NaiveDateTime>,
    reason: &str,
    counts_since: Option<NaiveDateTime>,
) -> Result<()> {
    let row = breaker_entity::ActiveModel {
        site_id: Set(site_id),
        opened: Set(opened),
        reason: Set(reason.to_owned()),
        counts_since: Set(counts_since),
    };
    let there = OnConflict::column(breaker_entity::Column::SiteId)
        .update_columns([
            breaker_entity::Column::Opened,
            breaker_entity::Column::Reason,
            breaker_entity::Column::CountsSince,
        ])
        .to_owned();
    breaker_entity::Entity::insert(row).on_conflict(there).exec_without_returning(connection).await?;
    Ok(())
}
