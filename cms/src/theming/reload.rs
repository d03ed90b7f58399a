//! Follows the themes folder while a theme is being made.

use platform::watch::Watch;

use super::files::Shelf;
use crate::{CacheTag, Change, Host, Result};

/// With `theme_reload` on, puts every change in the themes folder in force and makes the pages stale, for as long as
/// the returned guard lives. Must be called within the runtime. Nothing to watch is no error.
pub fn watch(host: &Host) -> Result<Option<Watch>> {
    let folder = host.themes().shelves().iter().find_map(Shelf::folder).filter(|folder| folder.is_dir());
    let Some(folder) = folder.filter(|_| host.config().theme_reload.is_on()) else { return Ok(None) };
    let runtime = tokio::runtime::Handle::current();
    let host = host.clone();
    let watched = platform::watch::watch(folder, move |_| {
        runtime.spawn(take_over(host.clone()));
    });
    match watched {
        Ok(watch) => Ok(Some(watch)),
        Err(error) => Err(crate::Error::Internal(format!("the themes folder cannot be watched: {error}"))),
    }
}

async fn take_over(host: Host) {
    let changed = host.themes().reload();
    if changed.is_empty() {
        return;
    }
    tracing::info!(themes = ?changed, "themes were reloaded");
    if let Err(error) = make_pages_stale(&host).await {
        tracing::error!(%error, "pages of reloaded themes could not be made stale");
    }
}

async fn make_pages_stale(host: &Host) -> Result<()> {
    let mut change = Change::begin_for_host(host).await?;
    change.makes_stale(CacheTag::Theme);
    change.commit().await
}
