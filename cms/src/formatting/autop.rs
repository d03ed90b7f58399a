//! Paragraphs from empty lines: WordPress's `wpautop`.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem;
use regex::Regex;

use super::{php_trim, replace_newlines_in_tags};

/// Elements that do not stand in a paragraph.
const BLOCKS: &str = "(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|\
                      blockquote|address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|\
                      nav|figure|figcaption|details|menu|summary)";

/// Stands for a line feed inside of an element.
const NEWLINE_IN_TAG: &str = " <!-- wpnl --> ";

/// Stands for a line feed inside of a script, a style or a drawing.
const NEWLINE_IN_SCRIPT: &str = "<WPPreserveNewline />";

/// A pattern of this file. `@` stands for the block elements, `_` for one blank.
macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| {
            let pattern = $pattern.replace('@', BLOCKS).replace('_', r"[\t\n\x0B\x0C\r ]");
            Regex::new(&pattern).expect("a constant pattern")
        });
    };
}

pattern!(TWO_BREAKS, "<br_*/?>_*<br_*/?>");
pattern!(BEFORE_BLOCK, "(<@(?:_|[/>]))");
pattern!(AFTER_BLOCK, "(</@>)");
pattern!(RULE, "(<hr_*?/?>)");
pattern!(BLANK_PARAGRAPH, "<p>_*</p>");
pattern!(UNCLOSED_PARAGRAPH, "<p>([^<]+)</(div|address|form)>");
pattern!(WRAPPED_BLOCK, "<p>_*(</?@[^>]*>)_*</p>");
pattern!(WRAPPED_LIST_ITEM, "<p>(<li.+?)</p>");
pattern!(WRAPPED_QUOTE, "(?i)<p><blockquote([^>]*)>");
pattern!(BLOCK_AFTER_OPENING, "<p>_*(</?@[^>]*>)");
pattern!(BLOCK_BEFORE_CLOSING, "(</?@[^>]*>)_*</p>");
pattern!(BREAK_AFTER_BLOCK, "(</?@[^>]*>)_*<br />");
pattern!(BREAK_BEFORE_BLOCK, "<br />(_*</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)[^>]*>)");
pattern!(BLANKS_BEFORE_OPTION, "_*<option");
pattern!(BLANKS_AFTER_OPTION, "</option>_*");
pattern!(AFTER_OBJECT, "(<object[^>]*>)_*");
pattern!(BEFORE_OBJECT_END, "_*</object>");
pattern!(AROUND_PARAM, "_*(</?(?:param|embed)[^>]*>)_*");
pattern!(AFTER_MEDIA, r"([<\[](?:audio|video)[^>\]]*[>\]])_*");
pattern!(BEFORE_MEDIA_END, r"_*([<\[]/(?:audio|video)[>\]])");
pattern!(AROUND_SOURCE, "_*(<(?:source|track)[^>]*>)_*");
pattern!(BEFORE_CAPTION, "_*(<figcaption[^>]*>)");
pattern!(AFTER_CAPTION, "</figcaption>_*");

/// WordPress's `wpautop`: empty lines separate paragraphs, and with `breaks` other line ends become `<br />`.
pub fn wpautop(text: &str, breaks: bool) -> String {
    if php_trim(text).is_empty() {
        return String::new();
    }
    let (text, preformatted) = set_preformatted_aside(format!("{text}\n"));
    let text = lines_around_blocks(text);
    let text = replace_newlines_in_tags(&text, NEWLINE_IN_TAG).into_owned();
    let text = unwrap_blocks(wrap_paragraphs(&join_lines_of_media(text)));
    let text = if breaks { break_lines(&text) } else { text };
    let text = tidy_breaks(text);
    let text = bring_preformatted_back(text, &preformatted);
    if !text.contains("<!-- wpnl -->") {
        return text;
    }
    text.replace(NEWLINE_IN_TAG, "\n").replace("<!-- wpnl -->", "\n")
}

fn replace_all(text: String, pattern: &Regex, replacement: &str) -> String {
    match pattern.replace_all(&text, replacement) {
        Cow::Owned(replaced) => replaced,
        Cow::Borrowed(_) => text,
    }
}

