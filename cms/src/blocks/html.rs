//! Changing attributes and classes of tags in an HTML text without touching the rest of it.
//!
//! The behaviour is that of WordPress's `WP_HTML_Tag_Processor`: new attributes stand directly behind the tag's name,
//! changed ones stay in their place, everything else keeps its bytes.

use crate::formatting::{esc_url, is_address};

/// Elements whose content is text up to their own end tag.
const RAW_TEXT: [&str; 8] = ["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"];

/// Walks the tags of an HTML text from front to back and edits them.
#[derive(Debug)]
pub struct TagProcessor<'html> {
    html: &'html str,
    at: usize,
    tag: Option<Tag>,
    edits: Vec<Edit>,
}

#[derive(Debug)]
struct Tag {
    start: usize,
    name: String,
    name_end: usize,
    is_closer: bool,
    attributes: Vec<Attribute>,
    changes: Vec<(String, Change)>,
    classes: Vec<(String, bool)>,
}

#[derive(Debug)]
struct Attribute {
    name: String,
    start: usize,
    end: usize,
    /// The bytes of the value; `None` for an attribute without one.
    value: Option<(usize, usize)>,
}

#[derive(Debug, Clone)]
enum Change {
    Set(String),
    Flag,
    Remove,
}

#[derive(Debug)]
struct Edit {
    start: usize,
    end: usize,
    text: String,
}

impl<'html> TagProcessor<'html> {
    /// Starts in front of the first tag.
    pub fn new(html: &'html str) -> Self {
        Self { html, at: 0, tag: None, edits: Vec::new() }
    }

    /// Goes to the next opening tag; `false` at the end of the text.
    pub fn next_tag(&mut self) -> bool {
        while self.next_any_tag() {
            if !self.is_closer() {
                return true;
            }
        }
        false
    }

    /// Goes to the next opening tag of a name (in lower case).
    pub fn next_tag_named(&mut self, name: &str) -> bool {
        while self.next_tag() {
            if self.tag_name() == name {
                return true;
            }
        }
        false
    }

    /// Goes to the next opening tag with a class.
    pub fn next_tag_with_class(&mut self, class: &str) -> bool {
        while self.next_tag() {
            if self.has_class(class) {
                return true;
            }
        }
        false
    }

    /// Goes to the next tag, opening or closing.
    pub fn next_any_tag(&mut self) -> bool {
        self.flush();
        self.tag = Scanner { html: self.html.as_bytes(), at: &mut self.at }.next();
        self.tag.is_some()
    }

    /// The current tag's name in lower case; empty if there is none.
    pub fn tag_name(&self) -> &str {
        self.tag.as_ref().map_or("", |tag| &tag.name)
    }

    /// Whether the current tag is a closing one.
    pub fn is_closer(&self) -> bool {
        self.tag.as_ref().is_some_and(|tag| tag.is_closer)
    }

    /// Where the current tag starts in the unedited text.
    pub fn tag_start(&self) -> usize {
        self.tag.as_ref().map_or(self.html.len(), |tag| tag.start)
    }

    /// Where the current tag ends in the unedited text.
    pub fn tag_end(&self) -> usize {
        self.at
    }

