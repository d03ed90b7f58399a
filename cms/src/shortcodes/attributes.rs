//! The attributes of a shortcode.

use std::sync::LazyLock;

use indexmap::IndexMap;
use regex::Regex;

/// Attributes by name, and those without a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShortcodeAttributes {
    named: IndexMap<String, String>,
    positional: Vec<String>,
}

static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"([A-Za-z0-9_-]+)_*=_*";
    let end = r"(?:_|$)";
    let pattern = format!(
        r#"{name}"([^"]*)"{end}|{name}'([^']*)'{end}|{name}([^\t\n\x0B\x0C\r '"]+){end}|"([^"]*)"{end}|'([^']*)'{end}|([^\t\n\x0B\x0C\r ]+){end}"#
    );
    // `_` stands for one blank where it stands alone.
    let pattern = pattern.replace("_*", r"[\t\n\x0B\x0C\r ]*").replace("(?:_|", r"(?:[\t\n\x0B\x0C\r ]|");
    Regex::new(&pattern).expect("a constant pattern")
});

impl ShortcodeAttributes {
    /// WordPress's `shortcode_parse_atts`: names in lower case; a value with an open tag in it is emptied.
    pub fn parse(text: &str) -> Self {
        let text = text.replace(['\u{a0}', '\u{200b}'], " ");
        let mut attributes = Self::default();
        for found in ATTRIBUTE.captures_iter(&text) {
            let group = |number| found.get(number).map(|group| group.as_str());
            let pair =
                [(1, 2), (3, 4), (5, 6)].into_iter().find_map(|(name, value)| Some((group(name)?, group(value)?)));
            match pair {
                Some((name, value)) if name != "0" => {
                    attributes.named.insert(name.to_ascii_lowercase(), clean(value));
                }
                Some(_) => {}
                None => {
                    let value =
                        [7, 8, 9].into_iter().find_map(|number| group(number).filter(|value| !value.is_empty()));
                    attributes.positional.extend(value.map(clean));
                }
            }
        }
        attributes
    }

    /// The value of a name, if it was written.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.named.get(name).map(String::as_str)
    }

    /// The value of a name, if it was written and PHP does not call it empty (`""` or `"0"`).
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty() && *value != "0")
    }

    /// Gives a name a value.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.named.insert(name.to_owned(), value.into());
    }

    /// What was written without a name.
    pub fn positional(&self) -> &[String] {
        &self.positional
    }
}

fn clean(value: &str) -> String {
    let value = without_slashes(value);
    if has_open_tag(&value) { String::new() } else { value }
}

/// Is there a `<` without its `>`?
fn has_open_tag(value: &str) -> bool {
    value.rfind('<').is_some_and(|at| !value[at..].contains('>'))
}

/// PHP's `stripcslashes`: takes backslashes off, and reads what they stand for.
fn without_slashes(value: &str) -> String {
    if !value.contains('\\') {
        return value.to_owned();
    }
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'\\' || after.is_empty() {
            bytes.push(*byte);
            continue;
        }
        let (escaped, length) = read_escape(after);
        bytes.push(escaped);
        rest = &after[length..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The byte that an escape stands for, and its length after the backslash.
fn read_escape(after: &[u8]) -> (u8, usize) {
    let digits = |from: usize, most: usize, radix: u32| {
        after[from..].iter().take(most).take_while(|byte| char::from(**byte).is_digit(radix)).count()
    };
    let number = |from: usize, length: usize, radix: u32| {
        let digits = after[from..from + length].iter().filter_map(|byte| char::from(*byte).to_digit(radix));
        digits.fold(0_u32, |sum, digit| sum * radix + digit) as u8
    };
    match after[0] {
        b'n' => (b'\n', 1),
        b't' => (b'\t', 1),
        b'r' => (b'\r', 1),
        b'a' => (0x07, 1),
        b'v' => (0x0B, 1),
        b'b' => (0x08, 1),
        b'f' => (0x0C, 1),
        b'x' if digits(1, 2, 16) > 0 => (number(1, digits(1, 2, 16), 16), 1 + digits(1, 2, 16)),
        b'0'..=b'7' => (number(0, digits(0, 3, 8), 8), digits(0, 3, 8)),
        other => (other, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_may_be_quoted_or_not() {
        let attributes = ShortcodeAttributes::parse(" Ids=\"1,2\" size='large'  columns = 4 \"a b\" c /d ");
        assert_eq!(
            (attributes.get("ids"), attributes.get("size"), attributes.get("columns")),
            (Some("1,2"), Some("large"), Some("4"))
        );
        assert_eq!(attributes.positional(), ["a b", "c", "/d"]);
    }

    #[test]
    fn no_break_spaces_separate_and_the_last_value_counts() {
        let attributes = ShortcodeAttributes::parse("a=1\u{a0}a=2\u{200b}b");
        assert_eq!((attributes.get("a"), attributes.positional().len()), (Some("2"), 1));
    }

    #[test]
    fn an_open_tag_empties_its_value() {
        let attributes = ShortcodeAttributes::parse("a=\"<b>x</b>\" c=\"<d\"");
        assert_eq!((attributes.get("a"), attributes.get("c")), (Some("<b>x</b>"), Some("")));
    }

    #[test]
    fn slashes_are_read() {
        assert_eq!(without_slashes("a\\\"b\\n\\x41\\101\\q\\"), "a\"b\nAAq\\");
    }
}
