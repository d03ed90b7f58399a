//! PHP's `strip_tags` and WordPress's `wp_strip_all_tags`.

use super::php_trim;

/// Where the scan stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    Tag,
    /// `<?`
    Instruction,
    /// `<!`
    Declaration,
    /// `<!--`
    Comment,
}

/// PHP's `strip_tags()` with no tag allowed: takes out elements, comments and instructions, keeps a lone `<` before a blank.
pub fn strip_tags(text: &str) -> String {
    if !text.contains('<') {
        return text.replace('\0', "");
    }
    let mut scan = Scan {
        kept: Vec::with_capacity(text.len()),
        state: State::Text,
        quote: 0,
        depth: 0,
        parens: 0,
        last: 0,
        xml: false,
    };
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        scan.step(bytes, at);
    }
    // Only whole ASCII-delimited spans were taken out, so that what is left is UTF-8 still.
    String::from_utf8_lossy(&scan.kept).into_owned()
}

struct Scan {
    kept: Vec<u8>,
    state: State,
    /// The quotation mark that is open, or 0.
    quote: u8,
    /// Brackets open inside of a tag.
    depth: usize,
    /// Parentheses open inside of an instruction.
    parens: i64,
    /// The last sign of an instruction that matters.
    last: u8,
    /// Is this the instruction `<?xml`, which is read as a tag?
    xml: bool,
}

impl Scan {
    fn step(&mut self, bytes: &[u8], at: usize) {
        match self.state {
            State::Text => self.in_text(bytes, at),
            State::Tag => self.in_tag(bytes, at),
            State::Instruction => self.in_instruction(bytes, at),
            State::Declaration => self.in_declaration(bytes, at),
            State::Comment => self.in_comment(bytes, at),
        }
    }

    fn in_text(&mut self, bytes: &[u8], at: usize) {
        match bytes[at] {
            b'\0' => {}
            // Brackets that a tag opened within itself are closed here, if a comment ended first.
            b'>' if self.depth > 0 => self.depth -= 1,
            b'<' if bytes.get(at + 1).is_none_or(|next| !is_c_space(*next)) => {
                self.state = State::Tag;
                self.last = b'<';
            }
            byte => self.kept.push(byte),
        }
    }

    fn in_tag(&mut self, bytes: &[u8], at: usize) {
        match bytes[at] {
            b'<' if self.quote == 0 && bytes.get(at + 1).is_none_or(|next| !is_c_space(*next)) => self.depth += 1,
            b'>' if self.depth > 0 => self.depth -= 1,
            b'>' if self.quote == 0 && self.xml && bytes[at - 1] == b'-' => {}
            b'>' if self.quote == 0 => self.end(),
            byte @ (b'"' | b'\'') => self.toggle_quote(byte),
            b'!' if self.opens(bytes, at) => {
                self.state = State::Declaration;
                self.last = b'!';
            }
            b'?' if self.opens(bytes, at) => {
                self.state = State::Instruction;
                self.parens = 0;
            }
            _ => {}
        }
    }

    fn in_instruction(&mut self, bytes: &[u8], at: usize) {
        match bytes[at] {
            b'(' if !matches!(self.last, b'"' | b'\'') => {
                self.last = b'(';
                self.parens += 1;
            }
            b')' if !matches!(self.last, b'"' | b'\'') => {
                self.last = b')';
                self.parens -= 1;
            }
            b'>' if self.depth > 0 => self.depth -= 1,
            b'>' if self.quote == 0 && self.parens == 0 && self.last != b'"' && bytes[at - 1] == b'?' => self.end(),
            byte @ (b'"' | b'\'') if at > 0 && bytes[at - 1] != b'\\' => {
                self.last = if self.last == byte {
                    0
                } else if self.last != b'\\' {
                    byte
                } else {
                    self.last
                };
                self.toggle_quote(byte);
            }
            b'l' | b'L' if ends_with_letters(&bytes[..at], b"<?xm") => {
                self.state = State::Tag;
                self.xml = true;
            }
            _ => {}
        }
    }

