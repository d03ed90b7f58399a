//! New pages at the top of the tree join the menus that take such pages (`_wp_auto_add_pages_to_menu`), in the change that
//! publishes them.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::{Post, entity, fill, guid, meta, meta_entity, save};
use crate::sites::{self, Kind};
use crate::{Actor, CacheTag, Change, Result, Site, terms, terms::relationship_entity};

/// The option that names the menus.
const OPTIONS: &str = "nav_menu_options";
/// The type of a menu's items.
const ITEM: &str = "nav_menu_item";

/// Numbers for items that a change may have to make, by their menus: taken before it begins.
#[derive(Debug, Default)]
pub struct NewItems(Vec<(i64, i64)>);

/// Numbers for the items of one page: one for each menu that takes new pages.
pub async fn new_items(site: &Site) -> Result<NewItems> {
    let options = site.settings().get(OPTIONS).and_then(|options| options.get("auto_add"));
    let menus: Vec<i64> = options.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_i64).collect();
    if menus.is_empty() {
        return Ok(NewItems::default());
    }
    let first = sites::next_many(site, Kind::Posts, i64::try_from(menus.len()).unwrap_or(1)).await?;
    Ok(NewItems(menus.into_iter().zip(first..).collect()))
}

/// The same for a post that becomes what it is now; none where it is not to join menus.
pub(super) async fn for_post(site: &Site, post: &Post, before: Option<&Post>) -> Result<NewItems> {
    if joins(post, before) { new_items(site).await } else { Ok(NewItems::default()) }
}

fn joins(post: &Post, before: Option<&Post>) -> bool {
    let is_new = post.status == "publish" && before.is_none_or(|before| before.status != "publish");
    is_new && post.post_type == "page" && post.parent_id == 0
}

/// Has a page that is published just now join the menus, where it does not stand yet.
pub(super) async fn join(
    change: &mut Change,
    site: &Site,
    post: &Post,
    before: Option<&Post>,
    items: &NewItems,
) -> Result<()> {
    if !joins(post, before) {
        return Ok(());
    }
    for (menu, id) in &items.0 {
        let is_menu = terms::entity::Entity::find_by_id((site.id(), *menu)).one(change.connection()).await?;
        let members = members(change, site, *menu).await?;
        if is_menu.is_some_and(|term| term.taxonomy == "nav_menu") && !leads_to(change, site, &members, post.id).await?
        {
            let place = members.iter().map(|item| item.menu_order).max().unwrap_or_default() + 1;
            add(change, site, post, (*menu, *id), place).await?;
        }
    }
    Ok(())
}

async fn members(change: &Change, site: &Site, menu: i64) -> Result<Vec<Post>> {
    let links = relationship_entity::Entity::find()
        .filter(relationship_entity::Column::SiteId.eq(site.id()))
        .filter(relationship_entity::Column::TermId.eq(menu));
    let ids = links.all(change.connection()).await?.into_iter().map(|link| link.post_id);
    let rows = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.is_in(ids))
        .filter(entity::Column::Status.is_in(["publish", "draft"]));
    Ok(rows.all(change.connection()).await?)
}

async fn leads_to(change: &Change, site: &Site, members: &[Post], page: i64) -> Result<bool> {
    let found = meta_entity::Entity::find()
        .filter(meta_entity::Column::SiteId.eq(site.id()))
        .filter(meta_entity::Column::PostId.is_in(members.iter().map(|item| item.id)))
        .filter(meta_entity::Column::MetaKey.eq("_menu_item_object_id"))
        .filter(meta_entity::Column::MetaValue.eq(page.to_string()));
    Ok(found.one(change.connection()).await?.is_some())
}

async fn add(change: &mut Change, site: &Site, page: &Post, (menu, id): (i64, i64), place: i64) -> Result<()> {
    let blank = fill::blank(site, &Actor::System, ITEM);
    let date_gmt = Some(blank.modified_gmt);
    let mut item = Post {
        id,
        status: "publish".into(),
        slug: id.to_string(),
        author_id: page.author_id,
        menu_order: place,
        date_gmt,
        ..blank
    };
    item.guid = guid::of(change, site.settings(), &item).await?;
    let row = entity::ActiveModel::from(item.clone());
    entity::Entity::insert(row).exec_without_returning(change.connection()).await?;
    let values = [
        ("type", "post_type".to_owned()),
        ("menu_item_parent", "0".to_owned()),
        ("object_id", page.id.to_string()),
        ("object", page.post_type.clone()),
        ("target", String::new()),
        ("classes", json!([""]).to_string()),
        ("xfn", String::new()),
        ("url", String::new()),
    ];
    for (name, value) in values {
        meta::write(change.connection(), site.id(), id, &format!("_menu_item_{name}"), Some(&value)).await?;
    }
    let touched = terms::assign(change.connection(), site.id(), id, "nav_menu", &[menu]).await?;
    terms::recount(change, site.id(), &touched.into_iter().collect()).await?;
    change.makes_stale(CacheTag::Menus);
    change.makes_stale(CacheTag::Term(menu));
    change.notes(save::deed("create", &item));
    Ok(())
}
