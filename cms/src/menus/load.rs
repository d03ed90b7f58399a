//! Reads menus with everything that their items lead to.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::pages::of_pages;
use super::tree::{Item, Menu, grow};
use crate::formatting::{TitleOf, the_title};
use crate::permalinks::{self, Permalinks};
use crate::posts::{self, Post, type_named};
use crate::terms::{self, Term, relationship_entity};
use crate::{CacheTag, Result, Site};

/// The menus that the active theme's locations were given, by location; the theme's first location shows the site's pages
/// as long as it has none (`wp_nav_menu`). Kept until a menu or what it leads to changes.
pub async fn by_location(site: &Site) -> Result<Arc<BTreeMap<String, Menu>>> {
    let load = async {
        let mut tags =
            vec![CacheTag::Menus, CacheTag::Settings, CacheTag::Theme, CacheTag::Terms("nav_menu".to_owned())];
        let mut menus = BTreeMap::new();
        for (location, id) in locations(site) {
            if let Some(term) = terms::by_id(site, id).await?.filter(|term| term.taxonomy == "nav_menu") {
                menus.insert(location, of_term(site, &term, &mut tags).await?);
            }
        }
        if let Some(location) = first_location(site).filter(|location| !menus.contains_key(location)) {
            tags.push(CacheTag::Posts("page".to_owned()));
            let pages = of_pages(site).await?;
            if !pages.items.is_empty() {
                menus.insert(location, pages);
            }
        }
        Ok((menus, tags))
    };
    site.host().objects().get_or_load(site.id(), "menus", load).await
}

fn first_location(site: &Site) -> Option<String> {
    let theme = site.host().themes().of(site.settings()).ok()?;
    theme.manifest().menus.keys().next().cloned()
}

/// The places of the active theme that show a menu, with its number.
pub(super) fn locations(site: &Site) -> Vec<(String, i64)> {
    let settings = site.settings();
    let theme_mods = settings.get(&format!("theme_mods_{}", settings.text("stylesheet")));
    let assigned = theme_mods.and_then(|mods| mods.get("nav_menu_locations")).and_then(|found| found.as_object());
    let number = |value: &serde_json::Value| value.as_i64().or_else(|| value.as_str()?.parse().ok());
    let assigned = assigned.into_iter().flatten().filter_map(|(location, id)| Some((location.clone(), number(id)?)));
    assigned.filter(|(_, id)| *id != 0).collect()
}

/// The menu of a term, and what it rests on.
pub async fn of_term(site: &Site, term: &Term, tags: &mut Vec<CacheTag>) -> Result<Menu> {
    let rows = items(site, term.id).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut meta = posts::meta_of_each(site, &ids).await?;
    let parts: Vec<(Post, Parts)> = rows
        .into_iter()
        .map(|row| {
            let parts = Parts::of(meta.remove(&row.id).unwrap_or_default());
            (row, parts)
        })
        .collect();
    let ends = Ends::load(site, &parts, tags).await?;
    let items = parts.into_iter().filter_map(|(row, parts)| ends.item(site, row, parts)).collect();
    tags.push(CacheTag::Term(term.id));
    Ok(Menu { id: term.id, name: term.name.clone(), slug: term.slug.clone(), items: grow(items) })
}

async fn items(site: &Site, term_id: i64) -> Result<Vec<Post>> {
    let links = relationship_entity::Entity::find()
        .filter(relationship_entity::Column::SiteId.eq(site.id()))
        .filter(relationship_entity::Column::TermId.eq(term_id))
        .all(site.reader())
        .await?;
    let ids: Vec<i64> = links.iter().map(|link| link.post_id).collect();
    let mut rows = posts::by_ids(site, &ids).await?;
    rows.retain(|row| row.post_type == "nav_menu_item" && row.status == "publish");
    rows.sort_by_key(|row| (row.menu_order, row.id));
    Ok(rows)
}

/// What an item's meta says.
#[derive(Debug)]
pub(super) struct Parts(HashMap<String, String>);

