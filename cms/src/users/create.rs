//! Makes accounts.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, EntityTrait, Set};

use super::{Capability, Role, entity, find, password, site_user_entity};
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
    /// Own website.
    pub url: String,
    /// Biographical text.
    pub description: String,
    /// Part of the author's address; made from the login if empty.
    pub nicename: String,
    /// A number to keep (imports), or none for the next one.
    pub id: Option<i64>,
}

/// Makes an account with a role on the site. Fails in WordPress's words when the login or the address is taken.
pub async fn create(site: &Site, actor: &Actor, new: NewUser, role: Role) -> Result<entity::Model> {
    actor.require(Capability::CreateUsers)?;
    refuse_taken(site, &new).await?;
    let hash = hashed(new.password.clone()).await?;
    let mut change = Change::begin(site).await?;
    let user = row(site, new, hash).insert(change.connection()).await?;
    set_role(&change, site.id(), user.id, role).await?;
    change.makes_stale(CacheTag::User(user.id));
    change.commit().await?;
    Ok(user)
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

async fn hashed(typed: String) -> Result<String> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    tokio::task::spawn_blocking(move || password::hash(&typed))
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
}

fn row(site: &Site, new: NewUser, password_hash: String) -> entity::ActiveModel {
    let nicename = if new.nicename.is_empty() { nicename_from(&new.login) } else { new.nicename };
    let display_name = if new.display_name.is_empty() { new.login.clone() } else { new.display_name };
    entity::ActiveModel {
        id: new.id.map_or(NotSet, Set),
        nickname: Set(new.login.clone()),
        login: Set(new.login),
        email: Set(new.email),
        password_hash: Set(password_hash),
        nicename: Set(nicename),
        display_name: Set(display_name),
        url: Set(new.url),
        first_name: Set(new.first_name),
        last_name: Set(new.last_name),
        description: Set(new.description),
        locale: Set(String::new()),
        is_network_admin: Set(false),
        registered: Set(site.host().now()),
    }
}

/// A login as part of an address: lower case, letters, digits and hyphens.
fn nicename_from(login: &str) -> String {
    let plain: String =
        login.to_lowercase().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    plain.trim_matches('-').chars().take(50).collect()
}

/// Gives the person this role on the site, instead of any other.
pub(crate) async fn set_role(change: &Change, site_id: i64, user_id: i64, role: Role) -> Result<()> {
    let row =
        site_user_entity::ActiveModel { site_id: Set(site_id), user_id: Set(user_id), role: Set(role.to_string()) };
    let conflict = OnConflict::columns([site_user_entity::Column::SiteId, site_user_entity::Column::UserId])
        .update_column(site_user_entity::Column::Role)
        .to_owned();
    site_user_entity::Entity::insert(row).on_conflict(conflict).exec_without_returning(change.connection()).await?;
    Ok(())
}
