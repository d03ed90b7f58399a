//! A theme that is ready to show pages.

use std::sync::Arc;

use sha2::{Digest, Sha256};
use tera::Tera;

use super::files::CORE;
use super::layer::Layer;
use super::styles::Styles;
use super::{Asset, Manifest};

/// One version of a theme, joined with its parents: checked, and ready to show pages. Never changed, only replaced.
#[derive(Debug)]
pub struct Theme {
    pub(super) slug: String,
    pub(super) manifest: Manifest,
    /// The theme itself, its parent and so on, the host's core last.
    pub(super) layers: Vec<Arc<Layer>>,
    pub(super) tera: Tera,
    pub(super) styles: Styles,
    pub(super) version: String,
}

impl Theme {
    /// The theme's folder: WordPress's `stylesheet`.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The folder of the theme that it stands on in the end: WordPress's `template`.
    pub fn template(&self) -> &str {
        let own = self.layers.iter().rev().nth(1).or(self.layers.first());
        own.map_or(&self.slug, |layer| &layer.slug)
    }

    /// The manifest, completed from its parents.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Changes with every byte of the theme, of its parents and of the core.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// SHA-256 of every file of the theme and of its parents, in hexadecimal: the same files have the same anywhere. The
    /// core's are the program's own.
    pub fn digest(&self) -> String {
        let mut digest = Sha256::new();
        for layer in self.layers.iter().filter(|layer| layer.slug != CORE) {
            digest.update(format!("{} {}\n", layer.slug, layer.digest));
        }
        hex::encode(digest.finalize())
    }

    /// Whether it, a parent or the core has this template.
    pub fn has_template(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// The first of `names` that exists.
    pub fn choose<'a>(&self, names: &'a [String]) -> Option<&'a str> {
        names.iter().map(String::as_str).find(|name| self.has_template(name))
    }

    /// The asset of this name, the theme's own before its parents'.
    pub fn asset(&self, name: &str) -> Option<&Asset> {
        self.layers.iter().find_map(|layer| layer.assets.get(name))
    }

    /// The asset that stands in the folder of this very theme.
    pub(super) fn own_asset(&self, name: &str) -> Option<&Asset> {
        self.layers.first().and_then(|layer| layer.assets.get(name))
    }
}
