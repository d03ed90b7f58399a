//! How large a smaller image becomes, and which part of the picture it shows.

use crate::image_markup::constrain_dimensions;

/// A part of a picture and the size that it is brought to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// From the left edge of the picture.
    pub left: u32,
    /// From its upper edge.
    pub top: u32,
    /// Pixels of the picture that are shown.
    pub source_width: u32,
    /// Pixels of the picture that are shown.
    pub source_height: u32,
    /// Pixels that come out.
    pub width: u32,
    /// Pixels that come out.
    pub height: u32,
}

impl Cut {
    /// Whether it shows the whole picture.
    pub fn shows_all(&self, width: u32, height: u32) -> bool {
        (self.source_width, self.source_height) == (width, height)
    }
}

/// The point of a picture that must be seen when it is cut: parts of its width and height, from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FocalPoint {
    /// From the left: 0 to 1.
    pub x: f64,
    /// From the top: 0 to 1.
    pub y: f64,
}

impl FocalPoint {
    /// The middle, as WordPress cuts.
    pub const MIDDLE: Self = Self { x: 0.5, y: 0.5 };
}

/// WordPress's `image_resize_dimensions`: how a picture of `from` becomes one of the box `to` (0 for any), cut to its shape
/// from the middle or fitted into it. None where nothing would become smaller.
pub fn cut_for(from: (u32, u32), to: (u32, u32), crop: bool) -> Option<Cut> {
    cut_around(from, to, crop, FocalPoint::MIDDLE)
}

/// The same, cut around another point than the middle.
pub fn cut_around(from: (u32, u32), to: (u32, u32), crop: bool, around: FocalPoint) -> Option<Cut> {
    let (width, height) = (f64::from(from.0), f64::from(from.1));
    if from.0 == 0 || from.1 == 0 || to == (0, 0) {
        return None;
    }
    let cut = if crop { cropped((width, height), to, around) } else { fitted(from, to) };
    let about = |one: u32, other: u32| one.abs_diff(other) <= 1;
    let same = about(cut.width, from.0) && about(cut.height, from.1);
    (!same && cut.width > 0 && cut.height > 0).then_some(cut)
}

/// What a picture becomes that is too large for the box; none for one that fits.
pub fn scaled_to(from: (u32, u32), longest: u32) -> Option<Cut> {
    if from.0 <= longest && from.1 <= longest {
        return None;
    }
    cut_for(from, (longest, longest), false)
}

/// In how many eighths of its size a picture must be decoded for these cuts: each still halves at the least what was
/// decoded, so nothing is seen of it.
pub fn eighths_for<'a>(cuts: impl IntoIterator<Item = &'a Cut>) -> u8 {
    let of = |source: u32, made: u32| f64::from(source) / f64::from(made.max(1));
    let shrinks = cuts.into_iter().map(|cut| of(cut.source_width, cut.width).min(of(cut.source_height, cut.height)));
    let least = shrinks.fold(f64::INFINITY, f64::min);
    match least / 2.0 {
        shrink if !shrink.is_finite() => 8,
        shrink if shrink >= 8.0 => 1,
        shrink if shrink >= 4.0 => 2,
        shrink if shrink >= 2.0 => 4,
        _ => 8,
    }
}

fn fitted(from: (u32, u32), to: (u32, u32)) -> Cut {
    let (width, height) = constrain_dimensions(from.0.into(), from.1.into(), to.0.into(), to.1.into());
    let pixels = |side: i64| u32::try_from(side).unwrap_or_default();
    Cut { left: 0, top: 0, source_width: from.0, source_height: from.1, width: pixels(width), height: pixels(height) }
}

fn cropped((width, height): (f64, f64), to: (u32, u32), around: FocalPoint) -> Cut {
    let shape = width / height;
    let mut wide = f64::from(to.0).min(width);
    let mut high = f64::from(to.1).min(height);
    if wide == 0.0 {
        wide = (high * shape).round();
    }
    if high == 0.0 {
        high = (wide / shape).round();
    }
    let ratio = (wide / width).max(high / height);
    let (source_width, source_height) = ((wide / ratio).round(), (high / ratio).round());
    let from = |all: f64, part: f64, point: f64| (all * point - part / 2.0).clamp(0.0, (all - part).max(0.0)).floor();
    Cut {
        left: from(width, source_width, around.x) as u32,
        top: from(height, source_height, around.y) as u32,
        source_width: source_width.min(width) as u32,
        source_height: source_height.min(height) as u32,
        width: wide as u32,
        height: high as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(from: (u32, u32), to: (u32, u32), crop: bool) -> Option<(u32, u32)> {
        cut_for(from, to, crop).map(|cut| (cut.width, cut.height))
    }

    #[test]
    fn an_image_is_fitted_into_a_box() {
        assert_eq!(size((400, 300), (300, 300), false), Some((300, 225)));
        assert_eq!(size((3000, 2000), (768, 0), false), Some((768, 512)));
        assert_eq!(size((3000, 2000), (2560, 2560), false), Some((2560, 1707)));
    }

    #[test]
    fn a_thumbnail_shows_the_middle() {
        let cut = cut_for((1200, 800), (150, 150), true).unwrap();
        assert_eq!((cut.left, cut.top, cut.source_width, cut.source_height), (200, 0, 800, 800));
        assert_eq!((cut.width, cut.height), (150, 150));
    }

    #[test]
    fn a_thumbnail_shows_what_must_be_seen() {
        let left = |x| cut_around((1200, 800), (150, 150), true, FocalPoint { x, y: 0.5 }).unwrap().left;
        assert_eq!([left(0.0), left(0.5), left(0.6), left(1.0)], [0, 200, 320, 400]);
    }

    #[test]
    fn nothing_is_made_larger() {
        assert_eq!(size((64, 48), (150, 150), true), None);
        assert_eq!(size((64, 48), (300, 300), false), None);
        assert_eq!(size((300, 225), (300, 300), false), None);
        assert_eq!(scaled_to((2560, 100), 2560), None);
    }

    #[test]
    fn a_picture_is_decoded_no_larger_than_its_sizes_need() {
        let eighths = |to: &[(u32, u32)]| {
            let cuts: Vec<Cut> = to.iter().filter_map(|to| cut_for((4000, 3000), *to, false)).collect();
            eighths_for(&cuts)
        };
        assert_eq!([eighths(&[(150, 150)]), eighths(&[(300, 300)]), eighths(&[(1024, 1024)])], [1, 2, 8]);
        assert_eq!(eighths(&[(150, 150), (768, 0)]), 4);
        assert_eq!(eighths(&[]), 8);
    }

    #[test]
    fn a_strip_is_cut_to_what_it_has() {
        assert_eq!(size((10_000, 10), (150, 150), true), Some((150, 10)));
    }
}