/// Puts a placeholder for each `<pre>` element, and gives the elements.
fn set_preformatted_aside(text: String) -> (String, Vec<String>) {
    if !text.contains("<pre") {
        return (text, Vec::new());
    }
    let mut elements = Vec::new();
    let mut kept = String::with_capacity(text.len());
    let mut parts = text.split("</pre>").peekable();
    while let Some(part) = parts.next() {
        let start = if parts.peek().is_some() { part.find("<pre") } else { None };
        let Some(start) = start else {
            kept.push_str(part);
            continue;
        };
        kept.push_str(&part[..start]);
        kept.push_str(&placeholder(elements.len()));
        elements.push(format!("{}</pre>", &part[start..]));
    }
    (kept, elements)
}

fn placeholder(number: usize) -> String {
    format!("<pre wp-pre-tag-{number}></pre>")
}

fn bring_preformatted_back(text: String, elements: &[String]) -> String {
    if elements.is_empty() {
        return text;
    }
    let mut restored = String::with_capacity(text.len() + elements.iter().map(String::len).sum::<usize>());
    let mut rest = text.as_str();
    while let Some(at) = memmem::find(rest.as_bytes(), b"<pre wp-pre-tag-") {
        restored.push_str(&rest[..at]);
        rest = &rest[at..];
        let number = &rest["<pre wp-pre-tag-".len()..];
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let element = number[..digits].parse::<usize>().ok().and_then(|index| Some((index, elements.get(index)?)));
        match element {
            Some((index, element)) if rest.starts_with(&placeholder(index)) => {
                restored.push_str(element);
                rest = &rest[placeholder(index).len()..];
            }
            _ => {
                restored.push('<');
                rest = &rest[1..];
            }
        }
    }
    restored.push_str(rest);
    restored
}

/// Puts empty lines around block elements, and makes all line ends line feeds.
fn lines_around_blocks(text: String) -> String {
    let text = replace_all(text, &TWO_BREAKS, "\n\n");
    let text = replace_all(text, &BEFORE_BLOCK, "\n\n$1");
    let text = replace_all(text, &AFTER_BLOCK, "$1\n\n");
    let text = replace_all(text, &RULE, "$1\n\n");
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// Takes blanks out where the parts of one element would be torn into paragraphs.
fn join_lines_of_media(mut text: String) -> String {
    if text.contains("<option") {
        text = replace_all(text, &BLANKS_BEFORE_OPTION, "<option");
        text = replace_all(text, &BLANKS_AFTER_OPTION, "</option>");
    }
    if text.contains("</object>") {
        text = replace_all(text, &AFTER_OBJECT, "$1");
        text = replace_all(text, &BEFORE_OBJECT_END, "</object>");
        text = replace_all(text, &AROUND_PARAM, "$1");
    }
    if text.contains("<source") || text.contains("<track") {
        text = replace_all(text, &AFTER_MEDIA, "$1");
        text = replace_all(text, &BEFORE_MEDIA_END, "$1");
        text = replace_all(text, &AROUND_SOURCE, "$1");
    }
    if text.contains("<figcaption") {
        text = replace_all(text, &BEFORE_CAPTION, "$1");
        text = replace_all(text, &AFTER_CAPTION, "</figcaption>");
    }
    text
}

/// Cuts at empty lines and puts a paragraph around each part.
fn wrap_paragraphs(text: &str) -> String {
    pattern!(LINE_FEEDS, "\n\n+");
    pattern!(EMPTY_LINE, "\n_*\n");
    let text = LINE_FEEDS.replace_all(text, "\n\n");
    let mut wrapped = String::with_capacity(text.len() + text.len() / 8);
    for paragraph in EMPTY_LINE.split(&text).filter(|paragraph| !paragraph.is_empty()) {
        wrapped.push_str("<p>");
        wrapped.push_str(paragraph.trim_matches('\n'));
        wrapped.push_str("</p>\n");
    }
    wrapped
}

/// Takes paragraphs off block elements again.
fn unwrap_blocks(text: String) -> String {
    let text = replace_all(text, &BLANK_PARAGRAPH, "");
    let text = replace_all(text, &UNCLOSED_PARAGRAPH, "<p>$1</p></$2>");
    let text = replace_all(text, &WRAPPED_BLOCK, "$1");
    let text = replace_all(text, &WRAPPED_LIST_ITEM, "$1");
    let text = replace_all(text, &WRAPPED_QUOTE, "<blockquote$1><p>");
    let text = text.replace("</blockquote></p>", "</p></blockquote>");
    let text = replace_all(text, &BLOCK_AFTER_OPENING, "$1");
    replace_all(text, &BLOCK_BEFORE_CLOSING, "$1")
}

/// Makes line ends breaks, but not in scripts, styles and drawings.
fn break_lines(text: &str) -> String {
    let text = keep_newlines_in_scripts(text).replace("<br>", "<br />").replace("<br/>", "<br />");
    let bytes = text.as_bytes();
    let is_blank = |byte: &u8| matches!(byte, b'\t' | b'\n' | 0x0B | 0x0C | b'\r' | b' ');
    let mut broken = String::with_capacity(text.len() + text.len() / 16);
    let mut copied = 0;
    while let Some(newline) = memchr::memchr(b'\n', &bytes[copied..]).map(|at| copied + at) {
        let start = newline - bytes[copied..newline].iter().rev().take_while(|byte| is_blank(byte)).count();
        let end = start + bytes[start..].iter().take_while(|byte| is_blank(byte)).count();
        let last = start + memchr::memrchr(b'\n', &bytes[start..end]).unwrap_or_default();
        // After a break that stands already, the first blank is left alone.
        let from = if text[..start].ends_with("<br />") { start + 1 } else { start };
        broken.push_str(&text[copied..from]);
        if from <= last {
            broken.push_str("<br />\n");
        }
        broken.push_str(&text[from.max(last + 1)..end]);
        copied = end;
    }
    broken.push_str(&text[copied..]);
    broken.replace(NEWLINE_IN_SCRIPT, "\n")
}

fn keep_newlines_in_scripts(text: &str) -> Cow<'_, str> {
    const ELEMENTS: [&str; 4] = ["script", "style", "svg", "math"];
    if !ELEMENTS.iter().any(|element| text.contains(element)) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut copied = 0;
    let mut from = 0;
    let mut unclosed = [false; ELEMENTS.len()];
    while let Some(at) = memchr::memchr(b'<', &text.as_bytes()[from..]).map(|at| from + at) {
        from = at + 1;
        let Some(which) = ELEMENTS.iter().position(|element| text[from..].starts_with(element)) else { continue };
        if unclosed[which] {
            continue;
        }
        let closing = format!("</{}>", ELEMENTS[which]);
        match memmem::find(&text.as_bytes()[from..], closing.as_bytes()) {
            Some(end) => {
                let end = from + end + closing.len();
                kept.push_str(&text[copied..at]);
                kept.push_str(&text[at..end].replace('\n', NEWLINE_IN_SCRIPT));
                copied = end;
                from = end;
            }
            None => unclosed[which] = true,
        }
    }
    kept.push_str(&text[copied..]);
    Cow::Owned(kept)
}

