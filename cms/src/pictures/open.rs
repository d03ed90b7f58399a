//! Decodes a picture.

use std::path::Path;

use image::{DynamicImage, ImageDecoder, Limits};

use super::facts::{decoder, unreadable};
use super::{Format, Permit, Picture, icc, jpeg};
use crate::Result;

/// Decodes a picture and turns it upright. Takes a permit, so that only as many pixels are in memory at once as there is
/// room for. Blocks: call it where blocking is allowed.
pub fn open(path: &Path, format: Format, permit: &Permit) -> Result<Picture> {
    open_reduced(path, format, permit, 8)
}

/// The same in `eighths` of its width and height, where its format can be decoded at less than its size.
pub fn open_reduced(path: &Path, format: Format, permit: &Permit, eighths: u8) -> Result<Picture> {
    let mut decoder = decoder(path, format)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(permit.bytes());
    decoder.set_limits(limits).map_err(unreadable)?;
    let orientation = decoder.orientation().map_err(unreadable)?;
    let profile = decoder.icc_profile().ok().flatten();
    let reduced = if format == Format::Jpeg { jpeg::decode(path, eighths)? } else { None };
    let mut pixels = match reduced {
        Some(pixels) => pixels,
        None => DynamicImage::from_decoder(decoder).map_err(unreadable)?,
    };
    pixels.apply_orientation(orientation);
    let pixels = in_eight_bits(pixels);
    let profile = profile.filter(|profile| icc::fits(profile, &pixels));
    Ok(Picture { pixels, profile })
}

/// One byte a channel is what the web shows.
fn in_eight_bits(pixels: DynamicImage) -> DynamicImage {
    use DynamicImage::{ImageLuma8, ImageLumaA8, ImageRgb8, ImageRgba8};
    match pixels {
        pixels @ (ImageLuma8(_) | ImageRgb8(_) | ImageRgba8(_)) => pixels,
        pixels @ ImageLumaA8(_) => ImageRgba8(pixels.into_rgba8()),
        pixels if pixels.color().has_alpha() => ImageRgba8(pixels.into_rgba8()),
        pixels if pixels.color().has_color() => ImageRgb8(pixels.into_rgb8()),
        pixels => ImageLuma8(pixels.into_luma8()),
    }
}
