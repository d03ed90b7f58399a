//! The way back in for somebody who forgot the password: a key by mail, good once and for a day (WordPress's
//! `retrieve_password`, `check_password_reset_key`, `reset_password`).

use chrono::Duration;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{create, entity, find, password_key_entity as key_entity, session_entity};
use crate::audit::Deed;
use crate::letters::{self, Kind};
use crate::{Change, Error, Host, Result, Site};

/// WordPress's length: 119 bits.
const KEY_LENGTH: usize = 20;
/// WordPress's `password_reset_expiration`.
const GOOD_FOR: Duration = Duration::days(1);
/// How long a key is known after that: who follows an old link reads that it expired, and not that it never was.
const REMEMBERED_FOR: Duration = Duration::days(30);
/// Another letter to the same account is not written sooner: nobody's mailbox is filled by a stranger.
const NOT_SOONER: Duration = Duration::minutes(1);

/// Writes a letter with a new key to whoever has this login or mail address. Whether there is such an account is told to
/// nobody: it is no error if there is none. `address` is where the request came from.
pub async fn ask_for_key(site: &Site, login: &str, address: &str) -> Result<()> {
    let Some(user) = account(site, login).await? else { return Ok(()) };
    if user.email.is_empty() || was_asked_lately(site, user.id).await? {
        return Ok(());
    }
    let change = Change::begin(site).await?;
    let url = new_key(&change, site, &user).await?;
    let context = json!({"login": user.login, "url": url, "address": address});
    letters::queue(&change, site, Kind::PasswordReset, &user.email, &context).await?;
    change.commit().await
}

/// A letter to somebody with a new account, with the way to a first password.
pub async fn welcome(site: &Site, user: &entity::Model) -> Result<()> {
    let change = Change::begin(site).await?;
    let url = new_key(&change, site, user).await?;
    letters::queue(&change, site, Kind::Welcome, &user.email, &json!({"login": user.login, "url": url})).await?;
    change.commit().await
}

/// Whose key this is. Fails with WordPress's `invalid_key` or `expired_key`.
pub async fn check_key(site: &Site, login: &str, key: &str) -> Result<entity::Model> {
    let invalid = || Error::forbidden("invalid_key", "Your password reset link appears to be invalid.");
    let user = find::by_login(site.host(), login).await?.ok_or_else(invalid)?;
    let row = key_entity::Entity::find_by_id(user.id).one(site.writer()).await?.ok_or_else(invalid)?;
    if !bool::from(hash(key).as_bytes().ct_eq(row.key_hash.as_bytes())) {
        return Err(invalid());
    }
    if site.host().now() - row.created > GOOD_FOR {
        return Err(Error::forbidden("expired_key", "Your password reset link has expired."));
    }
    Ok(user)
}

/// Sets a new password by a key, which is used up; every session ends, and a letter says so. Of two who use the same key at
/// once, one succeeds.
pub async fn set_by_key(site: &Site, login: &str, key: &str, password: &str) -> Result<entity::Model> {
    if password.trim().is_empty() {
        return Err(Error::invalid("password_reset_empty_space", "The password cannot be a space or all spaces."));
    }
    let user = check_key(site, login, key).await?;
    let password_hash = create::hashed(password.trim().to_owned()).await?;
    let mut change = Change::begin(site).await?;
    let used = key_entity::Entity::delete_many()
        .filter(key_entity::Column::UserId.eq(user.id))
        .filter(key_entity::Column::KeyHash.eq(hash(key)))
        .exec(change.connection())
        .await?;
    if used.rows_affected == 0 {
        return Err(Error::forbidden("invalid_key", "Your password reset link appears to be invalid."));
    }
    let mut row = user.into_active_model();
    row.password_hash = Set(password_hash);
    let user = row.update(change.connection()).await?;
    let of_user = session_entity::Column::UserId.eq(user.id);
    session_entity::Entity::delete_many().filter(of_user).exec(change.connection()).await?;
    tell_of_new_password(&change, site, &user).await?;
    change.notes(Deed::new("change-password", "user", user.id).with("login", user.login.as_str()).with("by", "letter"));
    change.commit().await?;
    Ok(user)
}

/// Forgets the keys that expired long ago, of every site. Gives how many.
pub async fn sweep_keys(host: &Host) -> Result<u64> {
    let before = host.now() - GOOD_FOR - REMEMBERED_FOR;
    let query = key_entity::Entity::delete_many().filter(key_entity::Column::Created.lt(before));
    Ok(query.exec(host.database().writer()).await?.rows_affected)
}

/// Tells somebody that the password is another now, in the open change that made it so.
pub(super) async fn tell_of_new_password(change: &Change, site: &Site, user: &entity::Model) -> Result<()> {
    let admin_email = site.settings().text("admin_email");
    let context = json!({"login": user.login, "name": user.display_name, "admin_email": admin_email});
    letters::queue(change, site, Kind::PasswordChanged, &user.email, &context).await
}

/// Tells somebody at the old address that letters go to another now, in the open change that made it so.
pub(super) async fn tell_of_new_email(
    change: &Change,
    site: &Site,
    user: &entity::Model,
    old_email: &str,
) -> Result<()> {
    if old_email.eq_ignore_ascii_case(&user.email) {
        return Ok(());
    }
    let admin_email = site.settings().text("admin_email");
    let context = json!({"login": user.login, "name": user.display_name, "new_email": user.email,
        "admin_email": admin_email});
    letters::queue(change, site, Kind::EmailChanged, old_email, &context).await
}

