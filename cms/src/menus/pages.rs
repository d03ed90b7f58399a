//! The menu of a site that has not made one: its pages (`wp_page_menu`).

use super::tree::{Item, Menu, grow};
use crate::formatting::{TitleOf, remove_accents, the_title};
use crate::posts::{self, ListQuery, OrderBy, Post};
use crate::{Result, Site, permalinks};

/// More pages than this nobody reads in a menu; WordPress lists them all.
const MOST: u64 = 200;

/// All published pages under their parents, in their order and by their titles.
pub(super) async fn of_pages(site: &Site) -> Result<Menu> {
    let query = ListQuery {
        types: vec!["page".to_owned()],
        statuses: vec!["publish".to_owned()],
        order_by: OrderBy::MenuOrder,
        ascending: true,
        limit: MOST,
        ..ListQuery::default()
    };
    let mut pages = posts::list(site, &query).await?.posts;
    pages.sort_by_cached_key(|page| (page.menu_order, remove_accents(&page.title).to_lowercase()));
    let mut links = permalinks::of_posts(site, &pages.iter().collect::<Vec<_>>()).await?;
    let items = pages.iter().map(|page| item(page, links.remove(&page.id).unwrap_or_default())).collect();
    Ok(Menu { items: grow(items), ..Menu::default() })
}

fn item(page: &Post, url: String) -> Item {
    Item {
        id: page.id,
        parent_id: page.parent_id,
        title: the_title(&page.title, TitleOf::Public),
        url,
        item_type: "post_type".to_owned(),
        object: "page".to_owned(),
        object_id: page.id,
        ..Item::default()
    }
}

#[cfg(test)]
mod tests {
    use crate::menus::by_location;
    use crate::posts::{self, PostFields};
    use crate::{Actor, Site, fixture};

    async fn page(site: &Site, title: &str, parent: i64, status: &str) -> i64 {
        let fields = PostFields {
            title: Some(title.into()),
            status: Some(status.into()),
            parent_id: Some(parent),
            ..PostFields::default()
        };
        posts::create(site, &Actor::System, "page", fields).await.unwrap().id
    }

    #[tokio::test]
    async fn a_site_without_a_menu_shows_its_pages_in_the_first_place_for_menus() {
        let (_folder, site) = fixture::site().await;
        let theirs = page(&site, "Über uns", 0, "publish").await;
        page(&site, "Team", theirs, "publish").await;
        page(&site, "Zoo", 0, "publish").await;
        page(&site, "Not yet", 0, "draft").await;
        let menus = by_location(&site).await.unwrap();
        assert_eq!(menus.keys().collect::<Vec<_>>(), ["primary"]);
        let tops: Vec<_> =
            menus["primary"].items.iter().map(|item| (item.title.as_str(), item.children.len())).collect();
        assert_eq!(tops, [("Über uns", 1), ("Zoo", 0)]);
        assert_eq!(menus["primary"].items[0].children[0].url, "http://example.com/uber-uns/team/");
    }
}
