//! Which widgets stand where.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::Site;

/// The place of widgets that stand nowhere.
pub const INACTIVE: &str = "wp_inactive_widgets";

/// Names of widgets by their sidebar, in the order in which they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement(IndexMap<String, Vec<String>>);

/// The arrangement of a site (`wp_get_sidebars_widgets`).
pub fn arrangement(site: &Site) -> Arrangement {
    let mut places = IndexMap::from([(INACTIVE.to_owned(), Vec::new())]);
    let kept = site.settings().get("sidebars_widgets").and_then(Value::as_object).into_iter().flatten();
    for (sidebar, widgets) in kept {
        let listed: Vec<&Value> = match widgets {
            Value::Array(ids) => ids.iter().collect(),
            Value::Object(ids) => ids.values().collect(),
            _ => continue,
        };
        places.insert(sidebar.clone(), listed.into_iter().filter_map(|id| id.as_str().map(str::to_owned)).collect());
    }
    Arrangement(places)
}

/// The text of a block widget; none of another kind of widget, or of one that is not there.
pub fn content_of(site: &Site, id: &str) -> Option<String> {
    let widget = site.settings().get("widget_block")?.get(number_of(id)?.to_string())?;
    Some(widget.get("content")?.as_str()?.to_owned())
}

/// The number in the name of a block widget.
pub(super) fn number_of(id: &str) -> Option<u64> {
    id.strip_prefix("block-")?.parse().ok()
}

/// All block widgets by their numbers, as the option keeps them.
pub(super) fn blocks(site: &Site) -> Map<String, Value> {
    let kept = site.settings().get("widget_block").and_then(Value::as_object);
    kept.cloned().unwrap_or_else(|| Map::from_iter([("_multiwidget".to_owned(), json!(1))]))
}

impl Arrangement {
    /// Sidebars with their widgets, those that stand nowhere first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(sidebar, widgets)| (sidebar.as_str(), widgets.as_slice()))
    }

    /// The widgets of one sidebar.
    pub fn of(&self, sidebar: &str) -> &[String] {
        self.0.get(sidebar).map_or(&[], Vec::as_slice)
    }

    /// Where a widget stands.
    pub fn place_of(&self, id: &str) -> Option<&str> {
        self.iter().find(|(_, widgets)| widgets.iter().any(|widget| widget == id)).map(|(sidebar, _)| sidebar)
    }

    pub(super) fn remove(&mut self, id: &str) {
        for widgets in self.0.values_mut() {
            widgets.retain(|widget| widget != id);
        }
    }

    pub(super) fn push(&mut self, sidebar: &str, id: &str) {
        self.0.entry(sidebar.to_owned()).or_default().push(id.to_owned());
    }

    pub(super) fn set(&mut self, sidebar: &str, widgets: Vec<String>) {
        self.0.insert(sidebar.to_owned(), widgets);
    }

    pub(super) fn value(&self) -> Value {
        let mut value: Map<String, Value> = self.0.iter().map(|(name, ids)| (name.clone(), json!(ids))).collect();
        value.insert("array_version".into(), json!(3));
        Value::Object(value)
    }
}
