//! Changes options.

use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use serde_json::Value;

use super::entity;
use super::registered::Registered;
use crate::audit::Deed;
use crate::users::Capability;
use crate::{Actor, CacheTag, Change, Result, Site, sites};

/// Sets one option, as WordPress's `update_option` does. Everything of the site may rest on it, so all of it is stale.
pub async fn update(site: &Site, actor: &Actor, name: &str, value: &Value) -> Result<()> {
    actor.require(Capability::ManageOptions)?;
    let mut change = Change::begin(site).await?;
    write(&mut change, site, name, value).await?;
    change.commit().await
}

/// The same in the open change of another verb.
pub(crate) async fn write(change: &mut Change, site: &Site, name: &str, value: &Value) -> Result<()> {
    let row =
        entity::ActiveModel { site_id: Set(site.id()), name: Set(name.to_owned()), value: Set(value.to_string()) };
    let conflict = OnConflict::columns([entity::Column::SiteId, entity::Column::Name])
        .update_column(entity::Column::Value)
        .to_owned();
    entity::Entity::insert(row).on_conflict(conflict).exec_without_returning(change.connection()).await?;
    change.makes_stale(CacheTag::Settings);
    change.makes_stale(CacheTag::Site);
    change.notes(Deed::new("update", "option", 0).with("name", name));
    Ok(())
}

/// Sets settings that the API registers, all or none of them; none as a value takes an option back to its default. What
/// cannot be used leaves the old value, as in WordPress. Gives the site as it is then.
pub async fn update_registered(site: &Site, actor: &Actor, values: &[(&Registered, Option<Value>)]) -> Result<Site> {
    actor.require(Capability::ManageOptions)?;
    let mut change = Change::begin(site).await?;
    for (setting, value) in values {
        match value.as_ref().map(|value| setting.cleaned(value)) {
            Some(Some(value)) => write(&mut change, site, setting.option, &value).await?,
            Some(None) => {}
            None => remove(&mut change, site, setting.option).await?,
        }
    }
    change.commit().await?;
    sites::by_id(site.host(), site.id()).await
}

/// Removes one option; removing what is not there is no error.
pub async fn delete(site: &Site, actor: &Actor, name: &str) -> Result<()> {
    actor.require(Capability::ManageOptions)?;
    let mut change = Change::begin(site).await?;
    remove(&mut change, site, name).await?;
    change.commit().await
}

async fn remove(change: &mut Change, site: &Site, name: &str) -> Result<()> {
    entity::Entity::delete_by_id((site.id(), name.to_owned())).exec(change.connection()).await?;
    change.makes_stale(CacheTag::Settings);
    change.makes_stale(CacheTag::Site);
    change.notes(Deed::new("delete", "option", 0).with("name", name));
    Ok(())
}
