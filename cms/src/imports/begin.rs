//! Begins an import and runs it to its end.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};

use super::noted::Noted;
use super::{entity, list};
use crate::library::Received;
use crate::transfer::importer::{self, AttachmentFiles, Authors, ImportOptions, Report};
use crate::users::Capability;
use crate::{Actor, Error, Result, Site};

/// How often its row says how far it is.
const EVERY: Duration = Duration::from_secs(1);
/// So many notes are worth reading.
const MOST_NOTES: usize = 50;

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
pub async fn begin(site: &Site, actor: &Actor, file: Received, wish: Wish) -> Result<entity::Model> {
    actor.require(Capability::Import)?;
    if list::list(site, actor).await?.iter().any(|import| import.state == "running") {
        return Err(Error::conflict("import_running", "An import is running on this site. Wait until it is done."));
    }
    let row = insert(site, actor, &file, &wish).await?;
    let options = ImportOptions { authors: authors(&wish), files: files(site, &wish) };
    tokio::spawn(run(site.clone(), actor.clone(), file, options, row.id));
    Ok(row)
}

fn authors(wish: &Wish) -> Authors {
    if wish.creates_authors { Authors::Create } else { Authors::Skip }
}

fn files(site: &Site, wish: &Wish) -> AttachmentFiles {
    if wish.fetches_files { AttachmentFiles::Fetch(site.host().http().clone()) } else { AttachmentFiles::None }
}

async fn insert(site: &Site, actor: &Actor, file: &Received, wish: &Wish) -> Result<entity::Model> {
    let now = site.host().now();
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        user_id: Set(actor.user_id()),
        file_name: Set(wish.file_name.clone()),
        state: Set("running".into()),
        phase: Set("survey".into()),
        done: Set(0),
        total: Set(i64::try_from(file.length()).unwrap_or(i64::MAX)),
        report: Set("{}".into()),
        error: Set(String::new()),
        started: Set(now),
        touched: Set(now),
    };
    Ok(row.insert(site.host().database().writer()).await?)
}

/// The file goes when this ends.
async fn run(site: Site, actor: Actor, file: Received, options: ImportOptions, id: i64) {
    let noted = Arc::new(Noted::default());
    let mut work = Box::pin(importer::import(&site, &actor, file.path(), &options, noted.as_ref()));
    let outcome = loop {
        tokio::select! {
            outcome = &mut work => break outcome,
            () = tokio::time::sleep(EVERY) => tell(&site, id, note(&noted)).await,
        }
    };
    drop(work);
    tell(&site, id, ending(&outcome)).await;
}

type Columns = Vec<(entity::Column, Expr)>;

fn note(noted: &Noted) -> Columns {
    let (phase, done, total) = noted.now();
    vec![
        (entity::Column::Phase, Expr::value(phase)),
        (entity::Column::Done, Expr::value(done)),
        (entity::Column::Total, Expr::value(total)),
    ]
}

fn ending(outcome: &Result<Report>) -> Columns {
    let (state, report, error) = match outcome {
        Ok(report) => {
            let fault = report.fault.as_ref().map(|fault| format!("{fault}. What stands before it is imported."));
            (if fault.is_some() { "failed" } else { "done" }, told(report), fault.unwrap_or_default())
        }
        Err(error) => {
            tracing::error!(%error, "an import failed");
            ("failed", json!({}), "The import could not be finished. Import the same file again.".into())
        }
    };
    vec![
        (entity::Column::State, Expr::value(state)),
        (entity::Column::Report, Expr::value(report.to_string())),
        (entity::Column::Error, Expr::value(error)),
    ]
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

/// A row that cannot be written now is written a second later; the import itself goes on.
async fn tell(site: &Site, id: i64, columns: Columns) {
    let mut update = entity::Entity::update_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.eq(id))
        .col_expr(entity::Column::Touched, Expr::value(site.host().now()));
    for (column, value) in columns {
        update = update.col_expr(column, value);
    }
    if let Err(error) = update.exec(site.host().database().writer()).await {
        tracing::warn!(%error, "how far an import is could not be noted");
    }
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

    async fn ended(site: &Site, actor: &Actor, id: i64) -> entity::Model {
        loop {
            let row = list::by_id(site, actor, id).await.unwrap();
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
        assert_eq!((row.state.as_str(), row.error.as_str()), ("done", ""));
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
        assert!(!row.error.is_empty());
    }

    #[tokio::test]
    async fn an_editor_may_not_import() {
        let (_folder, site) = fixture::site().await;
        let editor = fixture::person(&site, "ed", Role::Editor).await;
        let refused = begin(&site, &editor, received(&site, EXPORT).await, Wish::default()).await.unwrap_err();
        assert_eq!(refused.code(), "rest_forbidden");
    }
}
