//! Brings attachments' files into the site's uploads folder.

use super::attachments::AttachmentFile;
use super::options::AttachmentFiles;
use super::report::{Report, Thing};
use crate::media::{entity as media, note_files, read_stored};
use crate::{Change, Result, Site};
use platform::http::HttpClient;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::path::{Path, PathBuf};
use tokio::fs;
use url::Url;

/// Where files come from and where they go.
pub(super) struct FileBringer {
    site: Site,
    source: AttachmentFiles,
    uploads: PathBuf,
}

enum Brought {
    New(u64),
    Already,
}

impl FileBringer {
    pub(super) fn new(site: &Site, source: &AttachmentFiles) -> Self {
        let uploads = site.host().config().uploads_dir(site.id());
        Self { site: site.clone(), source: source.clone(), uploads }
    }

    /// Whether files are to be brought at all.
    pub(super) fn is_wanted(&self) -> bool {
        !matches!(self.source, AttachmentFiles::None)
    }

    /// Brings an attachment's file and its smaller sizes. A file that is there stays; one that cannot be had is told,
    /// and does no harm to the rest. Smaller sizes may be missing: not every site keeps all that its metadata lists.
    pub(super) async fn bring(&self, attachment: AttachmentFile, report: &mut Report) -> Result<()> {
        let mut brought = Vec::new();
        match self.bring_one(&attachment.file, &attachment.url).await {
            Ok(Brought::Already) => report.already_there(Thing::File),
            Ok(Brought::New(bytes)) => {
                report.imported(Thing::File, 1);
                brought.push(attachment.file.clone());
                if attachment.filesize == 0 {
                    self.note_size(attachment.post_id, bytes).await?;
                }
            }
            Err(why) => {
                report.left_out(
                    Thing::File,
                    attachment.position,
                    attachment.about,
                    "could not be had",
                    &format!(": {why}"),
                );
                return Ok(());
            }
        }
        for name in &attachment.others {
            let file = sibling(&attachment.file, name);
            let url = sibling(&attachment.url, name);
            match self.bring_one(&file, &url).await {
                Ok(Brought::New(_)) => {
                    report.imported(Thing::File, 1);
                    brought.push(file);
                }
                Ok(Brought::Already) => report.already_there(Thing::File),
                Err(why) => report.note(attachment.position, attachment.about.clone(), format!("lacks {file}: {why}")),
            }
        }
        self.note_in_journal(&brought).await
    }

    /// From here on the syncer carries them, as it carries uploads.
    async fn note_in_journal(&self, brought: &[String]) -> Result<()> {
        let mut stored = Vec::with_capacity(brought.len());
        for file in brought {
            stored.push(read_stored(&self.uploads, file).await?);
        }
        let change = Change::begin(&self.site).await?;
        note_files(&change, &self.site, &stored).await?;
        change.commit().await
    }

    async fn bring_one(&self, file: &str, url: &str) -> std::result::Result<Brought, String> {
        let target = self.uploads.join(file);
        match &self.source {
            AttachmentFiles::None => Ok(Brought::Already),
            AttachmentFiles::Folder(folder) => copy(folder, file, &target).await,
            AttachmentFiles::Fetch(client) => self.fetch(client, url, &target).await,
        }
    }

    async fn fetch(&self, client: &HttpClient, url: &str, target: &Path) -> std::result::Result<Brought, String> {
        if fs::try_exists(target).await.unwrap_or(false) {
            return Ok(Brought::Already);
        }
        let url = Url::parse(url).map_err(|_| format!("\"{url}\" is no address"))?;
        let limit = self.site.host().config().upload_limit_mb << 20;
        let fetched = client.get(&url, limit).await.map_err(|error| format!("{url}: {error}"))?;
        if fetched.status != 200 || fetched.body.is_empty() {
            return Err(format!("{url} answered with status {} and {} bytes", fetched.status, fetched.body.len()));
        }
        put(target, |part| async move { fs::write(part, &fetched.body).await }).await
    }

    async fn note_size(&self, post_id: i64, bytes: u64) -> Result<()> {
        let change = Change::begin(&self.site).await?;
        media::Entity::update_many()
            .col_expr(media::Column::Filesize, Expr::value(bytes as i64))
            .filter(media::Column::SiteId.eq(self.site.id()))
            .filter(media::Column::PostId.eq(post_id))
            .exec(change.connection())
            .await?;
        change.commit().await
    }
}

/// `folder/a.png` and `a-1.png` make `folder/a-1.png`.
fn sibling(path: &str, name: &str) -> String {
    path.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

async fn copy(folder: &Path, file: &str, target: &Path) -> std::result::Result<Brought, String> {
    let Some((source, length)) = find(folder, file).await else {
        return Err(format!("{file} is not in {}", folder.display()));
    };
    if fs::metadata(target).await.is_ok_and(|there| there.len() == length) {
        return Ok(Brought::Already);
    }
    put(target, |part| async move { fs::copy(source, part).await.map(drop) }).await
}

/// The folder may be the uploads folder itself, or stand one or two above it.
async fn find(folder: &Path, file: &str) -> Option<(PathBuf, u64)> {
    for within in ["", "uploads", "wp-content/uploads"] {
        let path = folder.join(within).join(file);
        if let Ok(found) = fs::metadata(&path).await
            && found.is_file()
        {
            return Some((path, found.len()));
        }
    }
    None
}

/// Writes beside the target first, so that nobody ever sees half a file under its name.
async fn put<W, F>(target: &Path, write: W) -> std::result::Result<Brought, String>
where
    W: FnOnce(PathBuf) -> F,
    F: Future<Output = std::io::Result<()>>,
{
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let part = target.with_file_name(format!(".part-{name}"));
    let written = async {
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).await?;
        }
        write(part.clone()).await?;
        let length = fs::metadata(&part).await?.len();
        fs::rename(&part, target).await?;
        Ok(Brought::New(length))
    };
    written.await.map_err(|error: std::io::Error| format!("{} could not be written: {error}", target.display()))
}
