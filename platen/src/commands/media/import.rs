//! `platen media import`.

use std::path::Path;

use anyhow::{Context, bail};
use clap::Args;
use cms::library::{self, NewUpload};
use cms::posts::{self, Post, PostFields};
use cms::{Actor, Site};

use crate::session::Session;
use crate::voice;

/// Makes attachments of files on this machine or elsewhere.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen media import ~/Pictures/*.jpg --post_id=123\n  \
    platen media import https://example.com/a.png --title=\"A picture\" --porcelain\n  \
    platen media import data/uploads/1/2026/11/a.jpg --skip-copy")]
pub struct Import {
    /// Files or addresses
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// The post that they are attached to
    #[arg(long = "post_id", value_name = "ID")]
    post_id: Option<i64>,
    /// The attachment's slug
    #[arg(long = "post_name", value_name = "SLUG")]
    post_name: Option<String>,
    /// The name to keep the file under
    #[arg(long = "file_name", value_name = "NAME")]
    file_name: Option<String>,
    /// Title
    #[arg(long)]
    title: Option<String>,
    /// Caption
    #[arg(long)]
    caption: Option<String>,
    /// The text for those who do not see it
    #[arg(long)]
    alt: Option<String>,
    /// Description
    #[arg(long)]
    desc: Option<String>,
    /// Make attachments of files that stand in the site's uploads already, and leave them there
    #[arg(long = "skip-copy")]
    skip_copy: bool,
    /// Make it the featured image of the post
    #[arg(long = "featured_image")]
    featured_image: bool,
    /// Print only the new attachments' numbers
    #[arg(long)]
    porcelain: bool,
}

impl Import {
    /// Brings them in.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        if self.featured_image && self.post_id.is_none() {
            bail!("--featured_image needs --post_id.");
        }
        let mut failed = 0_usize;
        for file in &self.files {
            match self.one(&site, &actor, file).await {
                Ok(post) => self.tell(session, file, &post)?,
                Err(error) => {
                    failed += 1;
                    session.voice.warning(&format!("Unable to import file '{file}'. Reason: {error:#}"));
                }
            }
        }
        match failed {
            0 if self.porcelain => Ok(()),
            0 => session.voice.success(&format!("Imported {} of {} items.", self.files.len(), self.files.len())),
            _ => bail!("Only imported {} of {} items.", self.files.len() - failed, self.files.len()),
        }
    }

    fn tell(&self, session: &Session, file: &str, post: &Post) -> anyhow::Result<()> {
        if self.porcelain {
            return voice::print(&format!("{}\n", post.id));
        }
        session.voice.tell(&format!("Imported file '{file}' as attachment ID {}.", post.id))
    }

    async fn one(&self, site: &Site, actor: &Actor, file: &str) -> anyhow::Result<Post> {
        let post = match file.starts_with("http://") || file.starts_with("https://") {
            true => {
                let (received, name) = library::fetch_image(site, actor, file).await?;
                library::upload(site, actor, received, self.upload_of(name)).await?
            }
            false if self.skip_copy => {
                library::adopt(site, actor, &inside(site, file)?, self.upload_of(file.into())).await?
            }
            false => {
                let path = Path::new(file);
                let name = path.file_name().context("It has no name")?.to_string_lossy().into_owned();
                library::import_file(site, actor, path, self.upload_of(name)).await?
            }
        };
        // A picture that cannot be decoded is an attachment all the same.
        if let Err(error) = library::make_missing_sizes(site, post.id).await {
            tracing::warn!(%error, attachment = post.id, "its sizes could not be made");
        }
        if let Some(parent) = self.post_id.filter(|_| self.featured_image) {
            let fields = PostFields { featured_media: Some(post.id), ..PostFields::default() };
            posts::update(site, actor, parent, fields).await?;
        }
        Ok(post)
    }

    fn upload_of(&self, name: String) -> NewUpload {
        let fields = PostFields {
            title: self.title.clone(),
            excerpt: self.caption.clone(),
            content: self.desc.clone(),
            slug: self.post_name.clone(),
            parent_id: self.post_id,
            ..PostFields::default()
        };
        let file_name = self.file_name.clone().unwrap_or(name);
        NewUpload { file_name, title_from_name: true, fields, alt: self.alt.clone() }
    }
}

/// The path within the site's uploads of a file that stands there.
fn inside(site: &Site, file: &str) -> anyhow::Result<String> {
    let uploads = site.host().config().uploads_dir(site.id()).canonicalize().context("The site has no uploads")?;
    let path = Path::new(file).canonicalize().with_context(|| format!("{file} is not there"))?;
    let inside = path.strip_prefix(&uploads).ok().with_context(|| format!("It is not in {}", uploads.display()))?;
    Ok(inside.to_string_lossy().into_owned())
}
