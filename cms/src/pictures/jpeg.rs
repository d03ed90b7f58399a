//! Decodes JPEG at a fraction of its size: where a small picture is wanted of a large one, most of the work need not be done.

use std::path::Path;

use image::{DynamicImage, GrayImage, RgbImage};
use mozjpeg::{ColorSpace, Decompress};

use super::facts::unreadable;
use crate::Result;

/// Each scan of a progressive file goes over the whole picture, and may bring nothing: a camera's has ten or so.
const MOST_SCANS: usize = 100;
/// Where a scan begins (ITU-T T.81, B.1.1.3: SOS).
const SCAN: [u8; 2] = [0xff, 0xda];

/// The pixels of a JPEG in `eighths` of its width and height; none for colour spaces that are not decoded here.
pub(super) fn decode(path: &Path, eighths: u8) -> Result<Option<DynamicImage>> {
    let bytes = std::fs::read(path)?;
    if memchr::memmem::find_iter(&bytes, &SCAN).count() > MOST_SCANS {
        return Err(unreadable("it has too many scans"));
    }
    // The library unwinds over data that it cannot read.
    match std::panic::catch_unwind(|| decoded(&bytes, eighths)) {
        Ok(decoded) => decoded.map_err(unreadable),
        Err(_) => Err(unreadable("its data cannot be read")),
    }
}

fn decoded(bytes: &[u8], eighths: u8) -> std::io::Result<Option<DynamicImage>> {
    let mut decoder = Decompress::new_mem(bytes)?;
    decoder.scale(eighths.clamp(1, 8));
    let is_grey = match decoder.color_space() {
        ColorSpace::JCS_GRAYSCALE => true,
        ColorSpace::JCS_YCbCr | ColorSpace::JCS_RGB => false,
        _ => return Ok(None),
    };
    let mut started = if is_grey { decoder.grayscale()? } else { decoder.rgb()? };
    let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
    let (width, height) = (side(started.width()), side(started.height()));
    let pixels: Vec<u8> = started.read_scanlines::<u8>()?;
    Ok(match is_grey {
        true => GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8),
        false => RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
    })
}
