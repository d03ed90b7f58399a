//! The first page of a document as its picture, as WordPress has it where ImageMagick is there: `name-pdf.jpg` beside
//! `name.pdf` is its `full` size, of which the others are made. A document may have been made to do harm, so a process
//! with bounds draws it; one that cannot be drawn has no picture, and is kept all the same.

use std::io::Read;
use std::sync::LazyLock;
use std::time::Duration;

use platform::confined::{self, Bounds, Patience, Unanswered};
use regex::Regex;
use serde_json::{Map, Value, json};
use tokio::sync::Semaphore;

use super::image_sizes::{RegisteredSize, registered_sizes};
use super::make_sizes::working;
use super::receive::{Received, receive};
use super::{Wanted, store};
use crate::formatting::unique_file_name_parts;
use crate::media::{self, Media, StoredFile, note_files};
use crate::pictures::{self, Facts, Format, PictureLimits};
use crate::{CacheTag, Change, Error, Result, Site};

/// The type of documents whose pages are drawn.
const DOCUMENT: &str = "application/pdf";
/// The size that is the page itself, and those that are made of it (`fallback_intermediate_image_sizes`).
const FULL: &str = "full";
const SMALLER: [&str; 3] = ["thumbnail", "medium", "large"];

/// What this program is asked by to draw a page.
const COMMAND: [&str; 2] = ["media", "render-first-page"];
/// What drawing may take; larger documents are not drawn.
const BOUNDS: Bounds = Bounds { memory_mb: 1 << 10, cpu_seconds: 10 };
const PATIENCE: Patience = Patience { time: Duration::from_secs(15), bytes: 16 << 20 };
const LARGEST_DOCUMENT: u64 = 64 << 20;
/// One page is drawn at a time; how long the others wait.
static TURNS: Semaphore = Semaphore::const_new(1);
const WAIT: Duration = Duration::from_secs(120);

/// What the names of pages, and of their sizes, are made of.
static PAGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(.+)-pdf(?:-\d+)?(?:-\d+x\d+)?\.jpg$").expect("a constant pattern"));

/// Whether files of this type have a first page that is drawn.
pub(super) fn has_pages(mime_type: &str) -> bool {
    mime_type == DOCUMENT
}

/// The file of a document's drawn page, within the uploads, and its width and height.
pub(super) fn page_of(media: &Media) -> Option<(String, (u32, u32))> {
    let details = media.details();
    let full = details.get("sizes")?.get(FULL).filter(|_| has_pages(&media.mime_type))?;
    let side = |name: &str| full.get(name)?.as_u64().and_then(|side| u32::try_from(side).ok());
    Some((format!("{}{}", media.folder(), full.get("file")?.as_str()?), (side("width")?, side("height")?)))
}

/// The sizes of a drawn page that are to be made. None is cut: a page is known by its shape.
pub(super) fn sizes(site: &Site, media: &Media, wanted: &Wanted) -> Vec<RegisteredSize> {
    let Some((_, dimensions)) = page_of(media) else { return Vec::new() };
    let details = media.details();
    let is_there = |name: &str| details.get("sizes").and_then(|sizes| sizes.get(name)).is_some_and(Value::is_object);
    let is_wanted = |size: &RegisteredSize| match wanted {
        Wanted::Missing => !is_there(&size.name),
        Wanted::All => true,
        Wanted::Only(names) => names.contains(&size.name),
    };
    let uncut = registered_sizes(site).into_iter().map(|size| RegisteredSize { crop: false, ..size });
    uncut
        .filter(|size| SMALLER.contains(&size.name.as_str()) && is_wanted(size) && size.cut(dimensions).is_some())
        .collect()
}

/// The document whose drawn page, or a size of it, this file is by its name and by what the document says of itself.
pub(super) async fn document_of(site: &Site, file: &str) -> Result<Option<Media>> {
    let found = media::of_files(site, &may_be_of(file)).await?;
    let name = name_of(file);
    Ok(found.into_iter().find(|media| media::files_of(media).iter().any(|own| name_of(own) == name)))
}

/// The document beside which this file would stand, if it was drawn.
pub(super) async fn undrawn(site: &Site, file: &str) -> Result<Option<Media>> {
    let found = media::of_files(site, &may_be_of(file)).await?;
    Ok(found.into_iter().find(|media| has_pages(&media.mime_type) && page_of(media).is_none()))
}

/// The name of the document that a file says it is the page of, as names usually end.
pub(super) fn origin_of(file: &str) -> Option<String> {
    Some(format!("{}.pdf", &PAGE.captures(file)?[1]))
}

/// The same in all ways to write its end.
fn may_be_of(file: &str) -> Vec<String> {
    let Some(named) = PAGE.captures(file) else { return Vec::new() };
    let ends = (0..8_u8).map(|capitals| {
        let letter = |(place, letter): (usize, char)| match capitals >> place & 1 {
            1 => letter.to_ascii_uppercase(),
            _ => letter,
        };
        "pdf".chars().enumerate().map(letter).collect::<String>()
    });
    ends.map(|end| format!("{}.{end}", &named[1])).collect()
}