    /// An attribute's decoded value; an attribute without a value is an empty text.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let tag = self.tag.as_ref()?;
        if let Some((_, change)) = tag.changes.iter().find(|(changed, _)| changed == name) {
            return match change {
                Change::Set(value) => Some(value.clone()),
                Change::Flag => Some(String::new()),
                Change::Remove => None,
            };
        }
        let attribute = tag.attributes.iter().find(|attribute| attribute.name == name)?;
        let (start, end) = attribute.value.unwrap_or((0, 0));
        Some(html_escape::decode_html_entities(&self.html[start..end]).into_owned())
    }

    /// Sets an attribute of the current tag.
    pub fn set_attribute(&mut self, name: &str, value: &str) {
        self.change(name, Change::Set(value.to_owned()));
    }

    /// Adds an attribute without a value to the current tag.
    pub fn set_flag(&mut self, name: &str) {
        self.change(name, Change::Flag);
    }

    /// Removes an attribute of the current tag.
    pub fn remove_attribute(&mut self, name: &str) {
        let Some(tag) = self.tag.as_mut() else { return };
        if tag.attributes.iter().any(|attribute| attribute.name == name) {
            self.change(name, Change::Remove);
        } else {
            tag.changes.retain(|(changed, _)| changed != name);
        }
    }

    fn change(&mut self, name: &str, change: Change) {
        let Some(tag) = self.tag.as_mut().filter(|tag| !tag.is_closer) else { return };
        if name == "class" {
            tag.classes.clear();
        }
        match tag.changes.iter_mut().find(|(changed, _)| changed == name) {
            Some((_, slot)) => *slot = change,
            None => tag.changes.push((name.to_owned(), change)),
        }
    }

    /// The classes of the current tag as they stand now.
    pub fn classes(&self) -> Vec<String> {
        let value = self.attribute("class").unwrap_or_default();
        let mut classes: Vec<String> = Vec::new();
        for class in value.split_ascii_whitespace() {
            if !classes.iter().any(|seen| seen == class) {
                classes.push(class.to_owned());
            }
        }
        for (class, is_added) in self.tag.iter().flat_map(|tag| &tag.classes) {
            classes.retain(|seen| seen != class);
            if *is_added {
                classes.push(class.clone());
            }
        }
        classes
    }

    /// Whether the current tag has a class.
    pub fn has_class(&self, class: &str) -> bool {
        self.classes().iter().any(|seen| seen == class)
    }

    /// Adds a class (or several with spaces between them) to the current tag.
    pub fn add_class(&mut self, class: &str) {
        self.change_class(class, true);
    }

    /// Removes a class from the current tag.
    pub fn remove_class(&mut self, class: &str) {
        self.change_class(class, false);
    }

    fn change_class(&mut self, class: &str, is_added: bool) {
        let Some(tag) = self.tag.as_mut().filter(|tag| !tag.is_closer) else { return };
        match tag.classes.iter_mut().find(|(changed, _)| changed == class) {
            Some((_, slot)) => *slot = is_added,
            None => tag.classes.push((class.to_owned(), is_added)),
        }
    }

    /// Puts text in place of a part of the unedited HTML.
    pub fn replace(&mut self, start: usize, end: usize, text: impl Into<String>) {
        self.edits.push(Edit { start, end, text: text.into() });
    }

    /// The text with all changes.
    pub fn finish(mut self) -> String {
        self.flush();
        // What is put in the same place stands in the order of its text, as in WordPress.
        self.edits.sort_by(|one, other| (one.start, &one.text).cmp(&(other.start, &other.text)));
        let mut output = String::with_capacity(self.html.len() + 64);
        let mut copied = 0;
        for edit in self.edits.iter().filter(|edit| !edit.text.is_empty() || edit.end > edit.start) {
            if edit.start < copied {
                continue;
            }
            output.push_str(&self.html[copied..edit.start]);
            output.push_str(&edit.text);
            copied = edit.end;
        }
        output.push_str(&self.html[copied..]);
        output
    }

    /// Turns what was asked of the current tag into edits.
    fn flush(&mut self) {
        let Some(mut tag) = self.tag.take() else { return };
        if !tag.classes.is_empty() {
            self.tag = Some(tag);
            let class = self.updated_class();
            let Some(back) = self.tag.take() else { return };
            tag = back;
            if let Some(class) = class {
                let change = if class.is_empty() { Change::Remove } else { Change::Set(class) };
                tag.changes.retain(|(name, _)| name != "class");
                tag.changes.push(("class".to_owned(), change));
            }
        }
        for (name, change) in tag.changes {
            let attribute = tag.attributes.iter().find(|attribute| attribute.name == name);
            let text = match change {
                Change::Remove => String::new(),
                Change::Flag => name,
                Change::Set(value) => format!("{name}=\"{}\"", escaped_value(&name, &value)),
            };
            match attribute {
                Some(attribute) => self.edits.push(Edit { start: attribute.start, end: attribute.end, text }),
                None if text.is_empty() => {}
                None => self.edits.push(Edit { start: tag.name_end, end: tag.name_end, text: format!(" {text}") }),
            }
        }
    }

    /// The class attribute with the asked classes added and removed; `None` if that changes nothing.
    fn updated_class(&self) -> Option<String> {
        let tag = self.tag.as_ref()?;
        let existing = self.attribute("class").unwrap_or_default();
        let is_removed = |name: &str| tag.classes.iter().any(|(class, is_added)| !is_added && class == name);
        let (mut class, mut modified, mut seen) = (String::new(), false, Vec::<&str>::new());
        let mut rest = existing.as_str();
        loop {
            let name_start = rest.find(|character: char| !is_class_space(character)).unwrap_or(rest.len());
            let (space, tail) = rest.split_at(name_start);
            let (name, after) = tail.split_at(tail.find(is_class_space).unwrap_or(tail.len()));
            rest = after;
            if name.is_empty() {
                break;
            }
            if is_removed(name) {
                modified = true;
            } else if !seen.contains(&name) {
                seen.push(name);
                class.push_str(if class.is_empty() { "" } else { space });
                class.push_str(name);
            }
        }
        for (name, is_added) in &tag.classes {
            if *is_added && !seen.contains(&name.as_str()) {
                modified = true;
                class.push_str(if class.is_empty() { "" } else { " " });
                class.push_str(name);
            }
        }
        modified.then_some(class)
    }
}

