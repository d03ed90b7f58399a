//! What an account has.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::users::{find, find::on_site, permissions, recovery_code_entity as code_entity};
use crate::{Actor, Result, Site};

/// The second factor of an account, as the person and the account's administrators see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// Whether one is asked for at sign-in.
    pub enabled: bool,
    /// Whether the site requires one of the person's role.
    pub required: bool,
    /// Recovery codes that are left.
    pub recovery_codes: u64,
}

/// The second factor of an account.
pub async fn status(site: &Site, actor: &Actor, user_id: i64) -> Result<SecondFactor> {
    let user = find::required(site.host(), user_id).await?;
    permissions::require_edit(site, actor, &user).await?;
    let left = code_entity::Entity::find()
        .filter(code_entity::Column::UserId.eq(user_id))
        .filter(code_entity::Column::Used.is_null())
        .count(site.writer())
        .await?;
    Ok(SecondFactor {
        enabled: super::is_enabled(site.host(), user_id).await?,
        required: super::is_required(site.settings(), on_site(site, user_id).await?),
        recovery_codes: left,
    })
}
