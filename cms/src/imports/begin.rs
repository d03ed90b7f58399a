//! Begins an import and runs it to its end.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::background::{self, Ended, Kind, NewWork, Noted, Work};
use crate::library::Received;
use crate::transfer::importer::{self, AttachmentFiles, Authors, ImportOptions, Phase, Progress, Report};
use crate::users::Capability;
use crate::{Actor, Result, Site};

/// So many notes are worth reading.
const MOST_NOTES: usize = 50;

/// Imports among the work behind requests.
pub const KIND: Kind = Kind {
    name: "import",
    needs: Capability::Import,
    running: "import_running",
    missing: "rest_import_invalid_id",
    cut_off: |_| "The server was stopped in the middle. Import the same file again: what is there stays.",
};

/// What somebody wants.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// What the file was called.
    pub file_name: String,
    /// Make accounts for unknown authors, rather than giving their posts to whoever imports.
    pub creates_authors: bool,
    /// Bring the attachments' files from the old site.
    pub fetches_files: bool,
}

/// Begins to import a file that has come in, on the runtime of the caller; answers at once. One at a time on a site.
pub async fn begin(site: &Site, actor: &Actor, file: Received, wish: Wish) -> Result<Work> {
    actor.require(Capability::Import)?;
    let options = ImportOptions { authors: authors(&wish), files: files(site, &wish) };
    let new = NewWork {
        part: name_of(Phase::Survey),
        total: file.length(),
        ..NewWork::about("import", json!({"file_name": wish.file_name}))
    };
    let (at, importer) = (site.clone(), actor.clone());
    background::begin(site, actor, &KIND, new, |noted| run(at, importer, file, options, noted)).await
}

fn authors(wish: &Wish) -> Authors {
    if wish.creates_authors { Authors::Create } else { Authors::Skip }
}

fn files(site: &Site, wish: &Wish) -> AttachmentFiles {
    if wish.fetches_files { AttachmentFiles::Fetch(site.host().http().clone()) } else { AttachmentFiles::None }
}

/// The file goes when this ends.
async fn run(site: Site, actor: Actor, file: Received, options: ImportOptions, noted: Arc<Noted>) -> Ended {
    match importer::import(&site, &actor, file.path(), &options, noted.as_ref()).await {
        Ok(report) => {
            let fault = report.fault.as_ref().map(|fault| format!("{fault}. What stands before it is imported."));
            let ended = fault.map_or_else(|| Ended::done(""), Ended::failed);
            Ended { report: told(&report), ..ended }
        }
        Err(error) => {
            tracing::error!(%error, "an import failed");
            Ended::failed("The import could not be finished. Import the same file again.")
        }
    }
}

fn name_of(phase: Phase) -> &'static str {
    if phase == Phase::Import { "import" } else { "survey" }
}

impl Progress for Noted {
    fn begin(&self, phase: Phase, total: u64) {
        self.begins(name_of(phase), total);
    }

    fn reached(&self, done: u64) {
        self.has_reached(done);
    }
}

fn told(report: &Report) -> Value {
    let counts = report.counts().map(|(thing, counts)| {
        json!({
            "thing": thing.to_string(), "imported": counts.imported, "already_there": counts.already_there,
            "left_out": counts.left_out,
            "why": report.reasons(thing).map(|(why, how_many)| format!("{how_many} {why}")).collect::<Vec<_>>(),
        })
    });
    let notes = report.notes().iter().take(MOST_NOTES).map(ToString::to_string);
    json!({"counts": counts.collect::<Vec<_>>(), "notes": notes.collect::<Vec<_>>(), "renumbered": report.renumbered_posts()})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixture, library, users::Role};

    const EXPORT: &[u8] = b"<rss><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>From a file</title>\
        <wp:post_id>7</wp:post_id><wp:post_date>2026-11-01 10:00:00</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>";

    async fn received(site: &Site, bytes: &[u8]) -> Received {
        let mut receiving = library::receive(site, None).await.unwrap();
        receiving.write(bytes).await.unwrap();
        receiving.finish().await.unwrap()
    }

    async fn ended(site: &Site, actor: &Actor, id: i64) -> Work {
        loop {
            let row = background::by_id(site, actor, &KIND, id).await.unwrap();
            if row.state != "running" {
                return row;
            }
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn an_import_tells_what_it_brought() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        let begun = begin(&site, &ann, received(&site, EXPORT).await, Wish::default()).await.unwrap();
        let row = ended(&site, &ann, begun.id).await;
        assert_eq!((row.state.as_str(), row.told.as_str()), ("done", ""));
        assert!(row.report.contains(r#""imported":1"#), "{}", row.report);
        assert_eq!(crate::posts::by_id(&site, 7).await.unwrap().unwrap().title, "From a file");
    }

    #[tokio::test]
    async fn what_is_no_export_is_said_in_a_sentence() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        let begun = begin(&site, &ann, received(&site, b"not an export").await, Wish::default()).await.unwrap();
        let row = ended(&site, &ann, begun.id).await;
        assert_eq!(row.state, "failed");
        assert!(!row.told.is_empty());
    }

    #[tokio::test]
    async fn an_editor_may_not_import() {
        let (_folder, site) = fixture::site().await;
        let editor = fixture::person(&site, "ed", Role::Editor).await;
        let refused = begin(&site, &editor, received(&site, EXPORT).await, Wish::default()).await.unwrap_err();
        assert_eq!(refused.code(), "rest_forbidden");
    }
}
