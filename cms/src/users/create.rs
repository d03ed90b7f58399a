//! Makes accounts.

use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, ConnectionTrait, DbBackend, Set, Statement};

use super::{Capability, Role, entity, find, nicename, password, roles};
use crate::audit::Deed;
use crate::{Actor, CacheTag, Change, Error, Result, Site};

/// What a new account starts from. Empty names are filled in as WordPress does.
#[derive(Clone, Debug, Default)]
pub struct NewUser {
    /// What the person signs in with.
    pub login: String,
    /// Mail address.
    pub email: String,
    /// Password as typed; empty for somebody who cannot sign in until one is set.
    pub password: String,
    /// The name that pages show; the login if empty.
    pub display_name: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Nickname; the login if empty.
    pub nickname: String,
    /// Own website.
    pub url: String,
    /// Biographical text.
    pub description: String,
    /// Part of the author's address; made from the login if empty.
    pub nicename: String,
    /// Language of the screens; empty for the site's.
    pub locale: String,
    /// A number to keep (imports), or none for the next one.
    pub id: Option<i64>,
}

/// Makes an account with a role on the site. Fails in WordPress's words when the login or the address is taken.
pub async fn create(site: &Site, actor: &Actor, new: NewUser, role: Role) -> Result<entity::Model> {
    actor.require(Capability::CreateUsers)?;
    refuse_taken(site, &new).await?;
    let nicename = nicename::unique(site.host(), wanted_nicename(&new), 0).await?;
    let hash = hashed(new.password.clone()).await?;
    let mut change = Change::begin(site).await?;
    let keeps_its_number = new.id.is_some();
    let user = row(site, new, nicename, hash).insert(change.connection()).await?;
    if keeps_its_number {
        count_on_from(&change, user.id).await?;
    }
    roles::give(&change, site.id(), user.id, role).await?;
    change.makes_stale(CacheTag::User(user.id));
    change.notes(Deed::new("create", "user", user.id).with("login", user.login.as_str()).with("role", role.name()));
    change.commit().await?;
    Ok(user)
}

/// Postgres does not see the numbers that it did not give out itself, and would give them out again.
async fn count_on_from(change: &Change, id: i64) -> Result<()> {
    let connection = change.connection();
    if connection.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT setval(pg_get_serial_sequence('users', 'id'), GREATEST($1, (SELECT MAX(id) FROM users)))";
        connection.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [id.into()])).await?;
    }
    Ok(())
}

async fn refuse_taken(site: &Site, new: &NewUser) -> Result<()> {
    if new.login.trim().is_empty() {
        return Err(Error::invalid("empty_user_login", "Cannot create a user with an empty login name."));
    }
    if find::by_login(site.host(), &new.login).await?.is_some() {
        return Err(Error::conflict("existing_user_login", "Sorry, that username already exists!"));
    }
    if !new.email.is_empty() && find::by_email(site.host(), &new.email).await?.is_some() {
        return Err(Error::conflict("existing_user_email", "Sorry, that email address is already used!"));
    }
    Ok(())
}

/// The hash of a password as typed, made off the async threads; empty for none.
pub(crate) async fn hashed(typed: String) -> Result<String> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    tokio::task::spawn_blocking(move || password::hash(&typed))
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
}

/// What the author's address is made from.
fn wanted_nicename(new: &NewUser) -> &str {
    if new.nicename.is_empty() { &new.login } else { &new.nicename }
}

/// What a new person is called: by both names, by the one that is there, or by the login (`wp_insert_user`).
fn shown_name(new: &NewUser) -> String {
    if !new.display_name.is_empty() {
        return new.display_name.clone();
    }
    let names = format!("{} {}", new.first_name, new.last_name);
    let names = names.trim();
    if names.is_empty() { new.login.clone() } else { names.to_owned() }
}

fn row(site: &Site, new: NewUser, nicename: String, password_hash: String) -> entity::ActiveModel {
    let display_name = shown_name(&new);
    entity::ActiveModel {
        id: new.id.map_or(NotSet, Set),
        nickname: Set(if new.nickname.is_empty() { new.login.clone() } else { new.nickname }),
        login: Set(new.login),
        email: Set(new.email),
        password_hash: Set(password_hash),
        nicename: Set(nicename),
        display_name: Set(display_name),
        url: Set(new.url),
        first_name: Set(new.first_name),
        last_name: Set(new.last_name),
        description: Set(new.description),
        locale: Set(new.locale),
        is_network_admin: Set(false),
        registered: Set(site.host().now()),
    }
}
