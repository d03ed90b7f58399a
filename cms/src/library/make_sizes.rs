//! Makes the smaller files of an image: WordPress's `wp_create_image_subsizes` and `wp_update_image_subsizes`.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::image_sizes::{RegisteredSize, missing_sizes, registered_sizes, sizes_cut_elsewhere};
use super::{first_page, focal_point, permissions, sizes_hook, store};
use crate::formatting::unique_file_name_parts;
use crate::media::{self, Media, StoredFile, note_files};
use crate::pictures::{self, Cut, Facts, FocalPoint, Format, Permit, Picture, PictureLimits, Smaller};
use crate::{Actor, CacheTag, Change, Error, Result, Site};

/// Longer images stand behind a smaller one (`big_image_size_threshold`).
const LONGEST: u32 = 2560;
/// The order in which WordPress writes sizes down: those that editors show first.
const FIRST: [&str; 4] = ["medium", "large", "thumbnail", "medium_large"];

/// Which sizes are to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those that are not there, or are cut around another point than the one that must be seen.
    Missing,
    /// All, also those that are there.
    All,
    /// These.
    Only(Vec<String>),
}

/// Makes sizes of an attachment's image, and the smaller file that stands for one that is too large or lies on its
/// side. Gives what is known of the image now; one whose type has no sizes stays as it is.
pub async fn make_sizes(site: &Site, actor: &Actor, id: i64, wanted: &Wanted) -> Result<Media> {
    permissions::require_edit(site, actor, id).await?;
    let media = media::of_attachment(site, id).await?;
    let media = media.ok_or_else(|| Error::not_found("rest_unknown_attachment", "This attachment has no file."))?;
    let Some(format) = Format::of_mime_type(&media.mime_type) else {
        return if first_page::has_pages(&media.mime_type) {
            of_document(site, media, wanted).await
        } else {
            Ok(media)
        };
    };
    let around = focal_point::focal_point(site, id).await?;
    let plan = Plan::of(site, &media, format, wanted, around);
    if plan.sizes.is_empty() && !plan.may_replace {
        return Ok(media);
    }
    let made = made(site, plan).await?;
    kept(site, id, made).await
}

/// A document's picture is its first page, which is drawn first.
async fn of_document(site: &Site, media: Media, wanted: &Wanted) -> Result<Media> {
    let media = first_page::drawn(site, media, *wanted == Wanted::All).await?;
    let sizes = first_page::sizes(site, &media, wanted);
    match first_page::page_of(&media) {
        Some((page, _)) if !sizes.is_empty() => {
            let made = made(site, Plan::of_page(site, page, sizes)).await?;
            kept(site, media.post_id, made).await
        }
        _ => Ok(media),
    }
}

/// The missing sizes, on behalf of the host itself: what follows an upload that was allowed.
pub async fn make_missing_sizes(site: &Site, id: i64) -> Result<Media> {
    make_sizes(site, &Actor::System, id, &Wanted::Missing).await
}

/// What is to be made of which file.
struct Plan {
    path: PathBuf,
    /// The original's path within the uploads.
    original: String,
    format: Format,
    limits: PictureLimits,
    sizes: Vec<RegisteredSize>,
    around: FocalPoint,
    /// Whether another file may come to stand for the original.
    may_replace: bool,
}

impl Plan {
    fn of(site: &Site, media: &Media, format: Format, wanted: &Wanted, around: FocalPoint) -> Self {
        let original = media.original();
        let sizes = match wanted {
            Wanted::Missing => {
                let missing = missing_sizes(site, media);
                missing.into_iter().chain(sizes_cut_elsewhere(site, media, around)).collect()
            }
            Wanted::All => registered_sizes(site),
            Wanted::Only(names) => {
                registered_sizes(site).into_iter().filter(|size| names.contains(&size.name)).collect()
            }
        };
        Self {
            path: site.host().config().uploads_dir(site.id()).join(&original),
            may_replace: original == media.file && *wanted != Wanted::Only(Vec::new()),
            limits: PictureLimits { megapixels: site.host().config().image_megapixels },
            original,
            format,
            sizes,
            around,
        }
    }

