//! The block grammar: a post's text as a list of blocks.
//!
//! Follows WordPress's `WP_Block_Parser` token for token, also where the text is malformed: a closer without an opener
//! turns the rest into free text, an opener without a closer swallows what follows, an attribute object that is not JSON
//! makes a block without attributes. Parsing keeps its own stack and looks at each byte a bounded number of times, so
//! neither ten thousand nested blocks nor a file full of half delimiters can hurt it.

use memchr::memmem;
use serde_json::{Map, Value};

/// A block's attributes, in the order in which they were written.
pub type Attributes = Map<String, Value>;

/// One piece of what stands between a block's delimiters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chunk {
    /// Saved HTML.
    Html(String),
    /// The place of the next inner block (`null` in WordPress's `innerContent`).
    Inner,
}

/// A parsed block, WordPress's `WP_Block_Parser_Block`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Block {
    /// The name with its namespace (`core/paragraph`); `None` for text outside any block.
    pub name: Option<String>,
    /// The attributes of the opening delimiter; `None` if they were not valid JSON.
    pub attributes: Option<Attributes>,
    /// The blocks inside.
    pub inner_blocks: Vec<Block>,
    /// HTML and the places of the inner blocks, in order.
    pub inner_content: Vec<Chunk>,
}

impl Block {
    /// A block without content.
    pub fn new(name: impl Into<String>, attributes: Attributes) -> Self {
        Self::with(Some(name.into()), Some(attributes), Vec::new())
    }

    /// Text that stands outside any block.
    pub fn freeform(html: impl Into<String>) -> Self {
        Self::with(None, Some(Attributes::new()), vec![Chunk::Html(html.into())])
    }

    fn with(name: Option<String>, attributes: Option<Attributes>, inner_content: Vec<Chunk>) -> Self {
        Self { name, attributes, inner_blocks: Vec::new(), inner_content }
    }

    /// The saved HTML without the inner blocks (`innerHTML`).
    pub fn inner_html(&self) -> String {
        let pieces = self.inner_content.iter().filter_map(|chunk| match chunk {
            Chunk::Html(html) => Some(html.as_str()),
            Chunk::Inner => None,
        });
        pieces.collect()
    }

    /// An attribute by name.
    pub fn attribute(&self, name: &str) -> Option<&Value> {
        self.attributes.as_ref()?.get(name)
    }
}

/// Takes deep trees apart level by level: the compiler's own way would recurse once for each level.
impl Drop for Block {
    fn drop(&mut self) {
        let mut pending = std::mem::take(&mut self.inner_blocks);
        while let Some(mut block) = pending.pop() {
            pending.append(&mut block.inner_blocks);
        }
    }
}

/// Whether a text has block delimiters at all, WordPress's `has_blocks`.
pub fn has_blocks(text: &str) -> bool {
    memmem::find(text.as_bytes(), b"<!-- wp:").is_some()
}

/// Parses a post's text, WordPress's `parse_blocks`.
pub fn parse_blocks(text: &str) -> Vec<Block> {
    Parser { text, offset: 0, tokens: Tokenizer::new(text), stack: Vec::new(), output: Vec::new() }.run()
}

/// A block whose closer has not been seen yet.
struct Open {
    block: Block,
    token_start: usize,
    previous_end: usize,
    leading_html: Option<usize>,
}

struct Parser<'text> {
    text: &'text str,
    offset: usize,
    tokens: Tokenizer<'text>,
    stack: Vec<Open>,
    output: Vec<Block>,
}

