//! Makes an attachment of a file that came in: WordPress's `media_handle_upload`.

use std::path::Path;

use chrono::NaiveDateTime;
use serde_json::{Map, Value, json};

use super::allowed::allowed_types;
use super::make_sizes::working;
use super::receive::Received;
use super::true_type::{TrueType, true_type};
use super::{drawings, first_page, folder, permissions, quota, sizes_hook, store, told};
use crate::formatting::{sanitize_text_field, sanitize_title, unique_file_name_parts};
use crate::media::{NewMedia, StoredFile, url_of};
use crate::pictures::{self, Facts, Format, ImageMeta, PictureLimits};
use crate::posts::{self, Post, PostFields};
use crate::{Actor, Error, Result, Site};

/// The key of the text for those who do not see an image.
pub(super) const ALT: &str = "_wp_attachment_image_alt";

/// The option with which a site keeps in its pictures where they were taken.
const KEEP_LOCATION: &str = "platen_keep_image_location";

/// What is said of a file that comes in.
#[derive(Clone, Debug, Default)]
pub struct NewUpload {
    /// What whoever sends it calls it.
    pub file_name: String,
    /// The title where none is given: the name as it was sent, rather than as it is stored.
    pub title_from_name: bool,
    /// What is to be written of the attachment; its parent is the post that it is uploaded to.
    pub fields: PostFields,
    /// The text for those who do not see it.
    pub alt: Option<String>,
}

/// Keeps the file and makes its attachment. When this answers, the file is on the disk under its name and its row is
/// committed. Sizes are the next step: see [`super::make_sizes`]; should it not come to that, the runner makes them.
pub async fn upload(site: &Site, actor: &Actor, mut received: Received, new: NewUpload) -> Result<Post> {
    let parent = permissions::require_upload(site, actor, new.fields.parent_id.unwrap_or(0)).await?;
    quota::require_room(site, received.length()).await?;
    let kind =
        true_type(received.path(), &folder::clean(&new.file_name), &allowed_types(site.settings(), actor)).await?;
    if drawings::is_drawing(&kind.mime_type) {
        drawings::clean(&mut received).await?;
    }
    let picture = inspected(site, &mut received, &kind).await?;
    let told = told::of(received.path(), &kind.mime_type).await;
    let folder = folder::dated(site, date_of(site, parent.as_ref()));
    let kept = store::keep(site, received, &folder, &kind.name).await?;
    let file = &kept.file;
    let media = new_media(file, &kind, picture.as_ref(), told);
    let fields = fields(site, file, &kind, picture.as_ref().map(|picture| &picture.meta), new);
    match posts::create_attachment(site, actor, fields, &media).await {
        Ok(post) => Ok(post),
        Err(error) => {
            store::discard(site, &file.file).await;
            Err(error)
        }
    }
}

/// Makes the attachment of a file that has its place already.
pub(super) async fn attach_stored(
    site: &Site,
    actor: &Actor,
    path: &Path,
    file: StoredFile,
    new: NewUpload,
) -> Result<Post> {
    permissions::require_upload(site, actor, new.fields.parent_id.unwrap_or(0)).await?;
    let name = file.file.rsplit('/').next().unwrap_or_default().to_owned();
    let kind = true_type(path, &name, &allowed_types(site.settings(), actor)).await?;
    if kind.name != name {
        return Err(Error::invalid("upload_type_not_allowed", format!("{name} is not what its name says.")));
    }
    if drawings::is_drawing(&kind.mime_type) {
        let message = "A drawing is cleaned when it is uploaded, and stays as it is here: upload it instead.";
        return Err(Error::invalid("upload_type_not_allowed", message));
    }
    let picture = match Format::of_mime_type(&kind.mime_type) {
        Some(format) => Some(read(site, path, format).await?),
        None => None,
    };
    let told = told::of(path, &kind.mime_type).await;
    let media = new_media(&file, &kind, picture.as_ref(), told);
    let fields = fields(site, &file, &kind, picture.as_ref().map(|picture| &picture.meta), new);
    posts::create_attachment(site, actor, fields, &media).await
}

/// What is uploaded to a post goes where the post is; a page's date says nothing.
fn date_of(site: &Site, parent: Option<&Post>) -> NaiveDateTime {
    match parent {
        Some(post) if post.post_type != "page" && chrono::Datelike::year(&post.date) > 0 => post.date,
        _ => site.local_now(),
    }
}

