//! Proves who somebody is by login or mail address and password (WordPress's `wp_signon`).

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{entity, find, password};
use crate::{Error, Host, Result};

/// The account that this login (or mail address) and password belong to. Fails in WordPress's words. A hash that an
/// import brought along is replaced by one of ours, now that the password is known.
pub async fn sign_in(host: &Host, login: &str, typed: &str) -> Result<entity::Model> {
    let login = login.trim();
    if login.is_empty() {
        return Err(Error::forbidden("empty_username", "The username field is empty."));
    }
    if typed.is_empty() {
        return Err(Error::forbidden("empty_password", "The password field is empty."));
    }
    let user = account(host, login).await?;
    if !verified(typed, &user.password_hash).await? {
        return Err(wrong_password(login));
    }
    if !user.password_hash.starts_with("$argon2") {
        renew_hash(host, &user, typed).await?;
    }
    Ok(user)
}

async fn account(host: &Host, login: &str) -> Result<entity::Model> {
    if let Some(user) = find::by_login(host, login).await? {
        return Ok(user);
    }
    if !login.contains('@') {
        return Err(Error::forbidden(
            "invalid_username",
            format!(
                "The username {login} is not registered on this site. If you are unsure of your username, \
                 try your email address instead."
            ),
        ));
    }
    find::by_email(host, login)
        .await?
        .ok_or_else(|| Error::forbidden("invalid_email", "Unknown email address. Check again or try your username."))
}

fn wrong_password(login: &str) -> Error {
    let whom = if login.contains('@') { "email address" } else { "username" };
    Error::forbidden("incorrect_password", format!("The password you entered for the {whom} {login} is incorrect."))
}

/// Off the async threads: a good hash takes tens of milliseconds on purpose.
pub(crate) async fn verified(typed: &str, stored: &str) -> Result<bool> {
    let (typed, stored) = (typed.to_owned(), stored.to_owned());
    let checked = tokio::task::spawn_blocking(move || password::verify(&typed, &stored)).await;
    checked.map_err(|error| Error::Internal(error.to_string()))
}

async fn renew_hash(host: &Host, user: &entity::Model, typed: &str) -> Result<()> {
    let typed = typed.to_owned();
    let hashed = tokio::task::spawn_blocking(move || password::hash(&typed)).await;
    let hashed = hashed.map_err(|error| Error::Internal(error.to_string()))??;
    entity::Entity::update_many()
        .col_expr(entity::Column::PasswordHash, hashed.into())
        .filter(entity::Column::Id.eq(user.id))
        .filter(entity::Column::PasswordHash.eq(user.password_hash.as_str()))
        .exec(host.database().writer())
        .await?;
    Ok(())
}
