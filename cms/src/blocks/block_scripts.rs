//! Where browsers find the scripts of blocks: who serves them says it (`Host::offer_block_scripts`).

use std::collections::BTreeMap;

/// The attribute that names the block whose script an element belongs to.
const MARK: &str = "data-wp-interactive=\"";
/// Text that fits its box has its script beside that of the block which it is in.
const FIT_TEXT: (&str, &str) = ("core/fit-text", "\"core/fit-text::callbacks.init\"");

/// By the block's name: its own file, then those that it imports at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockScripts(BTreeMap<String, Vec<String>>);

impl BlockScripts {
    /// Of all these blocks.
    pub fn new(scripts: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        Self(scripts.into_iter().filter(|(_, addresses)| !addresses.is_empty()).collect())
    }

    /// The blocks on this page that have a script, with its addresses.
    pub fn needed<'a>(&'a self, html: &str) -> Vec<(&'a str, &'a [String])> {
        let is_there = |block: &str| match block == FIT_TEXT.0 {
            true => html.contains(FIT_TEXT.1),
            false => html.contains(&format!("{MARK}{block}\"")),
        };
        if !html.contains("data-wp-interactive") {
            return Vec::new();
        }
        let found = self.0.iter().filter(|(block, _)| is_there(block));
        found.map(|(block, addresses)| (block.as_str(), addresses.as_slice())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_needs_the_scripts_of_the_blocks_on_it_alone() {
        let of = |block: &str| (format!("core/{block}"), vec![format!("/{block}.js")]);
        let scripts = BlockScripts::new(["image", "tabs", "fit-text"].map(of));
        let needed = |html: &str| scripts.needed(html).into_iter().map(|(block, _)| block).collect::<Vec<_>>();
        assert_eq!(needed("<p>data-wp-interactive</p>"), [""; 0]);
        assert_eq!(needed("<figure data-wp-interactive=\"core/image\">"), ["core/image"]);
        let fitting = "<p data-wp-interactive data-wp-init---core-fit-text=\"core/fit-text::callbacks.init\">";
        assert_eq!(needed(fitting), ["core/fit-text"]);
        assert_eq!(needed("<ul data-wp-interactive=\"core/tabs-of-others\">"), [""; 0]);
    }
}
