//! Production shows what was tested: the same theme, by the same program.

use cms::{Error, Result, Site};

use crate::Manifest;
use crate::gates::Tested;

/// Digits of a digest that tell a person which one it is.
const SHORT: usize = 12;

/// Fails, with its name, where the theme or the program is another than the one that the gates looked at. A manifest of a
/// plan that nobody checked names none.
pub(super) async fn is_what_was_tested(production: &Site, staging: &Site, manifest: &Manifest) -> Result<()> {
    if manifest.theme_digest.is_empty() && manifest.release_digest.is_empty() {
        return Ok(());
    }
    let now = Tested::of(staging).await.map_err(|fault| Error::Internal(fault.to_string()))?;
    if (&now.theme, &now.theme_digest) != (&manifest.theme, &manifest.theme_digest) {
        let message = format!(
            "The theme {} of {} was changed since the gates looked at it. Check the plan again.",
            manifest.theme, manifest.environment
        );
        return Err(Error::refused("theme_changed", message));
    }
    let there = production.host().themes().get(&manifest.theme);
    if there.is_some_and(|theme| theme.digest() != manifest.theme_digest) {
        let message = format!(
            "The theme {} of production is not the one that the gates looked at. Bring the same to both, and check again.",
            manifest.theme
        );
        return Err(Error::refused("theme_differs", message));
    }
    if now.release_digest != manifest.release_digest {
        let short = |digest: &str| digest.chars().take(SHORT).collect::<String>();
        let message = format!(
            "The plan was checked with the release {}, and this is {}. Check it again with this one.",
            short(&manifest.release_digest),
            short(&now.release_digest)
        );
        return Err(Error::refused("release_changed", message));
    }
    Ok(())
}
