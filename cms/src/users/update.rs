//! Changes accounts.

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{create, entity, find, lost_password, nicename, permissions, session_entity, site_user_entity};
use crate::audit::Deed;
use crate::{Actor, CacheTag, Change, Error, Result, Site, purges};

/// What is to change; what is none stays as it is.
#[derive(Clone, Debug, Default)]
pub struct UserFields {
    /// Mail address.
    pub email: Option<String>,
    /// A new password as typed. It ends every session of the person.
    pub password: Option<String>,
    /// The name that pages show.
    pub display_name: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Nickname.
    pub nickname: Option<String>,
    /// Part of the author's address; made unique.
    pub nicename: Option<String>,
    /// Own website.
    pub url: Option<String>,
    /// Biographical text.
    pub description: Option<String>,
    /// Language of the screens.
    pub locale: Option<String>,
}

/// Changes an account, as WordPress's `wp_update_user` does. Fails when the mail address is somebody else's.
pub async fn update(site: &Site, actor: &Actor, user_id: i64, fields: UserFields) -> Result<entity::Model> {
    let user = find::required(site.host(), user_id).await?;
    permissions::require_edit(site, actor, &user).await?;
    refuse_taken(site, &user, &fields).await?;
    let nicename = match &fields.nicename {
        Some(wanted) => Some(nicename::unique(site.host(), wanted, user.id).await?),
        None => None,
    };
    let password_hash = match fields.password.clone().filter(|typed| !typed.is_empty()) {
        Some(typed) => Some(create::hashed(typed).await?),
        None => None,
    };
    let ends_sessions = password_hash.is_some();
    let old_email = user.email.clone();
    let mut change = Change::begin(site).await?;
    let user = changed(user, fields, nicename, password_hash).update(change.connection()).await?;
    if ends_sessions {
        let of_user = session_entity::Column::UserId.eq(user.id);
        session_entity::Entity::delete_many().filter(of_user).exec(change.connection()).await?;
        lost_password::tell_of_new_password(&change, site, &user).await?;
    }
    lost_password::tell_of_new_email(&change, site, &user, &old_email).await?;
    makes_stale_everywhere(&mut change, site, user.id).await?;
    let deed = Deed::new(if ends_sessions { "change-password" } else { "update" }, "user", user.id);
    change.notes(deed.with("login", user.login.as_str()));
    change.commit().await?;
    Ok(user)
}

async fn refuse_taken(site: &Site, user: &entity::Model, fields: &UserFields) -> Result<()> {
    let Some(email) = fields.email.as_deref().filter(|email| !email.is_empty()) else { return Ok(()) };
    match find::by_email(site.host(), email).await? {
        Some(other) if other.id != user.id => {
            Err(Error::conflict("existing_user_email", "Sorry, that email address is already used!"))
        }
        _ => Ok(()),
    }
}

fn changed(
    user: entity::Model,
    fields: UserFields,
    nicename: Option<String>,
    password_hash: Option<String>,
) -> entity::ActiveModel {
    let mut row = user.into_active_model();
    let values = [
        (&mut row.email, fields.email),
        (&mut row.password_hash, password_hash),
        (&mut row.display_name, fields.display_name),
        (&mut row.first_name, fields.first_name),
        (&mut row.last_name, fields.last_name),
        (&mut row.nickname, fields.nickname),
        (&mut row.nicename, nicename),
        (&mut row.url, fields.url),
        (&mut row.description, fields.description),
        (&mut row.locale, fields.locale),
    ];
    for (column, value) in values {
        if let Some(value) = value {
            *column = Set(value);
        }
    }
    row
}

/// An account is the host's: pages of every site that the person belongs to may show the name.
async fn makes_stale_everywhere(change: &mut Change, site: &Site, user_id: i64) -> Result<()> {
    let tag = CacheTag::User(user_id);
    let elsewhere = site_user_entity::Entity::find()
        .filter(site_user_entity::Column::UserId.eq(user_id))
        .filter(site_user_entity::Column::SiteId.ne(site.id()))
        .all(change.connection())
        .await?;
    for role in elsewhere {
        let tags = BTreeSet::from([tag.clone()]);
        purges::enqueue(change.connection(), site.host(), role.site_id, &tags).await?;
    }
    change.makes_stale(tag);
    Ok(())
}
