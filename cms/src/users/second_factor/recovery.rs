//! Recovery codes: for the day when the app is lost.

use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};

use super::enrol::require_self;
use crate::users::recovery_code_entity as entity;
use crate::{Actor, Change, Error, Result, Site};

/// How many a person has.
const CODES: usize = 10;
/// Letters of each: 59 bits.
const LENGTH: usize = 10;

/// New recovery codes instead of the old ones, shown this once.
pub async fn renew_codes(site: &Site, actor: &Actor, user_id: i64) -> Result<Vec<String>> {
    require_self(actor, user_id)?;
    if !super::is_enabled(site.host(), user_id).await? {
        return Err(Error::not_found("second_factor_not_enabled", "There is no second factor to recover."));
    }
    let change = Change::begin(site).await?;
    let codes = replace(&change, user_id).await?;
    change.commit().await?;
    Ok(codes)
}

pub(super) async fn replace(change: &Change, user_id: i64) -> Result<Vec<String>> {
    let of_user = entity::Column::UserId.eq(user_id);
    entity::Entity::delete_many().filter(of_user).exec(change.connection()).await?;
    let codes: Vec<String> = (0..CODES).map(|_| platform::secrets::random_password(LENGTH).to_lowercase()).collect();
    let rows = codes.iter().map(|code| entity::ActiveModel {
        id: NotSet,
        user_id: Set(user_id),
        code_hash: Set(hash(code)),
        used: Set(None),
    });
    entity::Entity::insert_many(rows).exec_without_returning(change.connection()).await?;
    Ok(codes.iter().map(|code| format!("{}-{}", &code[..5], &code[5..])).collect())
}

/// The hash of a code as it was typed: hyphens, blanks and capitals do not count.
pub(super) fn hash(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    hex::encode(Sha256::digest(plain.to_lowercase()))
}
