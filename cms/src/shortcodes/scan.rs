//! Finds shortcodes in a text, by WordPress's grammar (`get_shortcode_regex`).

use std::collections::HashMap;

use memchr::{memchr, memchr_iter, memmem};

/// A shortcode as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found<'a> {
    /// Where it begins and ends.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Is there a second bracket before it, and after it?
    pub(super) double_open: bool,
    pub(super) double_close: bool,
    pub(super) name: &'a str,
    /// The text between the name and the bracket that ends the opening tag.
    pub(super) attributes: &'a str,
    /// The text between the opening and the closing tag; none without a closing tag.
    pub(super) content: Option<&'a str>,
}

impl Found<'_> {
    /// `[[name]]` stands for `[name]` itself.
    pub(super) fn is_escaped(&self) -> bool {
        self.double_open && self.double_close
    }
}

/// Goes through the shortcodes of a text, from left to right, those within others left out.
pub(super) struct Scan<'a, 'n> {
    text: &'a str,
    names: &'n [&'n str],
    at: usize,
    /// By name: where its closing tag was found last, or that there is none in the rest of the text. Each closing tag is
    /// looked for once, so that a text of opening tags costs no more than its length.
    closings: HashMap<&'n str, Option<usize>>,
    brackets: Brackets<'a>,
}

/// Where the next closing bracket stands; looked for once each.
pub(super) struct Brackets<'a> {
    text: &'a [u8],
    known: Option<usize>,
    none_left: bool,
}

impl<'a> Brackets<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), known: None, none_left: false }
    }

    pub(super) fn closing_after(&mut self, from: usize) -> Option<usize> {
        if self.none_left {
            return None;
        }
        if self.known.is_none_or(|at| at < from) {
            self.known = memchr(b']', &self.text[from..]).map(|at| from + at);
            self.none_left = self.known.is_none();
        }
        self.known
    }
}

/// The opening tags of known shortcodes with their attributes, also of those within others.
pub(super) fn opening_tags<'a, 'n>(text: &'a str, names: &'n [&'n str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    let mut brackets = Brackets::new(text);
    memchr_iter(b'[', text.as_bytes()).filter_map(move |at| {
        let name = names.iter().find(|name| is_name_at(text.as_bytes(), at + 1, name))?;
        let attributes_at = at + 1 + name.len();
        let bracket = brackets.closing_after(attributes_at)?;
        Some((&text[at + 1..attributes_at], &text[attributes_at..bracket]))
    })
}

impl<'a, 'n> Scan<'a, 'n> {
    pub(super) fn new(text: &'a str, names: &'n [&'n str]) -> Self {
        Self { text, names, at: 0, closings: HashMap::new(), brackets: Brackets::new(text) }
    }

    /// The shortcode whose opening bracket stands at `start`.
    fn read(&mut self, start: usize) -> Option<Found<'a>> {
        let bytes = self.text.as_bytes();
        let double_open = bytes.get(start + 1) == Some(&b'[');
        let name_at = start + 1 + usize::from(double_open);
        let name = self.names.iter().copied().find(|name| is_name_at(bytes, name_at, name))?;
        let attributes_at = name_at + name.len();
        let bracket = self.brackets.closing_after(attributes_at)?;
        let self_closing = bracket > attributes_at && bytes[bracket - 1] == b'/';
        let closing = if self_closing { None } else { self.closing_after(name, bracket + 1) };
        let end = closing.map_or(bracket + 1, |at| at + name.len() + "[/]".len());
        let double_close = bytes.get(end) == Some(&b']');
        Some(Found {
            start,
            end: end + usize::from(double_close),
            double_open,
            double_close,
            name: &self.text[name_at..attributes_at],
            attributes: &self.text[attributes_at..bracket - usize::from(self_closing)],
            content: closing.map(|at| &self.text[bracket + 1..at]),
        })
    }

    fn closing_after(&mut self, name: &'n str, from: usize) -> Option<usize> {
        match self.closings.get(name) {
            Some(None) => return None,
            Some(Some(at)) if *at >= from => return Some(*at),
            _ => {}
        }
        let closing = format!("[/{name}]");
        let found = memmem::find(&self.text.as_bytes()[from..], closing.as_bytes()).map(|at| from + at);
        self.closings.insert(name, found);
        found
    }
}

fn is_name_at(bytes: &[u8], at: usize, name: &str) -> bool {
    let goes_on = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    bytes.get(at..).is_some_and(|rest| rest.starts_with(name.as_bytes()))
        && !bytes.get(at + name.len()).is_some_and(goes_on)
}

impl<'a> Iterator for Scan<'a, '_> {
    type Item = Found<'a>;

    fn next(&mut self) -> Option<Found<'a>> {
        while let Some(start) = memchr(b'[', &self.text.as_bytes()[self.at..]).map(|at| self.at + at) {
            if let Some(found) = self.read(start) {
                self.at = found.end;
                return Some(found);
            }
            self.at = start + 1;
        }
        self.at = self.text.len();
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &str, Option<&str>)> {
        Scan::new(text, &["a", "caption"]).map(|found| (found.name, found.attributes, found.content)).collect()
    }

    #[test]
    fn shortcodes_stand_alone_close_themselves_or_enclose() {
        assert_eq!(found("[a] [a b=1/] [a b=1 /] [a]c[/a]"), [("a", "", Some(" [a b=1/] [a b=1 /] [a]c"))]);
        assert_eq!(found("[a/] [a b=\"/\"] x"), [("a", "", None), ("a", " b=\"/\"", None)]);
    }

    #[test]
    fn a_longer_name_is_another_one() {
        assert_eq!(found("[ab] [a-b] [captions] [a:b]"), [("a", ":b", None)]);
    }

    #[test]
    fn double_brackets_are_told() {
        let found: Vec<_> = Scan::new("[[a]] [[a]b[/a]] [a]]", &["a"])
            .map(|found| (found.is_escaped(), found.start, found.end))
            .collect();
        assert_eq!(found, [(true, 0, 16), (false, 17, 21)]);
    }
}
