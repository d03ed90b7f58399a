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
    let written = if pretty {
        let inner = PrettyFormatter::with_indent(b"    ");
        value.serialize(&mut serde_json::Serializer::with_formatter(&mut buffer, PhpPretty(inner)))
    } else {
        value.serialize(&mut serde_json::Serializer::with_formatter(&mut buffer, Php))
    };
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

fn write_fragment<W: io::Write + ?Sized>(writer: &mut W, fragment: &str) -> io::Result<()> {
    if fragment.is_ascii() { write_ascii(writer, fragment.as_bytes()) } else { write_letters(writer, fragment) }
}

fn write_ascii<W: io::Write + ?Sized>(writer: &mut W, fragment: &[u8]) -> io::Result<()> {
    let mut from = 0;
    for slash in memchr::memchr_iter(b'/', fragment) {
        writer.write_all(&fragment[from..slash])?;
        writer.write_all(b"\\/")?;
        from = slash + 1;
    }
    writer.write_all(&fragment[from..])
}

fn write_letters<W: io::Write + ?Sized>(writer: &mut W, fragment: &str) -> io::Result<()> {
    let mut rest = fragment;
    while let Some(at) = rest.bytes().position(|byte| byte == b'/' || !byte.is_ascii()) {
        let (plain, from) = rest.split_at(at);
        writer.write_all(plain.as_bytes())?;
        let mut letters = from.chars();
        match letters.next() {
            Some('/') => writer.write_all(b"\\/")?,
            Some(letter) => write_units(writer, letter)?,
            None => {}
        }
        rest = letters.as_str();
    }
    writer.write_all(rest.as_bytes())
}

/// A letter as `\uXXXX`, twice where it lies beyond the basic plane.
fn write_units<W: io::Write + ?Sized>(writer: &mut W, letter: char) -> io::Result<()> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut units = [0_u16; 2];
    for unit in letter.encode_utf16(&mut units) {
        let digit = |shift: u32| DIGITS[usize::from(*unit >> shift & 0xf)];
        writer.write_all(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)])?;
    }
    Ok(())
}

struct Php;

impl Formatter for Php {
    fn write_string_fragment<W: io::Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        write_fragment(writer, fragment)
    }
}

struct PhpPretty<'a>(PrettyFormatter<'a>);

impl Formatter for PhpPretty<'_> {
    fn write_string_fragment<W: io::Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        write_fragment(writer, fragment)
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
    }

    #[test]
    fn pretty_output_is_indented_by_four() {
        let text = String::from_utf8(encode(&json!({"a": [1], "b": {}}), true)).unwrap();
        assert_eq!(text, "{\n    \"a\": [\n        1\n    ],\n    \"b\": {}\n}");
    }
}
