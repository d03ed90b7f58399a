//! `platen media regenerate`.

use anyhow::bail;
use clap::Args;
use cms::Site;
use cms::library::{self, Wanted};
use cms::posts::{self, ListQuery};
use futures::StreamExt;
use indicatif::{ProgressBar, ProgressStyle};

use crate::confirmation::confirm;
use crate::session::Session;

/// Images that are asked for at once.
const PAGE: u64 = 200;

/// Makes images' sizes again, as when a theme brings new ones.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  platen media regenerate --yes\n  platen media regenerate --only-missing --yes\n  \
    platen media regenerate 12 13 --image_size=medium"
)]
pub struct Regenerate {
    /// The attachments; all images and PDFs if left out
    #[arg(value_name = "ID")]
    ids: Vec<i64>,
    /// Only this size
    #[arg(long = "image_size", value_name = "SIZE")]
    image_size: Option<String>,
    /// Leave the files of sizes that there are no longer (they always stay: old posts may show them)
    #[arg(long = "skip-delete")]
    skip_delete: bool,
    /// Only sizes that are not there
    #[arg(long = "only-missing")]
    only_missing: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Regenerate {
    /// Makes them, with a bar on a terminal.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let wanted = self.wanted(&site)?;
        if self.ids.is_empty() {
            confirm("Do you really want to regenerate all images?", self.yes)?;
        }
        let ids = if self.ids.is_empty() { images(&site).await? } else { self.ids };
        let bar = bar(ids.len() as u64);
        let mut failed = 0_usize;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let each = futures::stream::iter(&ids).map(|id| {
            let (site, actor, wanted) = (site.clone(), actor.clone(), wanted.clone());
            async move { (*id, library::make_sizes(&site, &actor, *id, &wanted).await) }
        });
        let mut each = each.buffer_unordered(cores);
        while let Some((id, made)) = each.next().await {
            if let Err(error) = made {
                failed += 1;
                bar.suspend(|| session.voice.warning(&format!("Attachment {id}: {error}")));
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        let done = ids.len() - failed;
        match failed {
            0 => session.voice.success(&format!("Regenerated {done} of {} images.", ids.len())),
            _ => bail!("Only regenerated {done} of {} images.", ids.len()),
        }
    }

    fn wanted(&self, site: &Site) -> anyhow::Result<Wanted> {
        match &self.image_size {
            Some(name) if !library::registered_sizes(site).iter().any(|size| size.name == *name) => {
                bail!("Unknown image size \"{name}\".")
            }
            Some(name) => Ok(Wanted::Only(vec![name.clone()])),
            None if self.only_missing => Ok(Wanted::Missing),
            None => Ok(Wanted::All),
        }
    }
}

async fn images(site: &Site) -> anyhow::Result<Vec<i64>> {
    let mut ids = Vec::new();
    loop {
        let query = ListQuery {
            types: vec!["attachment".into()],
            // A PDF has its first page as its picture.
            mime_types: vec!["image".into(), "application/pdf".into()],
            offset: ids.len() as u64,
            limit: PAGE,
            ..ListQuery::default()
        };
        let listed = posts::list(site, &query).await?;
        if listed.posts.is_empty() {
            return Ok(ids);
        }
        ids.extend(listed.posts.iter().map(|post| post.id));
    }
}

fn bar(images: u64) -> ProgressBar {
    let bar = ProgressBar::new(images);
    if let Ok(style) = ProgressStyle::with_template("Images [{bar:40}] {pos}/{len} {per_sec} {eta}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}
