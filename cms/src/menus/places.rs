//! Where the theme shows menus, and which of them new pages join.

use serde_json::{Value, json};

use super::load::locations;
use crate::users::Capability;
use crate::{Actor, CacheTag, Change, Result, Site, settings};

/// WordPress's option that lists the menus which new top pages join.
const OPTIONS: &str = "nav_menu_options";

/// The places of the active theme that show a menu.
pub fn locations_of(site: &Site, menu_id: i64) -> Vec<String> {
    locations(site).into_iter().filter(|(_, id)| *id == menu_id).map(|(location, _)| location).collect()
}

/// The menu that a place of the active theme shows; 0 for none.
pub fn at(site: &Site, location: &str) -> i64 {
    locations(site).into_iter().find(|(name, _)| name == location).map_or(0, |(_, id)| id)
}

/// Shows a menu in these places of the active theme and in no other (`handle_locations`).
pub async fn assign(site: &Site, actor: &Actor, menu_id: i64, places: &[String]) -> Result<()> {
    actor.require(Capability::EditThemeOptions)?;
    let option = format!("theme_mods_{}", site.settings().text("stylesheet"));
    let mut mods = site.settings().get(&option).filter(|mods| mods.is_object()).cloned().unwrap_or_else(|| json!({}));
    let mut assigned = mods["nav_menu_locations"].as_object().cloned().unwrap_or_default();
    assigned.retain(|_, id| id.as_i64() != Some(menu_id));
    assigned.extend(places.iter().map(|place| (place.clone(), json!(menu_id))));
    mods["nav_menu_locations"] = Value::Object(assigned);
    write(site, &option, &mods).await
}

/// Whether new top pages join the menu.
pub fn takes_new_pages(site: &Site, menu_id: i64) -> bool {
    joined(site).contains(&json!(menu_id))
}

/// Says whether new top pages join the menu.
pub async fn take_new_pages(site: &Site, actor: &Actor, menu_id: i64, joins: bool) -> Result<()> {
    actor.require(Capability::EditThemeOptions)?;
    let mut menus = joined(site);
    menus.retain(|id| *id != json!(menu_id));
    if joins {
        menus.push(json!(menu_id));
    }
    let mut options =
        site.settings().get(OPTIONS).filter(|found| found.is_object()).cloned().unwrap_or_else(|| json!({}));
    options["auto_add"] = Value::Array(menus);
    write(site, OPTIONS, &options).await
}

fn joined(site: &Site) -> Vec<Value> {
    let options = site.settings().get(OPTIONS).and_then(|options| options.get("auto_add"));
    options.and_then(Value::as_array).cloned().unwrap_or_default()
}

async fn write(site: &Site, option: &str, value: &Value) -> Result<()> {
    let mut change = Change::begin(site).await?;
    settings::write(&mut change, site, option, value).await?;
    change.makes_stale(CacheTag::Menus);
    change.commit().await
}

#[cfg(test)]
mod tests {
    use super::take_new_pages;
    use crate::posts::{self, Post, PostFields, new_items, publish_when_due};
    use crate::terms::TermFields;
    use crate::{Actor, Change, Site, fixture, menus, sites, terms};

    async fn page(site: &Site, title: &str, parent: i64, status: &str) -> Post {
        let (title, status) = (Some(title.into()), Some(status.into()));
        let fields = PostFields { title, status, parent_id: Some(parent), ..PostFields::default() };
        posts::create(site, &Actor::System, "page", fields).await.unwrap()
    }

    #[tokio::test]
    async fn a_new_top_page_joins_the_menus_that_take_such_pages_once() {
        let (_folder, site) = fixture::site().await;
        let menu = TermFields { name: Some("Main".into()), ..TermFields::default() };
        let menu = terms::create(&site, &Actor::System, "nav_menu", menu).await.unwrap();
        take_new_pages(&site, &Actor::System, menu.id, true).await.unwrap();
        let site = sites::by_id(site.host(), site.id()).await.unwrap();
        let about = page(&site, "About", 0, "publish").await;
        page(&site, "Below", about.id, "publish").await;
        let draft = page(&site, "Later", 0, "draft").await;
        let shown = async || {
            let menu = menus::of_term(&site, &menu, &mut Vec::new()).await.unwrap();
            menu.items.iter().map(|item| item.title.clone()).collect::<Vec<_>>()
        };
        assert_eq!(shown().await, ["About"]);
        posts::publish(&site, &Actor::System, draft.id).await.unwrap();
        assert_eq!(shown().await, ["About", "Later"]);
        let hidden = PostFields { status: Some("draft".into()), ..PostFields::default() };
        posts::update(&site, &Actor::System, about.id, hidden).await.unwrap();
        posts::publish(&site, &Actor::System, about.id).await.unwrap();
        assert_eq!(shown().await, ["About", "Later"]);
    }

    #[tokio::test]
    async fn a_scheduled_page_joins_when_its_time_has_come() {
        let (_folder, site) = fixture::site().await;
        let menu = TermFields { name: Some("Main".into()), ..TermFields::default() };
        let menu = terms::create(&site, &Actor::System, "nav_menu", menu).await.unwrap();
        take_new_pages(&site, &Actor::System, menu.id, true).await.unwrap();
        let site = sites::by_id(site.host(), site.id()).await.unwrap();
        let later = site.host().now() + chrono::Duration::hours(1);
        let fields = PostFields { title: Some("Soon".into()), status: Some("publish".into()), ..PostFields::default() };
        let fields = PostFields { date: Some(posts::PostDate::Utc(later)), ..fields };
        let soon = posts::create(&site, &Actor::System, "page", fields).await.unwrap();
        assert_eq!(soon.status, "future");
        let items = new_items(&site).await.unwrap();
        let mut change = Change::begin(&site).await.unwrap();
        publish_when_due(&mut change, &site, soon.id, later, &items).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(menus::of_term(&site, &menu, &mut Vec::new()).await.unwrap().items.len(), 1);
    }
}
