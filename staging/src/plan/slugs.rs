//! Addresses stay one row's own: a new page whose slug production gave away meanwhile gets the next free one.

use cms::posts::entity as post;
use cms::{Result, Site};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::item::{Action, Item};
use crate::documents::Kind;
use crate::merge::Outcome;

/// Post types whose slug is in no address.
const WITHOUT_ADDRESS: [&str; 1] = ["nav_menu_item"];

/// Gives each post whose slug is new on production one that is free there, and says so.
pub(super) async fn settle(production: &Site, items: &mut [Item]) -> Result<()> {
    let going: Vec<i64> =
        items.iter().filter(|item| item.action == Action::Delete).filter_map(|item| item.key.number()).collect();
    for item in items.iter_mut().filter(|item| item.key.kind == Kind::Post && item.action != Action::Delete) {
        let is_new = item.changes.iter().any(|change| change.field == "slug" && change.outcome == Outcome::Staging);
        let Some(after) = item.after.as_mut().filter(|_| is_new) else { continue };
        let slug = after.field("slug").to_owned();
        if slug.is_empty() || WITHOUT_ADDRESS.contains(&after.field("post_type")) {
            continue;
        }
        let rivals: Vec<(i64, String)> = post::Entity::find()
            .select_only()
            .columns([post::Column::Id, post::Column::Slug])
            .filter(post::Column::SiteId.eq(production.id()))
            .filter(post::Column::PostType.eq(after.field("post_type")))
            .filter(post::Column::ParentId.eq(after.number("parent_id")))
            .filter(post::Column::Id.ne(item.key.number().unwrap_or_default()))
            .filter(post::Column::Status.ne("trash"))
            .filter(post::Column::Slug.starts_with(slug.as_str()))
            .into_tuple()
            .all(production.writer())
            .await?;
        let taken = |slug: &str| rivals.iter().any(|(id, rival)| rival == slug && !going.contains(id));
        if !taken(&slug) {
            continue;
        }
        let free = (2..).map(|number| format!("{slug}-{number}")).find(|candidate| !taken(candidate));
        let free = free.unwrap_or_else(|| format!("{slug}-{}", item.key.id));
        item.notes.push(format!("Production has given the slug {slug} away: here it becomes {free}."));
        after.fields.insert("slug".into(), json!(free));
    }
    Ok(())
}
