//! What blocks give to an excerpt, and a whole content inside another block.

use std::sync::Arc;

use super::context::{BlockRenderer, Values};
use super::parser::{Block, has_blocks, parse_blocks};
use super::php;
use crate::Result;
use crate::formatting::{CORE_SHORTCODES, capital_p_dangit, shortcode_unautop, wpautop, wptexturize};
use crate::posts::{Post, access};

/// Blocks of text, WordPress's `excerpt_remove_blocks`.
const TEXTS: [&str; 11] = [
    "core/freeform",
    "core/heading",
    "core/html",
    "core/list",
    "core/media-text",
    "core/paragraph",
    "core/preformatted",
    "core/pullquote",
    "core/quote",
    "core/table",
    "core/verse",
];

/// Blocks that only hold others.
const WRAPPERS: [&str; 3] = ["core/columns", "core/column", "core/group"];

fn is_text(block: &Block) -> bool {
    block.name.as_deref().is_none_or(|name| TEXTS.contains(&name))
}

fn is_wrapper(block: &Block) -> bool {
    block.name.as_deref().is_some_and(|name| WRAPPERS.contains(&name))
}

fn is_hidden(block: &Block) -> bool {
    let attributes = block.attributes.as_ref();
    attributes.and_then(|own| php::at(own, &["metadata", "blockVisibility"])) == Some(&serde_json::Value::Bool(false))
}

impl BlockRenderer {
    /// The rendered blocks of a text that count for its excerpt; a text without blocks as it is.
    pub async fn excerpt_text(&mut self, text: &str) -> Result<String> {
        if !has_blocks(text) {
            return Ok(text.to_owned());
        }
        let blocks = parse_blocks(text);
        let mut output = String::new();
        for block in chosen(&blocks) {
            let values = self.post.as_ref().map(|post| Values::default().with_post(post)).unwrap_or_default();
            output.push_str(&Box::pin(self.render_block(block, &values)).await?);
        }
        Ok(output)
    }

    /// A post's content as it stands inside a block of another text: its blocks, and what WordPress does to the words.
    /// Shortcodes and images are the business of whoever renders the text around it.
    pub(super) async fn content_of(&mut self, post: &Arc<Post>) -> Result<String> {
        let content = access::shown_content(post, &self.visit.reader).into_owned();
        let shown = Box::pin(self.do_blocks(&content, Some(post.clone()))).await?;
        let mut shown = wptexturize(&shown, CORE_SHORTCODES);
        if !has_blocks(&content) {
            shown = wpautop(&shown, true);
        }
        let shown = shortcode_unautop(&shown, CORE_SHORTCODES);
        Ok(capital_p_dangit(&shown).into_owned())
    }
}

/// The blocks that are rendered for an excerpt, in order.
fn chosen(blocks: &[Block]) -> Vec<&Block> {
    let mut chosen = Vec::new();
    let mut pending: Vec<(&Block, bool)> = blocks.iter().rev().map(|block| (block, true)).collect();
    while let Some((block, is_outer)) = pending.pop() {
        if is_hidden(block) || !(is_text(block) || is_wrapper(block)) {
            continue;
        }
        let holds_others = !block.inner_blocks.is_empty();
        if holds_others && (is_wrapper(block) || !is_outer) {
            pending.extend(block.inner_blocks.iter().rev().map(|inner| (inner, false)));
            continue;
        }
        let all_plain = block.inner_blocks.iter().all(|inner| is_text(inner) && inner.inner_blocks.is_empty());
        if all_plain {
            chosen.push(block);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_make_an_excerpt() {
        let blocks = parse_blocks(
            "a<!-- wp:image /--><!-- wp:group --><!-- wp:paragraph -->b<!-- /wp:paragraph --><!-- wp:video /-->\
             <!-- /wp:group --><!-- wp:quote --><!-- wp:group /--><!-- /wp:quote --><!-- wp:heading -->c<!-- /wp:heading -->",
        );
        let names: Vec<_> = chosen(&blocks).iter().map(|block| block.name.as_deref().unwrap_or("text")).collect();
        assert_eq!(names, ["text", "core/paragraph", "core/heading"]);
    }
}