impl Parser<'_> {
    fn run(mut self) -> Vec<Block> {
        while let Some(token) = self.tokens.next_from(self.offset) {
            if !self.take(token) {
                self.rest_is_freeform();
                return self.output;
            }
        }
        self.end_of_text();
        self.output
    }

    /// Takes one delimiter; `false` for a closer that closes nothing, which ends the parsing.
    fn take(&mut self, token: Token) -> bool {
        let leading_html = (token.start > self.offset).then_some(self.offset);
        self.offset = match token.kind {
            Kind::Closer if self.stack.is_empty() => return false,
            _ => token.end,
        };
        match token.kind {
            Kind::Void if self.stack.is_empty() => {
                self.push_leading(leading_html, token.start);
                self.output.push(token.block());
            }
            Kind::Void => self.add_inner(token.block_at()),
            Kind::Opener => self.stack.push(Open {
                token_start: token.start,
                previous_end: token.end,
                leading_html,
                block: token.block(),
            }),
            Kind::Closer => self.close(token.start, token.end),
        }
        true
    }

    fn close(&mut self, start: usize, end: usize) {
        if self.stack.len() == 1 {
            return self.close_outermost(start);
        }
        let Some(mut top) = self.stack.pop() else { return };
        top.block.inner_content.push(Chunk::Html(self.text[top.previous_end..start].to_owned()));
        self.add_inner((top.block, top.token_start, end));
    }

    fn add_inner(&mut self, (block, start, end): (Block, usize, usize)) {
        let Some(parent) = self.stack.last_mut() else { return };
        let html = &self.text[parent.previous_end..start];
        if !html.is_empty() {
            parent.block.inner_content.push(Chunk::Html(html.to_owned()));
        }
        parent.block.inner_content.push(Chunk::Inner);
        parent.block.inner_blocks.push(block);
        parent.previous_end = end;
    }

    fn close_outermost(&mut self, end: usize) {
        let Some(mut top) = self.stack.pop() else { return };
        let html = &self.text[top.previous_end..end];
        if !html.is_empty() {
            top.block.inner_content.push(Chunk::Html(html.to_owned()));
        }
        self.push_leading(top.leading_html, top.token_start);
        self.output.push(top.block);
    }

    fn push_leading(&mut self, from: Option<usize>, to: usize) {
        if let Some(from) = from {
            self.output.push(Block::freeform(&self.text[from..to]));
        }
    }

    /// What WordPress does with openers that are never closed: each becomes a block of its own, the innermost first,
    /// and each holds everything from its own last inner block to the end of the text.
    ///
    /// Repeating the end of the text once for each open block would let a text of a megabyte grow into gigabytes, so
    /// only the innermost sixteen are treated so; for any further ones the text they would repeat is left out.
    fn end_of_text(&mut self) {
        if self.stack.is_empty() {
            return self.rest_is_freeform();
        }
        let mut closed = 0;
        while let Some(top) = self.stack.last() {
            let end = if closed < UNCLOSED_WITH_TEXT { self.text.len() } else { top.previous_end };
            self.close_outermost(end);
            closed += 1;
        }
    }

    fn rest_is_freeform(&mut self) {
        if self.offset < self.text.len() {
            self.output.push(Block::freeform(&self.text[self.offset..]));
        }
    }
}

/// See [`Parser::end_of_text`].
const UNCLOSED_WITH_TEXT: usize = 16;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Opener,
    Void,
    Closer,
}

struct Token {
    kind: Kind,
    name: String,
    attributes: Option<Attributes>,
    start: usize,
    end: usize,
}

impl Token {
    fn block(self) -> Block {
        Block::with(Some(self.name), self.attributes, Vec::new())
    }

    fn block_at(self) -> (Block, usize, usize) {
        let (start, end) = (self.start, self.end);
        (self.block(), start, end)
    }
}

struct Tokenizer<'text> {
    bytes: &'text [u8],
    opening: memmem::Finder<'static>,
    /// From here on no attribute object ends, so looking again is in vain.
    no_attributes_end_after: usize,
}

impl<'text> Tokenizer<'text> {
    fn new(text: &'text str) -> Self {
        let bytes = text.as_bytes();
        Self { bytes, opening: memmem::Finder::new(b"<!--"), no_attributes_end_after: bytes.len() }
    }

    fn next_from(&mut self, mut from: usize) -> Option<Token> {
        while let Some(found) = self.opening.find(&self.bytes[from..]) {
            let start = from + found;
            if let Some(token) = self.delimiter(start) {
                return Some(token);
            }
            from = start + 4;
        }
        None
    }

    /// `<!-- [/]wp:[namespace/]name [{attributes}] [/]-->`
    fn delimiter(&mut self, start: usize) -> Option<Token> {
        let mut at = self.whitespace(start + 4)?;
        let is_closer = self.bytes.get(at) == Some(&b'/');
        at += usize::from(is_closer);
        if !self.bytes[at..].starts_with(b"wp:") {
            return None;
        }
        let (name, after_name) = self.name(at + 3)?;
        at = self.whitespace(after_name)?;
        let json = self.attributes(at);
        if let Some((_, after)) = json {
            at = after;
        }
        let is_void = self.bytes.get(at) == Some(&b'/');
        at += usize::from(is_void);
        if !self.bytes[at..].starts_with(b"-->") {
            return None;
        }
        let kind = match (is_void, is_closer) {
            (true, _) => Kind::Void,
            (false, true) => Kind::Closer,
            (false, false) => Kind::Opener,
        };
        let attributes = match json {
            None => Some(Attributes::new()),
            Some((json, _)) => serde_json::from_slice(json).ok(),
        };
        Some(Token { kind, name, attributes, start, end: at + 3 })
    }

    /// The end of a run of at least one white space.
    fn whitespace(&self, from: usize) -> Option<usize> {
        let run = self.bytes[from..].iter().take_while(|byte| is_whitespace(**byte)).count();
        (run > 0).then_some(from + run)
    }

    fn name(&self, from: usize) -> Option<(String, usize)> {
        let end = self.identifier(from)?;
        if self.bytes.get(end) != Some(&b'/') {
            return Some((format!("core/{}", self.ascii(from, end)), end));
        }
        let name_end = self.identifier(end + 1)?;
        Some((self.ascii(from, name_end), name_end))
    }

    fn identifier(&self, from: usize) -> Option<usize> {
        if !self.bytes.get(from)?.is_ascii_lowercase() {
            return None;
        }
        let is_part = |byte: &&u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
        Some(from + self.bytes[from..].iter().take_while(is_part).count())
    }