/// Has the first page drawn, unless that is done. Gives what is known of the document then.
pub(super) async fn drawn(site: &Site, media: Media, again: bool) -> Result<Media> {
    let before = page_of(&media).map(|(file, _)| file);
    if before.is_some() && !again {
        return Ok(media);
    }
    match ask(site, &media.file).await {
        Ok(page) => keep(site, media, page, before).await,
        Err(why) => {
            tracing::warn!(site = site.id(), file = media.file, %why, "a document has no preview");
            Ok(media)
        }
    }
}

async fn ask(site: &Site, file: &str) -> Result<Vec<u8>, Unanswered> {
    let config = site.host().config();
    let Some(program) = &config.own_program else {
        return Err(Unanswered::Failed("this program cannot be run again".into()));
    };
    let turn = tokio::time::timeout(WAIT, TURNS.acquire()).await;
    let Ok(Ok(_turn)) = turn else { return Err(Unanswered::TooSlow(WAIT)) };
    let unread = |error| Unanswered::Failed(format!("it could not be read: {error}"));
    let document = tokio::fs::File::open(config.uploads_dir(site.id()).join(file)).await.map_err(unread)?;
    if document.metadata().await?.len() > LARGEST_DOCUMENT {
        return Err(Unanswered::Failed(format!("it is larger than {} MB", LARGEST_DOCUMENT >> 20)));
    }
    confined::answer_of(program, &COMMAND, document.into_std().await, PATIENCE).await
}

/// The other side of it, in a process of its own: takes bounds upon itself, reads the document, and answers with the first
/// page as a JPEG.
pub fn draw_first_page(document: impl Read) -> Result<Vec<u8>> {
    confined::confine(BOUNDS)?;
    let mut bytes = Vec::new();
    document.take(LARGEST_DOCUMENT).read_to_end(&mut bytes)?;
    pictures::first_page(bytes)?.encoded(Format::Jpeg)
}

/// Gives the page its name, and writes down that it is there. What was answered is looked at like any picture that comes in.
async fn keep(site: &Site, media: Media, page: Vec<u8>, before: Option<String>) -> Result<Media> {
    let received = received(site, &page).await?;
    let limits = PictureLimits { megapixels: site.host().config().image_megapixels };
    let path = received.path().to_owned();
    let facts = working(move || pictures::facts(&path, Format::Jpeg, limits)).await?;
    if let Some(file) = before {
        let file = store::write(site, file, page).await?;
        return written(site, media.post_id, &file, facts).await;
    }
    let (stem, _) = unique_file_name_parts(name_of(&media.file));
    let kept = store::keep(site, received, media.folder(), &format!("{stem}-pdf.jpg")).await?;
    let written = written(site, media.post_id, &kept.file, facts).await;
    let is_ours = written.as_ref().is_ok_and(|media| page_of(media).is_some_and(|(file, _)| file == kept.file.file));
    if !is_ours {
        store::discard(site, &kept.file.file).await;
    }
    written
}

async fn received(site: &Site, page: &[u8]) -> Result<Received> {
    let mut receiving = receive(site, Some(page.len() as u64)).await?;
    receiving.write(page).await?;
    receiving.finish().await
}

/// A document that got a page meanwhile keeps that one.
async fn written(site: &Site, id: i64, file: &StoredFile, facts: Facts) -> Result<Media> {
    let mut change = Change::begin(site).await?;
    let media = media::in_change(&change, site, id).await?;
    let mut media = media.ok_or_else(|| Error::not_found("rest_post_invalid_id", "Invalid post ID."))?;
    if page_of(&media).is_some_and(|(other, _)| other != file.file) {
        return Ok(media);
    }
    let mut details = media.details();
    let mut sizes = match details.shift_remove("sizes") {
        Some(Value::Object(sizes)) => sizes,
        _ => Map::new(),
    };
    sizes.insert(FULL.into(), described(file, facts));
    details.insert("sizes".into(), Value::Object(sizes));
    media.metadata = Value::Object(details).to_string();
    media::update(&change, media.clone()).await?;
    note_files(&change, site, std::slice::from_ref(file)).await?;
    change.makes_stale(CacheTag::Post(id));
    change.commit().await?;
    Ok(media)
}

fn described(file: &StoredFile, facts: Facts) -> Value {
    json!({
        "file": name_of(&file.file),
        "width": facts.width,
        "height": facts.height,
        "mime-type": Format::Jpeg.mime_type(),
        "filesize": file.size,
    })
}

fn name_of(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_by_its_name() {
        let origin = |file: &str| origin_of(file);
        assert_eq!(origin("2026/11/report-pdf.jpg").as_deref(), Some("2026/11/report.pdf"));
        assert_eq!(origin("report-pdf-1-232x300.jpg").as_deref(), Some("report.pdf"));
        assert_eq!(origin("a-pdf-pdf.jpg").as_deref(), Some("a-pdf.pdf"));
        assert_eq!((origin("report.jpg"), origin("-pdf.jpg"), origin("report-pdf.png")), (None, None, None));
        assert_eq!(may_be_of("a-pdf.jpg").len(), 8);
        assert!(may_be_of("a-pdf.jpg").contains(&"a.PDF".to_owned()));
    }
}
