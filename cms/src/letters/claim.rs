//! Claims letters for sending. A letter is marked as being sent, durably, before it is handed over: what a crash leaves
//! behind is never sent again blindly.

use chrono::Duration;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Select, Set,
};

use super::{Kind, Letter, breaker, entity, hindrance, pace};
use crate::{Host, Result, Site, sites};

/// Whoever sends one letter and has said nothing for so long is gone.
pub const LEASE: Duration = Duration::seconds(25);
/// An urgent letter whose fate is not known is sent once more after so long: the other side may still tell.
const ONCE_MORE_AFTER: Duration = Duration::minutes(10);

/// A letter that is being sent. Acknowledged by [`super::finish`], which knows it by its token.
#[derive(Clone, Debug)]
pub struct ClaimedLetter {
    /// The letter.
    pub letter: Letter,
    pub(super) token: String,
}

/// Claims at most `limit` letters that may leave now by `door`, urgent ones first, then the oldest; as many as the
/// account's pace allows. Letters of a site that is deleted wait, and those of one whose breaker is open, unless they are urgent. What may not leave at
/// all is set aside as `suppressed`.
pub async fn claim(host: &Host, door: &str, limit: u64) -> Result<Vec<ClaimedLetter>> {
    // Looking takes no lock; only where something waits does SQLite's one writer have to wait.
    let stopped = breaker::open_sites(host.database().writer()).await?;
    if waiting(host, &stopped, 1).one(host.database().writer()).await?.is_none() {
        return Ok(Vec::new());
    }
    let transaction = host.database().begin().await?;
    let Some(turns) = pace::turns(&transaction, host, door).await? else { return Ok(Vec::new()) };
    let rows = waiting(host, &stopped, turns.allows(limit));
    let rows = match host.database().is_postgres() {
        true => rows.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked),
        false => rows,
    };
    let mut claimed = Vec::new();
    for letter in rows.all(&transaction).await? {
        match why_not(&transaction, host, &letter).await? {
            Some(reason) => set_aside(&transaction, letter, reason).await?,
            None => claimed.push(mark(&transaction, host, letter).await?),
        }
    }
    pace::take(&transaction, &turns, claimed.len()).await?;
    transaction.commit().await?;
    Ok(claimed)
}

fn waiting(host: &Host, stopped: &[i64], limit: u64) -> Select<entity::Entity> {
    let may_leave = Condition::any()
        .add(entity::Column::SiteId.is_not_in(stopped.iter().copied()))
        .add(entity::Column::Kind.is_in(Kind::urgent_names()));
    let now = host.now();
    entity::Entity::find()
        .filter(entity::Column::State.eq("queued"))
        .filter(entity::Column::SiteId.not_in_subquery(sites::deleted_ids()))
        .filter(Condition::any().add(entity::Column::NotBefore.is_null()).add(entity::Column::NotBefore.lte(now)))
        .filter(may_leave)
        .order_by_asc(entity::Column::Priority)
        .order_by_asc(entity::Column::Id)
        .limit(limit)
}

async fn why_not(transaction: &DatabaseTransaction, host: &Host, letter: &Letter) -> Result<Option<String>> {
    match site_of(host, letter.site_id).await? {
        Some(site) => hindrance::of(transaction, &site, &letter.kind, &letter.recipient).await,
        None => Ok(Some("The site is not there any more.".to_owned())),
    }
}

/// The site of a letter; none when it was deleted.
pub(super) async fn site_of(host: &Host, site_id: i64) -> Result<Option<Site>> {
    match sites::by_id(host, site_id).await {
        Ok(site) => Ok(Some(site)),
        Err(error) if error.code() == "site_not_found" => Ok(None),
        Err(error) => Err(error),
    }
}

async fn set_aside(transaction: &DatabaseTransaction, letter: Letter, reason: String) -> Result<()> {
    let mut row = letter.into_active_model();
    row.state = Set("suppressed".into());
    row.error = Set(reason);
    row.update(transaction).await?;
    Ok(())
}

async fn mark(transaction: &DatabaseTransaction, host: &Host, letter: Letter) -> Result<ClaimedLetter> {
    let token = platform::secrets::random_hex(16);
    let attempts = letter.attempts + 1;
    let mut row = letter.into_active_model();
    row.state = Set("sending".into());
    row.token = Set(token.clone());
    row.started = Set(Some(host.now()));
    row.attempts = Set(attempts);
    Ok(ClaimedLetter { letter: row.update(transaction).await?, token })
}

/// Says that the letter is still being sent.
pub async fn still_sending(host: &Host, claimed: &ClaimedLetter) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::Started, Expr::value(host.now()))
        .filter(entity::Column::SiteId.eq(claimed.letter.site_id))
        .filter(entity::Column::Id.eq(claimed.letter.id))
        .filter(entity::Column::Token.eq(claimed.token.as_str()))
        .filter(entity::Column::State.eq("sending"))
        .exec(host.database().writer())
        .await?;
    Ok(())
}

/// Marks letters whose sender went away as `unknown`, never as waiting, or as sent where the service has told so; urgent
/// ones among the unknown get one more try once their time is over. Gives how many changed.
pub async fn settle_lost(host: &Host) -> Result<u64> {
    let now = host.now();
    let told = entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value("sent"))
        .col_expr(entity::Column::Sent, Expr::col(entity::Column::Started))
        .filter(entity::Column::State.eq("sending"))
        .filter(entity::Column::MessageId.ne(""))
        .filter(entity::Column::Started.lt(now - LEASE))
        .exec(host.database().writer())
        .await?;
    let lost = entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value("unknown"))
        .col_expr(entity::Column::Error, Expr::value("Whoever sent it went away before the answer came."))
        .filter(entity::Column::State.eq("sending"))
        .filter(entity::Column::Started.lt(now - LEASE))
        .exec(host.database().writer())
        .await?;
    let once_more = entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value("queued"))
        .filter(entity::Column::State.eq("unknown"))
        .filter(entity::Column::MessageId.eq(""))
        .filter(entity::Column::Kind.is_in(Kind::urgent_names()))
        .filter(Expr::col(entity::Column::Attempts).lt(2))
        .filter(entity::Column::Started.lt(now - LEASE - ONCE_MORE_AFTER))
        .exec(host.database().writer())
        .await?;
    Ok(told.rows_affected + lost.rows_affected + once_more.rows_affected)
}
