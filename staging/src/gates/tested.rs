//! What the gates look at beside the plan: the theme that pages are shown with, and the program that shows them.

use cms::Site;

use crate::releases;
use crate::{Manifest, Result};

/// Theme and release by their digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tested {
    /// The theme's folder.
    pub theme: String,
    /// Digest of its files and of its parents'.
    pub theme_digest: String,
    /// Digest of the release, or of the program alone.
    pub release_digest: String,
}

impl Tested {
    /// What the site is shown with now, by this program.
    pub async fn of(site: &Site) -> Result<Self> {
        let theme = site.host().themes().of(site.settings())?;
        let release = releases::running().await?;
        let (slug, theme_digest) = (theme.slug().to_owned(), theme.digest());
        Ok(Self { theme: slug, theme_digest, release_digest: release.to_string() })
    }

    /// Writes it into the manifest.
    pub fn noted_in(self, manifest: Manifest) -> Manifest {
        let Self { theme, theme_digest, release_digest } = self;
        Manifest { theme, theme_digest, release_digest, ..manifest }
    }
}
