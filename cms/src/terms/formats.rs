//! Post formats, which WordPress keeps as terms named `post-format-aside`.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

use super::entity;
use crate::sites::{self, Kind};
use crate::{Error, Result, Site};

/// The taxonomy of formats.
pub const FORMAT_TAXONOMY: &str = "post_format";

/// Every format but `standard`, which is none.
pub const FORMATS: [&str; 9] = ["aside", "audio", "chat", "gallery", "image", "link", "quote", "status", "video"];

/// The terms of a post with this format: one, made when it is the first; none for `standard`.
pub(crate) async fn of_format(site: &Site, format: &str) -> Result<Vec<i64>> {
    if matches!(format, "standard" | "" | "0") {
        return Ok(Vec::new());
    }
    if !FORMATS.contains(&format) {
        return Err(Error::invalid("rest_invalid_param", format!("There is no post format '{format}'.")));
    }
    let slug = format!("post-format-{format}");
    let found = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Taxonomy.eq(FORMAT_TAXONOMY))
        .filter(entity::Column::Slug.eq(slug.as_str()))
        .one(site.writer())
        .await?;
    if let Some(term) = found {
        return Ok(vec![term.id]);
    }
    let id = sites::next(site, Kind::Terms).await?;
    let row = entity::ActiveModel {
        site_id: Set(site.id()),
        id: Set(id),
        taxonomy: Set(FORMAT_TAXONOMY.into()),
        name: Set(slug.clone()),
        slug: Set(slug),
        description: Set(String::new()),
        parent_id: Set(0),
        count: Set(0),
    };
    row.insert(site.writer()).await?;
    Ok(vec![id])
}
