//! Makes a size when somebody asks for its file: an import whose sizes were not brought along, or a theme whose sizes are new.

use std::sync::LazyLock;
use std::time::Duration;

use moka::future::Cache;
use regex::Regex;

use super::{Wanted, first_page, make_sizes, missing_sizes};
use crate::media;
use crate::{Actor, Result, Site};

/// The name of a size's file: the image's name, width and height, the extension.
static SIZE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(.+)-(\d+)x(\d+)(\.\w+)$").expect("a constant pattern"));

/// Documents that have no page, or could not be drawn: not tried again for a while.
static TRIED: LazyLock<Cache<(i64, i64), ()>> =
    LazyLock::new(|| Cache::builder().max_capacity(10_000).time_to_live(Duration::from_secs(3600)).build());

/// Makes the file, if it would be a registered size of an image of the site that is not there yet, or the first page of a
/// document; tells whether it is there now. Nobody can have any other size made.
pub async fn make_on_demand(site: &Site, file: &str) -> Result<bool> {
    Ok(make_page(site, file).await? || make_size(site, file).await?)
}

async fn make_page(site: &Site, file: &str) -> Result<bool> {
    let Some(document) = first_page::undrawn(site, file).await? else { return Ok(false) };
    let key = (site.id(), document.post_id);
    if TRIED.get(&key).await.is_some() {
        return Ok(false);
    }
    TRIED.insert(key, ()).await;
    let made = make_sizes(site, &Actor::System, document.post_id, &Wanted::Missing).await?;
    Ok(media::files_of(&made).iter().any(|own| own == file))
}

async fn make_size(site: &Site, file: &str) -> Result<bool> {
    let Some(named) = SIZE.captures(file) else { return Ok(false) };
    let Some(media) = media::of_file(site, &format!("{}{}", &named[1], &named[4])).await? else { return Ok(false) };
    let asked = (named[2].parse::<u32>().unwrap_or(0), named[3].parse::<u32>().unwrap_or(0));
    let pixels = |side: i64| u32::try_from(side).unwrap_or(0);
    let from = (pixels(media.width), pixels(media.height));
    let fits = |size: &super::RegisteredSize| size.cut(from).is_some_and(|cut| (cut.width, cut.height) == asked);
    let names: Vec<String> = missing_sizes(site, &media).into_iter().filter(fits).map(|size| size.name).collect();
    if names.is_empty() {
        return Ok(false);
    }
    make_sizes(site, &Actor::System, media.post_id, &Wanted::Only(names)).await?;
    Ok(true)
}

/// The picture's file that a variant's name stands beside.
fn variant_origin<'a>(file: &'a str, mark: &str) -> Option<&'a str> {
    let origin = file.strip_suffix(mark)?;
    let is_picture = |extension: &str| origin.to_ascii_lowercase().ends_with(extension);
    [".jpg", ".jpeg", ".jpe", ".png"].into_iter().any(is_picture).then_some(origin)
}

/// The attachment whose file this is: its own, the one that was uploaded, one of its sizes', a document's page, or a variant
/// of any of them.
pub(super) async fn attachment_of(site: &Site, file: &str) -> Result<Option<media::Media>> {
    let file = [".webp", ".avif"].into_iter().find_map(|mark| variant_origin(file, mark)).unwrap_or(file);
    match image_of(site, file).await? {
        Some(image) => Ok(Some(image)),
        None => first_page::document_of(site, file).await,
    }
}

async fn image_of(site: &Site, file: &str) -> Result<Option<media::Media>> {
    if let Some(found) = media::of_file(site, file).await? {
        return Ok(Some(found));
    }
    let Some(named) = SIZE.captures(file) else { return Ok(None) };
    let origin = format!("{}{}", &named[1], &named[4]);
    if let Some(found) = media::of_file(site, &origin).await? {
        return Ok(Some(found));
    }
    // A size that is cut around a point has two marks.
    match SIZE.captures(&origin) {
        Some(named) => media::of_file(site, &format!("{}{}", &named[1], &named[4])).await,
        None => Ok(None),
    }
}
