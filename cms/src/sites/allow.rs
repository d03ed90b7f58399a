//! What a site may use.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{Site, entity};
use crate::audit::Deed;
use crate::users::Capability;
use crate::{Actor, CacheTag, Change, Error, Result};

/// What to allow a site; what is none stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Allowance {
    /// Its plan's name.
    pub plan: Option<String>,
    /// Bytes of uploads.
    pub quota_bytes: Option<i64>,
}

/// Gives a site another plan or quota. Files that are there stay, though they be more. Only the host itself and network
/// admins may.
pub async fn allow(site: &Site, actor: &Actor, allowance: Allowance) -> Result<entity::Model> {
    actor.require(Capability::ManageNetwork)?;
    let plan = allowance.plan.map(|plan| plan.trim().to_owned());
    if plan.as_ref().is_some_and(String::is_empty) || allowance.quota_bytes.is_some_and(|bytes| bytes < 0) {
        return Err(Error::invalid("rest_invalid_param", "A plan has a name, and a quota is no less than nothing."));
    }
    let mut change = Change::begin(site).await?;
    let mut record = site.record().clone().into_active_model();
    let mut deed = Deed::new("allow", "site", site.id());
    if let Some(plan) = plan {
        deed = deed.with("plan", plan.as_str());
        record.plan = Set(plan);
    }
    if let Some(bytes) = allowance.quota_bytes {
        deed = deed.with("quota_bytes", bytes);
        record.quota_bytes = Set(bytes);
    }
    let record = record.update(change.connection()).await?;
    change.makes_stale(CacheTag::Settings);
    change.notes(deed);
    change.commit().await?;
    Ok(record)
}

/// Gives an entered site what another one has, in an open change.
pub(crate) async fn allow_in(change: &Change, id: i64, as_of: &entity::Model) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::Plan, Expr::value(as_of.plan.as_str()))
        .col_expr(entity::Column::QuotaBytes, Expr::value(as_of.quota_bytes))
        .filter(entity::Column::Id.eq(id))
        .exec(change.connection())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Allowance, allow};
    use crate::{Actor, fixture, users::Role};

    #[tokio::test]
    async fn a_quota_is_the_networks_to_give_and_counts_at_once() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        let more = Allowance { quota_bytes: Some(1 << 30), ..Allowance::default() };
        assert_eq!(allow(&site, &ann, more.clone()).await.unwrap_err().code(), "rest_forbidden");
        allow(&site, &Actor::System, more).await.unwrap();
        let record = fixture::again(&site).await.record().clone();
        assert_eq!((record.quota_bytes, record.plan.as_str()), (1 << 30, "standard"));
        let nonsense = Allowance { quota_bytes: Some(-1), ..Allowance::default() };
        assert_eq!(allow(&site, &Actor::System, nonsense).await.unwrap_err().code(), "rest_invalid_param");
    }
}
