//! Reads how long and how large a film or a sound is from an ASF file (WMV, WMA): the objects of its header
//! (Advanced Systems Format, 3.1 to 3.11), and what they say of its title and its artist.

use std::path::Path;

use super::film::{Film, Sound};
use super::{head, wave};

/// Objects that are looked at in one file, and fields of its description.
const MOST_OBJECTS: usize = 1_000;
/// Longer texts are cut, in bytes of UTF-16.
const LONGEST_TEXT: usize = 2_000;

/// What objects are called.
const HEADER: [u8; 16] = *b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c";
const FILE: [u8; 16] = *b"\xa1\xdc\xab\x8c\x47\xa9\xcf\x11\x8e\xe4\x00\xc0\x0c\x20\x53\x65";
const STREAM: [u8; 16] = *b"\x91\x07\xdc\xb7\xb7\xa9\xcf\x11\x8e\xe6\x00\xc0\x0c\x20\x53\x65";
const DESCRIPTION: [u8; 16] = *b"\x33\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c";
const FURTHER_DESCRIPTION: [u8; 16] = *b"\x40\xa4\xd0\xd2\x07\xe3\xd2\x11\x97\xf0\x00\xa0\xc9\x5e\xa8\x50";
/// What streams are of.
const SOUND: [u8; 16] = *b"\x40\x9e\x69\xf8\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b";
const PICTURES: [u8; 16] = *b"\xc0\xef\x19\xbc\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b";

/// What a file says of itself.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Told {
    /// Dimensions are 0 for a sound.
    pub(super) film: Film,
    /// Texts by WordPress's names for them.
    pub(super) texts: Vec<(&'static str, String)>,
}

/// What the headers say; none where there are none.
pub(super) fn facts(path: &Path) -> Option<Told> {
    read(&head::of(path)?)
}

fn read(head: &[u8]) -> Option<Told> {
    if head::bytes::<16>(head, 0)? != HEADER {
        return None;
    }
    let film = Film { file_format: "asf", data_format: "wma".to_owned(), ..Film::default() };
    let mut told = Told { film, texts: Vec::new() };
    let end = usize::try_from(head::eight(head, 16)?).ok()?.min(head.len());
    let mut found = false;
    objects(head.get(..end)?, |name, content| {
        found |= name == FILE;
        // What one object lacks another may have.
        told.take(name, content);
    });
    found.then_some(told)
}

/// Walks the objects of the header. One that is larger than what holds it ends the walk.
fn objects(head: &[u8], mut each: impl FnMut([u8; 16], &[u8])) -> Option<()> {
    let mut at = 30_usize;
    for _ in 0..MOST_OBJECTS {
        let (name, size) = (head::bytes(head, at)?, usize::try_from(head::eight(head, at + 16)?).ok()?);
        let end = at.checked_add(Some(size).filter(|size| *size >= 24)?)?;
        each(name, head.get(at + 24..end)?);
        at = end;
    }
    None
}

impl Told {
    fn take(&mut self, name: [u8; 16], content: &[u8]) -> Option<()> {
        match name {
            FILE => self.length(content),
            STREAM => self.stream(content),
            DESCRIPTION => self.description(content),
            FURTHER_DESCRIPTION => self.further_description(content),
            _ => None,
        }
    }

    /// In units of 100 nanoseconds, with what is loaded before it begins, in milliseconds.
    fn length(&mut self, content: &[u8]) -> Option<()> {
        let (played, loaded) = (head::eight(content, 40)?, head::eight(content, 56)?);
        self.film.seconds = head::seconds(played as f64 / 1e4 - loaded as f64, 1e3)?;
        Some(())
    }

    fn stream(&mut self, content: &[u8]) -> Option<()> {
        match head::bytes(content, 0)? {
            SOUND if self.film.sound.is_none() => self.film.sound = Some(of_windows(wave::sound_at(content, 54)?)),
            PICTURES if self.film.width == 0 => {
                (self.film.width, self.film.height) = (head::four(content, 54)?, head::four(content, 58)?);
                self.film.data_format = "wmv".to_owned();
            }
            _ => {}
        }
        Some(())
    }

    /// Five lengths, then five texts; the first two are the title and the artist.
    fn description(&mut self, content: &[u8]) -> Option<()> {
        let title = usize::from(head::two(content, 0)?);
        let artist = usize::from(head::two(content, 2)?);
        self.note("title", content.get(10..10 + title)?);
        self.note("artist", content.get(10 + title..10 + title + artist)?);
        Some(())
    }

    /// Fields with a name, a kind (0 for a text) and a value.
    fn further_description(&mut self, content: &[u8]) -> Option<()> {
        let mut at = 2;
        for _ in 0..usize::from(head::two(content, 0)?).min(MOST_OBJECTS) {
            let named = at + 2 + usize::from(head::two(content, at)?);
            let (kind, length) = (head::two(content, named)?, usize::from(head::two(content, named + 2)?));
            let value = content.get(named + 4..named + 4 + length)?;
            match text(content.get(at + 2..named)?).as_str() {
                "WM/AlbumTitle" if kind == 0 => self.note("album", value),
                "WM/Genre" if kind == 0 => self.note("genre", value),
                "WM/Year" if kind == 0 => self.note("year", value),
                _ => {}
            }
            at = named + 4 + length;
        }
        Some(())
    }

