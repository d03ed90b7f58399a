//! Gate `html`: tags that are ended, attributes that are quoted, ids that are there once.

use super::fetched::Page;

/// What is wrong, page by page.
pub(super) fn faults(pages: &[Page]) -> Vec<String> {
    let of_page = |page: &Page| page.document.faults.iter().map(|fault| format!("{}, {fault}", page.path)).collect();
    pages.iter().flat_map::<Vec<String>, _>(of_page).collect()
}
