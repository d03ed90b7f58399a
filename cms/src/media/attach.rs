//! Writes what is known of an attachment's file.

use chrono::Duration;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};

use super::{StoredFile, entity, note_files};
use crate::{Change, Result, Site, cron};

/// The file of an attachment that is about to be made.
#[derive(Clone, Debug)]
pub struct NewMedia {
    /// The file as it stands in the uploads folder.
    pub file: StoredFile,
    /// Its type.
    pub mime_type: String,
    /// Pixels, upright; 0 if it has none.
    pub width: u32,
    /// Pixels, upright; 0 if it has none.
    pub height: u32,
    /// WordPress's attachment metadata.
    pub metadata: Value,
    /// The hook that goes on with the attachment, should whoever makes it not come to that.
    pub follow_up: Option<&'static str>,
}

/// How long whoever makes an attachment has for its sizes before the runner makes them.
const GRACE: Duration = Duration::seconds(60);

/// Writes the row of a new attachment, and its file into the journal.
pub async fn attach(change: &Change, site: &Site, post_id: i64, new: &NewMedia) -> Result<()> {
    let row = entity::Model {
        site_id: site.id(),
        post_id,
        file: new.file.file.clone(),
        mime_type: new.mime_type.clone(),
        width: new.width.into(),
        height: new.height.into(),
        filesize: i64::try_from(new.file.size).unwrap_or(i64::MAX),
        sha256: new.file.sha256.clone(),
        metadata: new.metadata.to_string(),
    };
    entity::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(change.connection()).await?;
    if let Some(hook) = new.follow_up {
        cron::schedule_in(change, site, hook, &json!([post_id]), site.host().now() + GRACE, None).await?;
    }
    note_files(change, site, std::slice::from_ref(&new.file)).await
}

/// Writes all columns of a row that is there.
pub async fn update(change: &Change, media: entity::Model) -> Result<()> {
    media.into_active_model().reset_all().update(change.connection()).await?;
    Ok(())
}