async fn account(site: &Site, login: &str) -> Result<Option<entity::Model>> {
    let login = login.trim();
    if login.contains('@')
        && let Some(user) = find::by_email(site.host(), login).await?
    {
        return Ok(Some(user));
    }
    find::by_login(site.host(), login).await
}

async fn was_asked_lately(site: &Site, user_id: i64) -> Result<bool> {
    let row = key_entity::Entity::find_by_id(user_id).one(site.writer()).await?;
    Ok(row.is_some_and(|row| site.host().now() - row.created < NOT_SOONER))
}

/// Makes a key and gives the address that it opens.
async fn new_key(change: &Change, site: &Site, user: &entity::Model) -> Result<String> {
    let key = platform::secrets::random_password(KEY_LENGTH);
    let row =
        key_entity::ActiveModel { user_id: Set(user.id), key_hash: Set(hash(&key)), created: Set(site.host().now()) };
    let replaces = OnConflict::column(key_entity::Column::UserId)
        .update_columns([key_entity::Column::KeyHash, key_entity::Column::Created])
        .to_owned();
    key_entity::Entity::insert(row).on_conflict(replaces).exec_without_returning(change.connection()).await?;
    let login: String =
        percent_encoding::utf8_percent_encode(&user.login, percent_encoding::NON_ALPHANUMERIC).collect();
    Ok(format!("{}/wp-login.php?login={login}&key={key}&action=rp", site.url()))
}

fn hash(key: &str) -> String {
    hex::encode(Sha256::digest(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::{Role, sign_in};
    use crate::{Actor, fixture};
    use platform::Clock;

    /// The key out of the newest letter.
    async fn key(site: &Site) -> String {
        let letters = letters::list(site, &Actor::System, None, 1).await.unwrap();
        let text = &letters[0].text_body;
        text.split("key=").nth(1).unwrap().split('&').next().unwrap().to_owned()
    }

    async fn site_with_ann() -> (tempfile::TempDir, Site) {
        let clock = Clock::fixed(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let (folder, site) = fixture::site_at(clock).await;
        fixture::person(&site, "ann", Role::Author).await;
        (folder, site)
    }

    #[tokio::test]
    async fn a_key_opens_the_account_once() {
        let (_folder, site) = site_with_ann().await;
        ask_for_key(&site, "ANN@example.com", "192.0.2.1").await.unwrap();
        let key = key(&site).await;
        assert_eq!(check_key(&site, "ann", "guessed").await.unwrap_err().code(), "invalid_key");
        set_by_key(&site, "ann", &key, "a new one").await.unwrap();
        assert!(sign_in(site.host(), "ann", "a new one").await.is_ok());
        assert_eq!(set_by_key(&site, "ann", &key, "another").await.unwrap_err().code(), "invalid_key");
        let letters = letters::list(&site, &Actor::System, None, 10).await.unwrap();
        assert_eq!(letters[0].kind, "password-changed");
    }

    #[tokio::test]
    async fn an_expired_key_is_known_for_a_month_and_then_forgotten() {
        let (_folder, site) = site_with_ann().await;
        ask_for_key(&site, "ann", "192.0.2.1").await.unwrap();
        let key = key(&site).await;
        let begun = site.host().clock().now();
        for (days, swept, code) in [(2, 0, "expired_key"), (30, 0, "expired_key"), (32, 1, "invalid_key")] {
            site.host().clock().set(begun + Duration::days(days));
            assert_eq!(sweep_keys(site.host()).await.unwrap(), swept, "after {days} days");
            assert_eq!(check_key(&site, "ann", &key).await.unwrap_err().code(), code, "after {days} days");
        }
    }

    #[tokio::test]
    async fn a_new_mail_address_is_told_to_the_old_one() {
        let (_folder, site) = site_with_ann().await;
        let ann = find::by_login(site.host(), "ann").await.unwrap().unwrap();
        let fields = crate::users::UserFields { email: Some("new@example.com".into()), ..Default::default() };
        crate::users::update(&site, &Actor::System, ann.id, fields).await.unwrap();
        let letter = letters::list(&site, &Actor::System, None, 1).await.unwrap().remove(0);
        assert_eq!((letter.kind.as_str(), letter.recipient.as_str()), ("email-changed", "ann@example.com"));
        assert!(letter.text_body.contains("new@example.com"));
    }

    #[tokio::test]
    async fn a_key_is_good_for_a_day() {
        let (_folder, site) = site_with_ann().await;
        ask_for_key(&site, "ann", "").await.unwrap();
        let clock = site.host().clock();
        clock.set(clock.now() + Duration::hours(25));
        assert_eq!(check_key(&site, "ann", &key(&site).await).await.unwrap_err().code(), "expired_key");
    }

    #[tokio::test]
    async fn nobody_is_told_whether_an_account_exists_and_nobodys_mailbox_is_filled() {
        let (_folder, site) = site_with_ann().await;
        ask_for_key(&site, "nobody", "").await.unwrap();
        assert!(letters::list(&site, &Actor::System, None, 10).await.unwrap().is_empty());
        for _ in 0..3 {
            ask_for_key(&site, "ann", "").await.unwrap();
        }
        assert_eq!(letters::list(&site, &Actor::System, None, 10).await.unwrap().len(), 1);
    }
}
