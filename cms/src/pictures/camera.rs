//! What a camera wrote into its file: WordPress's `wp_read_image_metadata`.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use chrono::NaiveDateTime;
use exif::{Exif, In, Rational, Tag, Value};
use serde_json::{Map, json};

/// Longer texts are cut: nobody writes a book into a photograph.
const LONGEST: usize = 1_000;

/// WordPress's `image_meta`: every field is a text, `0` or empty where the file says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImageMeta {
    /// The lens's aperture, such as `2.8`.
    pub aperture: String,
    /// Who made it.
    pub credit: String,
    /// The camera's model.
    pub camera: String,
    /// What it shows.
    pub caption: String,
    /// Seconds since 1970.
    pub created_timestamp: String,
    /// Whose it is.
    pub copyright: String,
    /// Millimetres.
    pub focal_length: String,
    /// The film's or sensor's speed.
    pub iso: String,
    /// Seconds.
    pub shutter_speed: String,
    /// Its title.
    pub title: String,
    /// EXIF's orientation; 0 where it is not said.
    pub orientation: u8,
}

impl ImageMeta {
    /// As it stands in the attachment's metadata.
    pub fn to_json(&self) -> serde_json::Value {
        let number = |text: &str| if text.is_empty() { json!("0") } else { json!(text) };
        let mut meta = Map::new();
        meta.insert("aperture".into(), number(&self.aperture));
        meta.insert("credit".into(), json!(self.credit));
        meta.insert("camera".into(), json!(self.camera));
        meta.insert("caption".into(), json!(self.caption));
        meta.insert("created_timestamp".into(), number(&self.created_timestamp));
        meta.insert("copyright".into(), json!(self.copyright));
        meta.insert("focal_length".into(), number(&self.focal_length));
        meta.insert("iso".into(), number(&self.iso));
        meta.insert("shutter_speed".into(), number(&self.shutter_speed));
        meta.insert("title".into(), json!(self.title));
        meta.insert("orientation".into(), json!(self.orientation.to_string()));
        meta.insert("keywords".into(), json!([]));
        meta.insert("alt".into(), json!(""));
        meta.into()
    }
}

/// Reads it. A file whose EXIF is broken says nothing.
pub fn image_meta(path: &Path) -> ImageMeta {
    let Ok(file) = File::open(path) else { return ImageMeta::default() };
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_from_container(&mut BufReader::new(file));
    let read = read.or_else(|error| error.distill_partial_result(|_| {}));
    read.map(|exif| of(&exif)).unwrap_or_default()
}

fn of(exif: &Exif) -> ImageMeta {
    let description = text(exif, Tag::ImageDescription);
    let comment = text(exif, Tag::UserComment);
    let is_title = !description.is_empty() && description.len() < 80;
    ImageMeta {
        aperture: decimal(exif, Tag::FNumber),
        credit: text(exif, Tag::Artist),
        camera: text(exif, Tag::Model),
        created_timestamp: timestamp(exif),
        copyright: text(exif, Tag::Copyright),
        focal_length: decimal(exif, Tag::FocalLength),
        iso: whole(exif, Tag::PhotographicSensitivity).map(|iso| iso.to_string()).unwrap_or_default(),
        shutter_speed: decimal(exif, Tag::ExposureTime),
        title: if is_title { description.clone() } else { String::new() },
        caption: if description.is_empty() || comment.is_empty() { description } else { comment },
        orientation: whole(exif, Tag::Orientation).and_then(|value| u8::try_from(value).ok()).unwrap_or_default(),
    }
}

fn whole(exif: &Exif, tag: Tag) -> Option<u32> {
    exif.get_field(tag, In::PRIMARY)?.value.get_uint(0)
}

fn text(exif: &Exif, tag: Tag) -> String {
    let Some(field) = exif.get_field(tag, In::PRIMARY) else { return String::new() };
    let bytes: &[u8] = match &field.value {
        Value::Ascii(lines) => lines.first().map_or(&[], Vec::as_slice),
        // A comment begins with eight bytes that name its letters.
        Value::Undefined(bytes, _) if bytes.starts_with(b"ASCII") => bytes.get(8..).unwrap_or_default(),
        _ => &[],
    };
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control());
    crate::formatting::wp_kses_post(&text.chars().take(LONGEST).collect::<String>())
}

/// A fraction, with two digits at the most, as PHP writes it.
fn decimal(exif: &Exif, tag: Tag) -> String {
    let Some(field) = exif.get_field(tag, In::PRIMARY) else { return String::new() };
    let Value::Rational(fractions) = &field.value else { return String::new() };
    let Some(Rational { num, denom }) = fractions.first().filter(|fraction| fraction.denom != 0) else {
        return String::new();
    };
    let value = f64::from(*num) / f64::from(*denom);
    if tag == Tag::FNumber { format!("{}", (value * 100.0).round() / 100.0) } else { format!("{value}") }
}

fn timestamp(exif: &Exif) -> String {
    let Some(field) = exif.get_field(Tag::DateTimeDigitized, In::PRIMARY) else { return String::new() };
    let Value::Ascii(lines) = &field.value else { return String::new() };
    let text = lines.first().map(|line| String::from_utf8_lossy(line).into_owned()).unwrap_or_default();
    let taken = NaiveDateTime::parse_from_str(text.trim_matches(['\0', ' ']), "%Y:%m:%d %H:%M:%S");
    taken.map(|taken| taken.and_utc().timestamp().to_string()).unwrap_or_default()
}
