//! Finds people.

use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Role, entity, site_user_entity};
use crate::{Error, Host, Result, Site};

/// The account with this number.
pub async fn by_id(host: &Host, id: i64) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id(id).one(host.database().reader()).await?)
}

/// The same; an error in WordPress's words where there is none.
pub(super) async fn required(host: &Host, id: i64) -> Result<entity::Model> {
    let found = entity::Entity::find_by_id(id).one(host.database().writer()).await?;
    found.ok_or_else(|| Error::not_found("rest_user_invalid_id", "Invalid user ID."))
}

/// The accounts with these numbers, in no order.
pub async fn by_ids(host: &Host, ids: impl IntoIterator<Item = i64>) -> Result<Vec<entity::Model>> {
    let query = entity::Entity::find().filter(entity::Column::Id.is_in(ids));
    Ok(query.all(host.database().reader()).await?)
}

/// The account that signs in with `login`. Case does not count, as in WordPress.
pub async fn by_login(host: &Host, login: &str) -> Result<Option<entity::Model>> {
    let same = Expr::expr(Func::lower(Expr::col(entity::Column::Login))).eq(login.to_lowercase());
    Ok(entity::Entity::find().filter(same).one(host.database().writer()).await?)
}

/// The account with this mail address. Case does not count.
pub async fn by_email(host: &Host, email: &str) -> Result<Option<entity::Model>> {
    let same = Expr::expr(Func::lower(Expr::col(entity::Column::Email))).eq(email.to_lowercase());
    Ok(entity::Entity::find().filter(same).one(host.database().writer()).await?)
}

/// The account whose archive stands at `/author/{nicename}/`.
pub async fn by_nicename(host: &Host, nicename: &str) -> Result<Option<entity::Model>> {
    let query = entity::Entity::find().filter(entity::Column::Nicename.eq(nicename));
    Ok(query.one(host.database().reader()).await?)
}

/// Everybody with a role on the site, by number, each with the role.
pub async fn of_site(site: &Site) -> Result<Vec<(entity::Model, Role)>> {
    let roles = site_user_entity::Entity::find()
        .filter(site_user_entity::Column::SiteId.eq(site.id()))
        .order_by_asc(site_user_entity::Column::UserId)
        .all(site.reader())
        .await?;
    let people = by_ids(site.host(), roles.iter().map(|role| role.user_id)).await?;
    let mut people: std::collections::HashMap<i64, entity::Model> =
        people.into_iter().map(|person| (person.id, person)).collect();
    let known = roles.into_iter().filter_map(|row| Some((people.remove(&row.user_id)?, row.role.parse().ok()?)));
    Ok(known.collect())
}

/// The role of one person on the site.
pub async fn on_site(site: &Site, user_id: i64) -> Result<Option<Role>> {
    let row = site_user_entity::Entity::find_by_id((site.id(), user_id)).one(site.reader()).await?;
    Ok(row.and_then(|row| row.role.parse().ok()))
}
