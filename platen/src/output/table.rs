//! Tables as WP-CLI draws them.

use comfy_table::{ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle};

/// Borders of `+`, `-` and `|`, and no lines between rows.
const STYLE: TableStyle = TableStyle::new()
    .top_border(LineStyle::new('+', '-', '+', '+'))
    .header_lines(ContentLineStyle::new('|', '|', '|'))
    .header_separator(LineStyle::new('+', '-', '+', '+'))
    .content_lines(ContentLineStyle::new('|', '|', '|'))
    .bottom_border(LineStyle::new('+', '-', '+', '+'));

/// The rows below their names.
pub fn drawn(names: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Disabled).set_header(names.to_vec());
    for row in rows {
        table.add_row(row);
    }
    format!("{table}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_looks_as_in_wp_cli() {
        let rows = [vec!["1".to_owned(), "admin".to_owned()], vec!["12".to_owned(), "ann".to_owned()]];
        let expected = "+----+------------+\n| ID | user_login |\n+----+------------+\n| 1  | admin      |\n\
                        | 12 | ann        |\n+----+------------+\n";
        assert_eq!(drawn(&["ID".to_owned(), "user_login".to_owned()], rows.into_iter()), expected);
    }
}
