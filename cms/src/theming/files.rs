//! Where themes come from: the binary, and a folder of this host.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use super::Fault;

/// A file's path within its theme, and what is in it.
pub(super) type NamedFile = (String, Cow<'static, [u8]>);

/// The theme of new sites, and of sites whose own theme cannot be used.
pub const DEFAULT: &str = "platen-one";
/// The host's own templates, the last place where one is looked for.
pub(super) const CORE: &str = "core";
/// No file of a theme may be larger: they are kept in memory.
const LARGEST_FILE: u64 = 8 << 20;

#[derive(RustEmbed)]
#[folder = "../themes"]
#[exclude = "*.md"]
struct Shipped;

/// One place with themes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shelf {
    /// Those in the binary.
    Shipped,
    /// A folder with a folder for each theme.
    Folder(PathBuf),
}

impl Shelf {
    /// The themes in it, by their folders' names: whatever has a manifest.
    pub fn themes(&self) -> BTreeSet<String> {
        match self {
            Self::Shipped => Shipped::iter().filter_map(|path| theme_of_manifest(&path)).collect(),
            Self::Folder(root) => std::fs::read_dir(root)
                .into_iter()
                .flatten()
                .flatten()
                .filter(|entry| entry.path().join("theme.toml").is_file())
                .filter_map(|entry| entry.file_name().into_string().ok())
                .collect(),
        }
    }

    /// Every file of a theme with its path inside the theme's folder.
    pub fn read(&self, theme: &str) -> Result<Vec<NamedFile>, Fault> {
        match self {
            Self::Shipped => Ok(shipped_files(theme)),
            Self::Folder(root) => {
                let mut files = Vec::new();
                read_folder(theme, &root.join(theme), "", &mut files)?;
                Ok(files)
            }
        }
    }

    /// The folder, where it is one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Shipped => None,
            Self::Folder(root) => Some(root),
        }
    }
}

fn theme_of_manifest(path: &str) -> Option<String> {
    path.strip_suffix("/theme.toml").filter(|theme| !theme.contains('/')).map(str::to_owned)
}

fn shipped_files(theme: &str) -> Vec<(String, Cow<'static, [u8]>)> {
    let files = Shipped::iter().filter_map(|path| {
        let inside = path.strip_prefix(theme)?.strip_prefix('/')?.to_owned();
        Some((inside, Shipped::get(&path)?.data))
    });
    files.collect()
}

fn read_folder(
    theme: &str,
    folder: &Path,
    inside: &str,
    files: &mut Vec<(String, Cow<'static, [u8]>)>,
) -> Result<(), Fault> {
    let unreadable = |path: &str, error: std::io::Error| Fault::in_file(theme, path, error.to_string());
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(inside, error))? {
        let entry = entry.map_err(|error| unreadable(inside, error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
        let facts = entry.metadata().map_err(|error| unreadable(&path, error))?;
        if facts.is_dir() {
            read_folder(theme, &entry.path(), &path, files)?;
        } else if facts.len() > LARGEST_FILE {
            return Err(Fault::in_file(theme, &path, "is larger than 8 MiB"));
        } else if facts.is_file() {
            let bytes = std::fs::read(entry.path()).map_err(|error| unreadable(&path, error))?;
            files.push((path, Cow::Owned(bytes)));
        }
    }
    Ok(())
}
