//! Turns the bytes of a file, in whatever encoding it declares, into UTF-8 as they are read.

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

/// How far into a file its XML declaration is looked for.
const DECLARATION_WITHIN: usize = 1024;
const CHUNK: usize = 64 * 1024;

/// What is wrong with the bytes of a file, as opposed to its markup.
#[derive(Debug, thiserror::Error)]
pub enum EncodingFault {
    /// The declaration names an encoding nobody knows.
    #[error("the file declares the encoding \"{0}\", which is not a known one")]
    Unknown(String),
    /// Bytes that do not exist in the declared encoding.
    #[error("the bytes here are not valid {encoding}, although the file {}", if *.declared { "declares it" } else { "declares no other encoding" })]
    Malformed {
        /// The encoding's usual name.
        encoding: &'static str,
        /// Whether the file names it, or it was taken because the file names none.
        declared: bool,
    },
}

/// A reader of UTF-8 over a file in any encoding: a byte order mark counts first, then the XML declaration, then
/// UTF-8. As browsers do, ISO-8859-1 is read as windows-1252, which contains it.
pub struct Utf8Source<R> {
    inner: R,
    decoder: Option<Decoder>,
    declared: bool,
    input: Vec<u8>,
    input_at: usize,
    input_ended: bool,
    output: Box<[u8]>,
    output_at: usize,
    output_end: usize,
    malformed: bool,
    finished: bool,
}

impl<R: Read> Utf8Source<R> {
    /// Wraps `inner`; nothing is read yet.
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            decoder: None,
            declared: false,
            input: Vec::with_capacity(CHUNK),
            input_at: 0,
            input_ended: false,
            output: vec![0; CHUNK].into_boxed_slice(),
            output_at: 0,
            output_end: 0,
            malformed: false,
            finished: false,
        }
    }

    fn fault(&self, encoding: &'static Encoding) -> io::Error {
        let fault = EncodingFault::Malformed { encoding: encoding.name(), declared: self.declared };
        io::Error::new(io::ErrorKind::InvalidData, fault)
    }

    fn choose_decoder(&mut self) -> io::Result<()> {
        while self.input.len() < DECLARATION_WITHIN && !self.input_ended {
            self.read_more()?;
        }
        let encoding = match Encoding::for_bom(&self.input) {
            Some((encoding, length)) => {
                self.input_at = length;
                encoding
            }
            None => self.declared_encoding()?,
        };
        self.decoder = Some(encoding.new_decoder_without_bom_handling());
        Ok(())
    }

    fn declared_encoding(&mut self) -> io::Result<&'static Encoding> {
        let Some(label) = declared_label(&self.input) else { return Ok(UTF_8) };
        let encoding = Encoding::for_label(label.as_bytes())
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, EncodingFault::Unknown(label)))?;
        self.declared = true;
        // A declaration that could be read byte by byte is not in UTF-16, whatever it says.
        Ok(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
    }

    fn read_more(&mut self) -> io::Result<()> {
        if self.input_at == self.input.len() {
            self.input.clear();
            self.input_at = 0;
        }
        let before = self.input.len();
        let taken = self.inner.by_ref().take((CHUNK - before) as u64).read_to_end(&mut self.input)?;
        self.input_ended = taken == 0;
        Ok(())
    }

    fn decode(&mut self) -> io::Result<()> {
        if self.input_at == self.input.len() && !self.input_ended {
            self.read_more()?;
        }
        let Some(decoder) = self.decoder.as_mut() else { return Ok(()) };
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(
            &self.input[self.input_at..],
            &mut self.output,
            self.input_ended,
        );
        self.input_at += read;
        (self.output_at, self.output_end) = (0, written);
        // What stands before the bad bytes is handed out first, so that the place of the fault is right.
        self.malformed = matches!(result, DecoderResult::Malformed(..));
        self.finished = self.input_ended && result == DecoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> BufRead for Utf8Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.decoder.is_none() {
            self.choose_decoder()?;
        }
        while self.output_at == self.output_end && !self.finished {
            if self.malformed {
                return Err(self.fault(self.decoder.as_ref().map_or(UTF_8, Decoder::encoding)));
            }
            self.decode()?;
        }
        Ok(&self.output[self.output_at..self.output_end])
    }

    fn consume(&mut self, amount: usize) {
        self.output_at = (self.output_at + amount).min(self.output_end);
    }
}

impl<R: Read> Read for Utf8Source<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let taken = available.len().min(target.len());
        target[..taken].copy_from_slice(&available[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

/// The encoding's name in an XML declaration that is written in anything that contains ASCII.
fn declared_label(start: &[u8]) -> Option<String> {
    let start = &start[..start.len().min(DECLARATION_WITHIN)];
    let text: String = start.iter().map(|&byte| if byte.is_ascii() { byte as char } else { '\u{fffd}' }).collect();
    let declaration = text.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0;
    let after = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|character| matches!(character, '"' | '\''))?;
    after[1..].split_once(quote).map(|(label, _)| label.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        Utf8Source::new(bytes).read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn a_file_in_latin_1_becomes_utf_8() {
        let text = read(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xe9 \x80</a>").unwrap();
        assert!(text.ends_with("<a>café €</a>"), "{text}");
    }

    #[test]
    fn bytes_of_another_encoding_right_after_the_declaration_do_no_harm() {
        let text = read(b"<?xml version=\"1.0\" encoding=\"windows-1252\" ?><!-- \x93quoted\x94 -->").unwrap();
        assert!(text.ends_with("<!-- \u{201c}quoted\u{201d} -->"), "{text}");
    }

    #[test]
    fn a_byte_order_mark_counts_more_than_the_declaration() {
        let mut utf_16 = vec![0xff, 0xfe];
        utf_16.extend("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ä/>".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(read(&utf_16).unwrap().ends_with("<ä/>"));
        assert_eq!(read(b"\xef\xbb\xbf<a/>").unwrap(), "<a/>");
    }

    #[test]
    fn what_stands_before_a_bad_byte_is_handed_out_first() {
        let mut source = Utf8Source::new(&b"<a>good\xe9bad"[..]);
        assert_eq!(source.fill_buf().unwrap(), b"<a>good");
        source.consume(7);
        let fault = source.fill_buf().unwrap_err().to_string();
        assert_eq!(fault, "the bytes here are not valid UTF-8, although the file declares no other encoding");
    }

    #[test]
    fn a_character_cut_off_by_the_end_of_the_file_is_a_fault() {
        assert!(read("<a>é".as_bytes().split_last().unwrap().1).is_err());
    }

    #[test]
    fn an_unknown_encoding_is_named() {
        let fault = read(b"<?xml version='1.0' encoding='klingon'?><a/>").unwrap_err().to_string();
        assert!(fault.contains("\"klingon\""), "{fault}");
    }

    #[test]
    fn characters_survive_the_border_between_two_chunks() {
        let text = "é".repeat(CHUNK);
        assert_eq!(read(text.as_bytes()).unwrap(), text);
        assert_eq!(read(format!("x{text}").as_bytes()).unwrap().len(), 2 * CHUNK + 1);
    }
}
