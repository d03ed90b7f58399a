//! `platen media adopt`.

use anyhow::bail;
use clap::Args;
use cms::library::{self, NewUpload};

use crate::session::Session;

/// Makes attachments of files that somebody copied into the site's uploads by hand. They stay where they are, and as they are;
/// sizes of other files are left out.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen media adopt 2019/03\n  platen media adopt --dry-run")]
pub struct Adopt {
    /// A folder within the uploads; all of them if left out
    #[arg(value_name = "FOLDER", default_value = "")]
    folder: String,
    /// Only tell which
    #[arg(long = "dry-run")]
    dry_run: bool,
}

impl Adopt {
    /// Adopts them, and names those that are refused.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let files = library::adoptable_files(&site, &actor, self.folder.trim_matches('/')).await?;
        let mut refused = 0_usize;
        for file in &files {
            if self.dry_run {
                session.voice.tell(file)?;
                continue;
            }
            let new = NewUpload { title_from_name: true, file_name: file.clone(), ..NewUpload::default() };
            match library::adopt(&site, &actor, file, new).await {
                Ok(post) => drop(library::make_missing_sizes(&site, post.id).await),
                Err(error) => {
                    refused += 1;
                    session.voice.warning(&format!("{file} is not adopted: {error}"));
                }
            }
        }
        match (self.dry_run, refused) {
            (true, _) => session.voice.success(&format!("{} files would be adopted.", files.len())),
            (false, 0) => session.voice.success(&format!("Adopted {} files.", files.len())),
            (false, _) => bail!("Adopted {} files; {refused} were refused.", files.len() - refused),
        }
    }
}
