//! What a sound, a film or a document says of itself: the fields of WordPress's `wp_generate_attachment_metadata`.

use std::path::Path;

use lofty::config::ParseOptions;
use lofty::file::{AudioFile, FileType, TaggedFile, TaggedFileExt};
use lofty::probe::Probe;
use lofty::tag::Accessor;
use serde_json::{Map, Value, json};

use super::film::{Film, Sound};
use super::make_sizes::working;
use super::{asf, avi, film, ogg, webm};

/// Larger documents are not read for the number of their pages.
const LARGEST_DOCUMENT: u64 = 32 << 20;

/// Seconds of the longest film, more or less.
const LONGEST: f64 = 2e9;

/// The fields; none for what is no such file, or cannot be read: it is kept all the same.
pub(super) async fn of(path: &Path, mime_type: &str) -> Map<String, Value> {
    let (path, mime_type) = (path.to_owned(), mime_type.to_owned());
    let read = working(move || {
        Ok(match mime_type.split('/').next() {
            Some("audio") => sound(&path, &mime_type).or_else(|| windows_sound(&path, &mime_type)),
            Some("video") => film(&path, &mime_type),
            _ if mime_type == "application/pdf" => document(&path),
            _ => None,
        })
    });
    read.await.ok().flatten().unwrap_or_default()
}

fn parsed(path: &Path) -> Option<TaggedFile> {
    let options = ParseOptions::new().read_cover_art(false);
    Probe::open(path).ok()?.guess_file_type().ok()?.options(options).read().ok()
}

fn sound(path: &Path, mime_type: &str) -> Option<Map<String, Value>> {
    let parsed = parsed(path)?;
    let mut told = Map::new();
    length(&mut told, parsed.properties().duration().as_secs_f64());
    told.insert("dataformat".into(), json!(codec_of(parsed.file_type())));
    told.insert("fileformat".into(), json!(format_of(parsed.file_type())));
    if let Some(bitrate) = parsed.properties().audio_bitrate() {
        told.insert("bitrate".into(), json!(u64::from(bitrate) * 1000));
    }
    if let Some(rate) = parsed.properties().sample_rate() {
        told.insert("sample_rate".into(), json!(rate));
    }
    if let Some(channels) = parsed.properties().channels() {
        told.insert("channels".into(), json!(channels));
    }
    told.insert("mime_type".into(), json!(mime_type));
    if let Some(tag) = parsed.primary_tag().or_else(|| parsed.first_tag()) {
        let texts = [("title", tag.title()), ("artist", tag.artist()), ("album", tag.album()), ("genre", tag.genre())];
        for (name, text) in texts {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                let text: String = text.chars().take(1_000).collect();
                told.insert(name.into(), json!(crate::formatting::wp_kses_post(&text)));
            }
        }
    }
    Some(told)
}

/// A sound of Windows' own kind.
fn windows_sound(path: &Path, mime_type: &str) -> Option<Map<String, Value>> {
    let asf::Told { film, texts } = asf::facts(path)?;
    let mut told = Map::new();
    add_length(&mut told, &film, std::fs::metadata(path).ok()?.len());
    if let Some(sound) = &film.sound {
        told.extend(heard(sound));
    }
    told.insert("fileformat".into(), json!(film.file_format));
    told.insert("mime_type".into(), json!(mime_type));
    for (name, text) in texts {
        told.insert(name.into(), json!(crate::formatting::wp_kses_post(&text)));
    }
    Some(told)
}

fn film(path: &Path, mime_type: &str) -> Option<Map<String, Value>> {
    let of_windows = || avi::facts(path).or_else(|| Some(asf::facts(path)?.film));
    let found = film::facts(path).or_else(|| webm::facts(path)).or_else(of_windows).or_else(|| ogg::facts(path))?;
    let mut told = Map::new();
    add_length(&mut told, &found, std::fs::metadata(path).ok()?.len());
    told.insert("width".into(), json!(found.width));
    told.insert("height".into(), json!(found.height));
    told.insert("fileformat".into(), json!(found.file_format));
    told.insert("dataformat".into(), json!(found.data_format));
    told.insert("mime_type".into(), json!(mime_type));
    if let Some(sound) = &found.sound {
        told.insert("audio".into(), Value::Object(heard(sound)));
    }
    Some(told)
}

/// One that was sent while it was made does not know how long it became; what is longer than anybody lives is a lie.
fn add_length(told: &mut Map<String, Value>, film: &Film, bytes: u64) {
    if film.seconds > 0.0 && film.seconds < LONGEST {
        length(told, film.seconds);
        told.insert("bitrate".into(), json!((bytes as f64 * 8.0 / film.seconds).round()));
    }
}

/// What is heard, in the words of getID3; only what is known.
fn heard(sound: &Sound) -> Map<String, Value> {
    let mut heard = Map::new();
    heard.insert("dataformat".into(), json!(sound.data_format));
    let numbers = [
        ("sample_rate", u64::from(sound.sample_rate)),
        ("channels", u64::from(sound.channels)),
        ("bitrate", sound.bitrate),
    ];
    heard.extend(
        numbers.into_iter().filter(|(_, number)| *number > 0).map(|(name, number)| (name.into(), json!(number))),
    );
    heard
}

