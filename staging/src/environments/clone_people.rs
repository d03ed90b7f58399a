//! Accounts: whoever works on the site signs in to the clone as on production; of everybody else a number is left.

use std::collections::BTreeSet;

use cms::Result;
use cms::posts::entity as post;
use cms::sealing::entity as key;
use cms::users::{
    self, Role, entity as user, meta_entity as meta, recovery_code_entity as recovery, second_factor_entity as factor,
    site_user_entity as role,
};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable,
    QueryFilter, QuerySelect, Set,
};

use super::clone::Cloning;
use super::clone_site::follow_numbers;

/// Rows in one statement.
const ROWS: usize = 500;

/// What was copied.
pub(super) struct People {
    pub(super) staff: BTreeSet<i64>,
    pub(super) count: u64,
}

/// Copies the accounts that the site knows: its people, and who wrote what is there.
pub(super) async fn people(cloning: &Cloning<'_>) -> Result<People> {
    let (from, site_id) = (cloning.snapshot.connection(), cloning.record.site_id);
    let roles = role::Entity::find().filter(role::Column::SiteId.eq(site_id)).all(from).await?;
    let mut known: BTreeSet<i64> = roles.iter().map(|row| row.user_id).collect();
    let authors: Vec<i64> = post::Entity::find()
        .select_only()
        .column(post::Column::AuthorId)
        .distinct()
        .filter(post::Column::SiteId.eq(site_id))
        .into_tuple()
        .all(from)
        .await?;
    known.extend(authors.into_iter().filter(|id| *id > 0));
    let staff = staff(from, &known).await?;
    let known: Vec<i64> = known.into_iter().collect();
    cloning.progress.begin("People", known.len() as u64);
    let transaction = cloning.environment.database().begin().await?;
    for part in known.chunks(ROWS) {
        let rows = user::Entity::find().filter(user::Column::Id.is_in(part.iter().copied())).all(from).await?;
        accounts(&transaction, rows.into_iter().map(|row| masked(cloning, row, &staff)).collect()).await?;
    }
    role_rows(&transaction, site_id, roles).await?;
    secrets(cloning, &transaction, &staff).await?;
    follow_numbers(&transaction, "users", cloning.record.last_user).await?;
    transaction.commit().await?;
    cloning.progress.reached(known.len() as u64);
    Ok(People { staff, count: known.len() as u64 })
}

/// Whoever may do more than read, on any site of the host, or runs it.
async fn staff<C: ConnectionTrait>(from: &C, known: &BTreeSet<i64>) -> Result<BTreeSet<i64>> {
    let mut staff = BTreeSet::new();
    let known: Vec<i64> = known.iter().copied().collect();
    for part in known.chunks(ROWS) {
        let working: Vec<i64> = role::Entity::find()
            .select_only()
            .column(role::Column::UserId)
            .filter(role::Column::UserId.is_in(part.iter().copied()))
            .filter(role::Column::Role.ne(Role::Subscriber.name()))
            .into_tuple()
            .all(from)
            .await?;
        let running: Vec<i64> = user::Entity::find()
            .select_only()
            .column(user::Column::Id)
            .filter(user::Column::Id.is_in(part.iter().copied()))
            .filter(user::Column::IsNetworkAdmin.eq(true))
            .into_tuple()
            .all(from)
            .await?;
        staff.extend(working.into_iter().chain(running));
    }
    Ok(staff)
}

fn masked(cloning: &Cloning<'_>, account: users::Model, staff: &BTreeSet<i64>) -> users::Model {
    if staff.contains(&account.id) { account } else { cloning.pseudonyms.member(account) }
}

async fn accounts<C: ConnectionTrait>(to: &C, rows: Vec<users::Model>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let columns = user::Column::iter().filter(|column| !matches!(column, user::Column::Id));
    let there = OnConflict::column(user::Column::Id).update_columns(columns).to_owned();
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    user::Entity::insert_many(rows).on_conflict(there).exec_without_returning(to).await?;
    Ok(())
}

/// Of an earlier try no role stays that somebody has lost since.
async fn role_rows<C: ConnectionTrait>(to: &C, site_id: i64, rows: Vec<role::Model>) -> Result<()> {
    role::Entity::delete_many().filter(role::Column::SiteId.eq(site_id)).exec(to).await?;
    for part in rows.chunks(ROWS) {
        let part = part.iter().cloned().map(|row| row.into_active_model().reset_all());
        role::Entity::insert_many(part).exec_without_returning(to).await?;
    }
    Ok(())
}

/// What staff need to get in and to find everything where it was; sessions and application passwords stay behind.
async fn secrets<C: ConnectionTrait>(cloning: &Cloning<'_>, to: &C, staff: &BTreeSet<i64>) -> Result<()> {
    let (from, site_id) = (cloning.snapshot.connection(), cloning.record.site_id);
    let staff: Vec<i64> = staff.iter().copied().collect();
    for part in staff.chunks(ROWS) {
        let of_staff = || part.iter().copied();
        let metas = meta::Entity::find()
            .filter(meta::Column::UserId.is_in(of_staff()))
            .filter(meta::Column::SiteId.is_in([0, site_id]))
            .all(from)
            .await?;
        meta::Entity::delete_many()
            .filter(meta::Column::UserId.is_in(of_staff()))
            .filter(meta::Column::SiteId.is_in([0, site_id]))
            .exec(to)
            .await?;
        for rows in metas.chunks(ROWS) {
            let rows =
                rows.iter().cloned().map(|row| meta::ActiveModel { id: NotSet, ..row.into_active_model().reset_all() });
            meta::Entity::insert_many(rows).exec_without_returning(to).await?;
        }
        // Secrets of second factors open with the key that sealed them.
        let keys = key::Entity::find().all(from).await?;
        key::Entity::delete_many().exec(to).await?;
        for row in keys {
            key::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(to).await?;
        }
        let factors = factor::Entity::find().filter(factor::Column::UserId.is_in(of_staff())).all(from).await?;
        factor::Entity::delete_many().filter(factor::Column::UserId.is_in(of_staff())).exec(to).await?;
        let factors: Vec<factor::ActiveModel> =
            factors.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        if !factors.is_empty() {
            factor::Entity::insert_many(factors).exec_without_returning(to).await?;
        }
        let codes = recovery::Entity::find().filter(recovery::Column::UserId.is_in(of_staff())).all(from).await?;
        recovery::Entity::delete_many().filter(recovery::Column::UserId.is_in(of_staff())).exec(to).await?;
        for row in codes {
            let row =
                recovery::ActiveModel { id: NotSet, user_id: Set(row.user_id), ..row.into_active_model().reset_all() };
            recovery::Entity::insert(row).exec_without_returning(to).await?;
        }
    }
    Ok(())
}
