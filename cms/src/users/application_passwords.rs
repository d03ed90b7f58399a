//! Passwords for programs, as WordPress's application passwords: shown once, kept as a hash, revoked one by one.

use chrono::{Duration, NaiveDateTime};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{application_password_entity as entity, find, permissions};
use crate::audit::Deed;
use crate::{Actor, Change, Error, Host, Result, Site, formatting};

/// WordPress's length; 142 bits with the letters that are used, so one round of SHA-256 keeps it safe.
const LENGTH: usize = 24;
/// The last use is noted once in this time, as WordPress does.
const NOTE_USE_EVERY: Duration = Duration::days(1);

/// A password that was just made. The text is nowhere else.
#[derive(Debug)]
pub struct NewApplicationPassword {
    /// Its row.
    pub row: entity::Model,
    /// What the program signs in with, in groups of four.
    pub password: String,
}

/// Makes a password for the program that the person calls `name`. `app_id` is the program's own UUID, or empty.
pub async fn create(
    site: &Site,
    actor: &Actor,
    user_id: i64,
    name: &str,
    app_id: &str,
) -> Result<NewApplicationPassword> {
    require(site, actor, user_id).await?;
    let name = cleaned(name)?;
    let password = platform::secrets::random_password(LENGTH);
    let row = entity::ActiveModel {
        uuid: Set(uuid::Uuid::new_v4().to_string()),
        user_id: Set(user_id),
        app_id: Set(app_id.to_owned()),
        name: Set(name),
        password_hash: Set(hash(&password)),
        created: Set(site.host().now()),
        last_used: Set(None),
        last_ip: Set(None),
    };
    let mut change = Change::begin(site).await?;
    let row = row.insert(change.connection()).await?;
    change.notes(Deed::new("create-application-password", "user", user_id).with("name", row.name.as_str()));
    change.commit().await?;
    Ok(NewApplicationPassword { row, password: in_groups(&password) })
}

/// The passwords of a person, oldest first, for whoever may change the account.
pub async fn list(site: &Site, actor: &Actor, user_id: i64) -> Result<Vec<entity::Model>> {
    require(site, actor, user_id).await?;
    of_user(site.host(), user_id).await
}

/// One password of a person.
pub async fn by_uuid(site: &Site, actor: &Actor, user_id: i64, uuid: &str) -> Result<entity::Model> {
    list(site, actor, user_id).await?.into_iter().find(|row| row.uuid == uuid).ok_or_else(unknown)
}

/// Renames a password.
pub async fn rename(site: &Site, actor: &Actor, user_id: i64, uuid: &str, name: &str) -> Result<entity::Model> {
    let mut row = by_uuid(site, actor, user_id, uuid).await?.into_active_model();
    row.name = Set(cleaned(name)?);
    Ok(row.update(site.writer()).await?)
}

/// Revokes one password.
pub async fn delete(site: &Site, actor: &Actor, user_id: i64, uuid: &str) -> Result<()> {
    require(site, actor, user_id).await?;
    let mut change = Change::begin(site).await?;
    let gone = entity::Entity::delete_many()
        .filter(entity::Column::UserId.eq(user_id))
        .filter(entity::Column::Uuid.eq(uuid))
        .exec(change.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Err(unknown());
    }
    change.notes(Deed::new("delete-application-password", "user", user_id).with("uuid", uuid));
    change.commit().await
}

/// Revokes every password of a person; tells how many there were.
pub async fn delete_all(site: &Site, actor: &Actor, user_id: i64) -> Result<u64> {
    require(site, actor, user_id).await?;
    let of_user = entity::Column::UserId.eq(user_id);
    let mut change = Change::begin(site).await?;
    let gone = entity::Entity::delete_many().filter(of_user).exec(change.connection()).await?.rows_affected;
    change.notes(Deed::new("delete-application-passwords", "user", user_id).with("count", gone));
    change.commit().await?;
    Ok(gone)
}

