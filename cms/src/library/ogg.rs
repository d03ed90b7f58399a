//! Reads how long and how large a film is from an Ogg file (RFC 3533): the first page of each of its streams tells what it is
//! (Theora, Vorbis, Opus), the last one where it ends.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::film::{Film, Sound};
use super::head;

/// Streams that are looked at in one file.
const MOST_STREAMS: usize = 8;
/// Bytes at the end of a file in which its streams end: each has its last page there, and no page is larger than 65 KB.
const TAIL: u64 = 512 << 10;
/// Samples in a second of Opus, whatever came in.
const OPUS_RATE: u32 = 48_000;
/// The bit of a page that begins a stream.
const BEGINS: u8 = 2;

/// What the pages say; none where there are none, or nothing is seen.
pub(super) fn facts(path: &Path) -> Option<Film> {
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    let head = head::of(path)?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL))).ok()?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail).ok()?;
    read(&head, &tail)
}

fn read(head: &[u8], tail: &[u8]) -> Option<Film> {
    let streams = streams(head);
    let (width, height) = streams.iter().find_map(|stream| stream.kind.dimensions())?;
    let ends = streams.iter().filter_map(|stream| stream.kind.seconds(last_position(tail, stream.serial)?));
    let seconds = ends.fold(0.0, f64::max);
    let sound = streams.iter().find_map(|stream| stream.kind.sound());
    Some(Film { seconds, width, height, file_format: "ogg", data_format: "theora".to_owned(), sound })
}

/// One of the streams that are interleaved in a file.
struct Stream {
    serial: u32,
    kind: Kind,
}

enum Kind {
    Theora { width: u32, height: u32, frames: u32, per: u32, shift: u32 },
    Vorbis { rate: u32, channels: u32, bitrate: u32 },
    Opus { channels: u32, skipped: u16 },
}

/// All streams begin before any goes on.
fn streams(head: &[u8]) -> Vec<Stream> {
    let mut streams = Vec::new();
    let mut at = 0;
    for _ in 0..MOST_STREAMS {
        let Some(page) = Page::at(head, at).filter(|page| page.flags & BEGINS != 0) else { break };
        if let Some(kind) = head.get(page.content..page.end).and_then(Kind::of) {
            streams.push(Stream { serial: page.serial, kind });
        }
        at = page.end;
    }
    streams
}

/// The head of a page, and where it ends.
struct Page {
    flags: u8,
    position: u64,
    serial: u32,
    content: usize,
    end: usize,
}

impl Page {
    fn at(bytes: &[u8], at: usize) -> Option<Self> {
        if &head::bytes::<4>(bytes, at)? != b"OggS" {
            return None;
        }
        let pieces = usize::from(*bytes.get(at + 26)?);
        let sizes = bytes.get(at + 27..at + 27 + pieces)?;
        let content = at + 27 + pieces;
        Some(Self {
            flags: *bytes.get(at + 5)?,
            position: head::eight(bytes, at + 6)?,
            serial: head::four(bytes, at + 14)?,
            content,
            end: content + sizes.iter().map(|size| usize::from(*size)).sum::<usize>(),
        })
    }
}

/// The position that the last page of a stream tells; pages on which nothing ends tell none.
fn last_position(tail: &[u8], serial: u32) -> Option<u64> {
    let places = memchr::memmem::rfind_iter(tail, b"OggS");
    let pages = places.filter_map(|at| Page::at(tail, at));
    let mut told = pages.filter(|page| page.serial == serial && page.position != u64::MAX);
    told.next().map(|page| page.position)
}

