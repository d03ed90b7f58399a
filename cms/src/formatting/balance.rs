//! Closes what was left open: WordPress's `force_balance_tags`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Elements that have no content.
const SINGLE: [&str; 18] = [
    "area", "base", "basefont", "br", "col", "command", "embed", "frame", "hr", "img", "input", "isindex", "link",
    "meta", "param", "source", "track", "wbr",
];

/// Elements that may stand directly in one of their own kind.
const NESTABLE: [&str; 10] =
    ["article", "aside", "blockquote", "details", "div", "figure", "object", "q", "section", "span"];

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"(?:[a-z][a-z0-9._]*-[a-z0-9._-]+)|(?:[A-Za-z0-9_:]+)";
    let blank = r"[\t\n\x0B\x0C\r ]";
    Regex::new(&format!("<(/?)({name})(?:{blank}*(/?)|({blank}+)([^>]*))>")).expect("a constant pattern")
});

static BEFORE_DIGIT: LazyLock<Regex> = LazyLock::new(|| Regex::new("<([0-9])").expect("a constant pattern"));

/// WordPress's `force_balance_tags`: every element that is opened is closed, in order, and nothing else is.
pub fn force_balance_tags(text: &str) -> String {
    // A comment that was broken on purpose stays broken, and a heart is no tag.
    let text = text.replace("< !--", "<    !--");
    let text = BEFORE_DIGIT.replace_all(&text, "&lt;$1");
    let mut balance =
        Balance { balanced: String::with_capacity(text.len() + 16), queued: String::new(), open: Vec::new() };
    let mut copied = 0;
    for tag in TAG.captures_iter(&text) {
        let Some(whole) = tag.get(0) else { continue };
        let queued = std::mem::take(&mut balance.queued);
        balance.balanced.push_str(&queued);
        balance.balanced.push_str(&text[copied..whole.start()]);
        if tag[1].is_empty() {
            balance.open_tag(&tag)
        } else {
            balance.close_tag(&tag[2].to_ascii_lowercase())
        }
        copied = whole.end();
    }
    balance.finish(&text[copied..]).replace("< !--", "<!--").replace("<    !--", "< !--")
}

struct Balance {
    balanced: String,
    /// Tags that stand before the text that comes next.
    queued: String,
    open: Vec<String>,
}

impl Balance {
    fn close_tag(&mut self, element: &str) {
        if self.open.last().is_some_and(|top| top == element) {
            self.open.pop();
            self.balanced.push_str(&format!("</{element}>"));
            return;
        }
        if let Some(at) = self.open.iter().rposition(|open| open == element) {
            for element in self.open.drain(at..).rev() {
                self.queued.push_str(&format!("</{element}>"));
            }
        }
    }

    fn open_tag(&mut self, tag: &Captures<'_>) {
        let element = tag[2].to_ascii_lowercase();
        let group = |number| tag.get(number).map_or("", |found| found.as_str());
        let mut blanks = group(4);
        let mut attributes = super::php_trim(if tag.get(5).is_some() { group(5) } else { group(3) }).to_owned();
        let single = SINGLE.contains(&element.as_str());
        if let Some(rest) = attributes.strip_suffix('/') {
            if single {
                blanks = " ";
            } else {
                attributes = format!("{}></{element}", super::php_trim(rest));
            }
        } else if single {
            blanks = " ";
            attributes.push('/');
        } else {
            self.push_open(&element);
        }
        let tag = format!("<{element}{blanks}{attributes}>");
        let place = if self.queued.is_empty() { &mut self.balanced } else { &mut self.queued };
        place.push_str(&tag);
    }

    /// Notes an open element; one that does not nest closes its like first.
    fn push_open(&mut self, element: &str) {
        if !NESTABLE.contains(&element) && self.open.last().is_some_and(|top| top == element) {
            self.open.pop();
            self.queued = format!("</{element}>");
        }
        self.open.push(element.to_owned());
    }

    fn finish(mut self, rest: &str) -> String {
        self.balanced.push_str(&self.queued);
        self.balanced.push_str(rest);
        for element in self.open.iter().rev() {
            // PHP takes "0" for nothing, and stops closing there.
            if element == "0" {
                break;
            }
            self.balanced.push_str(&format!("</{element}>"));
        }
        self.balanced
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_elements_are_closed_in_order() {
        assert_eq!(force_balance_tags("<p>a <b>b <i>c</b> d"), "<p>a <b>b <i>c</i></b> d</p>");
        assert_eq!(force_balance_tags("a</p></div>"), "a");
    }

    #[test]
    fn only_some_elements_nest_in_themselves() {
        assert_eq!(force_balance_tags("<p>a<p>b"), "<p>a</p><p>b</p>");
        assert_eq!(force_balance_tags("<div><div>a"), "<div><div>a</div></div>");
    }

    #[test]
    fn single_elements_close_themselves() {
        assert_eq!(force_balance_tags("a<br>b<BR/><img src=\"x\"><b/>"), "a<br />b<br /><img src=\"x\"/><b></b>");
    }

    #[test]
    fn hearts_comments_and_custom_elements_survive() {
        assert_eq!(force_balance_tags("I <3 you <!-- <p> --> < !-- x"), "I &lt;3 you <!-- <p> --> < !-- x</p>");
        assert_eq!(force_balance_tags("<my-tag a=\"b\">x"), "<my-tag a=\"b\">x</my-tag>");
    }
}
