//! Where `<!--nextpage-->` and `<!--more-->` cut a content.

use std::sync::LazyLock;

use regex::Regex;

static MORE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)<!--more(.*?)?-->").expect("a constant pattern"));
static MORE_BLOCK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<!-- /?wp:more(.*?) -->").expect("a constant pattern"));
static NEXT_PAGE_BLOCK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<!-- /?wp:nextpage(.*?) -->").expect("a constant pattern"));

/// The pages of a content (`WP_Query::generate_postdata`); at least one.
pub fn pages(content: &str) -> Vec<String> {
    if !content.contains("<!--nextpage-->") {
        return vec![content.to_owned()];
    }
    let content = NEXT_PAGE_BLOCK.replace_all(content, "");
    let content = content.replace("\n<!--nextpage-->\n", "<!--nextpage-->");
    let content =
        content.replace("\n<!--nextpage-->", "<!--nextpage-->").replace("<!--nextpage-->\n", "<!--nextpage-->");
    let content = content.strip_prefix("<!--nextpage-->").unwrap_or(&content);
    content.split("<!--nextpage-->").map(str::to_owned).collect()
}

/// A page of a content, cut at its `<!--more-->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// What stands before it; all of it where there is none.
    pub teaser: String,
    /// What stands after it.
    pub rest: Option<String>,
    /// The words of the link to the rest, where the author gave some. HTML.
    pub words: String,
    /// Whether the teaser is left out where the whole is shown (`<!--noteaser-->`).
    pub no_teaser: bool,
}

impl Split {
    /// Cuts one page.
    pub fn of(page: &str) -> Self {
        let no_teaser = page.contains("<!--noteaser-->");
        let Some(found) = MORE.captures(page) else {
            return Self { teaser: page.to_owned(), rest: None, words: String::new(), no_teaser };
        };
        let without_blocks = MORE_BLOCK.replace_all(page, "");
        let marker = &found[0];
        let (teaser, rest) = without_blocks.split_once(marker).unwrap_or((&without_blocks, ""));
        let words = crate::formatting::wp_kses_post(found.get(1).map_or("", |words| words.as_str()).trim());
        Self { teaser: teaser.to_owned(), rest: Some(rest.to_owned()), words, no_teaser }
    }

    /// The whole page, with an anchor where the link to the rest leads.
    pub fn whole(&self, post_id: i64, is_first_page: bool) -> String {
        match &self.rest {
            None => self.teaser.clone(),
            Some(rest) if self.no_teaser && is_first_page => format!("<span id=\"more-{post_id}\"></span>{rest}"),
            Some(rest) => format!("{}<span id=\"more-{post_id}\"></span>{rest}", self.teaser),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_is_cut_into_its_pages() {
        assert_eq!(pages("a"), ["a"]);
        assert_eq!(pages("a\n<!--nextpage-->\nb<!--nextpage-->c"), ["a", "b", "c"]);
        let blocks = "a\n<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->\nb";
        assert_eq!(pages(blocks), ["a\n", "\nb"]);
    }

    #[test]
    fn more_cuts_a_page_and_may_bring_its_own_words() {
        let split = Split::of("before<!--more Go on-->after");
        assert_eq!(
            (split.teaser.as_str(), split.rest.as_deref(), split.words.as_str()),
            ("before", Some("after"), "Go on")
        );
        assert_eq!(split.whole(7, true), "before<span id=\"more-7\"></span>after");
        assert_eq!(Split::of("all").whole(7, true), "all");
        let without = Split::of("<!--noteaser-->before<!--more-->after");
        assert_eq!(without.whole(7, true), "<span id=\"more-7\"></span>after");
    }
}
