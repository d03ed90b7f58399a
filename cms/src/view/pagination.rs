//! Rows of page numbers.

use super::context::{PageLink, Pagination};

/// Numbers beside the first, the last and the one that is shown (`end_size` and `mid_size` of `paginate_links`).
const AT_ENDS: u64 = 1;
const BESIDE: u64 = 2;

/// Where page `current` of `total` stands; none where there is only one. `address` tells where each page is.
pub(super) fn pagination(current: u64, total: u64, address: impl Fn(u64) -> String) -> Option<Pagination> {
    if total < 2 {
        return None;
    }
    let mut links: Vec<PageLink> = Vec::new();
    for number in shown(current, total) {
        match number {
            Some(number) => links.push(PageLink {
                label: with_thousands(number),
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

/// `1,234`
pub(super) fn with_thousands(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut text = digits[..first].to_owned();
    for group in digits.as_bytes()[first..].chunks(3) {
        if !text.is_empty() {
            text.push(',');
        }
        text.extend(group.iter().map(|digit| char::from(*digit)));
    }
    text
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
        assert!(pagination(1, 1, |_| String::new()).is_none());
        let two = pagination(2, 2, |number| format!("/{number}")).unwrap();
        assert_eq!((two.previous.as_deref(), two.next), (Some("/1"), None));
    }

    #[test]
    fn large_numbers_have_commas() {
        assert_eq!(
            (with_thousands(12), with_thousands(1234), with_thousands(1_234_567)),
            ("12".into(), "1,234".into(), "1,234,567".into())
        );
    }
}