    fn in_declaration(&mut self, bytes: &[u8], at: usize) {
        match bytes[at] {
            b'>' if self.depth > 0 => self.depth -= 1,
            b'>' if self.quote == 0 => self.end(),
            byte @ (b'"' | b'\'') if at > 0 && bytes[at - 1] != b'\\' => self.toggle_quote(byte),
            b'-' if at >= 2 && bytes[at - 1] == b'-' && bytes[at - 2] == b'!' => self.state = State::Comment,
            // A document type is read as a tag.
            b'e' | b'E' if ends_with_letters(&bytes[..at], b"doctyp") => self.state = State::Tag,
            _ => {}
        }
    }

    fn in_comment(&mut self, bytes: &[u8], at: usize) {
        if bytes[at] == b'>' && self.quote == 0 && at >= 2 && bytes[at - 1] == b'-' && bytes[at - 2] == b'-' {
            self.end();
        }
    }

    fn opens(&self, bytes: &[u8], at: usize) -> bool {
        at > 0 && bytes[at - 1] == b'<'
    }

    fn toggle_quote(&mut self, byte: u8) {
        if self.quote == byte {
            self.quote = 0;
        } else if self.quote == 0 {
            self.quote = byte;
        }
    }

    fn end(&mut self) {
        self.state = State::Text;
        self.quote = 0;
        self.xml = false;
    }
}

fn ends_with_letters(bytes: &[u8], letters: &[u8]) -> bool {
    bytes.len() > letters.len() && bytes[bytes.len() - letters.len()..].eq_ignore_ascii_case(letters)
}

fn is_c_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)
}

/// WordPress's `wp_strip_all_tags`: scripts and styles with what is in them, then all tags; with `remove_breaks`, runs of
/// blanks become one space.
pub fn strip_all_tags(text: &str, remove_breaks: bool) -> String {
    let stripped = strip_tags(&without_scripts_and_styles(text));
    if remove_breaks {
        return php_trim(&collapse_blanks(&stripped)).to_owned();
    }
    php_trim(&stripped).to_owned()
}

fn without_scripts_and_styles(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut kept = String::with_capacity(text.len());
    let mut copied = 0;
    let mut from = 0;
    // Once a name has no closing tag ahead, it has none further on either.
    let mut unclosed = [false; 2];
    while let Some(at) = lower[from..].find('<').map(|at| from + at) {
        from = at + 1;
        let Some((which, name)) =
            ["script", "style"].into_iter().enumerate().find(|(_, name)| lower[from..].starts_with(name))
        else {
            continue;
        };
        if unclosed[which] {
            continue;
        }
        let end = lower[from..].find('>').and_then(|bracket| {
            let closing = format!("</{name}>");
            lower[from + bracket..].find(&closing).map(|closed| from + bracket + closed + closing.len())
        });
        match end {
            Some(end) => {
                kept.push_str(&text[copied..at]);
                copied = end;
                from = end;
            }
            None => unclosed[which] = true,
        }
    }
    kept.push_str(&text[copied..]);
    kept
}

/// Runs of the four ASCII blanks become one space.
pub(super) fn collapse_blanks(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    let mut in_blank = false;
    for character in text.chars() {
        let blank = matches!(character, '\r' | '\n' | '\t' | ' ');
        if !blank {
            collapsed.push(character);
        } else if !in_blank {
            collapsed.push(' ');
        }
        in_blank = blank;
    }
    collapsed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_comments_go_and_a_lone_bracket_stays() {
        assert_eq!(strip_tags("a <b title=\"x > y\">b</b> < c <!-- > --> d"), "a b < c  d");
        assert_eq!(strip_tags("5 <6 and more"), "5 ");
        assert_eq!(strip_tags("a<?php echo '?>'; ?>b"), "ab");
    }

    #[test]
    fn what_a_script_says_is_no_text() {
        assert_eq!(strip_all_tags("<p>a</p><SCRIPT>b</script>\n<style >c</style>d", true), "a d");
        assert_eq!(strip_all_tags("<script>b", false), "b");
    }
}
