//! The table that says who of an export is who here, as WP-CLI reads and writes it.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use cms::transfer::reader::{Record, WxrReader};

const COLUMNS: [&str; 2] = ["old_user_login", "new_user_login"];

/// The new login of each old one. A line without a new login leaves its author to the administrator.
pub fn read(file: &Path) -> anyhow::Result<HashMap<String, String>> {
    let mut table = csv::Reader::from_path(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let heads = table.headers()?.clone();
    let place = |name: &str| heads.iter().position(|head| head.trim() == name);
    let (Some(old), Some(new)) = (place(COLUMNS[0]), place(COLUMNS[1])) else {
        bail!("{} needs the columns {} and {}.", file.display(), COLUMNS[0], COLUMNS[1]);
    };
    let mut logins = HashMap::new();
    for row in table.records() {
        let row = row?;
        let at = |place: usize| row.get(place).unwrap_or_default().trim().to_owned();
        if !at(new).is_empty() {
            logins.insert(at(old), at(new));
        }
    }
    Ok(logins)
}

/// Writes a table with everybody whom the exports name, to be filled in.
pub fn write(file: &Path, exports: &[PathBuf]) -> anyhow::Result<()> {
    let mut logins = BTreeSet::new();
    for export in exports {
        let source = File::open(export).with_context(|| format!("{} cannot be read", export.display()))?;
        for record in WxrReader::new(source) {
            match record.with_context(|| export.display().to_string())?.value {
                Record::Author(author) => _ = logins.insert(author.login),
                Record::Post(post) => _ = logins.insert(post.creator),
                _ => {}
            }
        }
    }
    let mut table = csv::Writer::from_path(file).with_context(|| format!("{} cannot be written", file.display()))?;
    table.write_record(COLUMNS)?;
    for login in logins.iter().filter(|login| !login.is_empty()) {
        table.write_record([login.as_str(), ""])?;
    }
    Ok(table.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = "<rss><channel><wp:wxr_version>1.2</wp:wxr_version>
        <wp:author><wp:author_login>ann</wp:author_login></wp:author>
        <item><dc:creator>bob</dc:creator></item></channel></rss>";

    #[test]
    fn everybody_whom_an_export_names_is_listed_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let (export, table) = (folder.path().join("a.xml"), folder.path().join("authors.csv"));
        std::fs::write(&export, EXPORT).unwrap();
        write(&table, &[export]).unwrap();
        let text = std::fs::read_to_string(&table).unwrap();
        assert_eq!(text, "old_user_login,new_user_login\nann,\nbob,\n");
        std::fs::write(&table, text.replace("ann,", "ann,anna")).unwrap();
        assert_eq!(read(&table).unwrap(), HashMap::from([("ann".to_owned(), "anna".to_owned())]));
    }

    #[test]
    fn a_table_without_the_columns_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("authors.csv");
        std::fs::write(&table, "old,new\na,b\n").unwrap();
        assert!(read(&table).unwrap_err().to_string().contains("needs the columns old_user_login"));
    }
}