/// The number of pages is ours: WordPress makes a picture of the first one where ImageMagick is there.
fn document(path: &Path) -> Option<Map<String, Value>> {
    if std::fs::metadata(path).ok()?.len() > LARGEST_DOCUMENT {
        return None;
    }
    let document = lopdf::Document::load(path).ok()?;
    let mut told = Map::new();
    told.insert("pages".into(), json!(document.get_pages().len()));
    told.insert("fileformat".into(), json!("pdf"));
    Some(told)
}

/// `length` in seconds, and as a clock shows it.
fn length(told: &mut Map<String, Value>, seconds: f64) {
    let whole = seconds.round() as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    let shown =
        if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") };
    told.insert("length".into(), json!(whole));
    told.insert("length_formatted".into(), json!(shown));
}

fn format_of(kind: FileType) -> &'static str {
    match kind {
        FileType::Mpeg => "mp3",
        FileType::Mp4 => "mp4",
        FileType::Flac => "flac",
        FileType::Wav => "wav",
        FileType::Aac => "aac",
        FileType::Aiff => "aiff",
        FileType::Opus | FileType::Vorbis | FileType::Speex => "ogg",
        _ => "",
    }
}

/// What is in a file, where that has another name than the file's own kind.
fn codec_of(kind: FileType) -> &'static str {
    match kind {
        FileType::Opus => "opus",
        FileType::Vorbis => "vorbis",
        FileType::Speex => "speex",
        other => format_of(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A second of silence: 8,000 bytes of one channel.
    fn silence() -> Vec<u8> {
        let mut wav = b"RIFF".to_vec();
        wav.extend(8_036_u32.to_le_bytes());
        wav.extend(b"WAVEfmt ");
        wav.extend(16_u32.to_le_bytes());
        wav.extend([1, 0, 1, 0]);
        wav.extend(8_000_u32.to_le_bytes());
        wav.extend(8_000_u32.to_le_bytes());
        wav.extend([1, 0, 8, 0]);
        wav.extend(b"data");
        wav.extend(8_000_u32.to_le_bytes());
        wav.extend(vec![0x80; 8_000]);
        wav
    }

    #[tokio::test]
    async fn a_sound_tells_how_long_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("silence.wav");
        std::fs::write(&path, silence()).unwrap();
        let told = of(&path, "audio/wav").await;
        assert_eq!((&told["length"], &told["length_formatted"]), (&json!(1), &json!("0:01")));
        assert_eq!((&told["fileformat"], &told["bitrate"]), (&json!("wav"), &json!(64_000)));
        std::fs::write(&path, b"RIFF and nothing else").unwrap();
        assert!(of(&path, "audio/wav").await.is_empty(), "what cannot be read says nothing");
    }

    async fn told(name: &str, bytes: &[u8], mime_type: &str) -> Map<String, Value> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        of(&path, mime_type).await
    }

    #[tokio::test]
    async fn a_film_tells_what_is_heard_in_it_in_wordpress_words() {
        let told = told("a.avi", &avi::tests::film(), "video/avi").await;
        assert_eq!((&told["length"], &told["length_formatted"]), (&json!(10), &json!("0:10")));
        assert_eq!((&told["width"], &told["height"], &told["fileformat"]), (&json!(640), &json!(480), &json!("avi")));
        let heard = json!({"dataformat": "mp3", "sample_rate": 44_100, "channels": 2, "bitrate": 128_000});
        assert_eq!((&told["audio"], &told["mime_type"]), (&heard, &json!("video/avi")));
    }

    #[tokio::test]
    async fn a_sound_of_windows_tells_its_length_and_its_artist() {
        let told = told("a.wma", &asf::tests::song(), "audio/x-ms-wma").await;
        assert_eq!(
            (&told["length"], &told["dataformat"], &told["fileformat"]),
            (&json!(90), &json!("wma"), &json!("asf"))
        );
        assert_eq!((&told["artist"], &told["album"], &told["channels"]), (&json!("Ann"), &json!("Songs"), &json!(2)));
    }

    /// Two seconds of Opus: its head, its tags, and a page that ends there.
    fn opus() -> Vec<u8> {
        let page = |flags: u8, position: u64, number: u32, content: &[u8]| {
            let numbers = [&position.to_le_bytes()[..], &7_u32.to_le_bytes(), &number.to_le_bytes(), &[0; 4]].concat();
            [&b"OggS\0"[..], &[flags], &numbers, &[1, content.len() as u8], content].concat()
        };
        let head = [&b"OpusHead\x01\x02"[..], &312_u16.to_le_bytes(), &48_000_u32.to_le_bytes(), &[0, 0, 0]].concat();
        let tags = [&b"OpusTags"[..], &2_u32.to_le_bytes(), b"me", &0_u32.to_le_bytes()].concat();
        [page(2, 0, 0, &head), page(0, 0, 1, &tags), page(4, 96_312, 2, &[0xfc; 200])].concat()
    }

    #[tokio::test]
    async fn opus_in_ogg_tells_how_long_it_is() {
        let told = told("a.ogg", &opus(), "audio/ogg").await;
        assert_eq!(
            (&told["length"], &told["dataformat"], &told["fileformat"]),
            (&json!(2), &json!("opus"), &json!("ogg"))
        );
        assert_eq!((&told["sample_rate"], &told["channels"]), (&json!(48_000), &json!(2)));
    }

    #[test]
    fn hours_are_shown_where_there_are_any() {
        let mut told = Map::new();
        length(&mut told, 3_725.4);
        assert_eq!((&told["length"], &told["length_formatted"]), (&json!(3_725), &json!("1:02:05")));
    }
}
