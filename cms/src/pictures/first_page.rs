//! Draws the first page of a document. A document can be made so that drawing it takes all memory and all time there is:
//! this is for a process that has bounds (`library::draw_first_page`).

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use image::{DynamicImage, RgbImage};

use super::Picture;
use crate::{Error, Result};

/// Pixels for an inch, as WordPress has documents drawn; and a document's own units for one.
const PIXELS: f32 = 128.0;
const POINTS: f32 = 72.0;
/// A page with a longer side, as a poster has, is drawn with fewer pixels for an inch.
const LONGEST_SIDE: f32 = 2560.0;

/// The first page on white ground.
pub fn first_page(document: Vec<u8>) -> Result<Picture> {
    let document = Pdf::new(document).map_err(|error| match error {
        LoadPdfError::Decryption(_) => refused("it is locked with a password"),
        LoadPdfError::Invalid => refused("it is damaged, or no PDF"),
    })?;
    let pages = document.pages();
    drawn(pages.first().ok_or_else(|| refused("it has no page"))?)
}

fn refused(why: &str) -> Error {
    Error::invalid("pdf_no_preview", format!("The first page could not be drawn: {why}."))
}

fn drawn<'a>(page: &'a Page<'a>) -> Result<Picture> {
    let (width, height) = page.render_dimensions();
    let (across, down) = pixels(width, height).ok_or_else(|| refused("its page has no size"))?;
    let grown = Affine::scale_non_uniform(f64::from(across) / f64::from(width), f64::from(down) / f64::from(height));
    let transform = grown * page.initial_transform(true).to_kurbo();
    let mut context = RenderContext::new(across, down);
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    render_into(page, &cache, &settings, &RenderSettings::default(), &mut context, transform);
    context.flush();
    let mut pixmap = Pixmap::new(across, down);
    let on_white = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
    context.render_with(&mut pixmap, &mut Resources::default(), on_white);
    picture(&pixmap)
}

/// White ground lets nothing shine through.
fn picture(pixmap: &Pixmap) -> Result<Picture> {
    let bytes: Vec<u8> =
        pixmap.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let pixels = RgbImage::from_raw(pixmap.width().into(), pixmap.height().into(), bytes);
    let pixels = pixels.ok_or_else(|| refused("its page has no size"))?;
    Ok(Picture { pixels: DynamicImage::ImageRgb8(pixels), profile: None })
}

/// How many pixels a page of this size has; none for one without a size.
fn pixels(width: f32, height: f32) -> Option<(u16, u16)> {
    let is_side = |side: f32| side.is_finite() && side > 0.0;
    if !is_side(width) || !is_side(height) {
        return None;
    }
    let scale = (PIXELS / POINTS).min(LONGEST_SIDE / width.max(height));
    let side = |points: f32| (points * scale).round().max(1.0) as u16;
    Some((side(width), side(height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_as_many_pixels_as_wordpress_gives_it() {
        assert_eq!(pixels(612.0, 792.0), Some((1_088, 1_408)));
        assert_eq!(pixels(595.0, 842.0), Some((1_058, 1_497)));
    }

    #[test]
    fn a_poster_has_no_more_than_others() {
        assert_eq!(pixels(14_400.0, 7_200.0), Some((2_560, 1_280)));
        assert_eq!(pixels(1e30, 1e-30), Some((2_560, 1)));
        assert_eq!((pixels(0.0, 10.0), pixels(f32::NAN, 10.0), pixels(f32::INFINITY, 1.0)), (None, None, None));
    }

    #[test]
    fn a_page_is_drawn_on_white_ground() {
        let drawing = "1 0 0 rg 0 0 36 36 re f";
        let objects = [
            "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
            "<</Type /Pages /Kids [3 0 R] /Count 1>>".to_owned(),
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] /Contents 4 0 R>>".to_owned(),
            format!("<</Length {}>>\nstream\n{drawing}\nendstream", drawing.len()),
        ];
        let numbered = objects.iter().enumerate().map(|(at, object)| format!("{} 0 obj\n{object}\nendobj\n", at + 1));
        let document = format!("%PDF-1.7\n{}trailer\n<</Size 5 /Root 1 0 R>>\n%%EOF\n", numbered.collect::<String>());
        let page = first_page(document.into_bytes()).unwrap();
        assert_eq!(page.dimensions(), (128, 128));
        let pixels = page.pixels.to_rgb8();
        assert_eq!((pixels.get_pixel(100, 20).0, pixels.get_pixel(20, 100).0), ([255, 255, 255], [255, 0, 0]));
    }

    #[test]
    fn what_is_no_document_is_refused_in_words() {
        for bytes in [&b""[..], b"%PDF-1.7\n", b"a text"] {
            let refused = first_page(bytes.to_vec()).unwrap_err();
            assert!(refused.to_string().contains("The first page could not be drawn"), "{refused}");
        }
    }
}
