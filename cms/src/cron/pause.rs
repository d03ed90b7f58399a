//! Pauses events of a site, of one of its hooks or queues, or of the whole host.

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use super::Claim;
use crate::users::Capability;
use crate::{Actor, Change, Host, Result, Site};

/// What is paused. Nothing named means everything of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Pause {
    /// The site; 0 for all.
    pub site_id: i64,
    /// The hook; empty for all.
    pub hook: String,
    /// The queue; empty for all.
    pub queue: String,
}

impl Pause {
    /// Whether this claim is of what is paused.
    pub fn covers(&self, claim: &Claim) -> bool {
        let event = &claim.event;
        (self.site_id == 0 || self.site_id == event.site_id)
            && (self.hook.is_empty() || self.hook == event.hook)
            && (self.queue.is_empty() || self.queue == event.queue)
    }
}

/// Lets no more events of the site begin: of a hook, of a queue, or any. What runs is finished.
pub async fn pause(site: &Site, actor: &Actor, hook: &str, queue: &str) -> Result<()> {
    actor.require(Capability::ManageOptions)?;
    let values = [site.id().into(), hook.into(), queue.into(), site.host().now().into()];
    let sql = "INSERT INTO cron_pauses (site_id, hook, queue, created) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (site_id, hook, queue) DO NOTHING";
    let transaction = site.host().database().begin().await?;
    let backend = site.host().database().backend();
    transaction.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    transaction.execute_raw(moved(site, hook, queue, "waiting", "paused")).await?;
    transaction.commit().await?;
    Ok(())
}

/// Takes that pause back; tells whether there was one. What came due meanwhile runs now.
pub async fn resume(site: &Site, actor: &Actor, hook: &str, queue: &str) -> Result<bool> {
    actor.require(Capability::ManageOptions)?;
    let sql = "DELETE FROM cron_pauses WHERE site_id = $1 AND hook = $2 AND queue = $3";
    let values = [site.id().into(), hook.into(), queue.into()];
    let transaction = site.host().database().begin().await?;
    let backend = site.host().database().backend();
    let gone = transaction.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    // Another pause may cover some of them: whoever claims one of those puts it aside again.
    transaction.execute_raw(moved(site, hook, queue, "paused", "waiting")).await?;
    transaction.commit().await?;
    Ok(gone.rows_affected() > 0)
}

/// Has all events of a site that is deleted wait aside.
pub(crate) async fn rest(change: &Change, site: &Site) -> Result<()> {
    change.connection().execute_raw(moved(site, "", "", "waiting", "paused")).await?;
    Ok(())
}

/// Lets them wait for their time again. Pauses may cover some of them: whoever claims one of those puts it aside again.
pub(crate) async fn wake(change: &Change, site: &Site) -> Result<()> {
    change.rings_the_runner();
    change.connection().execute_raw(moved(site, "", "", "paused", "waiting")).await?;
    Ok(())
}

fn moved(site: &Site, hook: &str, queue: &str, from: &str, to: &str) -> Statement {
    let sql = "UPDATE cron_events SET state = $1 WHERE state = $2 AND site_id = $3 \
               AND ($4 = '' OR hook = $4) AND ($5 = '' OR queue = $5)";
    let values = [to.into(), from.into(), site.id().into(), hook.into(), queue.into()];
    Statement::from_sql_and_values(site.host().database().backend(), sql, values)
}

/// Every pause of the host. All of a deleted site is paused.
pub async fn pauses(host: &Host) -> Result<Vec<Pause>> {
    let sql = "SELECT site_id, hook, queue FROM cron_pauses \
               UNION SELECT id, '', '' FROM sites WHERE deleted IS NOT NULL";
    let statement = Statement::from_string(host.database().backend(), sql);
    Ok(Pause::find_by_statement(statement).all(host.database().writer()).await?)
}
