//! The same picture as AVIF or WebP, for browsers that take it: made when it is first asked for.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use moka::future::Cache;
use tokio::sync::Semaphore;

use super::make_sizes::working;
use super::store;
use crate::media::{Variant, note_files};
use crate::pictures::{self, Format, Permit, PictureLimits};
use crate::{Change, Result, Site};

/// The option that switches WebP off with a 0, and the one that switches AVIF on with a 1.
const WEBP: &str = "platen_webp_variants";
const AVIF: &str = "platen_avif_variants";
/// AVIF takes a second or so for each million pixels: larger pictures have none, and one is made at a time.
const LARGEST_AVIF: u64 = 4;
static AVIFS: Semaphore = Semaphore::const_new(1);
/// Pictures that came out no smaller, or could not be read: not tried again for a while.
static TRIED: LazyLock<Cache<(i64, String), ()>> =
    LazyLock::new(|| Cache::builder().max_capacity(10_000).time_to_live(Duration::from_secs(3600)).build());

/// The variants that a file may have beside it, the smallest first.
pub fn variants_for(site: &Site, file: &str) -> Vec<Variant> {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    if !["jpg", "jpeg", "jpe", "png"].iter().any(|known| known.eq_ignore_ascii_case(extension)) {
        return Vec::new();
    }
    let is_on = |variant: &Variant| match variant {
        Variant::Avif => site.settings().flag(AVIF),
        Variant::Webp => site.settings().text(WEBP) != "0",
    };
    Variant::ALL.into_iter().filter(is_on).collect()
}

/// Makes one, unless that was tried a while ago. One that would be no smaller than the picture is not kept. While another
/// AVIF is being made nothing happens: whoever asks next has it made.
pub async fn make_variant(site: &Site, file: &str, variant: Variant) -> Result<()> {
    let _turn = match variant {
        Variant::Avif => match AVIFS.try_acquire() {
            Ok(turn) => Some(turn),
            Err(_) => return Ok(()),
        },
        Variant::Webp => None,
    };
    let name = variant.name_of(file);
    let key = (site.id(), name.clone());
    if TRIED.get(&key).await.is_some() {
        return Ok(());
    }
    TRIED.insert(key, ()).await;
    let path = site.host().config().uploads_dir(site.id()).join(file);
    let format = if file.to_ascii_lowercase().ends_with("png") { Format::Png } else { Format::Jpeg };
    let limits = PictureLimits { megapixels: site.host().config().image_megapixels };
    let head = path.clone();
    let facts = working(move || pictures::facts(&head, format, limits)).await?;
    if variant == Variant::Avif && facts.megapixels() > LARGEST_AVIF {
        return Ok(());
    }
    let permit = pictures::enter(facts.megapixels()).await?;
    let Some(bytes) = working(move || smaller(path, format, variant, &permit)).await? else { return Ok(()) };
    let stored = store::write(site, name, bytes).await?;
    let change = Change::begin(site).await?;
    note_files(&change, site, &[stored]).await?;
    change.commit().await
}

fn smaller(path: PathBuf, format: Format, variant: Variant, permit: &Permit) -> Result<Option<Vec<u8>>> {
    let length = std::fs::metadata(&path)?.len();
    let picture = pictures::open(&path, format, permit)?;
    let bytes = match variant {
        Variant::Avif => picture.as_avif()?,
        Variant::Webp => picture.encoded(Format::Webp)?,
    };
    Ok(Some(bytes).filter(|bytes| (bytes.len() as u64) < length))
}
