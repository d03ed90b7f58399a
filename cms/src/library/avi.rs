//! Reads how long and how large a film is from an AVI file: the headers before its pictures (RIFF, and OpenDML's count of all
//! pictures where a file has several parts).

use std::path::Path;

use super::film::{Film, Sound};
use super::{head, wave};

/// Chunks that are looked at in one file, and how deep they may lie within one another.
const MOST_CHUNKS: usize = 1_000;
const DEEPEST: usize = 4;

/// What the headers say; none where there are none.
pub(super) fn facts(path: &Path) -> Option<Film> {
    read(&head::of(path)?)
}

fn read(head: &[u8]) -> Option<Film> {
    let is_film = head.get(..4)? == b"RIFF" && head.get(8..12)? == b"AVI ";
    let mut reader = Reader { head, left: MOST_CHUNKS, ..Reader::default() };
    is_film.then(|| reader.chunks(12, head.len(), 0));
    let seconds = [reader.by_stream, reader.by_frames()].into_iter().flatten().fold(0.0, f64::max);
    let Reader { found, width, height, sound, .. } = reader;
    let (file_format, data_format) = ("avi", "avi".to_owned());
    found.then_some(Film { seconds, width, height, file_format, data_format, sound })
}

#[derive(Default)]
struct Reader<'a> {
    head: &'a [u8],
    left: usize,
    found: bool,
    width: u32,
    height: u32,
    frames: u32,
    /// Millionths of a second that each is shown.
    shown: u32,
    by_stream: Option<f64>,
    sound: Option<Sound>,
    /// What the stream is of that is read.
    of_stream: [u8; 4],
}

