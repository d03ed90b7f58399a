//! The XML parser, brought down to the three questions the format asks: which child comes next, what is its text, and
//! how do I get past it.

use super::fault::{FaultKind, ReadFault};
use super::position::{Position, Tracked};
use super::source::Utf8Source;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::Read;

/// The largest value or piece of markup: WordPress's LONGTEXT could hold more, but PHP's own limits are far below.
const LARGEST_VALUE: usize = 64 * 1024 * 1024;
const DEEPEST: usize = 64;

/// An element that was just entered.
pub(super) struct Child {
    pub(super) name: String,
    pub(super) position: Position,
    attributes: Vec<(String, String)>,
}

impl Child {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A pull parser over a source in any encoding.
pub(super) struct Events<R> {
    xml: quick_xml::Reader<Tracked<Utf8Source<R>>>,
    buffer: Vec<u8>,
    open: Vec<String>,
    event_at: Position,
}

impl<R: Read> Events<R> {
    pub(super) fn new(source: R) -> Self {
        let mut xml = quick_xml::Reader::from_reader(Tracked::new(Utf8Source::new(source), LARGEST_VALUE));
        xml.config_mut().expand_empty_elements = true;
        Self { xml, buffer: Vec::new(), open: Vec::new(), event_at: Position::START }
    }

    /// Where the file has been read to.
    pub(super) fn position(&self) -> Position {
        self.xml.get_ref().position()
    }

    /// Enters the document's outermost element and names it.
    pub(super) fn enter_root(&mut self) -> Result<Child, ReadFault> {
        loop {
            let at = self.position();
            match self.advance()? {
                Event::Start(start) => {
                    let start = start.into_owned();
                    return self.entered(start);
                }
                Event::Text(text) if !text.trim().is_empty() => {
                    return Err(FaultKind::NotAnExport("it does not begin with markup").at(at));
                }
                Event::Eof => return Err(FaultKind::NotAnExport("it holds no markup").at(at)),
                _ => {}
            }
        }
    }

    /// Enters the next element within the one that is open, or leaves that one and answers `None`.
    pub(super) fn next_child(&mut self) -> Result<Option<Child>, ReadFault> {
        loop {
            match self.advance()? {
                Event::Start(start) => {
                    let start = start.into_owned();
                    return self.entered(start).map(Some);
                }
                Event::End(_) => {
                    self.open.pop();
                    return Ok(None);
                }
                _ => {}
            }
        }
    }

    /// The text of the element that is open, which is then left. What its own children say is passed over.
    pub(super) fn text(&mut self) -> Result<String, ReadFault> {
        let mut text = String::new();
        loop {
            match self.advance()? {
                Event::Text(piece) => append(&mut text, &piece.xml10_content()),
                Event::CData(piece) => append(&mut text, &piece.xml10_content()),
                Event::GeneralRef(reference) => {
                    let character = resolve(&reference);
                    match character {
                        Ok(character) => append(&mut text, character.encode_utf8(&mut [0; 4])),
                        Err(kind) => return Err(kind.at(self.event_at)),
                    }
                }
                Event::Start(start) => {
                    let start = start.into_owned();
                    self.entered(start)?;
                    self.skip()?;
                }
                Event::End(_) => {
                    self.open.pop();
                    return Ok(text);
                }
                _ => {}
            }
            if text.len() > LARGEST_VALUE {
                let sentence = format!("a value is larger than {} MiB", LARGEST_VALUE >> 20);
                return Err(FaultKind::TooLarge(sentence).at(self.event_at));
            }
        }
    }

    /// Leaves the element that is open, whatever it holds.
    pub(super) fn skip(&mut self) -> Result<(), ReadFault> {
        let depth = self.open.len();
        while self.open.len() >= depth {
            match self.advance()? {
                Event::Start(start) => {
                    let start = start.into_owned();
                    self.entered(start)?;
                }
                Event::End(_) => {
                    self.open.pop();
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Makes sure that nothing but blanks and comments follows the outermost element.
    pub(super) fn expect_end(&mut self) -> Result<(), ReadFault> {
        loop {
            let fault = match self.advance()? {
                Event::Eof => return Ok(()),
                Event::Start(_) | Event::End(_) | Event::CData(_) => true,
                Event::Text(text) => !text.trim().is_empty(),
                _ => false,
            };
            if fault {
                return Err(FaultKind::Markup("there is more after </rss>".to_owned()).at(self.event_at));
            }
        }
    }

    fn entered(&mut self, start: BytesStart<'static>) -> Result<Child, ReadFault> {
        let position = self.event_at;
        if self.open.len() == DEEPEST {
            return Err(FaultKind::Markup("elements are nested too deeply".to_owned()).at(position));
        }
        let name = start.name().as_ref().to_owned();
        let attributes = attributes(&start).map_err(|kind| kind.at(position))?;
        self.open.push(name.clone());
        Ok(Child { name, position, attributes })
    }

    fn advance(&mut self) -> Result<Event<'_>, ReadFault> {
        self.buffer.clear();
        self.xml.get_mut().renew();
        self.event_at = self.xml.get_ref().position();
        let inside = self.open.last().map(String::as_str);
        match self.xml.read_event_into(&mut self.buffer) {
            Ok(Event::DocType(_)) => Err(FaultKind::DocumentType.at(self.event_at)),
            Ok(Event::Eof) => match inside {
                Some(name) => Err(FaultKind::EndsInside(name.to_owned()).at(self.xml.get_ref().position())),
                None => Ok(Event::Eof),
            },
            Ok(event) => Ok(event),
            Err(error) => {
                let kind = FaultKind::from_xml(error, inside);
                let is_at_tag = matches!(kind, FaultKind::Markup(_));
                Err(kind.at(if is_at_tag { self.event_at } else { self.xml.get_ref().position() }))
            }
        }
    }
}

fn attributes(start: &BytesStart<'_>) -> Result<Vec<(String, String)>, FaultKind> {
    start
        .attributes()
        .map(|attribute| {
            let attribute = attribute.map_err(|error| FaultKind::Markup(error.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| FaultKind::Markup(error.to_string()))?;
            Ok((attribute.key.as_ref().to_owned(), value.into_owned()))
        })
        .collect()
}

/// The character of `&amp;`, `&#8217;` and so on; only the five names that XML itself defines are known.
fn resolve(reference: &BytesRef<'_>) -> Result<char, FaultKind> {
    let name = || FaultKind::Entity(reference.as_ref().to_owned());
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten().ok_or_else(name);
    }
    match reference.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(name()),
    }
}

/// Appends what XML allows in text; the control characters that old editors left in posts are dropped, since no XML
/// reader, no feed and no export could ever carry them.
fn append(text: &mut String, piece: &str) {
    if piece.bytes().all(|byte| byte >= b' ' || matches!(byte, b'\n' | b'\t' | b'\r')) {
        text.push_str(piece);
    } else {
        text.extend(piece.chars().filter(|&character| character >= ' ' || matches!(character, '\n' | '\t' | '\r')));
    }
}
