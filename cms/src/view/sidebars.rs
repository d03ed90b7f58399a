//! Widgets, by sidebar.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::context::WidgetView;
use crate::blocks::Visit;
use crate::content::Renderer;
use crate::posts::Post;
use crate::{CacheTag, Result, Site};

type Sidebars = BTreeMap<String, Vec<WidgetView>>;

/// The block widgets of every sidebar, kept until something they show changes.
pub(super) async fn sidebars(site: &Site) -> Result<(Arc<Sidebars>, Vec<CacheTag>)> {
    let load = async {
        let mut renderer = Renderer::new(site, Visit::default());
        let mut sidebars = Sidebars::new();
        for (sidebar, ids) in chosen(site) {
            let mut widgets = Vec::new();
            for id in ids {
                if let Some(text) = text_of(site, &id) {
                    let html = renderer.text(&Arc::new(nobody(site)), &text).await?;
                    widgets.push(WidgetView { id, html });
                }
            }
            sidebars.insert(sidebar, widgets);
        }
        let mut tags: Vec<CacheTag> = renderer.tags().iter().cloned().collect();
        tags.extend([CacheTag::Settings, CacheTag::Theme]);
        tags.retain(|tag| *tag != CacheTag::Post(0));
        Ok(((Arc::new(sidebars), tags.clone()), tags))
    };
    let kept = site.host().objects().get_or_load(site.id(), "sidebars", load).await?;
    Ok((*kept).clone())
}

/// Which widgets stand in which sidebar (`sidebars_widgets`).
fn chosen(site: &Site) -> Vec<(String, Vec<String>)> {
    let Some(Value::Object(sidebars)) = site.settings().get("sidebars_widgets") else { return Vec::new() };
    let widgets = |value: &Value| -> Option<Vec<String>> {
        let listed: Vec<&Value> = match value {
            Value::Array(ids) => ids.iter().collect(),
            Value::Object(ids) => ids.values().collect(),
            _ => return None,
        };
        Some(listed.into_iter().filter_map(|id| id.as_str().map(str::to_owned)).collect())
    };
    let active = sidebars.iter().filter(|(name, _)| *name != "wp_inactive_widgets");
    active.filter_map(|(name, value)| Some((name.clone(), widgets(value)?))).collect()
}

/// The text of a block widget (`widget_block`).
fn text_of(site: &Site, id: &str) -> Option<String> {
    let number = id.strip_prefix("block-")?;
    let widget = site.settings().get("widget_block")?.get(number)?;
    Some(widget.get("content")?.as_str()?.to_owned())
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