/// A picture before it is decoded.
struct Inspected {
    facts: Facts,
    meta: ImageMeta,
}

/// Reads a picture's head, refusing what is too large to decode, and takes out where it was made.
async fn inspected(site: &Site, received: &mut Received, kind: &TrueType) -> Result<Option<Inspected>> {
    let Some(format) = Format::of_mime_type(&kind.mime_type) else { return Ok(None) };
    let picture = read(site, received.path(), format).await?;
    if !site.settings().flag(KEEP_LOCATION) {
        let path = received.path().to_owned();
        if let Some(bytes) = working(move || cleaned(&path)).await? {
            received.replace(bytes).await?;
        }
    }
    Ok(Some(picture))
}

async fn read(site: &Site, path: &Path, format: Format) -> Result<Inspected> {
    let limits = PictureLimits { megapixels: site.host().config().image_megapixels };
    let path = path.to_owned();
    working(move || {
        let facts = pictures::facts(&path, format, limits)?;
        Ok(Inspected { facts, meta: pictures::image_meta(&path) })
    })
    .await
}

fn cleaned(path: &Path) -> Result<Option<Vec<u8>>> {
    Ok(pictures::without_location(std::fs::read(path)?))
}

fn new_media(file: &StoredFile, kind: &TrueType, picture: Option<&Inspected>, told: Map<String, Value>) -> NewMedia {
    let pixels = |name: &str| told.get(name).and_then(Value::as_u64).and_then(|side| u32::try_from(side).ok());
    let (width, height) = match picture {
        Some(picture) => picture.facts.upright(),
        None => (pixels("width").unwrap_or(0), pixels("height").unwrap_or(0)),
    };
    let mut metadata = Map::new();
    if let Some(picture) = picture {
        metadata.insert("width".into(), json!(width));
        metadata.insert("height".into(), json!(height));
        metadata.insert("file".into(), json!(file.file));
        metadata.insert("filesize".into(), json!(file.size));
        metadata.insert("sizes".into(), json!({}));
        metadata.insert("image_meta".into(), picture.meta.to_json());
    } else {
        metadata.insert("filesize".into(), json!(file.size));
        metadata.extend(told);
    }
    NewMedia {
        file: file.clone(),
        mime_type: kind.mime_type.clone(),
        width,
        height,
        metadata: Value::Object(metadata),
        follow_up: (picture.is_some() || first_page::has_pages(&kind.mime_type)).then_some(sizes_hook::HOOK),
    }
}

/// The attachment's fields: what was said of it, else what its file says, else its name.
fn fields(site: &Site, file: &StoredFile, kind: &TrueType, meta: Option<&ImageMeta>, new: NewUpload) -> PostFields {
    let stored_name = file.file.rsplit('/').next().unwrap_or_default();
    let sent_name = if new.title_from_name { sanitize_text_field(stem(&new.file_name)) } else { String::new() };
    let said = |text: Option<String>| text.filter(|text| !text.is_empty());
    let exif_title = meta.map(|meta| meta.title.clone()).filter(|title| is_title(title));
    let title = said(new.fields.title.clone()).or(exif_title).or(said(Some(sent_name)));
    let mut meta_values = new.fields.meta.clone();
    if let Some(alt) = new.alt {
        meta_values.push((ALT.to_owned(), Some(sanitize_text_field(&alt)).filter(|alt| !alt.is_empty())));
    }
    PostFields {
        title: Some(title.unwrap_or_else(|| stem(stored_name).to_owned())),
        excerpt: said(new.fields.excerpt.clone()).or(said(meta.map(|meta| meta.caption.clone()))),
        guid: Some(url_of(site, &file.file)),
        mime_type: Some(kind.mime_type.clone()),
        ping_status: Some(new.fields.ping_status.clone().unwrap_or_else(|| "closed".into())),
        meta: meta_values,
        ..new.fields
    }
}

/// A camera's numbers are no title.
fn is_title(text: &str) -> bool {
    let slug = sanitize_title(text);
    !slug.is_empty() && !slug.bytes().all(|letter| letter.is_ascii_digit())
}

fn stem(name: &str) -> &str {
    unique_file_name_parts(name).0.trim()
}
