//! Comments: what was written, by somebody nobody knows.

use std::collections::BTreeSet;

use cms::Result;
use cms::comments::entity as comment;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, Iterable, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::clone::Cloning;
use crate::documents::Snapshot;

/// Rows in one transaction.
const ROWS: u64 = 1_000;

/// Copies the comments of the site, masked. None of them ever goes back up.
pub(super) async fn comments(cloning: &Cloning<'_>, staff: &BTreeSet<i64>) -> Result<u64> {
    if cloning.rules.without_comments {
        return Ok(0);
    }
    let (from, site_id) = (cloning.snapshot.connection(), cloning.record.site_id);
    let of_site = || comment::Entity::find().filter(comment::Column::SiteId.eq(site_id));
    cloning.progress.begin("Comments", of_site().count(from).await?);
    let (mut after, mut done) = (0, 0);
    loop {
        let rows = of_site()
            .filter(comment::Column::Id.gt(after))
            .order_by_asc(comment::Column::Id)
            .limit(ROWS)
            .all(from)
            .await?;
        let last = rows.last().map(|row| row.id);
        if cloning.resumed {
            forget_others(cloning, after, last, &rows).await?;
        }
        let Some(last) = last else { return Ok(done) };
        done += rows.len() as u64;
        write(cloning, staff, rows).await?;
        cloning.progress.reached(done);
        after = last;
    }
}

/// Of an earlier try no comment stays that is gone from production since.
async fn forget_others(cloning: &Cloning<'_>, after: i64, last: Option<i64>, rows: &[comment::Model]) -> Result<()> {
    let others = comment::Entity::delete_many()
        .filter(comment::Column::SiteId.eq(cloning.record.site_id))
        .filter(comment::Column::Id.gt(after))
        .filter(comment::Column::Id.is_not_in(rows.iter().map(|row| row.id)));
    let others = match last {
        Some(last) => others.filter(comment::Column::Id.lte(last)),
        None => others,
    };
    others.exec(cloning.environment.database().writer()).await?;
    Ok(())
}

/// The highest number of a comment at the moment of the clone.
pub(super) async fn last(snapshot: &Snapshot, site_id: i64) -> Result<i64> {
    let last: Option<i64> = comment::Entity::find()
        .select_only()
        .column(comment::Column::Id)
        .filter(comment::Column::SiteId.eq(site_id))
        .order_by_desc(comment::Column::Id)
        .into_tuple()
        .one(snapshot.connection())
        .await?;
    Ok(last.unwrap_or_default())
}

async fn write(cloning: &Cloning<'_>, staff: &BTreeSet<i64>, rows: Vec<comment::Model>) -> Result<()> {
    let masked = rows.into_iter().map(|row| {
        let is_staffs = staff.contains(&row.user_id);
        cloning.pseudonyms.comment(row, is_staffs, cloning.rules).into_active_model().reset_all()
    });
    // A comment on a post that stays on production stays there too.
    let posts = if cloning.rules.without_types.is_empty() { None } else { Some(posts_here(cloning).await?) };
    let masked: Vec<comment::ActiveModel> =
        masked.filter(|row| posts.as_ref().is_none_or(|posts| posts.contains(row.post_id.as_ref()))).collect();
    if masked.is_empty() {
        return Ok(());
    }
    let columns =
        comment::Column::iter().filter(|column| !matches!(column, comment::Column::SiteId | comment::Column::Id));
    let key = [comment::Column::SiteId, comment::Column::Id];
    let there = OnConflict::columns(key).update_columns(columns).to_owned();
    let transaction = cloning.environment.database().begin().await?;
    for part in masked.chunks(500) {
        comment::Entity::insert_many(part.to_vec())
            .on_conflict(there.clone())
            .exec_without_returning(&transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

async fn posts_here(cloning: &Cloning<'_>) -> Result<BTreeSet<i64>> {
    let ids: Vec<i64> = cms::posts::entity::Entity::find()
        .select_only()
        .column(cms::posts::entity::Column::Id)
        .filter(cms::posts::entity::Column::SiteId.eq(cloning.record.site_id))
        .into_tuple()
        .all(cloning.environment.database().writer())
        .await?;
    Ok(ids.into_iter().collect())
}
