//! Blocks back to a post's text, WordPress's `serialize_blocks`.

use serde_json::Value;

use super::parser::{Attributes, Block, Chunk};

/// Writes a list of blocks as a post's text.
pub fn serialize_blocks(blocks: &[Block]) -> String {
    let mut text = String::new();
    blocks.iter().for_each(|block| write_block(&mut text, block));
    text
}

/// Writes one block, WordPress's `serialize_block`.
pub fn serialize_block(block: &Block) -> String {
    serialize_blocks(std::slice::from_ref(block))
}

/// Where the writing of one block stands.
struct Writing<'block> {
    block: &'block Block,
    next_chunk: usize,
    next_inner: usize,
    opened_at: usize,
}

impl<'block> Writing<'block> {
    fn start(block: &'block Block, text: &mut String) -> Self {
        if let Some(name) = &block.name {
            text.push_str("<!-- wp:");
            text.push_str(short_name(name));
            text.push(' ');
            if let Some(attributes) = block.attributes.as_ref().filter(|attributes| !attributes.is_empty()) {
                text.push_str(&serialize_attributes(attributes));
                text.push(' ');
            }
            text.push_str("-->");
        }
        Self { block, next_chunk: 0, next_inner: 0, opened_at: text.len() }
    }

    fn finish(&self, text: &mut String) {
        let Some(name) = &self.block.name else { return };
        if text.len() == self.opened_at {
            text.truncate(text.len() - "-->".len());
            return text.push_str("/-->");
        }
        text.push_str("<!-- /wp:");
        text.push_str(short_name(name));
        text.push_str(" -->");
    }
}

/// Keeps its own stack: blocks may be nested thousands deep.
fn write_block(text: &mut String, block: &Block) {
    let mut stack = vec![Writing::start(block, text)];
    while let Some(top) = stack.last_mut() {
        match top.block.inner_content.get(top.next_chunk) {
            Some(Chunk::Html(html)) => text.push_str(html),
            Some(Chunk::Inner) => {
                let inner = top.block.inner_blocks.get(top.next_inner);
                top.next_inner += 1;
                top.next_chunk += 1;
                if let Some(inner) = inner {
                    let writing = Writing::start(inner, text);
                    stack.push(writing);
                }
                continue;
            }
            None => {
                top.finish(text);
                stack.pop();
                continue;
            }
        }
        top.next_chunk += 1;
    }
}

/// `core/` is left out, WordPress's `strip_core_block_namespace`.
fn short_name(name: &str) -> &str {
    name.strip_prefix("core/").unwrap_or(name)
}

/// Attributes as JSON that can stand inside an HTML comment, WordPress's `serialize_block_attributes`.
pub fn serialize_attributes(attributes: &Attributes) -> String {
    let json = Value::Object(attributes.clone()).to_string();
    let mut escaped = String::with_capacity(json.len());
    let mut characters = json.chars().peekable();
    while let Some(character) = characters.next() {
        let following = characters.peek().copied();
        let replacement = match (character, following) {
            ('\\', Some('\\')) => Some(("\\u005c", true)),
            ('\\', Some('"')) => Some(("\\u0022", true)),
            ('-', Some('-')) => Some(("\\u002d\\u002d", true)),
            ('<', _) => Some(("\\u003c", false)),
            ('>', _) => Some(("\\u003e", false)),
            ('&', _) => Some(("\\u0026", false)),
            ('\u{2028}', _) => Some(("\\u2028", false)),
            ('\u{2029}', _) => Some(("\\u2029", false)),
            _ => None,
        };
        let Some((text, takes_two)) = replacement else {
            escaped.push(character);
            continue;
        };
        escaped.push_str(text);
        if takes_two {
            characters.next();
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::blocks::parser::parse_blocks;

    fn round_trip(text: &str) {
        assert_eq!(serialize_blocks(&parse_blocks(text)), text);
    }

    #[test]
    fn a_round_trip_is_the_identity() {
        round_trip("");
        round_trip("plain text, no blocks <!-- comment -->");
        round_trip("<!-- wp:more /-->");
        round_trip("a<!-- wp:a {\"b\":{},\"c\":[],\"d\":1.5,\"e\":\"\\u003cü\\u003e\"} -->b<!-- /wp:a -->c");
        round_trip(
            "<!-- wp:x/group --><div><!-- wp:x/y /-->\n\n<!-- wp:p -->x<!-- /wp:p --></div><!-- /wp:x/group -->",
        );
        round_trip("<!-- wp:a {\"s\":\"\\u002d\\u002d \\u005c \\u0022 \\u0026 \\n\"} /-->");
    }

    #[test]
    fn attributes_are_escaped_as_wordpress_does() {
        let attributes = json!({"a": "--><b> & \"q\" \\ / ü \u{2028}", "n": 1.0});
        let expected =
            "{\"a\":\"\\u002d\\u002d\\u003e\\u003cb\\u003e \\u0026 \\u0022q\\u0022 \\u005c / ü \\u2028\",\"n\":1.0}";
        assert_eq!(serialize_attributes(attributes.as_object().unwrap()), expected);
    }

    #[test]
    fn ten_thousand_nested_blocks_are_written_without_recursion() {
        let depth = 10_000;
        let text = format!("{}x{}", "<!-- wp:group -->".repeat(depth), "<!-- /wp:group -->".repeat(depth));
        let writing = std::thread::Builder::new().stack_size(256 * 1024).spawn(move || {
            round_trip(&text);
        });
        writing.unwrap().join().unwrap();
    }
}
