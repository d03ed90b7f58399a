//! Where a front stands in the journal: one line in its own folder, whatever there are of files.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

/// The file's name: hidden, so that it is never served.
const NAME: &str = ".journal";
const FORMAT: &str = "%Y-%m-%dT%H:%M:%S";

/// A front's place in the journal, kept over restarts.
#[derive(Clone, Debug)]
pub struct Cursor {
    path: PathBuf,
}

impl Cursor {
    /// The cursor of the front whose copy lies in `root`.
    pub fn of(root: &Path) -> Self {
        Self { path: root.join(NAME) }
    }

    /// To where it has read; none for a new front, or one whose disk is.
    pub async fn read(&self) -> Option<NaiveDateTime> {
        let text = tokio::fs::read_to_string(&self.path).await.ok()?;
        NaiveDateTime::parse_from_str(text.trim(), FORMAT).ok()
    }

    /// Notes to where it has read: whole or not at all.
    pub async fn write(&self, read_to: NaiveDateTime) -> std::io::Result<()> {
        let part = self.path.with_file_name(".journal-new");
        tokio::fs::create_dir_all(self.path.parent().unwrap_or(Path::new("."))).await?;
        tokio::fs::write(&part, read_to.format(FORMAT).to_string()).await?;
        tokio::fs::rename(&part, &self.path).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_front_reads_on_where_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let cursor = Cursor::of(folder.path());
        assert_eq!(cursor.read().await, None);
        let time = NaiveDateTime::parse_from_str("2026-11-21T10:00:07", FORMAT).unwrap();
        cursor.write(time).await.unwrap();
        assert_eq!(Cursor::of(folder.path()).read().await, Some(time));
        tokio::fs::write(folder.path().join(NAME), "half a li").await.unwrap();
        assert_eq!(cursor.read().await, None);
    }
}
