//! What a file's head says of a picture, read before anything is decoded.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use image::{ImageDecoder, ImageReader, Limits};

use super::Format;
use crate::{Error, Result};

/// A picture's file may have at most this many bytes: decoders hold it in memory as a whole.
const MOST_BYTES: u64 = 128 << 20;
/// A side may have at most this many pixels: what JPEG can name.
const LONGEST_SIDE: u32 = 65_500;

/// How large pictures may be.
#[derive(Clone, Copy, Debug)]
pub struct PictureLimits {
    /// Millions of pixels.
    pub megapixels: u64,
}

/// What is known of a picture without decoding it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Pixels, as stored: before it is turned.
    pub width: u32,
    /// Pixels, as stored: before it is turned.
    pub height: u32,
    /// EXIF's orientation, 1 to 8; 1 where it is not said.
    pub orientation: u8,
}

impl Facts {
    /// Width and height as it is looked at.
    pub fn upright(&self) -> (u32, u32) {
        if self.orientation >= 5 { (self.height, self.width) } else { (self.width, self.height) }
    }

    /// Millions of pixels, at least one.
    pub fn megapixels(&self) -> u64 {
        (u64::from(self.width) * u64::from(self.height)).div_ceil(1_000_000).max(1)
    }
}

/// Reads a picture's head. Refuses what is no picture, and what would need more memory than `limits` allow: a file of
/// some kilobytes can claim gigabytes of pixels.
pub fn facts(path: &Path, format: Format, limits: PictureLimits) -> Result<Facts> {
    let mut decoder = decoder(path, format)?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().map_or(1, image::metadata::Orientation::to_exif);
    let facts = Facts { width, height, orientation };
    if width == 0 || height == 0 {
        return Err(unreadable("it has no pixels"));
    }
    if facts.megapixels() > limits.megapixels || width.max(height) > LONGEST_SIDE {
        return Err(too_many_pixels(width, height, limits));
    }
    Ok(facts)
}

fn too_many_pixels(width: u32, height: u32, limits: PictureLimits) -> Error {
    Error::invalid(
        "rest_upload_image_too_large",
        format!(
            "This image has {width} × {height} pixels. At most {} million pixels are allowed: make it smaller before uploading.",
            limits.megapixels
        ),
    )
}

/// What a head's profile and texts may take in memory once they are unpacked.
const MOST_BYTES_BESIDE_PIXELS: u64 = 16 << 20;

/// A decoder that has read the head alone.
pub(super) fn decoder(path: &Path, format: Format) -> Result<impl ImageDecoder> {
    let file = File::open(path)?;
    if file.metadata()?.len() > MOST_BYTES {
        return Err(Error::invalid(
            "rest_upload_image_too_large",
            format!("This image is too large. An image's file may have at most {} MB.", MOST_BYTES >> 20),
        ));
    }
    let mut reader = ImageReader::with_format(BufReader::new(file), format.codec());
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES_BESIDE_PIXELS);
    reader.limits(limits);
    reader.into_decoder().map_err(unreadable)
}

/// A picture that cannot be read.
pub(super) fn unreadable(why: impl std::fmt::Display) -> Error {
    Error::invalid("rest_upload_invalid_image", format!("The image could not be read, it may be damaged: {why}."))
}
