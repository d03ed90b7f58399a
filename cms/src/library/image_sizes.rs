//! The sizes that a site has its images in: WordPress's own and its theme's.

use serde_json::Value;

use super::focal_point::is_cut_elsewhere;
use crate::Site;
use crate::media::Media;
use crate::pictures::{self, Cut, FocalPoint, Format, cut_for};

/// A size by its name (`wp_get_registered_image_subsizes`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredSize {
    /// Such as `medium`.
    pub name: String,
    /// Pixels; 0 for any.
    pub width: u32,
    /// Pixels; 0 for any.
    pub height: u32,
    /// Whether images are cut to exactly this size.
    pub crop: bool,
}

impl RegisteredSize {
    /// How a picture of these dimensions gets this size; none where it would not become smaller.
    pub fn cut(&self, from: (u32, u32)) -> Option<Cut> {
        cut_for(from, (self.width, self.height), self.crop)
    }

    /// The same, cut around the point that must be seen.
    pub fn cut_around(&self, from: (u32, u32), around: FocalPoint) -> Option<Cut> {
        pictures::cut_around(from, (self.width, self.height), self.crop, around)
    }
}

/// The site's sizes, in WordPress's order.
pub fn registered_sizes(site: &Site) -> Vec<RegisteredSize> {
    let settings = site.settings();
    let pixels = |name: &str, side: &str| u32::try_from(settings.number(&format!("{name}_size_{side}"))).unwrap_or(0);
    let own = ["thumbnail", "medium", "medium_large", "large"].map(|name| RegisteredSize {
        name: name.to_owned(),
        width: pixels(name, "w"),
        height: pixels(name, "h"),
        crop: settings.flag(&format!("{name}_crop")),
    });
    let square = |side: u32| RegisteredSize { name: format!("{side}x{side}"), width: side, height: side, crop: false };
    let mut sizes: Vec<RegisteredSize> = own.into_iter().chain([square(1536), square(2048)]).collect();
    if let Ok(theme) = site.host().themes().of(settings) {
        let of_theme = theme.manifest().image_sizes.iter().map(|(name, size)| RegisteredSize {
            name: name.clone(),
            width: size.width,
            height: size.height,
            crop: size.crop,
        });
        sizes.extend(of_theme);
    }
    sizes.retain(|size| size.width > 0 || size.height > 0);
    sizes
}

/// The sizes of an image that are cut around another point than the one that must be seen now.
pub(super) fn sizes_cut_elsewhere(site: &Site, media: &Media, around: FocalPoint) -> Vec<RegisteredSize> {
    let details = media.details();
    let sizes = details.get("sizes");
    let is_elsewhere = |size: &RegisteredSize| {
        let described = sizes.and_then(|sizes| sizes.get(&size.name));
        size.crop && described.is_some_and(|described| is_cut_elsewhere(described, around))
    };
    registered_sizes(site).into_iter().filter(is_elsewhere).collect()
}

/// The sizes that an image could have and has not (`wp_get_missing_image_subsizes`).
pub fn missing_sizes(site: &Site, media: &Media) -> Vec<RegisteredSize> {
    if Format::of_mime_type(&media.mime_type).is_none() {
        return Vec::new();
    }
    let details = media.details();
    let has = |name: &str| details.get("sizes").and_then(|sizes| sizes.get(name)).is_some_and(Value::is_object);
    let pixels = |side: i64| u32::try_from(side).unwrap_or(0);
    let from = (pixels(media.width), pixels(media.height));
    registered_sizes(site).into_iter().filter(|size| !has(&size.name) && size.cut(from).is_some()).collect()
}
