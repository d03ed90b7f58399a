//! Which terms a post has. Written by the verbs of posts, in their transactions.

use std::collections::BTreeSet;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};

use super::{entity, relationship_entity as link};
use crate::{Result, Site};

/// Gives a post exactly these terms of a taxonomy (`wp_set_object_terms`); ids that the taxonomy does not have are left
/// out. Answers with the terms that came or went.
pub(crate) async fn assign<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    post_id: i64,
    taxonomy: &str,
    term_ids: &[i64],
) -> Result<BTreeSet<i64>> {
    let wanted = of_taxonomy(connection, site_id, taxonomy, term_ids).await?;
    let all = ids_of_post(connection, site_id, post_id).await?;
    let had = of_taxonomy(connection, site_id, taxonomy, &all).await?;
    let gone: BTreeSet<i64> = had.difference(&wanted).copied().collect();
    let came: BTreeSet<i64> = wanted.difference(&had).copied().collect();
    if !gone.is_empty() {
        link::Entity::delete_many()
            .filter(link::Column::SiteId.eq(site_id))
            .filter(link::Column::PostId.eq(post_id))
            .filter(link::Column::TermId.is_in(gone.iter().copied()))
            .exec(connection)
            .await?;
    }
    for term_id in &came {
        let position = term_ids.iter().position(|id| id == term_id).unwrap_or_default();
        insert(connection, site_id, post_id, *term_id, position as i64).await?;
    }
    Ok(gone.union(&came).copied().collect())
}

/// Gives a post the site's default category when it has none; answers with what came.
pub(crate) async fn assign_default_category<C: ConnectionTrait>(
    connection: &C,
    site: &Site,
    post_id: i64,
) -> Result<BTreeSet<i64>> {
    let all = ids_of_post(connection, site.id(), post_id).await?;
    if !of_taxonomy(connection, site.id(), "category", &all).await?.is_empty() {
        return Ok(BTreeSet::new());
    }
    let default = site.settings().number("default_category");
    assign(connection, site.id(), post_id, "category", &[default]).await
}

/// The terms of a post, of every taxonomy, read where changes are made.
pub(crate) async fn ids_of_post<C: ConnectionTrait>(connection: &C, site_id: i64, post_id: i64) -> Result<Vec<i64>> {
    let links = link::Entity::find()
        .select_only()
        .column(link::Column::TermId)
        .filter(link::Column::SiteId.eq(site_id))
        .filter(link::Column::PostId.eq(post_id));
    Ok(links.into_tuple().all(connection).await?)
}

async fn of_taxonomy<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    taxonomy: &str,
    ids: &[i64],
) -> Result<BTreeSet<i64>> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let found: Vec<i64> = entity::Entity::find()
        .select_only()
        .column(entity::Column::Id)
        .filter(entity::Column::SiteId.eq(site_id))
        .filter(entity::Column::Taxonomy.eq(taxonomy))
        .filter(entity::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found.into_iter().collect())
}

async fn insert<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    post_id: i64,
    term_id: i64,
    position: i64,
) -> Result<()> {
    let row = link::ActiveModel {
        site_id: Set(site_id),
        post_id: Set(post_id),
        term_id: Set(term_id),
        position: Set(position),
    };
    let key = [link::Column::SiteId, link::Column::PostId, link::Column::TermId];
    let there = OnConflict::columns(key).update_column(link::Column::Position).to_owned();
    link::Entity::insert(row).on_conflict(there).exec_without_returning(connection).await?;
    Ok(())
}
