//! Makes and changes items of menus (`wp_update_nav_menu_item`).

use serde_json::json;

use super::entries::{Entry, entries};
use crate::posts::{self, Post, PostFields, type_named};
use crate::{Actor, Error, Result, Site, formatting, terms};

const POST_TYPE: &str = "nav_menu_item";

/// What is to be written; what is none stays as it is or takes WordPress's default.
#[derive(Clone, Debug, Default)]
pub struct ItemFields {
    /// Its words; where they are those of what it leads to, it follows that.
    pub title: Option<String>,
    /// `custom`, `post_type`, `post_type_archive` or `taxonomy`.
    pub item_type: Option<String>,
    /// `publish` or `draft`.
    pub status: Option<String>,
    /// The item that it stands under, or 0.
    pub parent_id: Option<i64>,
    /// The link's `title`.
    pub attr_title: Option<String>,
    /// The editor's own classes.
    pub classes: Option<Vec<String>>,
    /// A longer text.
    pub description: Option<String>,
    /// Its place in the menu, from 1.
    pub menu_order: Option<i64>,
    /// `page`, `category`, ….
    pub object: Option<String>,
    /// The post or term that it leads to.
    pub object_id: Option<i64>,
    /// `_blank`, or empty.
    pub target: Option<String>,
    /// Where it leads, for a link of its own.
    pub url: Option<String>,
    /// The link's `rel`.
    pub rel: Option<Vec<String>>,
    /// The menu.
    pub menu_id: Option<i64>,
}

/// Makes an item, or changes the one with this number.
pub async fn save_item(site: &Site, actor: &Actor, id: Option<i64>, fields: ItemFields) -> Result<Post> {
    actor.require(crate::users::Capability::EditThemeOptions)?;
    let (before, row) = match id {
        Some(id) => before(site, id).await?,
        None => (Entry { item_type: "custom".into(), ..Entry::default() }, None),
    };
    let entry = settled(site, before, &fields).await?;
    let menu = match fields.menu_id {
        Some(menu) => Some(required_menu(site, menu).await?),
        None => None,
    };
    let written = written(&entry, &fields, menu);
    let post = match &row {
        Some(row) => posts::update(site, actor, row.id, written).await?,
        None => posts::create(site, actor, POST_TYPE, written).await?,
    };
    if entry.item_type == "custom" && entry.object_id != post.id {
        posts::set_meta(site, actor, post.id, "_menu_item_object_id", &post.id.to_string()).await?;
    }
    Ok(post)
}

async fn before(site: &Site, id: i64) -> Result<(Entry, Option<Post>)> {
    let found = posts::by_id(site, id).await?.filter(|post| post.post_type == POST_TYPE);
    let row = found.ok_or_else(|| Error::not_found("rest_post_invalid_id", "Invalid menu item ID."))?;
    let entry = entries(site, std::slice::from_ref(&row)).await?.pop().unwrap_or_default();
    Ok((Entry { title: row.title.clone(), ..entry }, Some(row)))
}

/// The item as it will be, checked.
async fn settled(site: &Site, before: Entry, fields: &ItemFields) -> Result<Entry> {
    let mut entry = Entry {
        title: fields.title.clone().unwrap_or(before.title),
        url: fields.url.as_deref().map_or(before.url, formatting::esc_url_raw),
        item_type: fields.item_type.clone().unwrap_or(before.item_type),
        object: fields.object.clone().unwrap_or(before.object),
        object_id: fields.object_id.unwrap_or(before.object_id),
        parent_id: fields.parent_id.unwrap_or(before.parent_id),
        target: fields.target.clone().unwrap_or(before.target),
        rel: fields.rel.as_ref().map_or(before.rel, |rel| rel.join(" ")),
        classes: fields.classes.clone().unwrap_or(before.classes),
        ..Entry::default()
    };
    match entry.item_type.as_str() {
        "custom" => require_link(&entry)?,
        "post_type_archive" if type_named(site.settings(), &entry.object).is_none() => {
            return Err(Error::invalid("rest_post_invalid_type", "Invalid post type."));
        }
        "post_type" | "taxonomy" if entry.object.is_empty() => entry.object = object_of(site, &entry).await?,
        _ => {}
    }
    if entry.item_type == "custom" {
        entry.object = "custom".into();
    }
    follow_title(site, &mut entry).await?;
    Ok(entry)
}

fn require_link(entry: &Entry) -> Result<()> {
    if entry.title.is_empty() {
        let message = "The title is required when using a custom menu item type.";
        return Err(Error::invalid("rest_title_required", message));
    }
    if entry.url.is_empty() {
        let message = "The url is required when using a custom menu item type.";
        return Err(Error::invalid("rest_url_required", message));
    }
    Ok(())
}

