//! A decoded picture and what can be done with it.

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;

use super::{Cut, Format, encode};
use crate::{Error, Result};

/// A decoded picture, upright.
#[derive(Clone, Debug)]
pub struct Picture {
    pub(super) pixels: DynamicImage,
    pub(super) profile: Option<Vec<u8>>,
}

impl Picture {
    /// Width and height in pixels.
    pub fn dimensions(&self) -> (u32, u32) {
        (self.pixels.width(), self.pixels.height())
    }

    /// A part of it, brought to another size.
    pub fn cut(&self, cut: &Cut) -> Result<Self> {
        let mut smaller = DynamicImage::new(cut.width, cut.height, self.pixels.color());
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).crop(
            cut.left.into(),
            cut.top.into(),
            cut.source_width.into(),
            cut.source_height.into(),
        );
        let resized = Resizer::new().resize(&self.pixels, &mut smaller, &options);
        resized.map_err(|error| Error::Internal(format!("an image could not be made smaller: {error}")))?;
        Ok(Self { pixels: smaller, profile: self.profile.clone() })
    }

    /// A part of it as it is. What lies beyond its edges is left out; nothing at all is an error.
    pub fn cropped(&self, left: u32, top: u32, width: u32, height: u32) -> Result<Self> {
        let (all_width, all_height) = self.dimensions();
        if left >= all_width || top >= all_height || width == 0 || height == 0 {
            return Err(Error::invalid("rest_image_crop_failed", "Unable to crop this image."));
        }
        Ok(Self { pixels: self.pixels.crop_imm(left, top, width, height), profile: self.profile.clone() })
    }

    /// Turned clockwise, in quarters.
    pub fn turned(&self, quarters: u8) -> Self {
        let pixels = match quarters % 4 {
            1 => self.pixels.rotate90(),
            2 => self.pixels.rotate180(),
            3 => self.pixels.rotate270(),
            _ => self.pixels.clone(),
        };
        Self { pixels, profile: self.profile.clone() }
    }

    /// Mirrored: left and right changed, upside down, or both.
    pub fn flipped(&self, horizontal: bool, vertical: bool) -> Self {
        let pixels = match (horizontal, vertical) {
            (true, true) => self.pixels.rotate180(),
            (true, false) => self.pixels.fliph(),
            (false, true) => self.pixels.flipv(),
            (false, false) => self.pixels.clone(),
        };
        Self { pixels, profile: self.profile.clone() }
    }

    /// The bytes of its file in this format.
    pub fn encoded(&self, format: Format) -> Result<Vec<u8>> {
        encode::encode(self, format)
    }

    /// The bytes of its AVIF file: the smallest, and the slowest to make.
    pub fn as_avif(&self) -> Result<Vec<u8>> {
        encode::avif(self)
    }
}

/// Smaller pictures of one, the larger of which serve the smaller ones as their source: half the work is then at a
/// fraction of the pixels, and nothing is seen of it as long as each step halves at the least.
#[derive(Debug)]
pub struct Smaller {
    dimensions: (u32, u32),
    decoded: Picture,
    made: Vec<Picture>,
}

impl Smaller {
    /// Nothing made yet. The original has these dimensions, upright; what was decoded of it may be smaller.
    pub fn of(decoded: Picture, dimensions: (u32, u32)) -> Self {
        Self { dimensions, decoded, made: Vec::new() }
    }

    /// Width and height of the original in pixels.
    pub fn dimensions(&self) -> (u32, u32) {
        self.dimensions
    }

    /// The picture that they are made of.
    pub fn decoded(&self) -> &Picture {
        &self.decoded
    }

    /// One more. `cut` speaks of the original.
    pub fn make(&mut self, cut: &Cut) -> Result<Picture> {
        let (width, height) = self.dimensions;
        let source = self.source(cut).unwrap_or(&self.decoded);
        let picture = source.cut(&on(cut, (width, height), source.dimensions()))?;
        if cut.shows_all(width, height) {
            self.made.push(picture.clone());
        }
        Ok(picture)
    }

    fn source(&self, cut: &Cut) -> Option<&Picture> {
        let (width, height) = self.dimensions;
        let enough = |picture: &&Picture| {
            let (made_width, made_height) = picture.dimensions();
            let seen = |source: u32, made: u32, all: u32| f64::from(source) * f64::from(made) / f64::from(all);
            seen(cut.source_width, made_width, width) >= f64::from(cut.width) * 2.0
                && seen(cut.source_height, made_height, height) >= f64::from(cut.height) * 2.0
        };
        self.made.iter().filter(enough).min_by_key(|picture| picture.dimensions().0)
    }
}

/// The same cut on a smaller one of the same picture.
fn on(cut: &Cut, original: (u32, u32), smaller: (u32, u32)) -> Cut {
    let across = |value: u32| (f64::from(value) * f64::from(smaller.0) / f64::from(original.0)).round() as u32;
    let down = |value: u32| (f64::from(value) * f64::from(smaller.1) / f64::from(original.1)).round() as u32;
    let (left, top) = (across(cut.left).min(smaller.0 - 1), down(cut.top).min(smaller.1 - 1));
    Cut {
        left,
        top,
        source_width: across(cut.source_width).clamp(1, smaller.0 - left),
        source_height: down(cut.source_height).clamp(1, smaller.1 - top),
        ..*cut
    }
}
