//! `core/tag-cloud`: the most used terms, larger the more they are used.

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::blocks::{links, php};
use crate::formatting::{esc_attr, esc_html, esc_url};
use crate::terms::{self, Term};
use crate::{CacheTag, Result};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let taxonomy = call.text("taxonomy");
    renderer.read(CacheTag::Terms(taxonomy.to_owned()));
    let mut used = terms::of_taxonomy(&renderer.site, taxonomy).await?;
    used.retain(|term| term.count > 0);
    used.sort_by_key(|term| std::cmp::Reverse(term.count));
    used.truncate(usize::try_from(call.number("numberOfTags")).unwrap_or_default());
    used.sort_by(|one, other| natural_order(&one.name, &other.name));
    let cloud = match used.is_empty() {
        true if !renderer.visit.is_rest => return Ok(String::new()),
        true => renderer.words().say("There&#8217;s no content to show here yet.").to_owned(),
        false => cloud(renderer, &call, &used).await?,
    };
    Ok(format!("<p {}>{cloud}</p>", call.wrapper(renderer, &[])))
}

/// WordPress's `wp_generate_tag_cloud`.
async fn cloud(renderer: &BlockRenderer, call: &Call<'_>, used: &[Term]) -> Result<String> {
    let smallest = call.text("smallestFontSize");
    let unit = smallest.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
    let unit = if unit.is_empty() { "pt" } else { unit };
    let (small, large) = (php::leading_number(smallest), php::leading_number(call.text("largestFontSize")));
    let scaled: Vec<f64> = used.iter().map(|term| ((term.count as f64 + 1.0).log10() * 100.0).round()).collect();
    let least = scaled.iter().copied().fold(f64::INFINITY, f64::min);
    let spread = (scaled.iter().copied().fold(f64::NEG_INFINITY, f64::max) - least).max(1.0);
    let step = if large < small { 1.0 } else { large - small } / spread;
    let mut links_written = Vec::new();
    for (index, (term, scale)) in used.iter().zip(scaled).enumerate() {
        let items = renderer.words().count("%s item", "%s items", term.count);
        let count = if call.flag("showTagCounts") {
            format!("<span class=\"tag-link-count\"> ({})</span>", term.count)
        } else {
            String::new()
        };
        links_written.push(format!(
            "<a href=\"{}\" class=\"tag-cloud-link tag-link-{} tag-link-position-{}\" style=\"font-size: {}{unit};\" \
             aria-label=\"{} ({items})\">{}{count}</a>",
            esc_url(&links::term(&renderer.site, term).await?),
            term.id,
            index + 1,
            php::float(small + (scale - least) * step),
            esc_attr(&term.name),
            esc_html(&term.name),
        ));
    }
    Ok(links_written.join("\n"))
}

/// PHP's `strnatcasecmp`: numbers by their value, letters without case, white space counts only at the beginning.
fn natural_order(one: &str, other: &str) -> std::cmp::Ordering {
    let (one, other) = (one.to_uppercase(), other.to_uppercase());
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    loop {
        one = skip_spaces(one);
        other = skip_spaces(other);
        match (one.first(), other.first()) {
            (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => {
                let (left, right) = (digits(one), digits(other));
                let order = left.len().cmp(&right.len()).then_with(|| left.cmp(right));
                if order.is_ne() {
                    return order;
                }
                one = &one[left.len()..];
                other = &other[right.len()..];
            }
            (Some(a), Some(b)) if a == b => {
                one = &one[1..];
                other = &other[1..];
            }
            (a, b) => return a.cmp(&b),
        }
    }
}

fn skip_spaces(text: &[u8]) -> &[u8] {
    text.trim_ascii_start()
}

fn digits(text: &[u8]) -> &[u8] {
    &text[..text.iter().take_while(|byte| byte.is_ascii_digit()).count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_as_people_do() {
        let mut names = ["b", "Read More", "a10", "readability", "A9", "Ünï"];
        names.sort_by(|one, other| natural_order(one, other));
        assert_eq!(names, ["A9", "a10", "b", "readability", "Read More", "Ünï"]);
    }
}
