//! Reads how long and how large a film is from an MP4 or QuickTime file: its movie and track headers alone
//! (ISO/IEC 14496-12, 8.2.2 and 8.3.2).

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// Boxes that are looked at in one file, and how deep they may lie within one another.
const MOST_BOXES: usize = 10_000;
const DEEPEST: usize = 6;

/// What the headers say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Film {
    /// How long it is.
    pub(super) seconds: f64,
    /// Pixels, as it is shown.
    pub(super) width: u32,
    /// Pixels, as it is shown.
    pub(super) height: u32,
    /// What the file is, and what is in it, as getID3 calls them.
    pub(super) file_format: &'static str,
    pub(super) data_format: String,
    /// What is heard in it, where its headers are read for that.
    pub(super) sound: Option<Sound>,
}

/// What is heard in a film, or is all there is in a file of its kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sound {
    /// What getID3 calls it.
    pub(super) data_format: String,
    /// Samples in a second.
    pub(super) sample_rate: u32,
    /// Voices.
    pub(super) channels: u32,
    /// Bits in a second; 0 where that is not said.
    pub(super) bitrate: u64,
}

/// The headers; none where there are none.
pub(super) fn facts(path: &Path) -> Option<Film> {
    let file = File::open(path).ok()?;
    let end = file.metadata().ok()?.len();
    let mut reader = Reader {
        file: BufReader::new(file),
        film: Film { file_format: "mp4", data_format: "quicktime".to_owned(), ..Film::default() },
        boxes_left: MOST_BOXES,
        found: false,
    };
    reader.boxes(0, end, 0)?;
    reader.found.then_some(reader.film)
}

struct Reader {
    file: BufReader<File>,
    film: Film,
    boxes_left: usize,
    found: bool,
}

impl Reader {
    /// Walks the boxes from `at` to `end`. One that says that it is larger than what holds it ends the walk.
    fn boxes(&mut self, mut at: u64, end: u64, depth: usize) -> Option<()> {
        while at + 8 <= end && depth <= DEEPEST {
            self.boxes_left = self.boxes_left.checked_sub(1)?;
            self.file.seek(SeekFrom::Start(at)).ok()?;
            let head: [u8; 8] = self.bytes()?;
            let mut from = at + 8;
            let size = match u32::from_be_bytes(head[..4].try_into().ok()?) {
                0 => end - at,
                1 => {
                    from += 8;
                    u64::from_be_bytes(self.bytes()?)
                }
                size => size.into(),
            };
            let next = at.checked_add(size).filter(|next| *next <= end && *next >= from)?;
            match &head[4..] {
                b"moov" | b"trak" => self.boxes(from, next, depth + 1)?,
                b"mvhd" => self.movie()?,
                b"tkhd" => self.track()?,
                _ => {}
            }
            at = next;
        }
        Some(())
    }

    fn movie(&mut self) -> Option<()> {
        let [version, ..]: [u8; 4] = self.bytes()?;
        let (scale, duration) = if version == 1 {
            let _times: [u8; 16] = self.bytes()?;
            (u32::from_be_bytes(self.bytes()?), u64::from_be_bytes(self.bytes()?))
        } else {
            let _times: [u8; 8] = self.bytes()?;
            (u32::from_be_bytes(self.bytes()?), u64::from(u32::from_be_bytes(self.bytes()?)))
        };
        self.film.seconds = if scale == 0 { 0.0 } else { duration as f64 / f64::from(scale) };
        self.found = true;
        Some(())
    }

    /// The largest track is the one that is seen.
    fn track(&mut self) -> Option<()> {
        let [version, ..]: [u8; 4] = self.bytes()?;
        let before_matrix = if version == 1 { 32 + 16 } else { 20 + 16 };
        self.file.seek_relative(before_matrix + 36).ok()?;
        let whole = |fixed: [u8; 4]| u32::from_be_bytes(fixed) >> 16;
        let (width, height) = (whole(self.bytes()?), whole(self.bytes()?));
        if u64::from(width) * u64::from(height) > u64::from(self.film.width) * u64::from(self.film.height) {
            (self.film.width, self.film.height) = (width, height);
        }
        Some(())
    }

    fn bytes<const LENGTH: usize>(&mut self) -> Option<[u8; LENGTH]> {
        let mut bytes = [0; LENGTH];
        self.file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        [&(content.len() as u32 + 8).to_be_bytes()[..], name, content].concat()
    }

    fn film() -> Vec<u8> {
        let mut movie = vec![0; 100];
        movie[12..16].copy_from_slice(&600_u32.to_be_bytes());
        movie[16..20].copy_from_slice(&(600_u32 * 75).to_be_bytes());
        let mut track = vec![0; 84];
        track[76..80].copy_from_slice(&(1_920_u32 << 16).to_be_bytes());
        track[80..84].copy_from_slice(&(1_080_u32 << 16).to_be_bytes());
        let tracks = boxed(b"trak", &boxed(b"tkhd", &track));
        let inside = [boxed(b"mvhd", &movie), tracks].concat();
        [boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"mdat", &[7; 999]), boxed(b"moov", &inside)].concat()
    }

    fn read(bytes: &[u8]) -> Option<Film> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.mp4");
        std::fs::write(&path, bytes).unwrap();
        facts(&path)
    }

    #[test]
    fn a_film_tells_how_long_and_how_large_it_is() {
        let told = read(&film()).unwrap();
        assert_eq!((told.seconds, told.width, told.height), (75.0, 1_920, 1_080));
    }

    #[test]
    fn a_broken_film_says_nothing_and_ends() {
        let whole = film();
        for length in [0, 7, 20, 1_030, whole.len() - 30] {
            assert_eq!(read(&whole[..length]), None, "{length}");
        }
        let mut endless = boxed(b"moov", &[]).repeat(20_000);
        endless.extend(boxed(b"free", &[0; 8]));
        assert_eq!(read(&endless), None);
    }
}