/// A password as somebody presented it: only its hash is ever compared, in constant time.
pub(super) struct Presented(String);

impl Presented {
    pub(super) fn new(text: &str) -> Self {
        let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        Self(hash(&plain))
    }

    pub(super) fn is(&self, password_hash: &str) -> bool {
        bool::from(password_hash.as_bytes().ct_eq(self.0.as_bytes()))
    }
}

/// Notes that the password with this UUID was used, if that was not noted lately.
pub(super) async fn note_use(host: &Host, uuid: &str, last: Option<NaiveDateTime>, ip: &str) -> Result<()> {
    let now = host.now();
    if last.is_some_and(|last| now - last < NOTE_USE_EVERY) {
        return Ok(());
    }
    entity::Entity::update_many()
        .col_expr(entity::Column::LastUsed, Expr::value(now))
        .col_expr(entity::Column::LastIp, Expr::value(ip))
        .filter(entity::Column::Uuid.eq(uuid))
        .exec(host.database().writer())
        .await?;
    Ok(())
}

async fn of_user(host: &Host, user_id: i64) -> Result<Vec<entity::Model>> {
    let query = entity::Entity::find()
        .filter(entity::Column::UserId.eq(user_id))
        .order_by_asc(entity::Column::Created)
        .order_by_asc(entity::Column::Uuid);
    Ok(query.all(host.database().writer()).await?)
}

/// A program's name without tags; it must say something.
fn cleaned(name: &str) -> Result<String> {
    let name = formatting::sanitize_text_field(name);
    if name.is_empty() {
        let message = "An application name is required to create an application password.";
        return Err(Error::invalid("application_password_empty_name", message));
    }
    Ok(name)
}

async fn require(site: &Site, actor: &Actor, user_id: i64) -> Result<()> {
    let user = find::required(site.host(), user_id).await?;
    permissions::require_edit(site, actor, &user).await
}

fn unknown() -> Error {
    Error::not_found("rest_application_password_not_found", "Application password not found.")
}

fn hash(plain: &str) -> String {
    hex::encode(Sha256::digest(plain.as_bytes()))
}

fn in_groups(password: &str) -> String {
    let letters: Vec<char> = password.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::users::{Role, programs};

    #[tokio::test]
    async fn a_program_signs_in_with_its_password_and_no_other() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Author).await;
        let made = create(&site, &ann, ann.user_id(), "Phone", "").await.unwrap();
        assert_eq!(made.password.len(), 29, "{}", made.password);
        let sign_in = async |password: &str| {
            let program = programs::sign_in_program(&site, "ann", password, "192.0.2.1").await.unwrap();
            program.map(|program| program.uuid)
        };
        assert_eq!(sign_in(&made.password).await, Some(made.row.uuid.clone()));
        let noted = by_uuid(&site, &ann, ann.user_id(), &made.row.uuid).await.unwrap();
        assert_eq!(noted.last_ip.as_deref(), Some("192.0.2.1"));
        assert!(sign_in(&made.password.replace(' ', "")).await.is_some());
        assert!(sign_in("AAAA AAAA AAAA AAAA AAAA AAAA").await.is_none());
        delete(&site, &ann, ann.user_id(), &made.row.uuid).await.unwrap();
        assert!(sign_in(&made.password).await.is_none());
    }

    #[tokio::test]
    async fn a_program_has_a_name() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Author).await;
        let empty = create(&site, &ann, ann.user_id(), "  ", "").await;
        assert_eq!(empty.unwrap_err().code(), "application_password_empty_name");
    }

    #[tokio::test]
    async fn nobody_makes_a_password_for_somebody_else() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Editor).await;
        let bob = fixture::person(&site, "bob", Role::Subscriber).await;
        let refused = create(&site, &ann, bob.user_id(), "Phone", "").await;
        assert_eq!(refused.unwrap_err().code(), "rest_cannot_edit");
        assert!(create(&site, &Actor::System, bob.user_id(), "Phone", "").await.is_ok());
    }
}
