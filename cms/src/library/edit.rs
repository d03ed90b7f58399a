//! Edits an image: the result is an attachment of its own, the image stays as it is.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;

use super::make_sizes::working;
use super::reading::may_read_file;
use super::upload::ALT;
use super::{folder, permissions, sizes_hook, store};
use crate::formatting::unique_file_name_parts;
use crate::media::{self, Media, NewMedia, StoredFile, url_of};
use crate::pictures::{self, Format, Picture, PictureLimits};
use crate::posts::{self, Post, PostFields, Reader};
use crate::{Actor, Error, Result, Site};

/// The mark of an edited image's name, and the number that may follow it.
static EDITED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"-edited(-\d+)?$").expect("a constant pattern"));

/// One step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Edit {
    /// A part of it, in percent of width and height.
    Crop {
        /// From the left.
        left: f64,
        /// From the top.
        top: f64,
        /// How wide.
        width: f64,
        /// How high.
        height: f64,
    },
    /// Degrees, clockwise.
    Rotate(f64),
    /// Mirrored.
    Flip {
        /// Left and right change.
        horizontal: bool,
        /// Upside down.
        vertical: bool,
    },
}

/// What is said of the new image; what is not given it has from the one that it was made of.
#[derive(Clone, Debug, Default)]
pub struct EditedFields {
    /// Title.
    pub title: Option<String>,
    /// Caption.
    pub caption: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// The text for those who do not see it.
    pub alt: Option<String>,
    /// The post that it hangs on.
    pub parent_id: Option<i64>,
}

/// Makes a new attachment of an image, edited step by step. `source` is the address of the file that was looked at.
pub async fn edit(
    site: &Site,
    actor: &Actor,
    id: i64,
    source: &str,
    edits: &[Edit],
    fields: EditedFields,
) -> Result<Post> {
    let post = permissions::require_edit(site, actor, id).await?;
    permissions::require_upload(site, actor, fields.parent_id.unwrap_or(0)).await?;
    let media = media::of_attachment(site, id).await?.filter(|media| is_file_of(media, source));
    let unknown = || Error::not_found("rest_unknown_attachment", "Unable to get meta information for file.");
    let media = media.ok_or_else(unknown)?;
    let format = Format::of_mime_type(&media.mime_type)
        .ok_or_else(|| Error::invalid("rest_cannot_edit_file_type", "This type of file cannot be edited."))?;
    let (picture, bytes) = edited(site, &media, format, edits.to_vec()).await?;
    let folder = folder::dated(site, site.local_now());
    let kept = store::keep_bytes(site, &bytes, &folder, &edited_name(&media.original())).await?;
    let file = &kept.file;
    let new = new_media(&media, file, picture, id);
    let mut fields = new_fields(site, &post, file, &media, fields).await?;
    fields.parent_id = fields.parent_id.or(guarding_parent(site, &post, &media).await?);
    match posts::create_attachment(site, actor, fields, &new).await {
        Ok(post) => Ok(post),
        Err(error) => {
            store::discard(site, &file.file).await;
            Err(error)
        }
    }
}

/// Whether the address leads to a file of this image (`wp_image_file_matches_image_meta`).
fn is_file_of(media: &Media, source: &str) -> bool {
    let path = source.split(['?', '#']).next().unwrap_or(source);
    media::files_of(media).iter().any(|file| path.ends_with(&format!("/{file}")))
}

async fn edited(site: &Site, media: &Media, format: Format, edits: Vec<Edit>) -> Result<((u32, u32), Vec<u8>)> {
    let path = site.host().config().uploads_dir(site.id()).join(media.original());
    let limits = PictureLimits { megapixels: site.host().config().image_megapixels };
    let head = path.clone();
    let facts = working(move || pictures::facts(&head, format, limits)).await?;
    let permit = pictures::enter(facts.megapixels()).await?;
    working(move || {
        let mut picture = pictures::open(&path, format, &permit)?;
        for edit in &edits {
            picture = step(&picture, edit)?;
        }
        Ok((picture.dimensions(), picture.encoded(format)?))
    })
    .await
}

