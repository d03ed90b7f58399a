//! One theme's own files, read but not yet joined with its parent's.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::files::Shelf;
use super::minify::minify;
use super::{Asset, Fault, Manifest};

/// One theme's own manifest, templates and assets.
#[derive(Debug)]
pub(super) struct Layer {
    pub slug: String,
    pub manifest: Manifest,
    /// By name: `single.html`, `parts/header.html`.
    pub templates: BTreeMap<String, String>,
    /// By the class, or the start of classes, that they are for.
    pub styles: BTreeMap<String, String>,
    /// By path inside `assets/`.
    pub assets: BTreeMap<String, Asset>,
    /// SHA-256 of its files in hexadecimal, with their paths.
    pub digest: String,
}

impl Layer {
    /// Reads the theme `slug` of a shelf.
    pub fn read(shelf: &Shelf, slug: &str) -> Result<Self, Fault> {
        Self::from_files(slug, shelf.read(slug)?)
    }

    /// The layer that these files make.
    pub fn from_files(slug: &str, mut files: Vec<(String, Cow<'static, [u8]>)>) -> Result<Self, Fault> {
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut layer = Self {
            slug: slug.to_owned(),
            manifest: Manifest::default(),
            templates: BTreeMap::new(),
            styles: BTreeMap::new(),
            assets: BTreeMap::new(),
            digest: digest_of(&files),
        };
        let mut has_manifest = false;
        for (path, bytes) in files {
            has_manifest |= path == "theme.toml";
            layer.take(&path, bytes)?;
        }
        has_manifest.then_some(layer).ok_or_else(|| Fault::of_theme(slug, "theme.toml is missing"))
    }

    fn take(&mut self, path: &str, bytes: Cow<'static, [u8]>) -> Result<(), Fault> {
        if path == "theme.toml" {
            self.manifest = Manifest::parse(&self.slug, self.text(path, &bytes)?)?;
        } else if let Some(name) = path.strip_prefix("templates/").filter(|name| is_template(name)) {
            let text = self.text(path, &bytes)?.to_owned();
            self.templates.insert(name.to_owned(), text);
        } else if let Some(class) = path.strip_prefix("styles/").and_then(|name| name.strip_suffix(".css")) {
            let css = minify(self.text(path, &bytes)?);
            self.styles.insert(class.to_owned(), css);
        } else if let Some(name) = path.strip_prefix("assets/") {
            let is_style = name.ends_with(".css") && !name.ends_with(".min.css");
            let bytes = if is_style { minify(self.text(path, &bytes)?).into() } else { to_bytes(bytes) };
            self.assets.insert(name.to_owned(), Asset::new(&self.slug, name, bytes));
        }
        Ok(())
    }

    fn text<'a>(&self, path: &str, bytes: &'a [u8]) -> Result<&'a str, Fault> {
        std::str::from_utf8(bytes).map_err(|error| {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            Fault { line, column: 1, ..Fault::in_file(&self.slug, path, "is not UTF-8") }
        })
    }
}

/// Pages, and letters in plain text.
fn is_template(name: &str) -> bool {
    name.ends_with(".html") || name.starts_with("letters/") && name.ends_with(".txt")
}

fn to_bytes(bytes: Cow<'static, [u8]>) -> Bytes {
    match bytes {
        Cow::Borrowed(shipped) => Bytes::from_static(shipped),
        Cow::Owned(read) => Bytes::from(read),
    }
}

fn digest_of(files: &[(String, Cow<'static, [u8]>)]) -> String {
    let mut digest = Sha256::new();
    for (path, bytes) in files {
        digest.update((path.len() as u64).to_le_bytes());
        digest.update(path);
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(bytes);
    }
    hex::encode(digest.finalize())
}

/// Enough of a digest to tell versions apart.
pub(super) fn short(digest: &[u8]) -> String {
    hex::encode(&digest[..8])
}
