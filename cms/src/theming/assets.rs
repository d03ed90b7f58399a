//! A theme's pictures, styles and scripts.

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::layer::short;
use crate::Host;

/// One file of a theme's `assets/` folder.
#[derive(Clone, Debug)]
pub struct Asset {
    /// What is in it.
    pub bytes: Bytes,
    /// Changes with every byte; the `ver` of its address.
    pub version: String,
    /// `text/css; charset=utf-8`, by the name's ending.
    pub media_type: String,
    /// Where it is served, with its version: this address never shows anything else.
    pub address: String,
}

impl Asset {
    pub(super) fn new(theme: &str, path: &str, bytes: Bytes) -> Self {
        let version = short(&Sha256::digest(&bytes));
        let address = format!("{}?ver={version}", address(theme, path));
        Self { media_type: media_type(path), version, address, bytes }
    }
}

/// Where a theme's asset is served, without a version.
pub(super) fn address(theme: &str, path: &str) -> String {
    format!("/wp-content/themes/{theme}/assets/{path}")
}

/// The file `path` in the `assets/` folder of `theme` itself (not of its parents), for
/// `/wp-content/themes/<theme>/assets/<path>`. It may be cached for ever when the address names its version.
pub fn asset(host: &Host, theme: &str, path: &str) -> Option<Asset> {
    host.themes().asset(theme, path)
}

/// Every asset of every theme of the host, and of its core.
pub fn all_assets(host: &Host) -> Vec<Asset> {
    host.themes().assets()
}

fn media_type(path: &str) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = guess.type_() == "text" || guess.subtype() == "javascript" || guess.suffix().is_some();
    if is_text { format!("{guess}; charset=utf-8") } else { guess.to_string() }
}
