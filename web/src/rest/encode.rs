//! JSON as PHP's `json_encode` writes it: slashes escaped, everything beyond ASCII as `\uXXXX`, no spaces.

use std::io;

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter};

/// Bytes of most answers.
const SMALL: usize = 4096;
/// Bytes of a post in a list, with what is embedded.
const A_POST: usize = 16 * 1024;
/// Room is made beforehand for so many posts at most.
const LISTED_AT_MOST: usize = 20;

/// The bytes of a body. `pretty` indents by four spaces, as `?_pretty` asks.
pub fn encode(value: &Value, pretty: bool) -> Vec<u8> {
    let mut buffer = Vec::with_capacity(expected(value));
    if !pretty {
        write_value(&mut buffer, value);
        return buffer;
    }
    let inner = PrettyFormatter::with_indent(b"    ");
    let written = value.serialize(&mut serde_json::Serializer::with_formatter(&mut buffer, PhpPretty(inner)));
    if let Err(error) = written {
        tracing::error!(%error, "JSON not written to memory");
    }
    buffer
}

/// About how many bytes a body takes: a list of posts with all that is embedded is not copied from one buffer into the
/// next while it grows.
fn expected(value: &Value) -> usize {
    let items = value.as_array().map_or(0, Vec::len);
    SMALL + items.min(LISTED_AT_MOST) * A_POST
}

/// Without spaces; half of an answer's bytes are texts, whose letters are looked at once.
fn write_value(buffer: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => buffer.extend_from_slice(b"null"),
        Value::Bool(true) => buffer.extend_from_slice(b"true"),
        Value::Bool(false) => buffer.extend_from_slice(b"false"),
        Value::Number(number) => buffer.extend_from_slice(number.to_string().as_bytes()),
        Value::String(text) => write_text(buffer, text),
        Value::Array(items) => write_all(buffer, [b'[', b']'], items.iter(), write_value),
        Value::Object(fields) => write_all(buffer, [b'{', b'}'], fields.iter(), |buffer, (name, value)| {
            write_text(buffer, name);
            buffer.push(b':');
            write_value(buffer, value);
        }),
    }
}

fn write_all<T>(
    buffer: &mut Vec<u8>,
    [open, close]: [u8; 2],
    items: impl Iterator<Item = T>,
    write: impl Fn(&mut Vec<u8>, T),
) {
    buffer.push(open);
    for (place, item) in items.enumerate() {
        if place > 0 {
            buffer.push(b',');
        }
        write(buffer, item);
    }
    buffer.push(close);
}

fn write_text(buffer: &mut Vec<u8>, text: &str) {
    buffer.push(b'"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| IS_ESCAPED[usize::from(byte)]) {
        let (plain, from) = rest.split_at(at);
        buffer.extend_from_slice(plain.as_bytes());
        let mut letters = from.chars();
        letters.next().into_iter().for_each(|letter| write_escaped(buffer, letter));
        rest = letters.as_str();
    }
    buffer.extend_from_slice(rest.as_bytes());
    buffer.push(b'"');
}

/// The bytes that do not stand for themselves: control characters, quotes, slashes both ways, and all beyond ASCII.
static IS_ESCAPED: [bool; 256] = {
    let mut escaped = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        escaped[byte] = byte < 0x20 || byte > 0x7f || byte == 0x22 || byte == 0x2f || byte == 0x5c;
        byte += 1;
    }
    escaped
};

fn write_escaped(buffer: &mut Vec<u8>, letter: char) {
    let short = match letter {
        '"' | '/' | '\\' => letter as u8,
        '\n' => b'n',
        '\r' => b'r',
        '\t' => b't',
        '\u{8}' => b'b',
        '\u{c}' => b'f',
        _ => return write_units(buffer, letter),
    };
    buffer.extend_from_slice(&[b'\\', short]);
}

/// A letter as `\uXXXX`, twice where it lies beyond the basic plane.
fn write_units(buffer: &mut Vec<u8>, letter: char) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut units = [0_u16; 2];
    for unit in letter.encode_utf16(&mut units) {
        let digit = |shift: u32| DIGITS[usize::from(*unit >> shift & 0xf)];
        buffer.extend_from_slice(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
    }
}

struct PhpPretty<'a>(PrettyFormatter<'a>);

impl Formatter for PhpPretty<'_> {
    /// What is left to escape is what JSON itself leaves alone: slashes, and letters beyond ASCII.
    fn write_string_fragment<W: io::Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut quoted = Vec::with_capacity(fragment.len() + 2);
        write_text(&mut quoted, fragment);
        writer.write_all(&quoted[1..quoted.len() - 1])
    }

    fn write_char_escape<W: io::Write + ?Sized>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        self.0.write_char_escape(writer, escape)
    }

    fn begin_array<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn slashes_and_letters_are_escaped_as_php_does() {
        let text = String::from_utf8(encode(&json!({"a": "http://x/é😀\"\n"}), false)).unwrap();
        assert_eq!(text, "{\"a\":\"http:\\/\\/x\\/\\u00e9\\ud83d\\ude00\\\"\\n\"}");
        let controls = encode(&json!("\u{1}\u{8}\t\u{c}\r\u{1f}\u{7f}\\"), false);
        assert_eq!(controls, b"\"\\u0001\\b\\t\\f\\r\\u001f\x7f\\\\\"");
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let value =
            json!({"": [], "a/b": {}, "n": [null, true, false, 1, -2.5, 1e300, u64::MAX], "t": "ü\u{2028}\u{0}</a>"});
        for pretty in [false, true] {
            let read: Value = serde_json::from_slice(&encode(&value, pretty)).unwrap();
            assert_eq!(read, value);
        }
    }

    #[test]
    fn pretty_output_is_indented_by_four() {
        let text = String::from_utf8(encode(&json!({"a": [1], "b": {}}), true)).unwrap();
        assert_eq!(text, "{\n    \"a\": [\n        1\n    ],\n    \"b\": {}\n}");
    }
}