    /// Sizes of a document's page, which stays as it is.
    fn of_page(site: &Site, page: String, sizes: Vec<RegisteredSize>) -> Self {
        Self {
            path: site.host().config().uploads_dir(site.id()).join(&page),
            original: page,
            format: Format::Jpeg,
            limits: PictureLimits { megapixels: site.host().config().image_megapixels },
            sizes,
            around: FocalPoint::MIDDLE,
            may_replace: false,
        }
    }
}

/// What was made: the files' bytes by their paths, and what the metadata says of them.
struct Made {
    main: Option<Main>,
    sizes: Vec<(String, Value, Vec<u8>)>,
    folder: String,
}

/// A file that stands for the original.
struct Main {
    file: String,
    original: String,
    dimensions: (u32, u32),
    bytes: Vec<u8>,
}

async fn made(site: &Site, plan: Plan) -> Result<Made> {
    let (path, format, limits) = (plan.path.clone(), plan.format, plan.limits);
    let facts = working(move || pictures::facts(&path, format, limits)).await?;
    let permit = pictures::enter(facts.megapixels()).await?;
    tracing::debug!(site = site.id(), file = plan.original, "making sizes");
    working(move || make(&plan, facts, &permit)).await
}

fn make(plan: &Plan, facts: Facts, permit: &Permit) -> Result<Made> {
    let mut smaller = Smaller::of(opened(plan, facts, permit)?, facts.upright());
    let main = if plan.may_replace { main(plan, facts, &mut smaller)? } else { None };
    let mut sizes = Vec::new();
    // The largest first: the smaller ones are made of them.
    let mut wanted: Vec<_> = plan.sizes.iter().collect();
    wanted.sort_by_key(|size| std::cmp::Reverse(size.width.max(size.height)));
    for size in wanted {
        let Some(cut) = size.cut_around(smaller.dimensions(), plan.around) else { continue };
        let picture = smaller.make(&cut)?;
        let bytes = picture.encoded(plan.format)?;
        sizes.push((size.name.clone(), described(plan, size, &picture, bytes.len()), bytes));
    }
    let place = |name: &str| FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
    let registered = |name: &str| plan.sizes.iter().position(|size| size.name == name);
    sizes.sort_by_key(|(name, _, _)| (place(name), registered(name)));
    Ok(Made { main, sizes, folder: folder_of(&plan.original).to_owned() })
}

/// The picture, decoded as large as the largest of its sizes needs it.
fn opened(plan: &Plan, facts: Facts, permit: &Permit) -> Result<Picture> {
    if plan.may_replace && facts.orientation > 1 {
        return pictures::open(&plan.path, plan.format, permit);
    }
    let main = if plan.may_replace { pictures::scaled_to(facts.upright(), LONGEST) } else { None };
    let cuts: Vec<Cut> = plan.sizes.iter().filter_map(|size| size.cut(facts.upright())).chain(main).collect();
    pictures::open_reduced(&plan.path, plan.format, permit, pictures::eighths_for(&cuts))
}

/// The file that stands for an original that is too long, or that only looks upright where EXIF is understood.
fn main(plan: &Plan, facts: Facts, smaller: &mut Smaller) -> Result<Option<Main>> {
    let is_photograph = !matches!(plan.format, Format::Png | Format::Gif);
    let scaled = pictures::scaled_to(smaller.dimensions(), LONGEST).filter(|_| is_photograph);
    let (mark, picture) = match scaled {
        Some(cut) => ("-scaled", smaller.make(&cut)?),
        None if facts.orientation > 1 => ("-rotated", smaller.decoded().clone()),
        None => return Ok(None),
    };
    let (stem, extension) = unique_file_name_parts(name_of(&plan.original));
    let file = format!("{}{stem}{mark}{extension}", folder_of(&plan.original));
    let original = name_of(&plan.original).to_owned();
    Ok(Some(Main { file, original, dimensions: picture.dimensions(), bytes: picture.encoded(plan.format)? }))
}

