//! Colour profiles: they go along, or a photograph in a wide colour space would come out pale.

use image::DynamicImage;

/// Larger profiles are not carried into each small image.
const MOST_BYTES: usize = 64 << 10;

/// Whether the profile speaks of the channels that the pixels have now: what was CMYK has become RGB, and its profile
/// means nothing any more (ICC.1:2010, 7.2.6: the colour space's signature).
pub(super) fn fits(profile: &[u8], pixels: &DynamicImage) -> bool {
    let space: &[u8] = if pixels.color().has_color() { b"RGB " } else { b"GRAY" };
    profile.len() <= MOST_BYTES && profile.get(16..20) == Some(space)
}
