//! What a sound, a film or a document says of itself: the fields of WordPress's `wp_generate_attachment_metadata`.

use std::path::Path;

use lofty::config::ParseOptions;
use lofty::file::{AudioFile, FileType, TaggedFile, TaggedFileExt};
use lofty::probe::Probe;
use lofty::tag::Accessor;
use serde_json::{Map, Value, json};

use super::make_sizes::working;
use super::{film, webm};

/// Larger documents are not read for the number of their pages.
const LARGEST_DOCUMENT: u64 = 32 << 20;

/// The fields; none for what is no such file, or cannot be read: it is kept all the same.
pub(super) async fn of(path: &Path, mime_type: &str) -> Map<String, Value> {
    let (path, mime_type) = (path.to_owned(), mime_type.to_owned());
    let read = working(move || {
        Ok(match mime_type.split('/').next() {
            Some("audio") => sound(&path, &mime_type),
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
    told.insert("dataformat".into(), json!(format_of(parsed.file_type())));
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

fn film(path: &Path, mime_type: &str) -> Option<Map<String, Value>> {
    let found = film::facts(path).or_else(|| webm::facts(path))?;
    let mut told = Map::new();
    let bytes = std::fs::metadata(path).ok()?.len();
    // One that was sent while it was made does not know how long it became.
    if found.seconds > 0.0 {
        length(&mut told, found.seconds);
        told.insert("bitrate".into(), json!((bytes as f64 * 8.0 / found.seconds).round()));
    }
    told.insert("width".into(), json!(found.width));
    told.insert("height".into(), json!(found.height));
    told.insert("fileformat".into(), json!(found.file_format));
    told.insert("dataformat".into(), json!(found.data_format));
    told.insert("mime_type".into(), json!(mime_type));
    Some(told)
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

    #[test]
    fn hours_are_shown_where_there_are_any() {
        let mut told = Map::new();
        length(&mut told, 3_725.4);
        assert_eq!((&told["length"], &told["length_formatted"]), (&json!(3_725), &json!("1:02:05")));
    }
}
