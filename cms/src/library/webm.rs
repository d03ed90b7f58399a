//! Reads how long and how large a film is from a WebM or Matroska file: the heads of its segment and tracks alone
//! (RFC 9559). Read here, since what reads such files for others first takes as much memory as a file claims to need.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::film::Film;

/// Elements that are looked at in one file.
const MOST_ELEMENTS: usize = 10_000;
/// Longer names of codecs are none.
const LONGEST_NAME: u64 = 64;

/// What stands in the file, by its number.
const HEAD: u32 = 0x1A45_DFA3;
const DOCUMENT_TYPE: u32 = 0x4282;
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_A966;
const SCALE: u32 = 0x2A_D7B1;
const DURATION: u32 = 0x4489;
const TRACKS: u32 = 0x1654_AE6B;
const TRACK: u32 = 0xAE;
const CODEC: u32 = 0x86;
const VIDEO: u32 = 0xE0;
const WIDTH: u32 = 0xB0;
const HEIGHT: u32 = 0xBA;
/// The pictures themselves: behind them nothing stands that is not named before.
const CLUSTER: u32 = 0x1F43_B675;

/// The headers; none where there are none.
pub(super) fn facts(path: &Path) -> Option<Film> {
    let file = File::open(path).ok()?;
    let end = file.metadata().ok()?.len();
    let mut reader = Reader::of(file);
    reader.elements(0, end)?;
    let Reader { ticks, scale, width, height, kind, codec, .. } = reader;
    let seconds = Some(ticks * scale / 1e9).filter(|seconds| seconds.is_finite() && *seconds >= 0.0)?;
    let is_film = kind == "webm" || kind == "matroska";
    let file_format = if kind == "webm" { "webm" } else { "matroska" };
    is_film.then(|| Film { seconds, width, height, file_format, data_format: common_name(&codec), sound: None })
}

/// What getID3 calls a codec of pictures.
fn common_name(codec: &str) -> String {
    match codec {
        "V_MPEG4/ISO/AVC" => "h264".to_owned(),
        "V_MPEGH/ISO/HEVC" => "h265".to_owned(),
        other => other.trim_start_matches("V_").to_ascii_lowercase(),
    }
}

struct Reader {
    file: BufReader<File>,
    left: usize,
    ticks: f64,
    /// Nanoseconds of a tick.
    scale: f64,
    width: u32,
    height: u32,
    kind: String,
    codec: String,
    /// The codec of the track that is read.
    of_track: String,
}

impl Reader {
    fn of(file: File) -> Self {
        let (kind, codec, of_track) = (String::new(), String::new(), String::new());
        let (file, left) = (BufReader::new(file), MOST_ELEMENTS);
        Self { file, left, ticks: 0.0, scale: 1e6, width: 0, height: 0, kind, codec, of_track }
    }

    /// Walks the elements from `at` to `end`. One that says that it is larger than what holds it ends the walk.
    fn elements(&mut self, mut at: u64, end: u64) -> Option<()> {
        while at < end {
            self.left = self.left.checked_sub(1)?;
            self.file.seek(SeekFrom::Start(at)).ok()?;
            let name = self.name()?;
            let size = self.size()?;
            let from = self.file.stream_position().ok()?;
            // A segment that was written while it was sent has no size of its own.
            let next = size.map_or(Some(end), |size| from.checked_add(size)).filter(|next| *next <= end)?;
            match name {
                HEAD | SEGMENT | INFO | TRACKS | VIDEO => self.elements(from, next)?,
                TRACK => {
                    self.of_track.clear();
                    self.elements(from, next)?;
                }
                CLUSTER => return Some(()),
                SCALE => self.scale = self.number(next - from)? as f64,
                DURATION => self.ticks = self.fraction(next - from)?,
                DOCUMENT_TYPE => self.kind = self.text(next - from)?,
                CODEC => self.of_track = self.text(next - from)?,
                WIDTH if self.width == 0 => {
                    self.width = u32::try_from(self.number(next - from)?).ok()?;
                    self.codec.clone_from(&self.of_track);
                }
                HEIGHT if self.height == 0 => self.height = u32::try_from(self.number(next - from)?).ok()?,
                _ => {}
            }
            at = next;
        }
        Some(())
    }

    /// The number of an element, with the bits that tell its length.
    fn name(&mut self) -> Option<u32> {
        let first = self.byte()?;
        let more = first.leading_zeros();
        let mut name = u32::from(first);
        for _ in 0..Some(more).filter(|more| *more < 4)? {
            name = name << 8 | u32::from(self.byte()?);
        }
        Some(name)
    }

