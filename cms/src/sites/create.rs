//! Makes a site, as `wp core install` and `wp site create` do.

use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, EntityTrait, Set};

use super::{Site, domain_entity, entity, find};
use crate::audit::Deed;
use crate::{Actor, CacheTag, Change, Error, Host, Result, cron, settings, terms};

/// The status of a site that is open.
const ACTIVE: &str = "active";

/// What a new site starts from.
#[derive(Clone, Debug)]
pub struct NewSite {
    /// Its home address, `https://example.com`.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Where its administrator gets mail.
    pub admin_email: String,
}

/// Makes a site with WordPress's default options and its category "Uncategorized". Only the host itself and network
/// admins may. Fails when the address is taken.
pub async fn create(host: &Host, actor: &Actor, new: NewSite) -> Result<Site> {
    require_network_admin(actor)?;
    let mut change = Change::begin_for_host(host).await?;
    let record = enter(&mut change, &new.url, ACTIVE).await?;
    settings::install(change.connection(), record.id, &new.title, &new.admin_email, &record.url).await?;
    terms::install_default(change.connection(), record.id).await?;
    cron::install(change.connection(), record.id, host.now()).await?;
    change.notes(Deed::new("create", "site", record.id).with("url", record.url.as_str()));
    change.commit().await?;
    find::by_id(host, record.id).await
}

/// Enters a site and its name in an open change of the host; nothing stands on it yet. Fails when the address is taken.
pub(crate) async fn enter(change: &mut Change, url: &str, status: &str) -> Result<entity::Model> {
    let host = change.host().clone();
    let name = find::host_of(url).ok_or_else(|| {
        Error::invalid("invalid_url", format!("{url} is not an address such as https://example.com."))
    })?;
    let url = url.trim_end_matches('/').to_owned();
    if domain_entity::Entity::find_by_id(name.clone()).one(change.connection()).await?.is_some() {
        return Err(Error::conflict("site_taken", format!("A site already answers to {name}.")));
    }
    let record = insert_site(change, &host, &url, status).await?;
    let domain = domain_entity::ActiveModel { host: Set(name), site_id: Set(record.id), is_primary: Set(true) };
    domain_entity::Entity::insert(domain).exec_without_returning(change.connection()).await?;
    change.makes_stale(CacheTag::Settings);
    Ok(record)
}

fn require_network_admin(actor: &Actor) -> Result<()> {
    let allowed = match actor {
        Actor::System => true,
        Actor::User(current) => current.user.is_network_admin,
        Actor::Visitor => false,
    };
    allowed
        .then_some(())
        .ok_or_else(|| Error::forbidden("rest_cannot_create", "Sorry, only network administrators may create sites."))
}

async fn insert_site(change: &Change, host: &Host, url: &str, status: &str) -> Result<entity::Model> {
    let row = entity::ActiveModel {
        id: NotSet,
        url: Set(url.to_owned()),
        status: Set(status.to_owned()),
        plan: Set("standard".into()),
        quota_bytes: Set(50 << 30),
        created_at: Set(host.now()),
        deleted: Set(None),
        status_before: Set(String::new()),
    };
    Ok(row.insert(change.connection()).await?)
}
