//! Widgets, by sidebar.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::WidgetView;
use crate::blocks::{Interactivity, Visit};
use crate::content::Renderer;
use crate::posts::Post;
use crate::{CacheTag, Result, Site, widgets};

type Widgets = BTreeMap<String, Vec<WidgetView>>;

/// What stands in the sidebars.
pub(super) struct Sidebars {
    /// By sidebar.
    pub widgets: Arc<Widgets>,
    /// What their blocks' scripts find on the page.
    pub interactivity: Interactivity,
    /// What they were made from.
    pub tags: Vec<CacheTag>,
}

/// The block widgets of every sidebar, kept until something they show changes.
pub(super) async fn sidebars(site: &Site) -> Result<Arc<Sidebars>> {
    let load = async {
        let mut renderer = Renderer::new(site, Visit::default()).with_marked_ids("side-");
        let mut sidebars = Widgets::new();
        let placed = widgets::arrangement(site);
        for (sidebar, ids) in placed.iter().filter(|(sidebar, _)| *sidebar != widgets::INACTIVE) {
            let mut shown = Vec::new();
            for id in ids {
                if let Some(text) = widgets::content_of(site, id) {
                    let html = renderer.text(&Arc::new(nobody(site)), &text).await?;
                    shown.push(WidgetView { id: id.clone(), html });
                }
            }
            sidebars.insert(sidebar.to_owned(), shown);
        }
        let mut tags: Vec<CacheTag> = renderer.tags().iter().cloned().collect();
        tags.extend([CacheTag::Settings, CacheTag::Theme]);
        tags.retain(|tag| *tag != CacheTag::Post(0));
        let interactivity = renderer.interactivity().clone();
        Ok((Sidebars { widgets: Arc::new(sidebars), interactivity, tags: tags.clone() }, tags))
    };
    site.host().objects().get_or_load(site.id(), "sidebars", load).await
}

/// A widget as it stands on pages, if the theme shows it.
pub async fn widget_html(site: &Site, id: &str) -> Result<Option<String>> {
    let sidebars = sidebars(site).await?;
    let found = sidebars.widgets.values().flatten().find(|widget| widget.id == id);
    Ok(found.map(|widget| widget.html.clone()))
}

/// Widgets belong to no post.
fn nobody(site: &Site) -> Post {
    let moment = chrono::NaiveDateTime::default();
    Post {
        site_id: site.id(),
        id: 0,
        post_type: "widget".to_owned(),
        status: "publish".to_owned(),
        slug: String::new(),
        title: String::new(),
        content: String::new(),
        excerpt: String::new(),
        content_filtered: String::new(),
        author_id: 0,
        parent_id: 0,
        menu_order: 0,
        password: String::new(),
        sticky: false,
        access: String::new(),
        date: moment,
        date_gmt: None,
        modified: moment,
        modified_gmt: moment,
        comment_status: "closed".to_owned(),
        ping_status: "closed".to_owned(),
        comment_count: 0,
        guid: String::new(),
        mime_type: String::new(),
        to_ping: String::new(),
        pinged: String::new(),
    }
}