impl Kind {
    fn of(packet: &[u8]) -> Option<Self> {
        let big = |at: usize, length: usize| {
            Some(packet.get(at..at + length)?.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
        };
        if packet.starts_with(b"\x80theora") {
            let shift = big(40, 2)? >> 5 & 31;
            let (width, height) = (big(14, 3)?, big(17, 3)?);
            return Some(Self::Theora { width, height, frames: big(22, 4)?, per: big(26, 4)?, shift });
        }
        if packet.starts_with(b"\x01vorbis") {
            let (rate, bitrate) = (head::four(packet, 12)?, head::four(packet, 20)?);
            return Some(Self::Vorbis { rate, channels: u32::from(*packet.get(11)?), bitrate });
        }
        let is_opus = packet.starts_with(b"OpusHead");
        is_opus.then_some(Self::Opus { channels: u32::from(*packet.get(9)?), skipped: head::two(packet, 10)? })
    }

    fn dimensions(&self) -> Option<(u32, u32)> {
        match self {
            Self::Theora { width, height, .. } => Some((*width, *height)),
            _ => None,
        }
    }

    /// When the position is reached. Theora counts from one whole picture, and from there on.
    fn seconds(&self, position: u64) -> Option<f64> {
        match self {
            Self::Theora { frames, per, shift, .. } => {
                let shown = (position >> shift) as f64 + (position & ((1 << shift) - 1)) as f64;
                head::seconds(shown * f64::from(*per), (*frames).into())
            }
            Self::Vorbis { rate, .. } => head::seconds(position as f64, (*rate).into()),
            Self::Opus { skipped, .. } => {
                head::seconds(position.saturating_sub((*skipped).into()) as f64, OPUS_RATE.into())
            }
        }
    }

    fn sound(&self) -> Option<Sound> {
        let (name, sample_rate, channels, bitrate) = match self {
            Self::Theora { .. } => return None,
            Self::Vorbis { rate, channels, bitrate } => ("vorbis", *rate, *channels, (*bitrate).into()),
            Self::Opus { channels, .. } => ("opus", OPUS_RATE, *channels, 0),
        };
        Some(Sound { data_format: name.to_owned(), sample_rate, channels, bitrate })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(flags: u8, position: u64, serial: u32, content: &[u8]) -> Vec<u8> {
        let mut sizes = vec![255; content.len() / 255];
        sizes.push((content.len() % 255) as u8);
        let numbers = [&position.to_le_bytes()[..], &serial.to_le_bytes(), &[0; 8]].concat();
        [&b"OggS\0"[..], &[flags], &numbers, &[sizes.len() as u8], &sizes, content].concat()
    }

    fn theora() -> Vec<u8> {
        let mut head = b"\x80theora\x03\x02\x01".to_vec();
        head.extend([0, 40, 0, 30, 0, 2, 0x80, 0, 1, 0xe0, 0, 0]);
        head.extend([30_u32.to_be_bytes(), 1_u32.to_be_bytes()].concat());
        head.extend([0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0xc0]);
        head
    }

    fn vorbis() -> Vec<u8> {
        let rate = [44_100_u32.to_le_bytes(), [0; 4], 128_000_u32.to_le_bytes(), [0; 4]].concat();
        [&b"\x01vorbis\0\0\0\0\x02"[..], &rate, &[0xb8, 1]].concat()
    }

    /// Twenty seconds: 600 pictures, of which the last whole one is the 590th, and sound that is a little shorter.
    fn film() -> Vec<u8> {
        let begin = [page(BEGINS, 0, 7, &theora()), page(BEGINS, 0, 8, &vorbis())].concat();
        let on = [page(0, 90 << 6, 7, &[3; 5_000]), page(0, u64::MAX, 7, &[3; 5_000])].concat();
        let end = [page(4, 590 << 6 | 10, 7, &[3; 700]), page(4, 44_100 * 19, 8, &[4; 600])].concat();
        [begin, on, end].concat()
    }

    fn told(bytes: &[u8]) -> Option<Film> {
        read(bytes, bytes)
    }

    #[test]
    fn a_film_tells_how_long_and_how_large_it_is_and_what_is_heard() {
        let film = told(&film()).unwrap();
        assert_eq!((film.seconds, film.width, film.height), (20.0, 640, 480));
        assert_eq!((film.file_format, film.data_format.as_str()), ("ogg", "theora"));
        let heard = Sound { data_format: "vorbis".into(), sample_rate: 44_100, channels: 2, bitrate: 128_000 };
        assert_eq!(film.sound, Some(heard));
    }

    #[test]
    fn what_is_only_heard_is_no_film() {
        assert_eq!(told(&page(BEGINS, 0, 8, &vorbis())), None);
    }

    #[test]
    fn a_broken_film_says_what_is_left_of_it_and_ends() {
        let whole = film();
        for length in 0..whole.len() {
            assert!(told(&whole[..length]).is_none_or(|film| film.width == 640 && film.seconds <= 20.0), "{length}");
        }
        assert_eq!(told(&b"OggS".repeat(100_000)), None);
    }

    #[test]
    fn every_lie_of_eight_bytes_is_survived() {
        let whole = film();
        for at in (0..200).chain(whole.len() - 1_400..whole.len() - 8) {
            for lie in [0, 1, 0x7fff_ffff_ffff_ffff, u64::MAX] {
                let mut lying = whole.clone();
                lying[at..at + 8].copy_from_slice(&u64::to_le_bytes(lie));
                assert!(told(&lying).is_none_or(|film| film.seconds.is_finite() && film.seconds >= 0.0), "{at} {lie}");
            }
        }
    }
}
