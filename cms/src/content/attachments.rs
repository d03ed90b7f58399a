//! Attachments as markup needs them, read together.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use sea_orm::{ColumnTrait, QueryFilter};

use crate::image_markup::{Attachment, ImageSettings};
use crate::media::{self, Media};
use crate::permalinks;
use crate::posts::{self, Post, PublishedPosts, entity::Column};
use crate::{Result, Site};

/// The attachments with these numbers, by number, in three queries whatever there are.
pub async fn by_ids(site: &Site, ids: &[i64]) -> Result<HashMap<i64, Arc<Attachment>>> {
    let found = posts::by_ids(site, ids).await?;
    of_rows(site, found).await
}

/// All attachments that were uploaded to these posts.
pub(super) async fn attached_to(site: &Site, parents: &BTreeSet<i64>) -> Result<HashMap<i64, Arc<Attachment>>> {
    if parents.is_empty() {
        return Ok(HashMap::new());
    }
    let query = PublishedPosts::any(site)
        .filter(Column::ParentId.is_in(parents.iter().copied()))
        .filter(Column::PostType.eq("attachment"));
    of_rows(site, query.all(site.reader()).await?).await
}

async fn of_rows(site: &Site, rows: Vec<Post>) -> Result<HashMap<i64, Arc<Attachment>>> {
    let rows: Vec<Post> = rows.into_iter().filter(|post| post.post_type == "attachment").collect();
    let ids: Vec<i64> = rows.iter().map(|post| post.id).collect();
    let files = media::of_attachments(site, &ids).await?;
    let mut meta = posts::meta_of_each(site, &ids).await?;
    let pages = if site.settings().flag("wp_attachment_pages_enabled") {
        permalinks::of_posts(site, &rows.iter().collect::<Vec<_>>()).await?
    } else {
        HashMap::new()
    };
    let lend = |post: Post| {
        let meta = meta.remove(&post.id).unwrap_or_default();
        let attachment = attachment(site, &post, files.get(&post.id), &meta, pages.get(&post.id));
        (post.id, Arc::new(attachment))
    };
    Ok(rows.into_iter().map(lend).collect())
}

fn attachment(
    site: &Site,
    post: &Post,
    file: Option<&Media>,
    meta: &[(String, String)],
    page: Option<&String>,
) -> Attachment {
    let value =
        |key: &str| meta.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone()).unwrap_or_default();
    let url = file.map_or_else(|| post.guid.clone(), |file| upload_url(site, &file.file));
    let mut attachment = Attachment {
        id: post.id,
        parent: post.parent_id,
        menu_order: post.menu_order,
        date: post.date.format("%Y-%m-%d %H:%M:%S").to_string(),
        slug: post.slug.clone(),
        page_url: page.cloned().unwrap_or_else(|| url.clone()),
        url,
        title: post.title.clone(),
        caption: post.excerpt.clone(),
        description: post.content.clone(),
        alt: value("_wp_attachment_image_alt"),
        mime_type: post.mime_type.clone(),
        thumbnail: value("_thumbnail_id").parse().unwrap_or_default(),
        ..Attachment::default()
    };
    if let Some(file) = file {
        attachment.set_metadata(&serde_json::from_str(&file.metadata).unwrap_or_default());
        if attachment.width == 0 {
            (attachment.width, attachment.height) = (file.width, file.height);
        }
        if attachment.file.is_empty() {
            attachment.file.clone_from(&file.file);
        }
    }
    attachment
}

/// The address of an uploaded file.
pub(super) fn upload_url(site: &Site, file: &str) -> String {
    format!("{}/wp-content/uploads/{file}", site.url())
}

/// The site's image sizes, those of its theme among them.
pub fn image_settings(site: &Site) -> ImageSettings {
    let settings = site.settings();
    let own = |name: &str| {
        let side = |which: &str| settings.number(&format!("{name}_size_{which}"));
        (name.to_owned(), side("w"), side("h"))
    };
    let mut sizes: Vec<(String, i64, i64)> = ["thumbnail", "medium", "medium_large", "large"].map(own).to_vec();
    sizes.extend([("1536x1536".to_owned(), 1536, 1536), ("2048x2048".to_owned(), 2048, 2048)]);
    let mut content_width = None;
    if let Ok(theme) = site.host().themes().of(settings) {
        let of_theme = theme.manifest().image_sizes.iter();
        sizes.extend(of_theme.map(|(name, size)| (name.clone(), i64::from(size.width), i64::from(size.height))));
        content_width = theme.manifest().content_width.map(i64::from);
    }
    ImageSettings { upload_url: upload_url(site, "").trim_end_matches('/').to_owned(), sizes, content_width }
}