impl Parts {
    pub(super) fn of(meta: Vec<(String, String)>) -> Self {
        Self(meta.into_iter().collect())
    }

    pub(super) fn text(&self, name: &str) -> String {
        self.0.get(&format!("_menu_item_{name}")).cloned().unwrap_or_default()
    }

    pub(super) fn number(&self, name: &str) -> i64 {
        self.text(name).parse().unwrap_or_default()
    }

    pub(super) fn classes(&self) -> Vec<String> {
        let text = self.text("classes");
        let listed: Result<serde_json::Value, _> = serde_json::from_str(&text);
        let values: Vec<serde_json::Value> = match listed {
            Ok(serde_json::Value::Array(values)) => values,
            Ok(serde_json::Value::Object(values)) => values.into_iter().map(|(_, value)| value).collect(),
            _ => vec![text.into()],
        };
        let words = values.iter().filter_map(|value| value.as_str());
        words.flat_map(str::split_whitespace).map(str::to_owned).collect()
    }
}

/// What the items of a menu lead to.
#[derive(Debug)]
pub(super) struct Ends {
    pub(super) posts: HashMap<i64, (Post, String)>,
    pub(super) terms: HashMap<i64, (Term, String)>,
}

impl Ends {
    pub(super) async fn load(site: &Site, items: &[(Post, Parts)], tags: &mut Vec<CacheTag>) -> Result<Self> {
        let of_type = |wanted: &str| -> Vec<i64> {
            let parts = items.iter().map(|(_, parts)| parts).filter(|parts| parts.text("type") == wanted);
            parts.map(|parts| parts.number("object_id")).collect()
        };
        let posts = posts::by_ids(site, &of_type("post_type")).await?;
        let mut post_links = permalinks::of_posts(site, &posts.iter().collect::<Vec<_>>()).await?;
        let terms = terms::by_ids(site, &of_type("taxonomy")).await?;
        let mut term_links = permalinks::of_terms(site, &terms).await?;
        tags.extend(posts.iter().map(|post| CacheTag::Post(post.id)));
        tags.extend(terms.iter().map(|term| CacheTag::Term(term.id)));
        let posts = posts.into_iter().map(|post| {
            let link = post_links.remove(&post.id).unwrap_or_default();
            (post.id, (post, link))
        });
        let terms = terms.into_iter().map(|term| {
            let link = term_links.remove(&term.id).unwrap_or_default();
            (term.id, (term, link))
        });
        Ok(Self { posts: posts.collect(), terms: terms.collect() })
    }

    /// The item; none where what it leads to is gone or not public (`wp_setup_nav_menu_item`, `_is_valid_nav_menu_item`).
    fn item(&self, site: &Site, row: Post, parts: Parts) -> Option<Item> {
        let object_id = parts.number("object_id");
        let item_type = parts.text("type");
        let (own_title, url) = match item_type.as_str() {
            "post_type" => {
                let (post, link) = self.posts.get(&object_id).filter(|(post, _)| post.status == "publish")?;
                (post.title.clone(), link.clone())
            }
            "taxonomy" => {
                let (term, link) = self.terms.get(&object_id)?;
                (term.name.clone(), link.clone())
            }
            "post_type_archive" => {
                let post_type = type_named(site.settings(), &parts.text("object"))?;
                let link = Permalinks::new(site.settings()).type_archive(&post_type)?;
                (post_type.label, link)
            }
            _ => (String::new(), parts.text("url")),
        };
        let title = if row.title.is_empty() { own_title } else { row.title };
        Some(Item {
            id: row.id,
            parent_id: parts.number("menu_item_parent"),
            title: the_title(&title, TitleOf::Public),
            url,
            target: parts.text("target"),
            rel: parts.text("xfn"),
            attr_title: row.excerpt,
            description: row.content,
            item_type,
            object: parts.text("object"),
            object_id,
            classes: parts.classes(),
            children: Vec::new(),
        })
    }
}
