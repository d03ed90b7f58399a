//! Reads a page as a browser's tokenizer does: where it leads, what it shows, and what is wrong with its tags.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// What a page's HTML says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Document {
    /// `href` of `<a>` and `<area>`.
    pub links: Vec<String>,
    /// `src` and `srcset` of pictures, and posters of videos.
    pub pictures: Vec<String>,
    /// What is wrong, with its line.
    pub faults: Vec<String>,
}

/// Elements without an end tag (HTML, 13.1.2).
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Elements whose end tag may be left out (HTML, 13.1.2.4): they end with what is around them.
const OPTIONAL: [&str; 19] = [
    "html", "head", "body", "li", "dt", "dd", "p", "rt", "rp", "optgroup", "option", "colgroup", "caption", "thead",
    "tbody", "tfoot", "tr", "td", "th",
];
/// More faults of one page help nobody.
const MOST_FAULTS: usize = 20;

/// Reads it.
pub(super) fn read(html: &str) -> Document {
    let sink = Sink::default();
    let tokenizer = Tokenizer::new(sink, TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() });
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // The tokenizer stops at the end of each script, for a browser to run it.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.into_document()
}

#[derive(Default)]
struct Sink {
    document: RefCell<Document>,
    open: RefCell<Vec<(String, u64)>>,
    ids: RefCell<std::collections::BTreeSet<String>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => return self.tag(&tag, line),
            Token::ParseError(error) => self.fault(line, &error),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sink {
    fn tag(&self, tag: &Tag, line: u64) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        if tag.kind == TagKind::EndTag {
            self.close(&name, line);
            return TokenSinkResult::Continue;
        }
        self.note(&name, tag, line);
        if !tag.self_closing && !VOID.contains(&name.as_str()) {
            self.open.borrow_mut().push((name.clone(), line));
        }
        match name.as_str() {
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            _ => TokenSinkResult::Continue,
        }
    }

    fn note(&self, name: &str, tag: &Tag, line: u64) {
        let value = |wanted: &str| {
            let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == wanted);
            found.map(|attribute| attribute.value.to_string()).filter(|value| !value.is_empty())
        };
        if let Some(id) = value("id")
            && !self.ids.borrow_mut().insert(id.clone())
        {
            self.fault(line, &format!("the id {id} is there twice"));
        }
        let mut document = self.document.borrow_mut();
        match name {
            "a" | "area" => document.links.extend(value("href")),
            "img" | "source" | "video" => {
                document.pictures.extend(value("src").filter(|_| name == "img"));
                document.pictures.extend(value("poster"));
                let candidates = value("srcset").filter(|_| name == "img").unwrap_or_default();
                let first = |candidate: &str| candidate.split_whitespace().next().map(str::to_owned);
                document.pictures.extend(candidates.split(", ").filter_map(first));
            }
            _ => {}
        }
    }

    /// Closes the innermost element of this name; what stands open inside of it must be one whose end may be left out.
    fn close(&self, name: &str, line: u64) {
        let mut open = self.open.borrow_mut();
        let Some(place) = open.iter().rposition(|(other, _)| other == name) else {
            drop(open);
            // `</p>` and `</br>` alone make elements of their own.
            return self.fault(line, &format!("</{name}> ends nothing"));
        };
        let inside: Vec<(String, u64)> = open.drain(place..).skip(1).collect();
        drop(open);
        for (other, begun) in inside.into_iter().filter(|(other, _)| !OPTIONAL.contains(&other.as_str())) {
            self.fault(begun, &format!("<{other}> is not ended before </{name}>"));
        }
    }

    fn fault(&self, line: u64, what: &str) {
        let mut document = self.document.borrow_mut();
        if document.faults.len() < MOST_FAULTS {
            document.faults.push(format!("line {line}: {what}"));
        }
    }

    fn into_document(self) -> Document {
        for (name, line) in self.open.take().into_iter().filter(|(name, _)| !OPTIONAL.contains(&name.as_str())) {
            self.fault(line, &format!("<{name}> is never ended"));
        }
        self.document.into_inner()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "<!DOCTYPE html><html lang=en><head><title>a < b</title><script>if (1 < 2) {}</script></head><body>\
        <ul><li>one<li>two</ul><p>text<br><a href='/next'>on</a><img src=a.png srcset='a.png 1x, b.png 2x' alt=''>\
        <table><tr><td>1<td>2</table></body></html>";

    #[test]
    fn a_good_page_has_no_fault() {
        let document = read(GOOD);
        assert_eq!(document.faults, [""; 0]);
        assert_eq!(document.links, ["/next"]);
        assert_eq!(document.pictures, ["a.png", "a.png", "b.png"]);
    }

    #[test]
    fn a_tag_that_is_not_ended_is_told_with_its_line() {
        assert_eq!(
            read("<!DOCTYPE html><main>\n<div><b>x</div></main>").faults,
            ["line 2: <b> is not ended before </div>"]
        );
        assert_eq!(read("<!DOCTYPE html><main>").faults, ["line 1: <main> is never ended"]);
        assert_eq!(read("<!DOCTYPE html></section>").faults, ["line 1: </section> ends nothing"]);
        assert_eq!(read("<!DOCTYPE html><i id=a></i>\n<i id=a></i>").faults, ["line 2: the id a is there twice"]);
    }
}
