//! Expand, then contract: while a rollout lasts, and after it was rolled back, the release before works on the new
//! release's tables. What it reads must be there, and what it writes must be taken.

use super::{Column, Description};

/// What the release `before` could not do any more on the tables of `after`; empty when both can work side by side.
/// What `before` itself said that it no longer uses may go.
pub fn breaks(before: &Description, after: &Description) -> Vec<String> {
    let is_given_up = |name: &str| before.no_longer_used.iter().any(|given_up| given_up == name);
    let mut complaints = Vec::new();
    for (table, columns) in before.tables.iter().filter(|(table, _)| !is_given_up(table)) {
        let Some(now) = after.tables.get(table) else {
            complaints.push(format!("the table {table} is dropped, and release {} uses it", before.version));
            continue;
        };
        for (name, column) in columns.iter().filter(|(name, _)| !is_given_up(&format!("{table}.{name}"))) {
            complaints.extend(column_breaks(table, name, column, now.get(name), &before.version));
        }
        let added = now.iter().filter(|(name, column)| column.required && !columns.contains_key(*name));
        complaints.extend(added.map(|(name, _)| {
            format!("{table}.{name} is added without a default, and release {} writes rows without it", before.version)
        }));
    }
    complaints
}

fn column_breaks(table: &str, name: &str, before: &Column, after: Option<&Column>, version: &str) -> Option<String> {
    match after {
        None => Some(format!("the column {table}.{name} is dropped, and release {version} reads it")),
        Some(after) if after.kind != before.kind => {
            Some(format!("{table}.{name} becomes {}, and release {version} has it as {}", after.kind, before.kind))
        }
        Some(after) if after.required && !before.required => {
            Some(format!("{table}.{name} must have a value now, and release {version} writes rows without it"))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::releases::Tables;

    fn release(version: &str, columns: &[(&str, &str, bool)]) -> Description {
        let columns = columns.iter().map(|(name, kind, required)| {
            ((*name).to_owned(), Column { kind: (*kind).to_owned(), required: *required })
        });
        Description::new(version, Tables::from([("posts".to_owned(), columns.collect())]))
    }

    #[test]
    fn a_release_that_only_adds_works_beside_the_one_before() {
        let before = release("1", &[("id", "BIGINT", true)]);
        assert_eq!(breaks(&before, &release("2", &[("id", "BIGINT", true), ("new", "TEXT", false)])), [""; 0]);
    }

    #[test]
    fn a_release_that_drops_a_column_is_refused_until_it_is_given_up() {
        let mut before = release("1", &[("id", "BIGINT", true), ("old", "TEXT", false)]);
        let after = release("2", &[("id", "BIGINT", true)]);
        assert_eq!(breaks(&before, &after), ["the column posts.old is dropped, and release 1 reads it"]);
        before.no_longer_used.push("posts.old".to_owned());
        assert_eq!(breaks(&before, &after), [""; 0]);
    }

    #[test]
    fn a_release_that_refuses_the_old_ones_rows_is_refused() {
        let before = release("1", &[("id", "BIGINT", true), ("text", "TEXT", false)]);
        let told = |after| breaks(&before, &release("2", after)).join("\n");
        assert!(told(&[("id", "BIGINT", true), ("text", "TEXT", true)]).contains("must have a value"));
        assert!(told(&[("id", "TEXT", true), ("text", "TEXT", false)]).contains("becomes TEXT"));
        let added = [("id", "BIGINT", true), ("text", "TEXT", false), ("new", "TEXT", true)];
        assert!(told(&added).contains("without a default"));
        assert!(breaks(&before, &Description::new("2", Tables::new()))[0].contains("the table posts is dropped"));
    }
}
