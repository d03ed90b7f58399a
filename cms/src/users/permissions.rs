//! Who may change whose account: WordPress's `map_meta_cap` for `edit_user`, `delete_user` and `promote_user`.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{Capability, entity, site_user_entity};
use crate::{Actor, Error, Result, Site};

/// Whether `actor` may change this account. Everybody may change the own one. Accounts are the host's: an administrator
/// of one site may change those of people who belong to no other site, and never a network admin's.
pub async fn may_edit(site: &Site, actor: &Actor, user: &entity::Model) -> Result<bool> {
    if actor.user_id() == user.id && actor.is_signed_in() {
        return Ok(true);
    }
    may_manage(site, actor, Capability::EditUsers, user).await
}

/// Whether `actor` may delete this account for good.
pub async fn may_delete(site: &Site, actor: &Actor, user: &entity::Model) -> Result<bool> {
    may_manage(site, actor, Capability::DeleteUsers, user).await
}

/// The first line of verbs that change an account.
pub(super) async fn require_edit(site: &Site, actor: &Actor, user: &entity::Model) -> Result<()> {
    if may_edit(site, actor, user).await? {
        return Ok(());
    }
    Err(Error::forbidden("rest_cannot_edit", "Sorry, you are not allowed to edit this user."))
}

async fn may_manage(site: &Site, actor: &Actor, capability: Capability, user: &entity::Model) -> Result<bool> {
    if actor.may(Capability::ManageNetwork) {
        return Ok(true);
    }
    if !actor.may(capability) || user.is_network_admin {
        return Ok(false);
    }
    belongs_here_alone(site, user.id).await
}

/// Which of these people belong to other sites as well, so that this site's administrators may not change them.
pub async fn belonging_elsewhere(site: &Site, ids: &[i64]) -> Result<HashSet<i64>> {
    let rows = site_user_entity::Entity::find()
        .filter(site_user_entity::Column::UserId.is_in(ids.iter().copied()))
        .filter(site_user_entity::Column::SiteId.ne(site.id()))
        .all(site.reader())
        .await?;
    Ok(rows.into_iter().map(|row| row.user_id).collect())
}

async fn belongs_here_alone(site: &Site, user_id: i64) -> Result<bool> {
    let roles = site_user_entity::Entity::find().filter(site_user_entity::Column::UserId.eq(user_id));
    let here = roles.clone().filter(site_user_entity::Column::SiteId.eq(site.id())).count(site.writer()).await?;
    Ok(here == 1 && roles.count(site.writer()).await? == 1)
}
