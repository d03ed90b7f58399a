//! Rows of page numbers.

use super::context::{PageLink, Pagination};
use crate::languages::Words;

/// Numbers beside the first, the last and the one that is shown (`end_size` and `mid_size` of `paginate_links`).
const AT_ENDS: u64 = 1;
const BESIDE: u64 = 2;

/// Where page `current` of `total` stands; none where there is only one. `address` tells where each page is.
pub(super) fn pagination(
    words: &Words,
    current: u64,
    total: u64,
    address: impl Fn(u64) -> String,
) -> Option<Pagination> {
    if total < 2 {
        return None;
    }
    let mut links: Vec<PageLink> = Vec::new();
    for number in shown(current, total) {
        match number {
            Some(number) => links.push(PageLink {
                label: words.number(number),
                url: (number != current).then(|| address(number)),
                current: number == current,
                gap: false,
            }),
            None => links.push(PageLink { label: "…".to_owned(), gap: true, ..PageLink::default() }),
        }
    }
    let previous = (current > 1).then(|| address(current - 1));
    let next = (current < total).then(|| address(current + 1));
    Some(Pagination { current, total, links, previous, next })
}

/// The numbers that are shown, with `None` for each gap. Never longer than a row can be, however many pages there are.
fn shown(current: u64, total: u64) -> Vec<Option<u64>> {
    let ends =
        [1..=AT_ENDS.min(total), current.saturating_sub(BESIDE).max(1)..=(current + BESIDE).min(total), total..=total];
    let mut numbers: Vec<u64> = ends.into_iter().flatten().collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut row = Vec::new();
    let mut last = 0;
    for number in numbers {
        if number > last + 1 && last != 0 {
            row.push(None);
        }
        row.push(Some(number));
        last = number;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(current: u64, total: u64) -> String {
        let text = |number: Option<u64>| number.map_or("…".to_owned(), |number| number.to_string());
        shown(current, total).into_iter().map(text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_row_shows_the_ends_and_the_neighbours() {
        assert_eq!(row(1, 3), "1 2 3");
        assert_eq!(row(1, 10), "1 2 3 … 10");
        assert_eq!(row(5, 10), "1 … 3 4 5 6 7 … 10");
        assert_eq!(row(10, 10), "1 … 8 9 10");
    }

    #[test]
    fn one_page_has_no_row() {
        assert!(pagination(&Words::default(), 1, 1, |_| String::new()).is_none());
        let two = pagination(&Words::default(), 2, 2, |number| format!("/{number}")).unwrap();
        assert_eq!((two.previous.as_deref(), two.next), (Some("/1"), None));
    }

    #[test]
    fn large_numbers_are_written_as_the_language_does() {
        let label = |language: &str| {
            let row = pagination(&Words::of(language), 1234, 1235, |_| String::new());
            row.unwrap().links.last().unwrap().label.clone()
        };
        assert_eq!((label("en_US"), label("de_DE")), ("1,235".into(), "1.235".into()));
    }
}
