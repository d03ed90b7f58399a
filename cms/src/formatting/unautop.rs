//! Takes the paragraph off a shortcode that stands alone in it: WordPress's `shortcode_unautop`.

use std::borrow::Cow;
use std::collections::HashMap;

use memchr::{memchr, memmem};

use super::spaces::skip_spaces;

/// WordPress's `shortcode_unautop`; `shortcodes` are the names that the site knows.
pub fn shortcode_unautop<'a>(text: &'a str, shortcodes: &[&str]) -> Cow<'a, str> {
    let mut unwrapped = String::new();
    let mut copied = 0;
    let mut closings = Closings { text, known: HashMap::new(), bracket: Some(0) };
    for at in memmem::find_iter(text.as_bytes(), b"<p>") {
        if at < copied {
            continue;
        }
        if let Some(found) = lone_shortcode(text, at + 3, shortcodes, &mut closings) {
            unwrapped.push_str(&text[copied..at]);
            unwrapped.push_str(&text[found.start..found.end]);
            copied = found.paragraph_end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    unwrapped.push_str(&text[copied..]);
    Cow::Owned(unwrapped)
}

struct LoneShortcode {
    start: usize,
    end: usize,
    paragraph_end: usize,
}

fn lone_shortcode(
    text: &str,
    inside: usize,
    shortcodes: &[&str],
    closings: &mut Closings<'_>,
) -> Option<LoneShortcode> {
    let bytes = text.as_bytes();
    let start = skip_spaces(bytes, inside);
    if bytes.get(start) != Some(&b'[') {
        return None;
    }
    let name = shortcodes.iter().find(|name| is_name_at(bytes, start + 1, name))?;
    let name_end = start + 1 + name.len();
    let tag_end = closings.bracket_after(name_end)? + 1;
    let self_closing = tag_end - 2 >= name_end && bytes[tag_end - 2] == b'/';
    let enclosing_end = if self_closing { None } else { closings.end_after(name, tag_end) };
    [enclosing_end, Some(tag_end)].into_iter().flatten().find_map(|end| {
        let paragraph = skip_spaces(bytes, end);
        bytes[paragraph..].starts_with(b"</p>").then_some(LoneShortcode { start, end, paragraph_end: paragraph + 4 })
    })
}

fn is_name_at(bytes: &[u8], at: usize, name: &str) -> bool {
    let after = bytes.get(at + name.len());
    bytes[at..].starts_with(name.as_bytes())
        && after.is_some_and(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')))
}

/// Where the closing tags are; looked for once each, so that many opening tags without one cost nothing.
struct Closings<'a> {
    text: &'a str,
    /// By name: the end of the closing tag found last, or none in the rest of the text.
    known: HashMap<String, Option<usize>>,
    /// A closing bracket; none where there is none in the rest of the text.
    bracket: Option<usize>,
}

impl Closings<'_> {
    fn bracket_after(&mut self, from: usize) -> Option<usize> {
        if self.bracket? < from {
            self.bracket = memchr(b']', &self.text.as_bytes()[from..]).map(|at| from + at);
        }
        self.bracket
    }

    fn end_after(&mut self, name: &str, from: usize) -> Option<usize> {
        let closing = format!("[/{name}]");
        match self.known.get(name) {
            Some(None) => return None,
            Some(Some(end)) if end - closing.len() >= from => return Some(*end),
            _ => {}
        }
        let found = memmem::find(&self.text.as_bytes()[from..], closing.as_bytes()).map(|at| from + at + closing.len());
        self.known.insert(name.to_owned(), found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_shortcode_loses_its_paragraph() {
        let unwrapped = |text| shortcode_unautop(text, &["gallery", "caption"]).into_owned();
        assert_eq!(unwrapped("<p>[gallery ids=\"1\"]</p>\n"), "[gallery ids=\"1\"]\n");
        assert_eq!(unwrapped("<p> [caption]a<br />b[/caption]&nbsp;</p>"), "[caption]a<br />b[/caption]");
        assert_eq!(unwrapped("<p>[gallery/]</p>"), "[gallery/]");
    }

    #[test]
    fn others_keep_it() {
        let text = "<p>[gallery] a</p><p>[galleries]</p><p>[other]</p>";
        assert_eq!(shortcode_unautop(text, &["gallery"]), text);
    }
}