fn is_class_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\u{c}' | '\r' | '\n')
}

fn escaped_value(name: &str, value: &str) -> String {
    if is_address(name) {
        return esc_url(value);
    }
    let mut escaped = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Finds tags in HTML.
struct Scanner<'a> {
    html: &'a [u8],
    at: &'a mut usize,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<Tag> {
        loop {
            let start = *self.at + memchr::memchr(b'<', self.html.get(*self.at..)?)?;
            let after = self.html.get(start + 1).copied()?;
            match after {
                b'!' | b'?' => self.skip_declaration(start)?,
                b'/' if self.html.get(start + 2).is_some_and(u8::is_ascii_alphabetic) => {
                    return self.tag(start, start + 2, true);
                }
                _ if after.is_ascii_alphabetic() => return self.tag(start, start + 1, false),
                _ => *self.at = start + 1,
            }
        }
    }

    fn skip_declaration(&mut self, start: usize) -> Option<()> {
        let rest = &self.html[start..];
        let end = match rest.strip_prefix(b"<!--") {
            Some(comment) if comment.starts_with(b">") => 5,
            Some(comment) => 4 + memchr::memmem::find(comment, b"-->")? + 3,
            None => memchr::memchr(b'>', rest)? + 1,
        };
        *self.at = start + end;
        Some(())
    }

    fn tag(&mut self, start: usize, name_start: usize, is_closer: bool) -> Option<Tag> {
        let name_length = self.html[name_start..]
            .iter()
            .take_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>'))
            .count();
        let name_end = name_start + name_length;
        let name = String::from_utf8_lossy(&self.html[name_start..name_end]).to_lowercase();
        *self.at = name_end;
        let mut attributes: Vec<Attribute> = Vec::new();
        while let Some(attribute) = self.attribute()? {
            if !attributes.iter().any(|seen| seen.name == attribute.name) {
                attributes.push(attribute);
            }
        }
        if !is_closer && RAW_TEXT.contains(&name.as_str()) {
            let after_tag = *self.at;
            *self.at = self.raw_text_end(after_tag, &name).unwrap_or(after_tag);
        }
        let (changes, classes) = (Vec::new(), Vec::new());
        Some(Tag { start, name, name_end, is_closer, attributes, changes, classes })
    }

    /// The next attribute; `Some(None)` at the end of the tag, `None` where the text ends inside it.
    fn attribute(&mut self) -> Option<Option<Attribute>> {
        let skipped = |byte: &&u8| byte.is_ascii_whitespace() || **byte == b'/';
        let start = *self.at + self.html[*self.at..].iter().take_while(skipped).count();
        if *self.html.get(start)? == b'>' {
            *self.at = start + 1;
            return Some(None);
        }
        let is_name = |byte: &&u8| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'/' | b'>');
        let length = self.html[start..].iter().take_while(is_name).count().max(1);
        let name_end = start + length;
        let name = String::from_utf8_lossy(&self.html[start..name_end]).to_lowercase();
        let equals = name_end + self.spaces(name_end);
        if self.html.get(equals) != Some(&b'=') {
            *self.at = name_end;
            return Some(Some(Attribute { name, start, end: name_end, value: None }));
        }
        let value_start = equals + 1 + self.spaces(equals + 1);
        let (value, end) = self.value(value_start)?;
        *self.at = end;
        Some(Some(Attribute { name, start, end, value: Some(value) }))
    }

    fn value(&self, start: usize) -> Option<((usize, usize), usize)> {
        match *self.html.get(start)? {
            quote @ (b'"' | b'\'') => {
                let end = start + 1 + memchr::memchr(quote, &self.html[start + 1..])?;
                Some(((start + 1, end), end + 1))
            }
            _ => {
                let is_value = |byte: &&u8| !byte.is_ascii_whitespace() && **byte != b'>';
                let end = start + self.html[start..].iter().take_while(is_value).count();
                Some(((start, end), end))
            }
        }
    }

    fn spaces(&self, from: usize) -> usize {
        self.html.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_whitespace()).count()
    }

    /// Where the end tag of a raw text element starts.
    fn raw_text_end(&self, from: usize, name: &str) -> Option<usize> {
        let mut at = from;
        loop {
            at += memchr::memmem::find(self.html.get(at..)?, b"</")?;
            let candidate = self.html.get(at + 2..at + 2 + name.len())?;
            if candidate.eq_ignore_ascii_case(name.as_bytes()) {
                return Some(at);
            }
            at += 2;
        }
    }
}

