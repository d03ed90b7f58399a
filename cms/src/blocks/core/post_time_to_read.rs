//! `core/post-time-to-read`: how long reading a post takes, or how many words it has.

use std::sync::LazyLock;

use regex::Regex;

use super::{Call, classes, shown_post};
use crate::Result;
use crate::blocks::context::BlockRenderer;
use crate::posts::access;

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(String::new()) };
    let words = if post.password.is_empty() { words(&access::shown_content(&post, &renderer.visit.reader)) } else { 0 };
    let speed = match call.number("averageReadingSpeed") {
        0 => 189.0,
        speed => speed as f64,
    };
    let minutes = |factor: f64| ((words as f64 / speed * factor).round() as u64).max(1);
    let said = renderer.words();
    let text = match (call.text("displayMode"), call.flag("displayAsRange")) {
        ("words", _) => said.count("%s word", "%s words", i64::try_from(words).unwrap_or_default()),
        (_, true) => {
            let (least, most) = (minutes(0.8), minutes(1.2));
            said.fill("%1$s–%2$s minutes", &[&least, &if least == most { least + 1 } else { most }])
        }
        (_, false) => said.count("%s minute", "%s minutes", i64::try_from(minutes(1.0)).unwrap_or_default()),
    };
    let wrapper = call.wrapper(renderer, &[("class", &classes::text_align(&call))]);
    Ok(format!("<div {wrapper}>{text}</div>"))
}

/// The words of a text with HTML, counted as WordPress's editor counts them.
fn words(text: &str) -> usize {
    static STEPS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
        let steps = [
            (r"(?i)</?[a-z][^>]*?>", "\n"),
            (r"(?s)<!--.*?-->", ""),
            (r"(?i)&nbsp;|&#160;", " "),
            (r"&\S+?;", ""),
            (r"--|\x{2014}", " "),
            (
                r"[\x{21}-\x{40}\x{5B}-\x{60}\x{7B}-\x{7E}\x{80}-\x{BF}\x{D7}\x{F7}\x{2000}-\x{2BFF}\x{2E00}-\x{2E7F}]",
                "",
            ),
        ];
        steps.iter().filter_map(|(pattern, with)| Some((Regex::new(pattern).ok()?, *with))).collect()
    });
    if text.trim().is_empty() {
        return 0;
    }
    let mut text = format!("{text}\n");
    for (pattern, with) in STEPS.iter() {
        text = pattern.replace_all(&text, *with).into_owned();
    }
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_without_marks() {
        assert_eq!(words("<!-- wp:p --><p>One, two&nbsp;three &amp; four -- 5</p>"), 4);
        assert_eq!(words(" "), 0);
    }
}
