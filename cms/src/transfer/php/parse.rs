//! Reading what PHP's `serialize()` wrote.

use super::write::serialize;
use serde_json::{Map, Value};

const DEEPEST: usize = 64;

/// A meta value as WordPress stores it, read: PHP's arrays become lists or objects, everything else stays text.
///
/// As `maybe_unserialize`, but safe and exact: only what [`super::to_stored`] would write again byte by byte is
/// converted. Objects, references, wrong lengths and other oddities stay the raw text that they are.
pub fn from_stored(text: &str) -> Value {
    if !text.starts_with("a:") {
        return Value::String(text.to_owned());
    }
    let exact = |text: &str| parse(text).filter(|value| serialize(value) == text);
    exact(text)
        // An XML reader makes one line end of two characters, and PHP's lengths count both.
        .or_else(|| text.contains('\n').then(|| exact(&text.replace('\n', "\r\n"))).flatten())
        .unwrap_or_else(|| Value::String(text.to_owned()))
}

/// Strictly reads one serialised value: `None` for anything PHP itself would refuse, and for what JSON cannot hold
/// (objects, references, infinite numbers).
pub fn parse(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text };
    let value = reader.value(DEEPEST)?;
    reader.rest.is_empty().then_some(value)
}

enum Key {
    Index(i64),
    Name(String),
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        if self.take("N;").is_some() {
            return Some(Value::Null);
        }
        let kind = self.rest.get(..2)?;
        self.rest = &self.rest[2..];
        match kind {
            "b:" => match self.until(';')? {
                "0" => Some(Value::Bool(false)),
                "1" => Some(Value::Bool(true)),
                _ => None,
            },
            "i:" => self.until(';')?.parse::<i64>().ok().map(Value::from),
            "d:" => serde_json::Number::from_f64(self.until(';')?.parse().ok()?).map(Value::Number),
            "s:" => {
                let text = self.string()?;
                self.take(";")?;
                Some(Value::String(text.to_owned()))
            }
            "a:" => self.array(depth.checked_sub(1)?),
            _ => None,
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        let count: usize = self.until(':')?.parse().ok()?;
        self.take("{")?;
        let mut entries = Vec::new();
        for _ in 0..count {
            let key = match self.value(0)? {
                Value::Number(index) => Key::Index(index.as_i64()?),
                Value::String(name) => Key::Name(name),
                _ => return None,
            };
            entries.push((key, self.value(depth)?));
        }
        self.take("}")?;
        Some(list_or_object(entries))
    }

    /// The length counts bytes; a length that ends within a character is wrong.
    fn string(&mut self) -> Option<&'a str> {
        let length: usize = self.until(':')?.parse().ok()?;
        self.take("\"")?;
        let text = self.rest.get(..length)?;
        self.rest = &self.rest[length..];
        self.take("\"")?;
        Some(text)
    }

    fn until(&mut self, end: char) -> Option<&'a str> {
        let (before, after) = self.rest.split_once(end)?;
        self.rest = after;
        Some(before)
    }

    fn take(&mut self, expected: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(expected)?;
        Some(())
    }
}

fn list_or_object(entries: Vec<(Key, Value)>) -> Value {
    let is_list = (0..).zip(&entries).all(|(place, (key, _))| matches!(key, Key::Index(index) if *index == place));
    if is_list {
        return entries.into_iter().map(|(_, value)| value).collect();
    }
    let named = |(key, value)| match key {
        Key::Index(index) => (index.to_string(), value),
        Key::Name(name) => (name, value),
    };
    Value::Object(entries.into_iter().map(named).collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn arrays_become_lists_or_objects_by_their_keys() {
        assert_eq!(parse("a:2:{i:0;s:5:\"happy\";i:1;d:0.5;}"), Some(json!(["happy", 0.5])));
        assert_eq!(parse("a:2:{s:2:\"bg\";s:4:\"#fff\";i:3;b:1;}"), Some(json!({"bg": "#fff", "3": true})));
        assert_eq!(parse("a:1:{s:1:\"x\";a:1:{i:0;N;}}"), Some(json!({"x": [null]})));
        assert_eq!(parse("a:0:{}"), Some(json!([])));
    }

    #[test]
    fn lengths_count_bytes() {
        assert_eq!(parse("s:5:\"café\";"), Some(json!("café")));
        assert_eq!(parse("s:4:\"café\";"), None);
        assert_eq!(parse("s:3:\"a\";\";"), Some(json!("a\";")));
    }

    #[test]
    fn what_is_broken_or_dangerous_stays_text() {
        for text in [
            "a:2:{i:0;s:99:\"x\";}",
            "O:8:\"stdClass\":0:{}",
            "a:1:{i:0;R:1;}",
            "a:1:{i:0;d:INF;}",
            "a:9999999999:{}",
            "a:1:{i:0;s:1:\"x\";}trailing",
            "a:1:{N;i:0;}",
            "a dog: a cat",
        ] {
            assert_eq!(from_stored(text), json!(text), "{text}");
        }
        let deep = format!("{}i:0;{}", "a:1:{i:0;".repeat(10_000), "}".repeat(10_000));
        assert_eq!(from_stored(&deep), json!(deep));
    }

    #[test]
    fn only_what_can_be_written_again_exactly_is_converted() {
        let twice_the_same_key = "a:2:{s:1:\"a\";i:1;s:1:\"a\";i:2;}";
        assert_eq!(from_stored(twice_the_same_key), json!(twice_the_same_key));
        assert_eq!(from_stored("i:5;"), json!("i:5;"));
    }

    #[test]
    fn line_ends_that_an_xml_reader_changed_are_put_right() {
        assert_eq!(from_stored("a:1:{i:0;s:4:\"a\nb\";}"), json!(["a\r\nb"]));
    }
}
