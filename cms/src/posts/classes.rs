//! The classes that a post's element carries (`get_post_class`).

use super::Post;
use crate::formatting::sanitize_html_class;
use crate::terms::Term;

/// The taxonomies whose classes come first, in their order.
const CORE_TAXONOMIES: [&str; 3] = ["category", "post_tag", "post_format"];

/// WordPress's classes of a post with these terms: number, type, status, format, and one of each term. Sticky and
/// featured-image classes depend on the place and are not among them.
pub fn classes(post: &Post, terms: &[Term]) -> Vec<String> {
    let mut classes = vec![format!("post-{}", post.id), post.post_type.clone(), format!("type-{}", post.post_type)];
    classes.push(format!("status-{}", post.status));
    if post.post_type == "post" {
        let format = terms.iter().find(|term| term.taxonomy == "post_format");
        let format = format.and_then(|term| term.slug.strip_prefix("post-format-")).unwrap_or("standard");
        classes.push(format!("format-{format}"));
    }
    if !post.password.is_empty() {
        classes.push("post-password-required".to_owned());
    }
    classes.push("hentry".to_owned());
    // WordPress goes through the taxonomies; those of a list come by name, whatever their taxonomy.
    let rank = |term: &&Term| CORE_TAXONOMIES.iter().position(|name| *name == term.taxonomy);
    let mut sorted: Vec<&Term> = terms.iter().collect();
    sorted.sort_by_key(|term| rank(term).unwrap_or(CORE_TAXONOMIES.len()));
    for term in sorted {
        let (prefix, taxonomy) = match term.taxonomy.as_str() {
            "post_tag" => ("tag", "post_tag"),
            other => (other, other),
        };
        let fallback = format!("{taxonomy}-{}", term.id);
        let class = sanitize_html_class(&term.slug, &term.id.to_string());
        classes.push(if class.is_empty() { fallback } else { format!("{prefix}-{class}") });
    }
    classes
}
