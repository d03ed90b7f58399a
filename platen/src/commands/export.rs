//! `platen export`.

mod parts;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::Args;
use cms::terms;
use cms::transfer::exporter::{ExportFilter, Exporter};
use cms::{Site, formatting};

use crate::session::Session;
use crate::voice;
use parts::Parts;

/// Exports a site's content as WordPress does (WXR 1.2), for `platen import` and for WordPress's own importer.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen export --dir=backups\n  platen export --filename=everything.xml\n  \
    platen export --post_type=post,page --start_date=2026-01-01 --stdout > this-year.xml\n  \
    platen export --category=news --with_attachments --filename_format='{site}-news-{date}.{n}.xml'")]
pub struct Export {
    /// Write the files into this folder instead of the current one
    #[arg(long, value_name = "DIR", conflicts_with = "stdout")]
    dir: Option<PathBuf>,
    /// Write everything to standard output
    #[arg(long)]
    stdout: bool,
    /// Write everything into this one file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["dir", "stdout", "filename_format"])]
    filename: Option<PathBuf>,
    /// Begin a new file when one has this many MB; -1 for one file however large
    #[arg(long = "max_file_size", value_name = "MB", default_value_t = 15, allow_negative_numbers = true)]
    max_file_size: i64,
    /// The files' names, with {site}, {date} and {n} for the title, the day and the number
    #[arg(long = "filename_format", value_name = "FORMAT", default_value = "{site}.wordpress.{date}.{n}.xml")]
    filename_format: String,
    /// Only these types, separated by commas
    #[arg(long = "post_type", value_name = "TYPES", value_delimiter = ',')]
    post_type: Vec<String>,
    /// Only these statuses, separated by commas
    #[arg(long = "post_status", value_name = "STATUSES", value_delimiter = ',')]
    post_status: Vec<String>,
    /// Only these posts, by their ids, separated by commas
    #[arg(long = "post__in", value_name = "IDS", value_delimiter = ',')]
    post_in: Vec<i64>,
    /// Only what this person wrote (number, login or mail address)
    #[arg(long, value_name = "USER")]
    author: Option<String>,
    /// Only what is dated on this day or later (YYYY-MM-DD)
    #[arg(long = "start_date", value_name = "DAY")]
    start_date: Option<NaiveDate>,
    /// Only what is dated on this day or before (YYYY-MM-DD)
    #[arg(long = "end_date", value_name = "DAY")]
    end_date: Option<NaiveDate>,
    /// Only posts of this category (slug or id)
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    /// Take the attachments of the chosen posts along
    #[arg(long = "with_attachments")]
    with_attachments: bool,
    /// Leave comments behind
    #[arg(long = "skip_comments")]
    skip_comments: bool,
}

impl Export {
    /// Exports.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let filter = self.filter(session, &site).await?;
        let exporter = Exporter::begin(&site, &actor, filter).await?;
        if self.stdout {
            return to_standard_output(exporter).await;
        }
        session.voice.tell("Starting export process...")?;
        let mut parts = self.parts(session, &site)?;
        to_files(exporter, &mut parts).await?;
        session.voice.success("All done with export.")
    }

    async fn filter(&self, session: &Session, site: &Site) -> anyhow::Result<ExportFilter> {
        let author_id = match &self.author {
            Some(name) => Some(session.person(name).await?.id),
            None => None,
        };
        Ok(ExportFilter {
            post_types: self.post_type.clone(),
            statuses: self.post_status.clone(),
            author_id,
            start_date: self.start_date,
            end_date: self.end_date,
            category: self.category_slug(site).await?,
            post_ids: self.post_in.clone(),
            with_attachments: self.with_attachments,
            skip_comments: self.skip_comments,
        })
    }

    async fn category_slug(&self, site: &Site) -> anyhow::Result<Option<String>> {
        let Some(name) = &self.category else { return Ok(None) };
        let found = match name.parse::<i64>() {
            Ok(id) => terms::by_id(site, id).await?.filter(|term| term.taxonomy == "category"),
            Err(_) => None,
        };
        Ok(Some(found.map_or_else(|| name.clone(), |term| term.slug)))
    }

    fn parts(&self, session: &Session, site: &Site) -> anyhow::Result<Parts> {
        if let Some(file) = &self.filename {
            let name = file.file_name().with_context(|| format!("{} names no file", file.display()))?;
            let folder = file.parent().unwrap_or(Path::new("")).to_path_buf();
            return Ok(Parts::new(folder, name.to_string_lossy().into_owned(), None, session.voice));
        }
        let folder = self.dir.clone().unwrap_or_else(|| PathBuf::from("."));
        if !folder.is_dir() {
            bail!("The directory '{}' does not exist.", folder.display());
        }
        let site_name = formatting::sanitize_title(&site.settings().text("blogname"));
        let name = self.filename_format.replace("{site}", if site_name.is_empty() { "site" } else { &site_name });
        let name = name.replace("{date}", &site.local_now().format("%Y-%m-%d").to_string());
        if name.contains('/') {
            bail!("--filename_format names a file, not a path.");
        }
        let largest = u64::try_from(self.max_file_size).ok().map(|megabytes| megabytes.max(1) << 20);
        Ok(Parts::new(folder, name, largest, session.voice))
    }
}

async fn to_standard_output(mut exporter: Exporter) -> anyhow::Result<()> {
    voice::print(exporter.head())?;
    while let Some(items) = exporter.next_items().await? {
        voice::print(&items.concat())?;
    }
    voice::print(exporter.foot())
}

async fn to_files(mut exporter: Exporter, parts: &mut Parts) -> anyhow::Result<()> {
    parts.begin(exporter.head())?;
    while let Some(items) = exporter.next_items().await? {
        for item in items {
            if parts.is_full_with(&item) {
                parts.end(exporter.foot())?;
                parts.begin(exporter.head())?;
            }
            parts.write(&item).context("the export could not be written")?;
        }
    }
    parts.end(exporter.foot())
}
