//! What the site sells. Who bought it stays on production, and so do invoices and the account that is paid: a clone takes
//! no cards until somebody gives it a key for tests.

use cms::Result;
use cms::members::plan_entity as plan;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter};

use super::clone::Cloning;
use super::clone_site::follow_numbers;

/// Copies the site's plans.
pub(super) async fn plans(cloning: &Cloning<'_>) -> Result<()> {
    let site_id = cloning.record.site_id;
    let of_site = plan::Entity::find().filter(plan::Column::SiteId.eq(site_id));
    let rows = of_site.all(cloning.snapshot.connection()).await?;
    let Some(last) = rows.iter().map(|row| row.id).max() else { return Ok(()) };
    let columns = plan::Column::iter().filter(|column| !matches!(column, plan::Column::Id | plan::Column::SiteId));
    let there = OnConflict::column(plan::Column::Id).update_columns(columns).to_owned();
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    let transaction = cloning.environment.database().begin().await?;
    plan::Entity::insert_many(rows).on_conflict(there).exec_without_returning(&transaction).await?;
    follow_numbers(&transaction, "plans", last).await?;
    Ok(transaction.commit().await?)
}
