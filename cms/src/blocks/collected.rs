//! What rendering blocks gathers for the page around them: style rules, filters, numbers for ids, cache tags.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::interactivity::Interactivity;
use super::style_engine::StyleSheet;

/// Everything that rendering wants to tell the page besides its HTML.
///
/// One value goes through all the block texts of a page, so that ids stay unique on it.
#[derive(Debug, Default, Clone)]
pub struct Collected {
    /// The rules of layouts, elements, positions and states.
    pub styles: StyleSheet,
    /// Other CSS in the order in which it was asked for: style variations, blocks' own CSS.
    pub css: Vec<String>,
    /// Duotone filters that the page must contain, by id, with their colours.
    pub filters: IndexMap<String, Vec<String>>,
    /// What the blocks' scripts are to find on the page.
    pub interactivity: Interactivity,
    text: String,
    numbered: u64,
    numbered_by_prefix: HashMap<String, u64>,
}

impl Collected {
    /// For one of several texts of a page that are rendered apart: its ids bear this mark, so that each is there once.
    pub fn of_text(mark: impl Into<String>) -> Self {
        Self { text: mark.into(), ..Self::default() }
    }

    /// A number that no other call got, behind a prefix: WordPress's `wp_unique_id`, one count for all prefixes.
    pub fn unique_id(&mut self, prefix: &str) -> String {
        self.numbered += 1;
        format!("{prefix}{}{}", self.text, self.numbered)
    }

    /// A number of its own count for each prefix: WordPress's `wp_unique_prefixed_id`.
    pub fn unique_prefixed_id(&mut self, prefix: &str) -> String {
        let count = self.numbered_by_prefix.entry(prefix.to_owned()).or_default();
        *count += 1;
        format!("{prefix}{}{count}", self.text)
    }

    /// Adds CSS unless the same text is there already.
    pub fn add_css(&mut self, css: String) {
        if !css.is_empty() && !self.css.contains(&css) {
            self.css.push(css);
        }
    }

    /// All CSS for the page's head.
    pub fn stylesheet(&self) -> String {
        let mut css = self.styles.css();
        self.css.iter().for_each(|more| css.push_str(more));
        css
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_counted_over_all_prefixes_or_by_prefix() {
        let mut collected = Collected::default();
        assert_eq!(collected.unique_id("a-"), "a-1");
        assert_eq!(collected.unique_id("b-"), "b-2");
        assert_eq!(collected.unique_prefixed_id("a-"), "a-1");
        assert_eq!(collected.unique_prefixed_id("b-"), "b-1");
    }

    #[test]
    fn texts_of_one_page_do_not_share_ids() {
        let (mut one, mut other) = (Collected::of_text("7-"), Collected::of_text("8-"));
        assert_eq!((one.unique_id("a-"), other.unique_id("a-")), ("a-7-1".into(), "a-8-1".into()));
    }
}
