//! What a list of posts can be narrowed to: how many there are in each status, and the months that have any.

use std::collections::BTreeMap;
use std::sync::Arc;

use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect, Statement};

use super::{PublishedPosts, capabilities, entity};
use crate::{Actor, CacheTag, Result, Site};

/// How the posts of a type spread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostCounts {
    /// How many there are, by status.
    pub statuses: BTreeMap<String, u64>,
    /// Months with posts that are neither in the trash nor begun by an editor alone (`2026-11`), the latest first.
    pub months: Vec<String>,
}

/// Both for posts of `post_type`, for whoever edits such posts. Kept until one of them changes.
pub async fn counts(site: &Site, actor: &Actor, post_type: &str) -> Result<Arc<PostCounts>> {
    actor.require(capabilities(post_type).edit)?;
    let load = async {
        let counts = PostCounts { statuses: statuses(site, post_type).await?, months: months(site, post_type).await? };
        Ok((counts, vec![CacheTag::Posts(post_type.to_owned())]))
    };
    site.host().objects().get_or_load(site.id(), format!("post counts: {post_type}"), load).await
}

async fn statuses(site: &Site, post_type: &str) -> Result<BTreeMap<String, u64>> {
    let query = PublishedPosts::any(site)
        .filter(entity::Column::PostType.eq(post_type))
        .select_only()
        .column(entity::Column::Status)
        .column_as(entity::Column::Id.count(), "posts")
        .group_by(entity::Column::Status);
    let rows: Vec<(String, i64)> = query.into_tuple().all(site.reader()).await?;
    Ok(rows.into_iter().map(|(status, posts)| (status, posts.unsigned_abs())).collect())
}

/// From each month straight to the one before that has posts: an index is asked once a month, not once a post.
async fn months(site: &Site, post_type: &str) -> Result<Vec<String>> {
    let is_postgres = site.host().database().is_postgres();
    let first = if is_postgres { "date_trunc('month', MAX(date))" } else { "strftime('%Y-%m-01 00:00:00', MAX(date))" };
    let name = if is_postgres { "to_char(first, 'YYYY-MM')" } else { "substr(first, 1, 7)" };
    let latest = format!(
        "SELECT {first} FROM posts WHERE site_id = $1 AND post_type = $2 AND status NOT IN ('auto-draft', 'trash')"
    );
    let sql = format!(
        "WITH RECURSIVE months(first) AS (SELECT ({latest}) UNION ALL \
         SELECT ({latest} AND date < months.first) FROM months WHERE first IS NOT NULL) \
         SELECT {name} AS month FROM months WHERE first IS NOT NULL"
    );
    let values = [site.id().into(), post_type.into()];
    let statement = Statement::from_sql_and_values(site.reader().get_database_backend(), sql, values);
    let rows = site.reader().query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| row.try_get("", "month")).collect::<Result<Vec<String>, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::counts;
    use crate::posts::{self, PostDate, PostFields};
    use crate::{Actor, fixture, users::Role};

    #[tokio::test]
    async fn each_status_is_counted_and_each_month_named_once() {
        let (_folder, site) = fixture::site().await;
        let days =
            [("2024-05-01", "publish"), ("2024-05-31", "publish"), ("2023-12-24", "draft"), ("2020-02-29", "draft")];
        let mut last = 0;
        for (day, status) in days {
            let date = format!("{day}T12:00:00").parse().unwrap();
            let fields = PostFields {
                title: Some(format!("Of {day}")),
                status: Some(status.into()),
                date: Some(PostDate::Local(date)),
                ..PostFields::default()
            };
            last = posts::create(&site, &Actor::System, "post", fields).await.unwrap().id;
        }
        posts::trash(&site, &Actor::System, last).await.unwrap();
        let found = counts(&site, &Actor::System, "post").await.unwrap();
        assert_eq!(found.months, ["2024-05", "2023-12"]);
        assert_eq!((found.statuses["publish"], found.statuses["draft"], found.statuses["trash"]), (2, 1, 1));
        let draft = PostFields { title: Some("A draft".into()), ..PostFields::default() };
        posts::create(&site, &Actor::System, "post", draft).await.unwrap();
        assert_eq!(
            counts(&site, &Actor::System, "post").await.unwrap().statuses["draft"],
            2,
            "a change is seen at once"
        );
        assert!(counts(&site, &Actor::System, "page").await.unwrap().months.is_empty());
    }

    #[tokio::test]
    async fn a_subscriber_hears_nothing_of_drafts() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Subscriber).await;
        assert_eq!(counts(&site, &ann, "post").await.unwrap_err().code(), "rest_forbidden");
    }
}
