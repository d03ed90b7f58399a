//! What a site sells: plans have the host's numbers, which stand in what posts say of who may read them.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use crate::members::plan_entity as plan;
use crate::posts::access::Access;
use crate::posts::entity as post;
use crate::{Change, Result, Site};

/// Copies the plans, and has the clone's posts name those. Who bought them stays where they are.
pub(super) async fn copy(change: &Change, from: &Site, to: &Site) -> Result<()> {
    let plans = plan::Entity::find().filter(plan::Column::SiteId.eq(from.id())).all(change.connection()).await?;
    let mut numbers = HashMap::new();
    for plan in plans {
        let old = plan.id;
        let row = plan::ActiveModel { id: NotSet, site_id: Set(to.id()), ..plan.into_active_model().reset_all() };
        numbers.insert(old, row.insert(change.connection()).await?.id);
    }
    if numbers.is_empty() { Ok(()) } else { renumber(change, to, &numbers).await }
}

async fn renumber(change: &Change, to: &Site, numbers: &HashMap<i64, i64>) -> Result<()> {
    let of_plans = post::Entity::find()
        .filter(post::Column::SiteId.eq(to.id()))
        .filter(post::Column::Access.starts_with("plans:"));
    for closed in of_plans.all(change.connection()).await? {
        let Ok(Access::Plans(plans)) = Access::parse(&closed.access) else { continue };
        let here = plans.iter().filter_map(|plan| numbers.get(plan)).copied().collect();
        post::Entity::update_many()
            .col_expr(post::Column::Access, Expr::value(Access::Plans(here).column()))
            .filter(post::Column::SiteId.eq(to.id()))
            .filter(post::Column::Id.eq(closed.id))
            .exec(change.connection())
            .await?;
    }
    Ok(())
}