fn step(picture: &Picture, edit: &Edit) -> Result<Picture> {
    match *edit {
        Edit::Flip { horizontal, vertical } => Ok(picture.flipped(horizontal, vertical)),
        Edit::Rotate(degrees) => rotated(picture, degrees),
        Edit::Crop { left, top, width, height } => {
            let (all_width, all_height) = picture.dimensions();
            let across = |percent: f64| (f64::from(all_width) * percent / 100.0).round().max(0.0) as u32;
            let down = |percent: f64| (f64::from(all_height) * percent / 100.0).round().max(0.0) as u32;
            picture.cropped(across(left), down(top), across(width), down(height))
        }
    }
}

fn rotated(picture: &Picture, degrees: f64) -> Result<Picture> {
    let quarters = degrees.rem_euclid(360.0) / 90.0;
    if quarters.fract() != 0.0 {
        let message = "Unable to rotate this image. It can be turned by quarters only.";
        return Err(Error::invalid("rest_image_rotation_failed", message));
    }
    Ok(picture.turned(quarters as u8))
}

/// What is made of an image that is not everybody's hangs on the same post, and is not either.
async fn guarding_parent(site: &Site, post: &Post, media: &Media) -> Result<Option<i64>> {
    let (_, is_open) = may_read_file(site, &Actor::Visitor, &Reader::Stranger, &media.file).await?;
    Ok((!is_open && post.parent_id > 0).then_some(post.parent_id))
}

/// `a.jpg` becomes `a-edited.jpg`, however often.
fn edited_name(original: &str) -> String {
    let name = original.rsplit('/').next().unwrap_or(original);
    let (stem, extension) = unique_file_name_parts(name);
    format!("{}-edited{extension}", EDITED.replace(stem, ""))
}

fn new_media(from: &Media, file: &StoredFile, (width, height): (u32, u32), id: i64) -> NewMedia {
    let mut image_meta = from.details().get("image_meta").cloned().unwrap_or_else(|| json!({}));
    if let Some(orientation) = image_meta.get_mut("orientation").filter(|value| **value != "0" && **value != 0) {
        *orientation = json!(1);
    }
    let metadata = json!({
        "width": width,
        "height": height,
        "file": file.file,
        "filesize": file.size,
        "sizes": {},
        "image_meta": image_meta,
        "parent_image": {"attachment_id": id.to_string(), "file": from.original()},
    });
    let mime_type = from.mime_type.clone();
    NewMedia { file: file.clone(), mime_type, width, height, metadata, follow_up: Some(sizes_hook::HOOK) }
}

async fn new_fields(
    site: &Site,
    from: &Post,
    file: &StoredFile,
    media: &Media,
    new: EditedFields,
) -> Result<PostFields> {
    let meta = posts::meta_of(site, from.id).await?;
    let old_alt = meta.into_iter().find(|(key, _)| key == ALT).map(|(_, value)| value);
    let alt = new.alt.or(old_alt).filter(|alt| !alt.is_empty());
    Ok(PostFields {
        title: Some(new.title.unwrap_or_else(|| from.title.clone())),
        excerpt: Some(new.caption.unwrap_or_else(|| from.excerpt.clone())),
        content: Some(new.description.unwrap_or_else(|| from.content.clone())),
        parent_id: new.parent_id,
        guid: Some(url_of(site, &file.file)),
        mime_type: Some(media.mime_type.clone()),
        ping_status: Some("closed".into()),
        meta: alt.map(|alt| (ALT.to_owned(), Some(alt))).into_iter().collect(),
        ..PostFields::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_image_is_marked_once() {
        assert_eq!(edited_name("2026/11/a.jpg"), "a-edited.jpg");
        assert_eq!(edited_name("a-edited-2.jpg"), "a-edited.jpg");
        assert_eq!(edited_name("a-edited.tar.jpg"), "a-edited.tar-edited.jpg");
    }

    #[test]
    fn only_an_images_own_file_is_edited() {
        let media = Media {
            site_id: 1,
            post_id: 2,
            file: "2026/11/a-scaled.jpg".into(),
            mime_type: "image/jpeg".into(),
            width: 1,
            height: 1,
            filesize: 1,
            sha256: String::new(),
            metadata: json!({"original_image": "a.jpg"}).to_string(),
        };
        assert!(is_file_of(&media, "http://x/wp-content/uploads/2026/11/a.jpg?x=1"));
        assert!(is_file_of(&media, "http://x/wp-content/uploads/2026/11/a-scaled.jpg"));
        assert!(!is_file_of(&media, "http://x/wp-content/uploads/2026/11/b.jpg"));
    }
}
