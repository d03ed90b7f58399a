//! What was done.

use serde_json::{Value, json};

use crate::CacheTag;

/// One thing that was done to one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// `create`, `update`, `trash`, `delete`, `change-role`, ….
    pub action: &'static str,
    /// `post`, `term`, `comment`, `user`, `option`, `site`, ….
    pub object_type: String,
    /// Its number, or 0 for what has none.
    pub object_id: i64,
    /// What else there is to tell: names, never secrets. A JSON object.
    pub details: Value,
}

impl Deed {
    /// This was done to the thing with this number.
    pub fn new(action: &'static str, object_type: impl Into<String>, object_id: i64) -> Self {
        Self { action, object_type: object_type.into(), object_id, details: json!({}) }
    }

    /// With one more detail.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details[name] = value.into();
        self
    }

    /// What a purge tells about a change whose verb has not said more.
    pub(crate) fn of_tag(tag: &CacheTag) -> Option<Self> {
        Some(match tag {
            CacheTag::Post(id) => Self::new("update", "post", *id),
            CacheTag::Term(id) => Self::new("update", "term", *id),
            CacheTag::User(id) => Self::new("update", "user", *id),
            CacheTag::Comments(post_id) => Self::new("update", "comments", *post_id),
            CacheTag::Settings => Self::new("update", "settings", 0),
            CacheTag::Theme => Self::new("update", "theme", 0),
            CacheTag::Menus => Self::new("update", "menus", 0),
            _ => return None,
        })
    }
}
