//! Adds what a front has counted.

use sea_orm::{ConnectionTrait, Statement};

use crate::{Host, Result};

/// Adds these views, by site, to today's. Sites that are gone count for nothing. Nothing that is shown rests on them, so
/// nothing is stale.
pub async fn add(host: &Host, counted: &[(i64, i64)]) -> Result<()> {
    let day = host.now().format("%Y-%m-%d").to_string();
    let sql = "INSERT INTO visits (site_id, day, views) SELECT id, $2, $3 FROM sites WHERE id = $1
               ON CONFLICT (site_id, day) DO UPDATE SET views = visits.views + excluded.views";
    let database = host.database().writer();
    for (site_id, views) in counted {
        let values = [(*site_id).into(), day.clone().into(), (*views).into()];
        let statement = Statement::from_sql_and_values(database.get_database_backend(), sql, values);
        database.execute_raw(statement).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::{Actor, fixture, visits};

    #[tokio::test]
    async fn what_fronts_have_counted_is_added_up() {
        let (_folder, site) = fixture::site().await;
        for counted in [3, 4] {
            super::add(site.host(), &[(site.id(), counted), (999, 1)]).await.unwrap();
        }
        let days = visits::of_last_days(&site, &Actor::System, 2).await.unwrap();
        assert_eq!(days.iter().map(|day| day.views).collect::<Vec<_>>(), [0, 7]);
        let refused = visits::of_last_days(&site, &Actor::Visitor, 2).await.unwrap_err();
        assert_eq!(refused.code(), "rest_forbidden");
    }
}