fn described(plan: &Plan, size: &RegisteredSize, picture: &Picture, length: usize) -> Value {
    let mark = if size.crop { focal_point::mark(plan.around) } else { String::new() };
    let (width, height) = picture.dimensions();
    let (stem, extension) = unique_file_name_parts(name_of(&plan.original));
    json!({
        "file": format!("{stem}-{width}x{height}{mark}{extension}"),
        "width": width,
        "height": height,
        "mime-type": plan.format.mime_type(),
        "filesize": length,
    })
}

/// Writes the files, then what is known of them. A size that came to nothing in between is left out: the files of an
/// attachment that was deleted meanwhile go again.
async fn kept(site: &Site, id: i64, made: Made) -> Result<Media> {
    let mut files = Vec::new();
    let mut described = Map::new();
    for (name, description, bytes) in made.sizes {
        let file = format!("{}{}", made.folder, description["file"].as_str().unwrap_or_default());
        files.push(store::write(site, file, bytes).await?);
        described.insert(name, description);
    }
    let mut main = None;
    if let Some(wanted) = made.main {
        let file = store::write(site, wanted.file, wanted.bytes).await?;
        files.push(file.clone());
        main = Some((file, wanted.original, wanted.dimensions));
    }
    match written(site, id, described, main, &files).await {
        Ok(media) => Ok(media),
        Err(error @ Error::NotFound { .. }) => {
            for file in &files {
                store::discard(site, &file.file).await;
            }
            Err(error)
        }
        Err(error) => Err(error),
    }
}

type NewMain = (StoredFile, String, (u32, u32));

async fn written(
    site: &Site,
    id: i64,
    sizes: Map<String, Value>,
    main: Option<NewMain>,
    files: &[StoredFile],
) -> Result<Media> {
    let mut change = Change::begin(site).await?;
    let media = media::in_change(&change, site, id).await?;
    let mut media = media.ok_or_else(|| Error::not_found("rest_post_invalid_id", "Invalid post ID."))?;
    let mut details = media.details();
    if let Some((file, original, (width, height))) = main {
        details.insert("width".into(), json!(width));
        details.insert("height".into(), json!(height));
        details.insert("file".into(), json!(file.file));
        details.insert("filesize".into(), json!(file.size));
        (media.width, media.height) = (width.into(), height.into());
        media.filesize = i64::try_from(file.size).unwrap_or(i64::MAX);
        (media.file, media.sha256) = (file.file, file.sha256);
        details.insert("original_image".into(), json!(original));
        if let Some(meta) = details.get_mut("image_meta").and_then(Value::as_object_mut) {
            meta.insert("orientation".into(), json!(1));
        }
    }
    keep_former(&mut details, &sizes);
    let all = details.entry("sizes").or_insert_with(|| json!({}));
    if !all.is_object() {
        *all = json!({});
    }
    if let Some(all) = all.as_object_mut() {
        all.extend(sizes);
    }
    media.metadata = Value::Object(details).to_string();
    media::update(&change, media.clone()).await?;
    note_files(&change, site, files).await?;
    sizes_hook::is_done(&change, site, id).await?;
    change.makes_stale(CacheTag::Post(id));
    change.commit().await?;
    Ok(media)
}

/// Remembers the files of sizes that get another name now: old posts show them, and they go with the attachment.
fn keep_former(details: &mut Map<String, Value>, new: &Map<String, Value>) {
    let old = details.get("sizes").and_then(Value::as_object).into_iter().flatten();
    let renamed = old.filter(|(name, size)| new.get(*name).is_some_and(|new| new["file"] != size["file"]));
    let renamed: Vec<Value> = renamed.map(|(_, size)| size["file"].clone()).collect();
    if renamed.is_empty() {
        return;
    }
    let former = details.entry(media::FORMER).or_insert_with(|| json!([]));
    if let Some(former) = former.as_array_mut() {
        let missing: Vec<Value> = renamed.into_iter().filter(|file| !former.contains(file)).collect();
        former.extend(missing);
    }
}

fn name_of(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

fn folder_of(file: &str) -> &str {
    file.rfind('/').map_or("", |slash| &file[..=slash])
}

/// Runs what computes where that holds up nobody.
pub(super) async fn working<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    // A decoder that panics over a broken file has refused it.
    done.unwrap_or_else(|_| {
        Err(Error::invalid("rest_upload_invalid_image", "The image could not be read, it may be damaged."))
    })
}
