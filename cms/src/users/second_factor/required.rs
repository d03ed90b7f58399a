//! Who has a second factor, and who must have one.

use sea_orm::EntityTrait;

use crate::users::{Role, second_factor_entity as entity};
use crate::{Host, Result, Settings};

/// The option that lists the roles of which a site requires a second factor.
pub const ROLES_OPTION: &str = "platen_second_factor_roles";

/// Whether the account has a second factor that is confirmed.
pub async fn is_enabled(host: &Host, user_id: i64) -> Result<bool> {
    let row = entity::Entity::find_by_id(user_id).one(host.database().writer()).await?;
    Ok(row.is_some_and(|row| row.confirmed.is_some()))
}

/// Whether the site requires a second factor of this role.
pub fn is_required(settings: &Settings, role: Option<Role>) -> bool {
    let listed = settings.get(ROLES_OPTION).and_then(serde_json::Value::as_array);
    let names = listed.into_iter().flatten().filter_map(serde_json::Value::as_str);
    role.is_some_and(|role| names.into_iter().any(|name| name == role.name()))
}
