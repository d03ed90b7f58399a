//! What is kept of a member, for the member.

use serde_json::{Value, json};

use super::{Member, find, invoices, subscriptions};
use crate::users::Capability;
use crate::{Actor, Result, Site};

/// All that is kept of somebody, for the staff to hand over.
pub async fn export(site: &Site, actor: &Actor, id: i64) -> Result<Value> {
    actor.require(Capability::ManageOptions)?;
    export_own(site, &find::with_id(site, id).await?.ok_or_else(find::missing)?).await
}

/// All that is kept of a member. Hashes and keys are no data of the person.
pub async fn export_own(site: &Site, member: &Member) -> Result<Value> {
    Ok(json!({
        "site": site.url(), "exported": site.host().now(), "member": member,
        "subscriptions": subscriptions::all_of(site, member.id).await?,
        "invoices": invoices::own_invoices(site, member).await?,
    }))
}