/// The type or taxonomy of what the item leads to, where nobody said.
async fn object_of(site: &Site, entry: &Entry) -> Result<String> {
    if entry.item_type == "taxonomy" {
        let unknown = || Error::invalid("rest_term_invalid_id", "Invalid term ID.");
        return Ok(terms::by_id(site, entry.object_id).await?.ok_or_else(unknown)?.taxonomy);
    }
    let unknown = || Error::invalid("rest_post_invalid_id", "Invalid post ID.");
    Ok(posts::by_id(site, entry.object_id).await?.ok_or_else(unknown)?.post_type)
}

/// An item with the words of what it leads to has none of its own.
async fn follow_title(site: &Site, entry: &mut Entry) -> Result<()> {
    let own = match entry.item_type.as_str() {
        "post_type" => posts::by_id(site, entry.object_id).await?.map(|post| post.title),
        "taxonomy" => terms::by_id(site, entry.object_id).await?.map(|term| term.name),
        _ => None,
    };
    if own.is_some_and(|own| own == entry.title) {
        entry.title.clear();
    }
    Ok(())
}

async fn required_menu(site: &Site, id: i64) -> Result<i64> {
    let found = terms::by_id(site, id).await?.filter(|term| term.taxonomy == "nav_menu");
    found.map(|menu| menu.id).ok_or_else(|| Error::invalid("invalid_menu_id", "Invalid menu ID."))
}

fn written(entry: &Entry, fields: &ItemFields, menu: Option<i64>) -> PostFields {
    let status = fields.status.as_deref().map(|status| if status == "publish" { "publish" } else { "draft" });
    let meta = [
        ("type", entry.item_type.clone()),
        ("menu_item_parent", entry.parent_id.to_string()),
        ("object_id", entry.object_id.to_string()),
        ("object", entry.object.clone()),
        ("target", entry.target.clone()),
        ("classes", json!(entry.classes).to_string()),
        ("xfn", entry.rel.clone()),
        ("url", if entry.item_type == "custom" { entry.url.clone() } else { String::new() }),
    ];
    PostFields {
        title: Some(entry.title.clone()),
        content: fields.description.clone(),
        excerpt: fields.attr_title.clone(),
        status: status.map(str::to_owned),
        menu_order: fields.menu_order,
        meta: meta.into_iter().map(|(name, value)| (format!("_menu_item_{name}"), Some(value))).collect(),
        terms: menu.map(|menu| ("nav_menu".to_owned(), vec![menu])).into_iter().collect(),
        ..PostFields::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::TermFields;
    use crate::{fixture, menus};

    #[tokio::test]
    async fn an_item_follows_the_title_of_its_page_until_it_has_words_of_its_own() {
        let (_folder, site) = fixture::site().await;
        let menu = TermFields { name: Some("Main".into()), ..TermFields::default() };
        let menu = terms::create(&site, &Actor::System, "nav_menu", menu).await.unwrap();
        let page = PostFields { title: Some("About".into()), status: Some("publish".into()), ..PostFields::default() };
        let page = posts::create(&site, &Actor::System, "page", page).await.unwrap();
        let fields = ItemFields {
            title: Some("About".into()),
            item_type: Some("post_type".into()),
            object_id: Some(page.id),
            status: Some("publish".into()),
            menu_id: Some(menu.id),
            ..ItemFields::default()
        };
        let item = save_item(&site, &Actor::System, None, fields).await.unwrap();
        assert_eq!(item.title, "");
        let shown = menus::of_term(&site, &menu, &mut Vec::new()).await.unwrap();
        assert_eq!((shown.items[0].title.as_str(), shown.items[0].object.as_str()), ("About", "page"));
        let renamed = ItemFields { title: Some("Who we are".into()), ..ItemFields::default() };
        save_item(&site, &Actor::System, Some(item.id), renamed).await.unwrap();
        let shown = menus::of_term(&site, &menu, &mut Vec::new()).await.unwrap();
        assert_eq!(shown.items[0].title, "Who we are");
    }

    #[tokio::test]
    async fn a_link_of_its_own_needs_words_and_an_address() {
        let (_folder, site) = fixture::site().await;
        let make = |fields| save_item(&site, &Actor::System, None, fields);
        assert_eq!(make(ItemFields::default()).await.unwrap_err().code(), "rest_title_required");
        let words = ItemFields { title: Some("Link".into()), ..ItemFields::default() };
        assert_eq!(make(words.clone()).await.unwrap_err().code(), "rest_url_required");
        let whole = ItemFields { url: Some("https://example.org/".into()), menu_id: Some(99), ..words };
        assert_eq!(make(whole).await.unwrap_err().code(), "invalid_menu_id");
    }
}