/// Takes off breaks beside block elements, and the line end before the last paragraph's end.
fn tidy_breaks(text: String) -> String {
    let text = replace_all(text, &BREAK_AFTER_BLOCK, "$1");
    let mut text = replace_all(text, &BREAK_BEFORE_BLOCK, "$1");
    let paragraph_end = text.strip_suffix('\n').unwrap_or(&text);
    if paragraph_end.ends_with("\n</p>") {
        let at = paragraph_end.len() - "\n</p>".len();
        text.remove(at);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_make_paragraphs_and_line_ends_breaks() {
        assert_eq!(wpautop("a\nb\n\nc", true), "<p>a<br />\nb</p>\n<p>c</p>\n");
        assert_eq!(wpautop("a\nb", false), "<p>a\nb</p>\n");
        assert_eq!(wpautop(" \n ", true), "");
    }

    #[test]
    fn block_elements_are_not_wrapped() {
        assert_eq!(
            wpautop("<h2>a</h2>\nb\n<ul>\n<li>c</li>\n</ul>", true),
            "<h2>a</h2>\n<p>b</p>\n<ul>\n<li>c</li>\n</ul>\n"
        );
        assert_eq!(wpautop("<blockquote>a</blockquote>", true), "<blockquote><p>a</p></blockquote>\n");
    }

    #[test]
    fn preformatted_text_stays_as_it_is() {
        assert_eq!(wpautop("a\n<pre>b\n\nc</pre>\nd", true), "<p>a</p>\n<pre>b\n\nc</pre>\n<p>d</p>\n");
    }

    #[test]
    fn newlines_in_tags_and_scripts_stay() {
        assert_eq!(wpautop("<a\nhref=\"b\">c</a>", true), "<p><a\nhref=\"b\">c</a></p>\n");
        assert_eq!(wpautop("<script>a\nb</script>", true), "<p><script>a\nb</script></p>\n");
    }

    #[test]
    fn a_break_that_stands_is_not_doubled() {
        assert_eq!(wpautop("a<br />\nb<br>c", true), "<p>a<br />\nb<br />c</p>\n");
    }
}