impl Reader<'_> {
    /// Walks the chunks from `at` to `end`. One that is larger than what holds it ends the walk, and so do the pictures.
    fn chunks(&mut self, mut at: usize, end: usize, depth: usize) -> Option<()> {
        while at.checked_add(8)? <= end && depth <= DEEPEST {
            self.left = self.left.checked_sub(1)?;
            let (name, from) = (head::bytes::<4>(self.head, at)?, at + 8);
            let size = usize::try_from(head::four(self.head, at + 4)?).ok()?;
            match (&name, head::bytes::<4>(self.head, from).as_ref()) {
                (b"LIST", Some(b"movi")) => return None,
                (b"LIST", Some(b"hdrl" | b"strl" | b"odml")) => {
                    let inside = from.checked_add(size)?.min(end);
                    self.chunks(from + 4, inside, depth + 1)?;
                }
                (b"avih", _) => self.main(from)?,
                (b"strh", _) => self.stream(from)?,
                (b"strf", _) => self.format(from),
                (b"dmlh", _) => self.frames = self.frames.max(head::four(self.head, from)?),
                _ => {}
            }
            // Chunks begin at even places.
            at = from.checked_add(size)?.checked_add(size & 1)?;
        }
        Some(())
    }

    fn main(&mut self, at: usize) -> Option<()> {
        self.shown = head::four(self.head, at)?;
        self.frames = self.frames.max(head::four(self.head, at + 16)?);
        (self.width, self.height) = (head::four(self.head, at + 32)?, head::four(self.head, at + 36)?);
        self.found = true;
        Some(())
    }

    fn stream(&mut self, at: usize) -> Option<()> {
        self.of_stream = head::bytes(self.head, at)?;
        let (scale, rate) = (head::four(self.head, at + 20)?, head::four(self.head, at + 24)?);
        let length = f64::from(head::four(self.head, at + 32)?) * f64::from(scale);
        if &self.of_stream == b"vids" && self.by_stream.is_none() {
            self.by_stream = head::seconds(length, rate.into());
        }
        Some(())
    }

    fn format(&mut self, at: usize) {
        if &self.of_stream == b"auds" && self.sound.is_none() {
            self.sound = wave::sound_at(self.head, at);
        }
    }

    fn by_frames(&self) -> Option<f64> {
        head::seconds(f64::from(self.frames) * f64::from(self.shown), 1e6)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let mut chunk = [&name[..], &(content.len() as u32).to_le_bytes(), content].concat();
        chunk.resize(chunk.len().next_multiple_of(2), 0);
        chunk
    }

    fn list(name: &[u8; 4], content: &[Vec<u8>]) -> Vec<u8> {
        chunk(b"LIST", &[&name[..], &content.concat()].concat())
    }

    fn numbers(numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    fn stream(kind: &[u8; 4], scale: u32, rate: u32, length: u32, format: &[u8]) -> Vec<u8> {
        let header = [kind.to_vec(), numbers(&[0, 0, 0, 0, scale, rate, 0, length, 0, 0, 0, 0, 0])].concat();
        list(b"strl", &[chunk(b"strh", &header), chunk(b"strf", format)])
    }

    /// Ten seconds of 640 × 480 pixels with MP3 for both ears.
    pub(in crate::library) fn film() -> Vec<u8> {
        let main = numbers(&[40_000, 0, 0, 0, 200, 0, 2, 0, 640, 480, 0, 0, 0, 0]);
        let sound =
            [&[0x55, 0, 2, 0][..], &44_100_u32.to_le_bytes(), &16_000_u32.to_le_bytes(), &[1, 0, 0, 0]].concat();
        let seen = stream(b"vids", 1, 25, 250, &[0; 40]);
        let heard = stream(b"auds", 1, 44_100, 441_000, &sound);
        let heads = list(b"hdrl", &[chunk(b"avih", &main), seen, heard]);
        let inside = [b"AVI ".to_vec(), heads, chunk(b"JUNK", &[7; 99]), list(b"movi", &[chunk(b"00dc", &[1; 999])])];
        chunk(b"RIFF", &inside.concat())
    }

    #[test]
    fn a_film_tells_how_long_and_how_large_it_is_and_what_is_heard() {
        let told = read(&film()).unwrap();
        assert_eq!((told.seconds, told.width, told.height), (10.0, 640, 480));
        let heard = Sound { data_format: "mp3".into(), sample_rate: 44_100, channels: 2, bitrate: 128_000 };
        assert_eq!((told.file_format, told.data_format.as_str(), told.sound), ("avi", "avi", Some(heard)));
    }

    #[test]
    fn what_is_cut_off_in_its_pictures_is_known_by_its_headers() {
        let whole = film();
        assert_eq!(read(&whole[..whole.len() - 900]), read(&whole));
    }

    #[test]
    fn a_broken_film_says_nothing_or_what_is_left_of_it_and_ends() {
        let whole = film();
        for length in 0..40 {
            assert_eq!(read(&whole[..length]), None, "{length}");
        }
        for length in 40..whole.len() {
            assert!(read(&whole[..length]).is_none_or(|film| film.width == 640), "{length}");
        }
        let endless = chunk(b"RIFF", &[b"AVI ".to_vec(), chunk(b"JUNK", &[]).repeat(50_000)].concat());
        assert_eq!(read(&endless), None);
        let mut deep = list(b"hdrl", &[]);
        (0..50).for_each(|_| deep = list(b"hdrl", &[deep.clone()]));
        assert_eq!(read(&chunk(b"RIFF", &[b"AVI ".to_vec(), deep].concat())), None);
    }

    #[test]
    fn every_lie_of_four_bytes_is_survived() {
        let whole = film();
        for at in 0..whole.len() - 4 {
            for lie in [0, 1, 0x7fff_ffff, 0xffff_ffff_u32] {
                let mut lying = whole.clone();
                lying[at..at + 4].copy_from_slice(&lie.to_le_bytes());
                assert!(read(&lying).is_none_or(|film| film.seconds.is_finite() && film.seconds >= 0.0), "{at} {lie}");
            }
        }
    }
}
