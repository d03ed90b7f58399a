//! Takes a second factor away.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::audit::Deed;
use crate::users::{find, permissions, recovery_code_entity, second_factor_entity};
use crate::{Actor, Change, Result, Site};

/// Takes the second factor of an account away, with its recovery codes: for the person, and for whoever may change the
/// account, when app and codes are lost. Where a role requires one, the next sign-in sets up a new one.
pub async fn remove(site: &Site, actor: &Actor, user_id: i64) -> Result<()> {
    let user = find::required(site.host(), user_id).await?;
    permissions::require_edit(site, actor, &user).await?;
    let mut change = Change::begin(site).await?;
    let codes = recovery_code_entity::Column::UserId.eq(user_id);
    recovery_code_entity::Entity::delete_many().filter(codes).exec(change.connection()).await?;
    second_factor_entity::Entity::delete_by_id(user_id).exec(change.connection()).await?;
    change.notes(Deed::new("remove-second-factor", "user", user_id));
    change.commit().await
}
