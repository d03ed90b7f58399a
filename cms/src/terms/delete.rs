//! Deletes terms, as WordPress's `wp_delete_term` does.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Statement};

use super::{Term, assign, entity, permissions, relationship_entity as link, save};
use crate::audit::Deed;
use crate::{Actor, CacheTag, Change, Error, Result, Site};

/// Menu items that lead to a term, and (of a menu that goes) all of its items. Posts are reached by statement: their
/// slice knows terms, not the other way.
const DELETE_ITEMS_TO: &str = "
DELETE FROM posts WHERE site_id = $1 AND post_type = 'nav_menu_item' AND id IN (
  SELECT a.post_id FROM post_meta a JOIN post_meta b ON b.site_id = a.site_id AND b.post_id = a.post_id
  WHERE a.site_id = $1 AND a.meta_key = '_menu_item_object_id' AND a.meta_value = CAST($2 AS TEXT)
    AND b.meta_key = '_menu_item_type' AND b.meta_value = 'taxonomy')";
const DELETE_ITEMS_OF: &str = "
DELETE FROM posts WHERE site_id = $1 AND post_type = 'nav_menu_item' AND id IN (
  SELECT post_id FROM term_relationships WHERE site_id = $1 AND term_id = $2)";

/// Deletes a term. Terms below it move up; posts that lose their last category get the default one, which itself cannot
/// be deleted. A menu takes its items with it. Gives what was there.
pub async fn delete(site: &Site, actor: &Actor, taxonomy: &str, id: i64) -> Result<Term> {
    permissions::require_delete(actor, taxonomy)?;
    let term = save::required(site, taxonomy, id).await?;
    if taxonomy == "category" && site.settings().number("default_category") == id {
        return Err(Error::forbidden("rest_cannot_delete", "The default category cannot be deleted."));
    }
    let mut change = Change::begin(site).await?;
    entity::Entity::update_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::ParentId.eq(id))
        .col_expr(entity::Column::ParentId, Expr::value(term.parent_id))
        .exec(change.connection())
        .await?;
    delete_menu_items(&mut change, &term).await?;
    let posts = posts_of(&change, &term).await?;
    entity::Entity::delete_by_id((site.id(), id)).exec(change.connection()).await?;
    if taxonomy == "category" {
        give_default(&mut change, site, &posts).await?;
    }
    for post in posts {
        change.makes_stale(CacheTag::Post(post));
    }
    change.makes_stale(CacheTag::Term(id));
    change.makes_stale(CacheTag::Terms(taxonomy.to_owned()));
    if term.parent_id != 0 || super::taxonomy_named(site.settings(), taxonomy).is_some_and(|known| known.hierarchical) {
        change.makes_stale(CacheTag::Site);
    }
    change.notes(Deed::new("delete", taxonomy, id).with("name", term.name.as_str()));
    change.commit().await?;
    Ok(term)
}

async fn posts_of(change: &Change, term: &Term) -> Result<Vec<i64>> {
    let posts = link::Entity::find()
        .select_only()
        .column(link::Column::PostId)
        .filter(link::Column::SiteId.eq(term.site_id))
        .filter(link::Column::TermId.eq(term.id));
    Ok(posts.into_tuple().all(change.connection()).await?)
}

async fn give_default(change: &mut Change, site: &Site, posts: &[i64]) -> Result<()> {
    let mut touched = std::collections::BTreeSet::new();
    for post in posts {
        touched.extend(assign::assign_default_category(change.connection(), site, *post).await?);
    }
    super::recount(change, site.id(), &touched).await
}

async fn delete_menu_items(change: &mut Change, term: &Term) -> Result<()> {
    let sql = if term.taxonomy == "nav_menu" { DELETE_ITEMS_OF } else { DELETE_ITEMS_TO };
    let backend = change.connection().get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [term.site_id.into(), term.id.into()]);
    if change.connection().execute_raw(statement).await?.rows_affected() > 0 || term.taxonomy == "nav_menu" {
        change.makes_stale(CacheTag::Menus);
    }
    Ok(())
}
