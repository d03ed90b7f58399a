//! Gives and takes roles.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, EntityTrait, Set};

use super::{Capability, Role, entity, find, site_user_entity};
use crate::audit::Deed;
use crate::{Actor, CacheTag, Change, Error, Result, Site};

/// Gives the person this role on the site instead of any other; with none, the person leaves the site. Nobody takes
/// the own right to promote, so that a site keeps somebody who can.
pub async fn set_role(site: &Site, actor: &Actor, user_id: i64, role: Option<Role>) -> Result<()> {
    actor.require(Capability::PromoteUsers)?;
    find::required(site.host(), user_id).await?;
    let loses_promotion = role.is_none_or(|role| !role.has(Capability::PromoteUsers));
    if actor.is_signed_in() && actor.user_id() == user_id && loses_promotion && !actor.may(Capability::ManageNetwork) {
        return Err(Error::forbidden("rest_user_invalid_role", "Sorry, you are not allowed to give users that role."));
    }
    let mut change = Change::begin(site).await?;
    match role {
        Some(role) => give(&change, site.id(), user_id, role).await?,
        None => {
            let key = (site.id(), user_id);
            site_user_entity::Entity::delete_by_id(key).exec(change.connection()).await?;
        }
    }
    change.makes_stale(CacheTag::User(user_id));
    change.notes(Deed::new("change-role", "user", user_id).with("role", role.map(Role::name)));
    change.commit().await
}

/// The name of the role on the site of the account in the row, as a column of its query; nothing without one.
pub(super) fn on(site: &Site) -> Expr {
    use site_user_entity::{Column, Entity};
    let role = Query::select()
        .column(Column::Role)
        .from(Entity)
        .and_where(Column::SiteId.eq(site.id()))
        .and_where(Expr::col((Entity, Column::UserId)).equals((entity::Entity, entity::Column::Id)))
        .to_owned();
    Expr::SubQuery(None, Box::new(role.into()))
}

/// Writes the role in an open change.
pub(super) async fn give(change: &Change, site_id: i64, user_id: i64, role: Role) -> Result<()> {
    let row =
        site_user_entity::ActiveModel { site_id: Set(site_id), user_id: Set(user_id), role: Set(role.to_string()) };
    let conflict = OnConflict::columns([site_user_entity::Column::SiteId, site_user_entity::Column::UserId])
        .update_column(site_user_entity::Column::Role)
        .to_owned();
    site_user_entity::Entity::insert(row).on_conflict(conflict).exec_without_returning(change.connection()).await?;
    Ok(())
}