    fn note(&mut self, name: &'static str, value: &[u8]) {
        let value = text(value);
        if !value.is_empty() && !self.texts.iter().any(|(known, _)| *known == name) {
            self.texts.push((name, value));
        }
    }
}

/// Other kinds of sound than Windows' own are rare in its format, and getID3 has a name of its own for that one.
fn of_windows(sound: Sound) -> Sound {
    if sound.data_format == "wav" { Sound { data_format: "wma".to_owned(), ..sound } } else { sound }
}

/// UTF-16 up to its end, or to a zero.
fn text(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).take(LONGEST_TEXT / 2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
    String::from_utf16_lossy(&units).trim().to_owned()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn object(name: [u8; 16], content: &[u8]) -> Vec<u8> {
        [&name[..], &(content.len() as u64 + 24).to_le_bytes(), content].concat()
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()
    }

    fn stream(kind: [u8; 16], format: &[u8]) -> Vec<u8> {
        object(STREAM, &[&kind[..], &[0; 38], format].concat())
    }

    fn field(name: &str, value: &str) -> Vec<u8> {
        let (name, value) = (utf16(name), utf16(value));
        let length = |bytes: &[u8]| (bytes.len() as u16).to_le_bytes();
        [&length(&name)[..], &name, &[0, 0], &length(&value), &value].concat()
    }

    /// A minute and a half, of which three seconds are loaded before.
    fn file(streams: &[Vec<u8>]) -> Vec<u8> {
        let mut properties = vec![0; 80];
        properties[40..48].copy_from_slice(&930_000_000_u64.to_le_bytes());
        properties[56..64].copy_from_slice(&3_000_u64.to_le_bytes());
        let (title, artist) = (utf16("Summer"), utf16("Ann"));
        let lengths = [title.len() as u16, artist.len() as u16, 0, 0, 0];
        let lengths: Vec<u8> = lengths.into_iter().flat_map(u16::to_le_bytes).collect();
        let described = object(DESCRIPTION, &[lengths, title, artist].concat());
        let fields = [vec![2, 0], field("WM/Publisher", "Nobody"), field("WM/AlbumTitle", "Songs")].concat();
        let objects =
            [object(FILE, &properties), described, object(FURTHER_DESCRIPTION, &fields), streams.concat()].concat();
        let size = (objects.len() as u64 + 30).to_le_bytes();
        [&HEADER[..], &size, &[4, 0, 0, 0, 1, 2], &objects, &[9; 500]].concat()
    }

    fn sound() -> Vec<u8> {
        let wave = [&[0x61, 1, 2, 0][..], &44_100_u32.to_le_bytes(), &16_000_u32.to_le_bytes(), &[0; 6]].concat();
        stream(SOUND, &wave)
    }

    fn pictures() -> Vec<u8> {
        stream(PICTURES, &[&1_280_u32.to_le_bytes()[..], &720_u32.to_le_bytes(), &[0; 43]].concat())
    }

    /// One that is only heard.
    pub(in crate::library) fn song() -> Vec<u8> {
        file(&[sound()])
    }

    #[test]
    fn a_film_tells_how_long_and_how_large_it_is_and_what_is_heard() {
        let told = read(&file(&[sound(), pictures()])).unwrap();
        assert_eq!((told.film.seconds, told.film.width, told.film.height), (90.0, 1_280, 720));
        assert_eq!((told.film.file_format, told.film.data_format.as_str()), ("asf", "wmv"));
        let heard = Sound { data_format: "wma".into(), sample_rate: 44_100, channels: 2, bitrate: 128_000 };
        assert_eq!(told.film.sound, Some(heard));
    }

    #[test]
    fn a_sound_tells_its_title_and_who_plays_it() {
        let told = read(&song()).unwrap();
        assert_eq!((told.film.width, told.film.data_format.as_str()), (0, "wma"));
        let texts: Vec<(&str, &str)> = told.texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_eq!(texts, [("title", "Summer"), ("artist", "Ann"), ("album", "Songs")]);
    }

    #[test]
    fn a_broken_film_says_nothing_or_what_is_left_of_it_and_ends() {
        let whole = file(&[sound(), pictures()]);
        for length in 0..whole.len() {
            assert!(read(&whole[..length]).is_none_or(|told| told.film.seconds == 90.0), "{length}");
        }
        let endless = [&HEADER[..], &u64::MAX.to_le_bytes(), &[0; 6], &object([7; 16], &[]).repeat(30_000)].concat();
        assert_eq!(read(&endless), None);
    }

    #[test]
    fn every_lie_of_eight_bytes_is_survived() {
        let whole = file(&[sound(), pictures()]);
        for at in 0..whole.len() - 8 {
            for lie in [0, 1, 23, 0x7fff_ffff_ffff_ffff, u64::MAX] {
                let mut lying = whole.clone();
                lying[at..at + 8].copy_from_slice(&lie.to_le_bytes());
                let told = read(&lying);
                assert!(
                    told.is_none_or(|told| told.film.seconds.is_finite() && told.film.seconds >= 0.0),
                    "{at} {lie}"
                );
            }
        }
    }
}
