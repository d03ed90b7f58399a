//! The end of somebody's time on a site.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{entity, meta_entity, site_user_entity};
use crate::audit::Deed;
use crate::{CacheTag, Change, Result, Site};

/// Takes the role on the site away; an account without any site is deleted, with its sessions and passwords, unless it
/// runs the network. What the person wrote must have been seen to before: see `departures`, which asks for the
/// permission too.
pub(crate) async fn leave(site: &Site, user: &entity::Model) -> Result<()> {
    let mut change = Change::begin(site).await?;
    site_user_entity::Entity::delete_by_id((site.id(), user.id)).exec(change.connection()).await?;
    let elsewhere = site_user_entity::Entity::find().filter(site_user_entity::Column::UserId.eq(user.id));
    if !user.is_network_admin && elsewhere.count(change.connection()).await? == 0 {
        entity::Entity::delete_by_id(user.id).exec(change.connection()).await?;
    }
    change.makes_stale(CacheTag::User(user.id));
    change.notes(Deed::new("remove", "user", user.id).with("login", user.login.as_str()));
    change.commit().await
}

/// Takes away what accounts have kept for a site that goes. The accounts stay.
pub(crate) async fn forget_site(change: &Change, site: &Site) -> Result<()> {
    let of_site = meta_entity::Entity::delete_many().filter(meta_entity::Column::SiteId.eq(site.id()));
    of_site.exec(change.connection()).await?;
    Ok(())
}
