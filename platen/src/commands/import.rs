//! `platen import`.

mod authors_file;
mod outcome;
mod progress_bar;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use cms::transfer::importer::{self, AttachmentFiles, Authors, ImportOptions, Silent};
use cms::{Actor, Site};
use platform::http::HttpClient;

use crate::failure::AlreadyTold;
use crate::session::Session;
use progress_bar::ProgressBar;

/// Imports WordPress export files (WXR 1.0 to 1.2) into a site. Ids, dates and addresses are kept, and what is there
/// already stays as it is: a file may be imported again, whole after it was cut off, or newer.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen import example.wordpress.2026-11-21.xml --authors=create\n  \
    platen import export.xml --authors=mapping.csv --attachments-from=backup/wp-content/uploads\n  \
    platen import export.xml --fetch-attachments --url=https://example.com")]
pub struct Import {
    /// The files, or folders with .xml files in them
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Who becomes the author: `create` makes missing accounts, `skip` gives their posts to the administrator, and a
    /// .csv file has the columns old_user_login and new_user_login (it is written for you if it does not exist)
    #[arg(long, value_name = "create|skip|FILE.csv", default_value = "create")]
    authors: String,
    /// Download the attachments' files from the old site
    #[arg(long, conflicts_with = "attachments_from")]
    fetch_attachments: bool,
    /// Take the attachments' files from this copy of the old site's wp-content/uploads
    #[arg(long, value_name = "DIR")]
    attachments_from: Option<PathBuf>,
}

impl Import {
    /// Imports the files, one after the other.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let files = all_files(&self.files)?;
        let Some(authors) = self.authors(session, &files)? else { return Ok(()) };
        let options = ImportOptions { authors, files: self.attachment_files()? };
        let mut all_sound = true;
        for file in &files {
            all_sound &= import_one(session, &site, &actor, file, &options).await?;
        }
        if all_sound { Ok(()) } else { Err(AlreadyTold.into()) }
    }

    /// None if a file to fill in was written instead.
    fn authors(&self, session: &Session, files: &[PathBuf]) -> anyhow::Result<Option<Authors>> {
        match self.authors.as_str() {
            "create" => Ok(Some(Authors::Create)),
            "skip" => Ok(Some(Authors::Skip)),
            file if Path::new(file).is_file() => Ok(Some(Authors::Map(authors_file::read(Path::new(file))?))),
            file if file.ends_with(".csv") => {
                authors_file::write(Path::new(file), files)?;
                let what = format!("Please update author mapping file before continuing: {file}");
                session.voice.success(&what).map(|()| None)
            }
            other => bail!("--authors is 'create', 'skip' or a .csv file, not '{other}'."),
        }
    }

    fn attachment_files(&self) -> anyhow::Result<AttachmentFiles> {
        match &self.attachments_from {
            Some(folder) if !folder.is_dir() => bail!("There is no folder {}.", folder.display()),
            Some(folder) => Ok(AttachmentFiles::Folder(folder.clone())),
            None if self.fetch_attachments => Ok(AttachmentFiles::Fetch(HttpClient::new()?)),
            None => Ok(AttachmentFiles::None),
        }
    }
}

/// Imports one file and tells how it went; false if the file has faults.
async fn import_one(
    session: &Session,
    site: &Site,
    actor: &Actor,
    file: &Path,
    options: &ImportOptions,
) -> anyhow::Result<bool> {
    session.voice.tell(&format!("Starting the import process of '{}'...", file.display()))?;
    let report = if session.voice.is_quiet() {
        importer::import(site, actor, file, options, &Silent).await?
    } else {
        let bar = ProgressBar::new();
        importer::import(site, actor, file, options, &bar).await?
    };
    outcome::tell(session.voice, file, &report)?;
    Ok(report.is_sound())
}

fn all_files(given: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in given {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let paths: Vec<PathBuf> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        let is_export =
            |path: &PathBuf| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml"));
        let mut exports: Vec<PathBuf> = paths.into_iter().filter(is_export).collect();
        exports.sort();
        files.append(&mut exports);
    }
    if files.is_empty() { bail!("There is nothing to import.") } else { Ok(files) }
}
