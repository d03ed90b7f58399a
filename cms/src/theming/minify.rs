//! Takes out of a stylesheet what only people need: comments, indents, blanks around punctuation.

/// The same rules in fewer bytes. Strings stay as they are.
pub(super) fn minify(css: &str) -> String {
    let mut short = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(character) = rest.chars().next() {
        let taken = match character {
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' | '\'' => copy_string(rest, character, &mut short),
            _ if character.is_ascii_whitespace() => {
                let next = rest.trim_ascii_start();
                if is_needed_between(short.chars().next_back(), next.chars().next()) {
                    short.push(' ');
                }
                rest.len() - next.len()
            }
            _ => {
                if character == '}' && short.ends_with(';') {
                    short.pop();
                }
                short.push(character);
                character.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    short
}

fn copy_string(rest: &str, quote: char, short: &mut String) -> usize {
    let mut is_escaped = false;
    let end = rest[1..].find(|character| {
        let ends = character == quote && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        ends
    });
    let taken = end.map_or(rest.len(), |end| end + 2);
    short.push_str(&rest[..taken]);
    taken
}

/// A blank means something between words, beside `+` and `-` (in `calc`), and before `:`, `(`, `*` and `[` (in selectors).
fn is_needed_between(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    !"{};,:> ".contains(before) && !"{};,>!/".contains(after)
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn rules_keep_their_meaning_in_fewer_bytes() {
        assert_eq!(
            minify("/* why */\na ,b > c {\n  color : red ;\n  margin: 0 auto;\n}\n"),
            "a,b>c{color :red;margin:0 auto}"
        );
    }

    #[test]
    fn blanks_that_mean_something_stay() {
        assert_eq!(minify("a :hover { width: calc(1px + 2 * 3px) }"), "a :hover{width:calc(1px + 2 * 3px)}");
        assert_eq!(minify("a [b] .c { margin: -1px -2px }"), "a [b] .c{margin:-1px -2px}");
        assert_eq!(minify("@media (a) and (b) { c * { d: e !important } }"), "@media (a) and (b){c *{d:e!important}}");
    }

    #[test]
    fn strings_are_left_alone() {
        assert_eq!(minify("a { content: \"a  \\\" /* b */ ;  }\" }"), "a{content:\"a  \\\" /* b */ ;  }\"}");
    }
}
