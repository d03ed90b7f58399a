//! Gates `pages` and `theme`: every page answers as it must.

use super::fetched::Page;

/// Pages that do not answer 200.
pub(super) fn broken(pages: &[Page]) -> Vec<String> {
    unexpected(pages, |_| 200)
}

/// Pages of every kind of content that do not answer with their status. A template that breaks answers 500.
pub(super) fn broken_kinds(pages: &[Page], kinds: &[(String, u16)]) -> Vec<String> {
    let status = |page: &Page| kinds.iter().find(|(path, _)| *path == page.path).map_or(200, |(_, status)| *status);
    unexpected(pages, status)
}

fn unexpected(pages: &[Page], expected: impl Fn(&Page) -> u16) -> Vec<String> {
    let told = |page: &Page| match &page.complaint {
        Some(complaint) => Some(format!("{}: {complaint}", page.path)),
        None if page.status != expected(page) => {
            Some(format!("{} answers {} and not {}", page.path, page.status, expected(page)))
        }
        None => None,
    };
    pages.iter().filter_map(told).collect()
}
