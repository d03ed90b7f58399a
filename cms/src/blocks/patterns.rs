//! The patterns that every site has, under WordPress's names: lists of posts for the Query Loop block to begin with, and
//! a row of social links. What they are made of stands in `patterns.json`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// Blocks to begin with.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Pattern {
    /// Its name, with what it comes from before the slash.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// The categories that inserters show it under.
    pub categories: Vec<String>,
    /// The blocks that it can take the place of.
    pub block_types: Vec<String>,
    /// How wide its preview is, in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub viewport_width: Option<u32>,
    /// Its blocks.
    pub content: String,
}

/// All of them.
pub fn core_patterns() -> &'static [Pattern] {
    static PATTERNS: LazyLock<Vec<Pattern>> =
        LazyLock::new(|| serde_json::from_str(include_str!("patterns.json")).unwrap_or_default());
    &PATTERNS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::types::block_type;

    #[test]
    fn patterns_are_made_of_known_blocks_that_are_closed() {
        assert_eq!(core_patterns().len(), 7);
        for pattern in core_patterns() {
            let parts: Vec<&str> = pattern.content.split("<!-- ").skip(1).collect();
            let names = parts.iter().filter_map(|part| part.strip_prefix("wp:")?.split_whitespace().next());
            for name in names {
                assert!(block_type(&format!("core/{name}")).is_some(), "{} in {}", name, pattern.name);
            }
            let closed = parts.iter().filter(|part| part.starts_with("/wp:")).count();
            let opened = parts.iter().filter(|part| part.starts_with("wp:") && !part.contains("/-->")).count();
            assert_eq!(opened, closed, "{}", pattern.name);
        }
    }
}