    /// How long an element is; none inside for one that does not say.
    fn size(&mut self) -> Option<Option<u64>> {
        let first = self.byte()?;
        let more = Some(first.leading_zeros()).filter(|more| *more < 8)?;
        let mut size = u64::from(first) & (0x7f >> more);
        let mut is_unknown = size == 0x7f >> more;
        for _ in 0..more {
            let byte = self.byte()?;
            is_unknown &= byte == 0xff;
            size = size << 8 | u64::from(byte);
        }
        Some((!is_unknown).then_some(size))
    }

    fn number(&mut self, length: u64) -> Option<u64> {
        (0..Some(length).filter(|length| *length <= 8)?)
            .try_fold(0, |number, _| Some(number << 8 | u64::from(self.byte()?)))
    }

    fn fraction(&mut self, length: u64) -> Option<f64> {
        let bits = self.number(length)?;
        match length {
            4 => Some(f32::from_bits(u32::try_from(bits).ok()?).into()),
            8 => Some(f64::from_bits(bits)),
            _ => None,
        }
    }

    fn text(&mut self, length: u64) -> Option<String> {
        let mut bytes = vec![0; usize::try_from(Some(length).filter(|length| *length <= LONGEST_NAME)?).ok()?];
        self.file.read_exact(&mut bytes).ok()?;
        Some(String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned())
    }

    fn byte(&mut self) -> Option<u8> {
        let mut byte = [0];
        self.file.read_exact(&mut byte).ok()?;
        Some(byte[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(name: u32, content: &[u8]) -> Vec<u8> {
        let name = name.to_be_bytes();
        let first = name.iter().position(|byte| *byte != 0).unwrap();
        let size = (content.len() as u64 | 1 << 56).to_be_bytes();
        [&name[first..], &size, content].concat()
    }

    fn film(kind: &[u8]) -> Vec<u8> {
        let info = [element(SCALE, &[0x0f, 0x42, 0x40]), element(DURATION, &75_500_f32.to_be_bytes())].concat();
        let video = [element(WIDTH, &[0x05, 0x00]), element(HEIGHT, &[0x02, 0xd0])].concat();
        let seen = element(TRACK, &[element(CODEC, b"V_VP9"), element(VIDEO, &video)].concat());
        let heard = element(TRACK, &element(CODEC, b"A_OPUS"));
        let tracks = element(TRACKS, &[heard, seen].concat());
        let inside = [element(INFO, &info), tracks, element(CLUSTER, &[7; 999])].concat();
        [element(HEAD, &element(DOCUMENT_TYPE, kind)), element(SEGMENT, &inside)].concat()
    }

    fn read(bytes: &[u8]) -> Option<Film> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.webm");
        std::fs::write(&path, bytes).unwrap();
        facts(&path)
    }

    #[test]
    fn a_film_tells_how_long_and_how_large_it_is() {
        let told = read(&film(b"webm")).unwrap();
        assert_eq!((told.seconds, told.width, told.height), (75.5, 1_280, 720));
        assert_eq!((told.file_format, told.data_format.as_str()), ("webm", "vp9"));
        assert_eq!(read(&film(b"matroska")).unwrap().file_format, "matroska");
    }

    #[test]
    fn one_that_was_sent_while_it_was_made_has_no_size_of_its_own() {
        let whole = film(b"webm");
        let at = whole.windows(4).position(|four| four == SEGMENT.to_be_bytes()).unwrap() + 4;
        let mut open = whole.clone();
        open[at..at + 8].copy_from_slice(&[0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        assert_eq!(read(&open), read(&whole));
    }

    #[test]
    fn a_broken_film_says_nothing_and_takes_no_memory() {
        let whole = film(b"webm");
        for length in [0, 3, 20, 60] {
            assert_eq!(read(&whole[..length]), None, "{length}");
        }
        assert_eq!(read(&film(b"poster")), None);
        let huge = [&[0x42, 0x82, 0x01][..], &[0xff; 6], &[0xfe], b"webm"].concat();
        assert_eq!(read(&element(HEAD, &huge)), None, "what claims to be larger than the file is not believed");
        assert_eq!(read(&element(0xEC, &[]).repeat(20_000)), None, "and the walk ends");
        let mut endless = whole;
        let at = endless.windows(4).position(|four| four == 75_500_f32.to_be_bytes()).unwrap();
        endless[at..at + 4].copy_from_slice(&f32::INFINITY.to_be_bytes());
        assert_eq!(read(&endless), None);
    }
}
