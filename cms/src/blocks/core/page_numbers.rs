//! Numbers of pages with gaps, WordPress's `paginate_links` without "next" and "previous".

use crate::formatting::esc_url;

/// Links to the pages, one a line; nothing if there is only one.
pub fn list(current: u64, total: u64, around: u64, address: impl Fn(u64) -> String) -> String {
    let mut links = Vec::new();
    let mut may_have_gap = false;
    if total < 2 {
        return String::new();
    }
    for number in 1..=total {
        if number == current {
            links.push(format!("<span aria-current=\"page\" class=\"page-numbers current\">{number}</span>"));
            may_have_gap = true;
        } else if number == 1 || number == total || number.abs_diff(current) <= around {
            links.push(format!("<a class=\"page-numbers\" href=\"{}\">{number}</a>", esc_url(&address(number))));
            may_have_gap = true;
        } else if std::mem::take(&mut may_have_gap) {
            links.push("<span class=\"page-numbers dots\">&hellip;</span>".to_owned());
        }
    }
    links.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_far_away_become_dots() {
        let html = list(5, 9, 1, |number| format!("?page={number}"));
        let shown: Vec<_> = html.lines().map(|line| line.contains("dots")).collect();
        assert_eq!(shown, [false, true, false, false, false, true, false]);
        assert_eq!(list(1, 1, 2, |_| String::new()), "");
    }
}
