//! Reads a site's options.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::{Settings, entity};
use crate::{Host, Result, sites};

/// All options of the site, from the connection that pages are read from.
pub async fn load(host: &Host, record: &sites::SiteRecord) -> Result<Settings> {
    let query = entity::Entity::find().filter(entity::Column::SiteId.eq(record.id));
    let rows = query.all(host.database().reader()).await?;
    let mut values: HashMap<String, Value> = rows.into_iter().map(|row| (row.name, parsed(row.value))).collect();
    if values.contains_key(sites::ENVIRONMENT) {
        // No slip of the hand shows a clone to search engines.
        values.insert("blog_public".into(), Value::from(0));
    }
    Ok(Settings::new(values, record.url.clone()))
}

/// Options are JSON; what is not is taken as the string it is.
fn parsed(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}
