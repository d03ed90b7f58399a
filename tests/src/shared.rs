//! The reference material that is no part of the tree: a site as real WordPress answered for it.
use std::path::{Path, PathBuf};

/// The variable that names its folder; unset, it is looked for beside the workspace.
pub const VARIABLE: &str = "PLATEN_SHARED";

/// The folder of this workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace").to_owned()
}

/// The folder of the reference material, if it is there.
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os(VARIABLE).map(PathBuf::from);
    let folder = named.unwrap_or_else(|| workspace().join("../shared"));
    folder.join("wordpress").is_dir().then_some(folder)
}

/// A file of the reference material. Without it the calling test proves nothing, and says so loudly.
pub fn file(name: &str) -> Option<PathBuf> {
    let file = folder().map(|folder| folder.join(name)).filter(|file| file.exists());
    if file.is_none() {
        eprintln!("{}", absence(name));
    }
    file
}

/// The loud line.
pub fn absence(name: &str) -> String {
    format!("!!! NOT TESTED: {name} is not there; set {VARIABLE} to the folder of the reference material !!!")
}
