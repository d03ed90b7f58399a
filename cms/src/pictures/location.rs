//! Takes the place where a photograph was made out of its file: whoever shows their garden does not mean to tell where it is.

use bytes::Bytes;
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{DynImage, ImageEXIF};

/// The entry that leads to the places (EXIF 3.0, 4.6.3: GPS Info IFD pointer).
const PLACES: u16 = 0x8825;
/// One entry of a directory.
const ENTRY: usize = 12;
/// What the packets of XMP begin with.
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

/// The file's bytes without the place; none if it says nothing of a place, or is of no kind that could.
pub fn without_location(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut image = DynImage::from_bytes(Bytes::from(bytes)).ok()??;
    let mut changed = false;
    if let Some(exif) = image.exif()
        && let Some(cleaned) = without_places(&exif)
    {
        image.set_exif(Some(cleaned.into()));
        changed = true;
    }
    changed |= drop_packets(&mut image);
    changed.then(|| image.encoder().bytes().to_vec())
}

/// XMP that speaks of a place goes as a whole.
fn drop_packets(image: &mut DynImage) -> bool {
    match image {
        DynImage::Jpeg(jpeg) => drop_segments(jpeg),
        DynImage::Png(png) => drop_chunks(png),
        DynImage::WebP(webp) => drop_riff(webp),
    }
}

fn speaks_of_a_place(packet: &[u8]) -> bool {
    memchr::memmem::find(packet, b"GPS").is_some()
}

fn drop_segments(jpeg: &mut Jpeg) -> bool {
    let before = jpeg.segments().len();
    let is_place = |content: &Bytes| content.starts_with(XMP) && speaks_of_a_place(content);
    jpeg.segments_mut().retain(|segment| !(segment.marker() == markers::APP1 && is_place(segment.contents())));
    jpeg.segments().len() != before
}

fn drop_chunks(png: &mut Png) -> bool {
    let before = png.chunks().len();
    let is_place = |content: &Bytes| content.starts_with(b"XML:com.adobe.xmp") && speaks_of_a_place(content);
    png.chunks_mut().retain(|chunk| !(chunk.kind() == *b"iTXt" && is_place(chunk.contents())));
    png.chunks().len() != before
}

fn drop_riff(webp: &mut WebP) -> bool {
    let packet = webp.chunk_by_id(*b"XMP ").and_then(|chunk| chunk.content().data().cloned());
    let has_place = packet.is_some_and(|packet| speaks_of_a_place(&packet));
    if has_place {
        webp.remove_chunks_by_id(*b"XMP ");
    }
    has_place
}

/// The same EXIF with an empty directory of places: nothing moves, so that no other offset breaks. None where there is
/// no such directory, or where its offsets lead nowhere.
fn without_places(exif: &[u8]) -> Option<Vec<u8>> {
    let order = Order::of(exif)?;
    let first = order.long(exif, 4)? as usize;
    let entries = usize::from(order.short(exif, first)?);
    let entry = (0..entries)
        .map(|number| first + 2 + number * ENTRY)
        .find(|place| order.short(exif, *place) == Some(PLACES))?;
    let directory = order.long(exif, entry + 8)? as usize;
    let mut cleaned = exif.to_vec();
    let places = usize::from(order.short(exif, directory)?);
    for number in 0..places {
        let place = directory + 2 + number * ENTRY;
        order.clear_value(&mut cleaned, place);
        blank(&mut cleaned, place, ENTRY);
    }
    blank(&mut cleaned, directory, 2);
    Some(cleaned)
}

fn blank(bytes: &mut [u8], start: usize, length: usize) {
    if let Some(range) = start.checked_add(length).and_then(|end| bytes.get_mut(start..end)) {
        range.fill(0);
    }
}

/// The order of bytes in numbers.
#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn of(exif: &[u8]) -> Option<Self> {
        match exif.get(..4)? {
            b"II*\0" => Some(Self::Little),
            b"MM\0*" => Some(Self::Big),
            _ => None,
        }
    }

    fn short(self, bytes: &[u8], place: usize) -> Option<u16> {
        let pair: [u8; 2] = bytes.get(place..place.checked_add(2)?)?.try_into().ok()?;
        Some(match self {
            Self::Little => u16::from_le_bytes(pair),
            Self::Big => u16::from_be_bytes(pair),
        })
    }

    fn long(self, bytes: &[u8], place: usize) -> Option<u32> {
        let four: [u8; 4] = bytes.get(place..place.checked_add(4)?)?.try_into().ok()?;
        Some(match self {
            Self::Little => u32::from_le_bytes(four),
            Self::Big => u32::from_be_bytes(four),
        })
    }

    /// A value of more than four bytes stands elsewhere.
    fn clear_value(self, bytes: &mut [u8], entry: usize) {
        let (Some(kind), Some(count)) = (self.short(bytes, entry + 2), self.long(bytes, entry + 4)) else { return };
        let size = match kind {
            1 | 2 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 11 => 4,
            _ => 8,
        };
        let length = (count as usize).saturating_mul(size);
        if length > 4
            && let Some(place) = self.long(bytes, entry + 8)
        {
            blank(bytes, place as usize, length.min(bytes.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Little-endian EXIF with one entry that leads to a directory with one place of three fractions.
    fn with_place() -> Vec<u8> {
        let mut exif = b"II*\0\x08\0\0\0".to_vec();
        exif.extend([1, 0]);
        exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 26, 0, 0, 0]);
        exif.extend([0; 4]);
        exif.extend([1, 0]);
        exif.extend([2, 0, 5, 0, 3, 0, 0, 0, 44, 0, 0, 0]);
        exif.extend([0; 4]);
        exif.extend([7; 24]);
        exif
    }

    #[test]
    fn the_place_is_gone_and_nothing_has_moved() {
        let cleaned = without_places(&with_place()).unwrap();
        assert_eq!(cleaned.len(), with_place().len());
        assert!(!cleaned.contains(&7), "{cleaned:?}");
        assert_eq!(cleaned[..22], with_place()[..22]);
    }

    #[test]
    fn exif_that_leads_nowhere_is_left_alone() {
        for broken in [&b""[..], b"II*\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff", b"abcdefgh"] {
            assert_eq!(without_places(broken), None);
        }
        let cut = &with_place()[..20];
        assert_eq!(without_places(cut), None);
    }
}
