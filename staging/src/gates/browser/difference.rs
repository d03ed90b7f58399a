//! Two pictures of a page, and what is different.

use std::io::Cursor;

use image::{GenericImage, ImageFormat, Rgba, RgbaImage};

use crate::{Fault, Result};

/// So much may a channel differ before anybody sees it: text is smoothed a little differently each time.
const UNSEEN: u8 = 16;
const RED: Rgba<u8> = Rgba([220, 0, 60, 255]);

/// The share of the picture that is different (0 to 1), and a PNG of the second picture, faded, with that in red.
pub fn difference(before: &[u8], after: &[u8]) -> Result<(f64, Vec<u8>)> {
    let (before, after) = (read(before)?, read(after)?);
    let (width, height) = (before.width().max(after.width()), before.height().max(after.height()));
    let mut shown = RgbaImage::from_pixel(width, height, Rgba([255, 255, 255, 255]));
    shown.copy_from(&after, 0, 0).map_err(unreadable)?;
    let mut different = 0_u64;
    for (x, y, pixel) in shown.enumerate_pixels_mut() {
        let (one, other) = (before.get_pixel_checked(x, y), after.get_pixel_checked(x, y));
        if is_same(one, other) {
            *pixel = faded(*pixel);
        } else {
            *pixel = RED;
            different += 1;
        }
    }
    let mut picture = Cursor::new(Vec::new());
    shown.write_to(&mut picture, ImageFormat::Png).map_err(unreadable)?;
    Ok((different as f64 / (f64::from(width) * f64::from(height)), picture.into_inner()))
}

fn is_same(one: Option<&Rgba<u8>>, other: Option<&Rgba<u8>>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    one.0.iter().zip(other.0).all(|(one, other)| one.abs_diff(other) <= UNSEEN)
}

fn faded(pixel: Rgba<u8>) -> Rgba<u8> {
    let lighter = |channel: u8| 255 - (255 - channel) / 4;
    Rgba([lighter(pixel[0]), lighter(pixel[1]), lighter(pixel[2]), 255])
}

fn read(picture: &[u8]) -> Result<RgbaImage> {
    Ok(image::load_from_memory_with_format(picture, ImageFormat::Png).map_err(unreadable)?.into_rgba8())
}

fn unreadable(error: image::ImageError) -> Fault {
    Fault::refused(format!("a picture of a page cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32, dots: &[(u32, u32)]) -> Vec<u8> {
        let mut image = RgbaImage::from_pixel(width, height, Rgba([255, 255, 255, 255]));
        dots.iter().for_each(|(x, y)| image.put_pixel(*x, *y, Rgba([0, 0, 0, 255])));
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn what_is_different_is_counted_and_red() {
        let (share, _) = difference(&png(10, 10, &[]), &png(10, 10, &[])).unwrap();
        assert!(share.abs() < f64::EPSILON);
        let (share, picture) = difference(&png(10, 10, &[(1, 1)]), &png(10, 10, &[(2, 2)])).unwrap();
        assert!((share - 0.02).abs() < 1e-9, "{share}");
        assert_eq!(read(&picture).unwrap().get_pixel(1, 1), &RED);
        let (share, _) = difference(&png(10, 5, &[]), &png(10, 10, &[])).unwrap();
        assert!((share - 0.5).abs() < 1e-9, "what one of them does not have is different: {share}");
    }
}
