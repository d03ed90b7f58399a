//! Writes pictures as files.

use image::codecs::gif::GifEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder};
use img_parts::ImageICC;
use img_parts::webp::WebP;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::{Format, Picture};
use crate::{Error, Result};

/// WordPress's default quality for JPEG.
const JPEG_QUALITY: u8 = 82;
/// WordPress's default quality for WebP.
const WEBP_QUALITY: f32 = 86.0;

/// About what WebP's looks like, and the second fastest of ten speeds.
const AVIF_QUALITY: f32 = 60.0;
const AVIF_SPEED: u8 = 9;

pub(super) fn encode(picture: &Picture, format: Format) -> Result<Vec<u8>> {
    match format {
        Format::Jpeg => jpeg(picture),
        Format::Png => png(picture),
        Format::Gif => gif(picture),
        Format::Webp => webp(picture),
    }
}

/// Has no profile: the encoder writes none, and what has another one than sRGB stays as it is.
pub(super) fn avif(picture: &Picture) -> Result<Vec<u8>> {
    use ravif::{Encoder, Img, RGBA8};
    if picture.profile.is_some() {
        return Err(failed("its colours need a profile"));
    }
    let pixels = picture.pixels.to_rgba8();
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    let pixels: Vec<RGBA8> = pixels.pixels().map(|pixel| RGBA8::new(pixel[0], pixel[1], pixel[2], pixel[3])).collect();
    let encoder = Encoder::new().with_quality(AVIF_QUALITY).with_speed(AVIF_SPEED).with_num_threads(Some(1));
    let encoded = encoder.encode_rgba(Img::new(pixels.as_slice(), width, height)).map_err(failed)?;
    Ok(encoded.avif_file)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("an image could not be written: {error}"))
}

fn jpeg(picture: &Picture) -> Result<Vec<u8>> {
    let side = |pixels: u32| u16::try_from(pixels).map_err(failed);
    let (width, height) = (side(picture.pixels.width())?, side(picture.pixels.height())?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, JPEG_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    if let Some(profile) = &picture.profile {
        encoder.add_icc_profile(profile).map_err(failed)?;
    }
    let encoded = match &picture.pixels {
        DynamicImage::ImageLuma8(pixels) => encoder.encode(pixels, width, height, ColorType::Luma),
        DynamicImage::ImageRgb8(pixels) => encoder.encode(pixels, width, height, ColorType::Rgb),
        pixels => encoder.encode(&pixels.to_rgb8(), width, height, ColorType::Rgb),
    };
    encoded.map_err(failed)?;
    Ok(bytes)
}

fn png(picture: &Picture) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    if let Some(profile) = &picture.profile {
        // A format that could not carry it would have had none.
        encoder.set_icc_profile(profile.clone()).map_err(failed)?;
    }
    picture.pixels.write_with_encoder(encoder).map_err(failed)?;
    Ok(bytes)
}

fn gif(picture: &Picture) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let pixels = picture.pixels.to_rgba8();
    let mut encoder = GifEncoder::new_with_speed(&mut bytes, 10);
    let color = image::ExtendedColorType::Rgba8;
    encoder.encode(&pixels, pixels.width(), pixels.height(), color).map_err(failed)?;
    drop(encoder);
    Ok(bytes)
}

fn webp(picture: &Picture) -> Result<Vec<u8>> {
    let (width, height) = (picture.pixels.width(), picture.pixels.height());
    let encoded = match &picture.pixels {
        DynamicImage::ImageRgba8(pixels) => {
            webp::Encoder::from_rgba(pixels, width, height).encode_simple(false, WEBP_QUALITY)
        }
        pixels => webp::Encoder::from_rgb(&pixels.to_rgb8(), width, height).encode_simple(false, WEBP_QUALITY),
    };
    let bytes = encoded.map_err(|error| failed(format!("{error:?}")))?.to_vec();
    match &picture.profile {
        Some(profile) => with_profile(bytes, profile.clone()),
        None => Ok(bytes),
    }
}

fn with_profile(bytes: Vec<u8>, profile: Vec<u8>) -> Result<Vec<u8>> {
    let mut file = WebP::from_bytes(bytes.into()).map_err(failed)?;
    file.set_icc_profile(Some(profile.into()));
    Ok(file.encoder().bytes().to_vec())
}
