//! A post's text in three states: blocks that only one side touched are taken from there.

use cms::blocks::{has_blocks, parse_blocks, serialize_block};

use super::pieces;

/// The merged text; `None` where both sides changed the same block, or paragraph of a text without blocks, differently.
pub(super) fn merge(base: &str, one: &str, other: &str) -> Option<String> {
    let parts = [base, one, other].map(parts);
    let [base, one, other] = [0, 1, 2].map(|side: usize| parts[side].iter().map(String::as_str).collect::<Vec<_>>());
    Some(pieces::merge(&base, &one, &other)?.concat())
}

/// The text in pieces that together are the text again: its outermost blocks, or its lines.
fn parts(text: &str) -> Vec<String> {
    if has_blocks(text) {
        let blocks: Vec<String> = parse_blocks(text).iter().map(serialize_block).collect();
        // Where writing blocks again would change somebody's text, lines are all there is.
        if blocks.concat() == text {
            return blocks;
        }
    }
    text.split_inclusive('\n').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "<!-- wp:paragraph -->\n<p>One</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p>Two</p>\n<!-- /wp:paragraph -->";

    #[test]
    fn two_people_may_change_two_paragraphs() {
        let merged = merge(BASE, &BASE.replace("One", "Eins"), &BASE.replace("Two", "Zwei")).unwrap();
        assert_eq!(merged, BASE.replace("One", "Eins").replace("Two", "Zwei"));
    }

    #[test]
    fn two_people_may_not_change_the_same_paragraph() {
        assert_eq!(merge(BASE, &BASE.replace("One", "Eins"), &BASE.replace("One", "Un")), None);
    }

    #[test]
    fn a_text_without_blocks_is_merged_by_lines() {
        assert_eq!(merge("a\nb\nc", "x\nb\nc", "a\nb\nz").as_deref(), Some("x\nb\nz"));
    }
}
