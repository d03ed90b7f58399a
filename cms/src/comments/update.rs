//! Changes a comment's text and author.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use super::submit::filtered;
use super::{Comment, entity, permissions};
use crate::audit::Deed;
use crate::users::Capability;
use crate::{Actor, Change, Result, Site, formatting};

/// What changes; `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct CommentFields {
    /// Text.
    pub content: Option<String>,
    /// The account; for moderators.
    pub user_id: Option<i64>,
    /// Name.
    pub author_name: Option<String>,
    /// Mail address.
    pub author_email: Option<String>,
    /// Website.
    pub author_url: Option<String>,
    /// The comment that it answers.
    pub parent_id: Option<i64>,
    /// The post.
    pub post_id: Option<i64>,
    /// In UTC.
    pub date_gmt: Option<chrono::NaiveDateTime>,
}

/// Changes a comment. What somebody without `unfiltered_html` writes is cleaned as when it was posted.
pub async fn update(site: &Site, actor: &Actor, id: i64, fields: CommentFields) -> Result<Comment> {
    let former = permissions::require_edit(site, actor, id).await?;
    if fields.user_id.is_some_and(|user_id| user_id != former.user_id) {
        actor.require(Capability::ModerateComments)?;
    }
    let mut row = former.clone().into_active_model();
    if let Some(content) = fields.content {
        row.content = Set(filtered(site, actor, &content));
    }
    if let Some(name) = fields.author_name {
        row.author_name = Set(formatting::strip_all_tags(&name, true));
    }
    if let Some(email) = fields.author_email {
        row.author_email = Set(email);
    }
    if let Some(url) = fields.author_url {
        row.author_url = Set(formatting::esc_url_raw(&url));
    }
    if let Some(user_id) = fields.user_id {
        row.user_id = Set(user_id);
    }
    if let Some(parent_id) = fields.parent_id {
        row.parent_id = Set(parent_id);
    }
    if let Some(post_id) = fields.post_id {
        row.post_id = Set(post_id);
    }
    if let Some(date_gmt) = fields.date_gmt {
        row.date_gmt = Set(date_gmt);
        row.date = Set(site.settings().to_local(date_gmt));
    }
    let mut change = Change::begin(site).await?;
    let is_changed = row.is_changed();
    let changed =
        if is_changed { entity::Entity::update(row).exec(change.connection()).await? } else { former.clone() };
    for post_id in [former.post_id, changed.post_id] {
        super::count::refresh(&mut change, site.id(), post_id).await?;
    }
    change.notes(Deed::new("update", "comment", changed.id).with("post", changed.post_id));
    change.commit().await?;
    Ok(changed)
}
