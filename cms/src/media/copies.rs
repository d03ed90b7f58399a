//! The lasting copies of files: what waits to be carried, what was carried, what is to be looked at again. The syncer works
//! for the whole host, so these go over all sites.

use chrono::NaiveDateTime;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::file_entity::{self as entity, Column};
use crate::{Host, Result, Site};

/// A bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The first.
    A,
    /// The second.
    B,
}

impl Place {
    /// Both.
    pub const ALL: [Self; 2] = [Self::A, Self::B];

    /// As it is called in metrics and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }

    pub(super) fn column(self) -> Column {
        match self {
            Self::A => Column::InA,
            Self::B => Column::InB,
        }
    }

    /// The hash of what the place has of a file; empty for nothing.
    pub fn has(self, file: &entity::Model) -> &str {
        match self {
            Self::A => &file.in_a,
            Self::B => &file.in_b,
        }
    }
}

/// What a place has of a file that is on its way there: nobody knows before the place has said so.
const UNDER_WAY: &str = "?";

fn out_of_step(place: Place) -> Select<entity::Entity> {
    let all_sites = entity::Entity::find();
    all_sites.filter(Expr::col(place.column()).ne(Expr::col(Column::Sha256)))
}

/// Files that a place lacks, has with another content, or has although they are gone: the oldest first, above `after`.
pub async fn waiting(host: &Host, place: Place, after: i64, how_many: u64) -> Result<Vec<entity::Model>> {
    let query = out_of_step(place).filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(how_many);
    Ok(query.all(host.database().writer()).await?)
}

/// How many there are of them.
pub async fn count_waiting(host: &Host, place: Place) -> Result<u64> {
    Ok(out_of_step(place).count(host.database().writer()).await?)
}

/// How many there are of them on one site.
pub async fn count_waiting_of(site: &Site, place: Place) -> Result<u64> {
    let of_site = out_of_step(place).filter(Column::SiteId.eq(site.id()));
    Ok(of_site.count(site.reader()).await?)
}

/// When the file that waits for longest on one site was changed.
pub async fn waiting_since(site: &Site, place: Place) -> Result<Option<NaiveDateTime>> {
    let of_site = out_of_step(place).filter(Column::SiteId.eq(site.id()));
    let oldest = of_site.order_by_asc(Column::Id).one(site.reader()).await?;
    Ok(oldest.map(|file| file.changed))
}

/// Notes that files are about to be carried to a place that has nothing of them. Should its answer be lost, and the file be
/// deleted meanwhile, the place is asked to delete it all the same.
pub async fn note_under_way(host: &Host, place: Place, ids: &[i64]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let all_sites = entity::Entity::update_many();
    let those = all_sites.filter(Column::Id.is_in(ids.iter().copied())).filter(Expr::col(place.column()).eq(""));
    let marked = those.col_expr(place.column(), Expr::value(UNDER_WAY));
    marked.exec(host.database().writer()).await?;
    Ok(())
}

/// Notes what a place has of files from now on: their numbers, and the hashes of what it has.
pub async fn note_copied(host: &Host, place: Place, copied: &[(i64, String)]) -> Result<()> {
    let transaction = host.database().begin().await?;
    // In one order, whoever notes: a syncer that was killed may still hold rows for a moment, and two must not wait for each other.
    let mut copied: Vec<&(i64, String)> = copied.iter().collect();
    copied.sort_unstable();
    for (id, sha256) in copied {
        let all_sites = entity::Entity::update_many();
        all_sites
            .filter(Column::Id.eq(*id))
            .col_expr(place.column(), Expr::value(sha256.as_str()))
            .exec(&transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Files that changed at `since` or later, oldest first, behind the one of that moment whose number is `after`.
pub async fn changed(host: &Host, since: NaiveDateTime, after: i64, how_many: u64) -> Result<Vec<entity::Model>> {
    let later = Condition::any()
        .add(Column::Changed.gt(since))
        .add(Condition::all().add(Column::Changed.eq(since)).add(Column::Id.gt(after)));
    let all_sites = entity::Entity::find().filter(later);
    let query = all_sites.order_by_asc(Column::Changed).order_by_asc(Column::Id).limit(how_many);
    Ok(query.all(host.database().reader()).await?)
}

/// Files whose copies nobody compared since `before`.
pub async fn unchecked(host: &Host, before: NaiveDateTime, how_many: u64) -> Result<Vec<entity::Model>> {
    let old = Condition::any()
        .add(Column::Checked.lt(before))
        .add(Condition::all().add(Column::Checked.is_null()).add(Column::Changed.lt(before)));
    let all_sites = entity::Entity::find().filter(Column::Sha256.ne("")).filter(old);
    Ok(all_sites.order_by_asc(Column::Id).limit(how_many).all(host.database().writer()).await?)
}

/// All files of the host that are there, above `after`.
pub async fn every_file(host: &Host, after: i64, how_many: u64) -> Result<Vec<entity::Model>> {
    let all_sites = entity::Entity::find().filter(Column::Sha256.ne("")).filter(Column::Id.gt(after));
    Ok(all_sites.order_by_asc(Column::Id).limit(how_many).all(host.database().writer()).await?)
}

/// Notes that a file's copies were compared.
pub async fn note_checked(host: &Host, id: i64) -> Result<()> {
    let all_sites = entity::Entity::update_many();
    all_sites
        .filter(Column::Id.eq(id))
        .col_expr(Column::Checked, Expr::value(host.now()))
        .exec(host.database().writer())
        .await?;
    Ok(())
}

/// Forgets files that are gone everywhere since `before`.
pub async fn prune_gone(host: &Host, before: NaiveDateTime) -> Result<u64> {
    let all_sites = entity::Entity::delete_many();
    let gone = all_sites
        .filter(Column::Sha256.eq(""))
        .filter(Column::InA.eq(""))
        .filter(Column::InB.eq(""))
        .filter(Column::Changed.lt(before));
    Ok(gone.exec(host.database().writer()).await?.rows_affected)
}