    fn ascii(&self, from: usize, to: usize) -> String {
        self.bytes[from..to].iter().map(|byte| char::from(*byte)).collect()
    }

    /// The attribute object at `from` and where the text goes on behind it: it ends at the first `}` that white space
    /// and the end of the delimiter follow.
    fn attributes(&mut self, from: usize) -> Option<(&'text [u8], usize)> {
        if self.bytes.get(from) != Some(&b'{') || from >= self.no_attributes_end_after {
            return None;
        }
        for brace in memchr::memchr_iter(b'}', &self.bytes[from..]) {
            let end = from + brace + 1;
            let Some(after) = self.whitespace(end) else { continue };
            let rest = &self.bytes[after..];
            if rest.strip_prefix(b"/").unwrap_or(rest).starts_with(b"-->") {
                return Some((&self.bytes[from..end], after));
            }
        }
        self.no_attributes_end_after = from;
        None
    }
}

/// What `\s` matches in WordPress's pattern.
fn is_whitespace(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn html(text: &str) -> Chunk {
        Chunk::Html(text.to_owned())
    }

    #[test]
    fn text_around_blocks_becomes_freeform_blocks() {
        let blocks = parse_blocks("a<!-- wp:more /-->b<!-- wp:x/y -->c<!-- /wp:x/y -->");
        let names: Vec<_> = blocks.iter().map(|block| block.name.as_deref()).collect();
        assert_eq!(names, [None, Some("core/more"), None, Some("x/y")]);
        assert_eq!(blocks[3].inner_html(), "c");
    }

    #[test]
    fn inner_blocks_leave_their_place_in_the_content() {
        let blocks = parse_blocks("<!-- wp:group --><div><!-- wp:spacer /--><!-- wp:more /--></div><!-- /wp:group -->");
        assert_eq!(blocks[0].inner_content, [html("<div>"), Chunk::Inner, Chunk::Inner, html("</div>")]);
        assert_eq!(blocks[0].inner_blocks.len(), 2);
    }

    #[test]
    fn attributes_may_hold_braces_and_arrows() {
        let blocks = parse_blocks(r#"<!-- wp:a {"b":"} --> c","d":{"e":{}}} /-->"#);
        assert_eq!(
            blocks[0].attributes, None,
            "the first closing brace followed by an arrow ends the object, as in WordPress"
        );
        let blocks = parse_blocks(r#"<!-- wp:a {"b":"}}","d":{"e":{}}} /-->"#);
        assert_eq!(blocks[0].attribute("b"), Some(&json!("}}")));
    }

    #[test]
    fn broken_json_leaves_a_block_without_attributes() {
        let blocks = parse_blocks("<!-- wp:a {nope} /-->");
        assert_eq!((blocks[0].name.as_deref(), &blocks[0].attributes), (Some("core/a"), &None));
    }

    #[test]
    fn a_closer_without_an_opener_ends_the_blocks() {
        let blocks = parse_blocks("<!-- wp:more /-->x<!-- /wp:more --><!-- wp:more /-->");
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[1].inner_html(), "x<!-- /wp:more --><!-- wp:more /-->");
    }

    #[test]
    fn unclosed_blocks_become_siblings_innermost_first() {
        let blocks = parse_blocks("<!-- wp:a -->1<!-- wp:b -->2");
        let seen: Vec<_> = blocks.iter().map(|block| (block.name.clone(), block.inner_html())).collect();
        let expected = [("core/b", "2"), ("core/a", "1<!-- wp:b -->2")];
        // WordPress puts the text before an inner opener in front of it, as free text.
        let named: Vec<_> = seen.iter().filter_map(|(name, html)| Some((name.as_deref()?, html.as_str()))).collect();
        assert_eq!(named, expected);
    }

    #[test]
    fn what_only_looks_like_a_delimiter_is_text() {
        for text in ["<!--wp:a /-->", "<!-- wp:A /-->", "<!-- wp:a/-->", "<!-- wp:a {} -- >", "<!-- wp:a {\"b\":1}/-->"]
        {
            let blocks = parse_blocks(text);
            assert_eq!((blocks.len(), &blocks[0].name), (1, &None), "{text}");
        }
    }

    #[test]
    fn ten_thousand_nested_blocks_parse_and_drop() {
        let depth = 10_000;
        let text = format!("{}x{}", "<!-- wp:group -->".repeat(depth), "<!-- /wp:group -->".repeat(depth));
        let parsed = std::thread::Builder::new().stack_size(256 * 1024).spawn(move || parse_blocks(&text).len());
        assert_eq!(parsed.unwrap().join().unwrap(), 1);
    }

    #[test]
    fn half_delimiters_do_not_take_quadratic_time() {
        let started = std::time::Instant::now();
        parse_blocks(&"<!-- wp:a {".repeat(200_000));
        parse_blocks(&"<!-- wp:a -->".repeat(100_000));
        assert!(started.elapsed().as_secs() < 20, "took {:?}", started.elapsed());
    }
}
