//! A text in several pages: `<!--nextpage-->`.

use std::borrow::Cow;

const MARK: &str = "<!--nextpage-->";

/// The pages of a text, cut as WordPress's `generate_postdata` does; at least one.
pub fn pages_of(content: &str) -> Vec<Cow<'_, str>> {
    if !content.contains(MARK) {
        return vec![Cow::Borrowed(content)];
    }
    let mut content = content.to_owned();
    for around in [format!("\n{MARK}\n"), format!("\n{MARK}"), format!("{MARK}\n")] {
        content = content.replace(&around, MARK);
    }
    // What is left of the block would be half a block on either page.
    let content = content.replace("<!-- wp:nextpage -->", "").replace("<!-- /wp:nextpage -->", "");
    let content = content.strip_prefix(MARK).unwrap_or(&content);
    content.split(MARK).map(|page| Cow::Owned(page.to_owned())).collect()
}

/// One page of a text by its number from 1; the last one where there are not so many.
pub fn page_of(content: &str, number: usize) -> Cow<'_, str> {
    let mut pages = pages_of(content);
    let at = number.max(1).min(pages.len()) - 1;
    pages.swap_remove(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_marks() {
        assert_eq!(pages_of("a\n<!--nextpage-->\nb<!--nextpage-->c"), ["a", "b", "c"]);
        assert_eq!(pages_of("a"), ["a"]);
    }

    #[test]
    fn blocks_and_a_mark_at_the_start_leave_nothing() {
        assert_eq!(
            pages_of("<!--nextpage-->a<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->b"),
            ["a", "b"]
        );
    }

    #[test]
    fn past_the_end_is_the_last_page() {
        assert_eq!(page_of("a<!--nextpage-->b", 9), "b");
        assert_eq!(page_of("a<!--nextpage-->b", 0), "a");
    }
}
