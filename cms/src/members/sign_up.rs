//! Signing up: nobody is a member before the address has answered (double opt-in), and whether somebody is one already
//! is told to nobody but the owner of the address.

use sea_orm::{ActiveValue::NotSet, EntityTrait, Set};
use serde::{Deserialize, Serialize};

use super::{Member, entity, find, keys, notices, sign_in};
use crate::audit::Deed;
use crate::letters::{self, Kind};
use crate::users::hashed_password;
use crate::{Change, Error, Result, Site};

const PURPOSE: &str = "sign-up";
const LONGEST_NAME: usize = 100;

/// What somebody says who signs up.
#[derive(Clone, Debug, Default)]
pub struct NewMember {
    /// Mail address.
    pub email: String,
    /// What the person is called; may be empty.
    pub name: String,
    /// Password as typed; empty for signing in by letters alone.
    pub password: String,
    /// Whether new posts are to be sent.
    pub newsletter: bool,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Details {
    name: String,
    password_hash: String,
    newsletter: bool,
}

/// Writes a letter with a link that makes the member; to somebody who is one already, a link that signs in. Fails only
/// where the address is none.
pub async fn sign_up(site: &Site, new: NewMember) -> Result<()> {
    let email = find::address(&new.email)?;
    if keys::was_asked_lately(site, &email).await? {
        return Ok(());
    }
    if find::with_email(site, &email).await?.is_some() {
        return sign_in::write_link(site, &email).await;
    }
    let name = new.name.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    let password_hash = hashed_password(new.password).await?;
    let details = Details { name, password_hash, newsletter: new.newsletter };
    let details = serde_json::to_string(&details).map_err(|error| Error::Internal(error.to_string()))?;
    let change = Change::begin(site).await?;
    let key = keys::make(&change, site, PURPOSE, &email, &details).await?;
    let url = format!("{}?key={key}", notices::page(site, "confirm"));
    notices::sign_up(&change, site, &email, &url).await?;
    change.commit().await
}

/// Makes the member whose link this is.
pub async fn confirm(site: &Site, key: &str) -> Result<Member> {
    let mut change = Change::begin(site).await?;
    let row = keys::take(&change, site, PURPOSE, key).await?;
    if let Some(member) = find::with_email(site, &row.email).await? {
        change.commit().await?;
        return Ok(member);
    }
    let details: Details = serde_json::from_str(&row.details).unwrap_or_default();
    let new = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        email: Set(row.email.clone()),
        name: Set(details.name),
        password_hash: Set(details.password_hash),
        newsletter: Set(details.newsletter),
        unsubscribe_key: Set(platform::secrets::random_hex(16)),
        provider: Set(String::new()),
        customer: Set(String::new()),
        payment_method: Set(String::new()),
        created: Set(site.host().now()),
    };
    let member = entity::Entity::insert(new).exec_with_returning(change.connection()).await?;
    keys::forget(&change, site, &row.email).await?;
    if member.newsletter {
        letters::resubscribe(&mut change, site, Kind::Newsletter, &member.email).await?;
    }
    change.notes(Deed::new("sign-up", "member", member.id));
    change.commit().await?;
    Ok(member)
}