/// Adds a class to the first tag of an HTML text.
pub fn add_class_to_first_tag(html: &str, class: &str) -> String {
    let mut tags = TagProcessor::new(html);
    if tags.next_tag() {
        tags.add_class(class);
    }
    tags.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_class_attribute_stands_behind_the_name() {
        assert_eq!(add_class_to_first_tag("\n<p style='a'>x</p>", "b"), "\n<p class=\"b\" style='a'>x</p>");
        assert_eq!(add_class_to_first_tag("<p id=1 class='a  b'>x", "c"), "<p id=1 class=\"a  b c\">x");
        assert_eq!(add_class_to_first_tag("<p class='a'>x", "a"), "<p class='a'>x", "nothing to do, nothing touched");
    }

    #[test]
    fn comments_and_scripts_are_not_tags() {
        let html = "<!-- <b> --><script>if (a<b) '<p>'</script><i>x</i>";
        let mut tags = TagProcessor::new(html);
        assert!(tags.next_tag() && tags.tag_name() == "script");
        assert!(tags.next_tag() && tags.tag_name() == "i");
        assert!(!tags.next_tag());
    }

    #[test]
    fn attributes_are_decoded_and_encoded() {
        let mut tags = TagProcessor::new("<a title=\"&quot;x&quot;\" href=y>z</a>");
        assert!(tags.next_tag());
        assert_eq!(tags.attribute("title").as_deref(), Some("\"x\""));
        assert_eq!(tags.attribute("href").as_deref(), Some("y"));
        tags.set_attribute("title", "it's <b>");
        tags.set_attribute("rel", "me");
        assert_eq!(tags.finish(), "<a rel=\"me\" title=\"it&apos;s &lt;b&gt;\" href=y>z</a>");
    }

    #[test]
    fn classes_can_be_removed() {
        let mut tags = TagProcessor::new("<div class=\"a b c\">");
        assert!(tags.next_tag());
        tags.remove_class("b");
        assert_eq!(tags.finish(), "<div class=\"a c\">");
    }

    #[test]
    fn an_unfinished_tag_is_left_alone() {
        assert_eq!(add_class_to_first_tag("<p class=\"a", "b"), "<p class=\"a");
        assert_eq!(add_class_to_first_tag("<", "b"), "<");
    }
}
