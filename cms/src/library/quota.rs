//! How many bytes a site's uploads may have, by its plan.

use crate::media::used_bytes;
use crate::{Error, Result, Site};

/// What a site's uploads take of what they may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Bytes of all its files.
    pub used: u64,
    /// Bytes that its plan allows.
    pub quota: u64,
}

impl Usage {
    /// Bytes that are left.
    pub fn left(&self) -> u64 {
        self.quota.saturating_sub(self.used)
    }
}

/// The site's usage.
pub async fn usage(site: &Site) -> Result<Usage> {
    let used = used_bytes(site.writer(), site.id()).await?;
    Ok(Usage { used, quota: site.record().quota_bytes.max(0).unsigned_abs() })
}

/// Refuses what would be too much, in WordPress's words for a network's sites.
pub(super) async fn require_room(site: &Site, bytes: u64) -> Result<()> {
    let usage = usage(site).await?;
    if usage.left() == 0 {
        let message = "You have used your space quota. Please delete files before uploading.";
        return Err(Error::invalid("rest_upload_user_quota_exceeded", message));
    }
    if bytes > usage.left() {
        let needed = (bytes - usage.left()).div_ceil(1024);
        let message = format!("Not enough space to upload. {needed} KB needed.");
        return Err(Error::invalid("rest_upload_limited_space", message));
    }
    Ok(())
}
