//! The text files of the workspace.
use std::collections::BTreeMap;
use std::path::Path;

const LEFT_OUT: [&str; 6] = ["target", ".git", "node_modules", "dist", "data", "__pycache__"];
const TEXT: [&str; 16] =
    ["rs", "toml", "md", "html", "css", "js", "mjs", "json", "yaml", "yml", "sh", "py", "sql", "conf", "xml", "txt"];

/// What the benchmarks measure others by: programs of their own, no crates of the workspace.
const RIVALS: &str = "tests/rivals/";

/// Path below the workspace → text.
pub struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// Reads all text files below this folder.
    pub fn of(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        read(folder, folder, &mut files);
        Self { files }
    }

    /// A small tree for trying a check.
    pub fn example(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect() }
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// All files, path and text.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// All Rust files of the workspace's crates.
    pub fn rust(&self) -> impl Iterator<Item = (&str, &str)> {
        self.of_crates().filter(|(path, _)| path.ends_with(".rs"))
    }

    /// Each crate's folder with its manifest.
    pub fn manifests(&self) -> impl Iterator<Item = (&str, &str)> {
        self.of_crates().filter_map(|(path, text)| Some((path.strip_suffix("/Cargo.toml")?, text)))
    }

    fn of_crates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter(|(path, _)| !path.starts_with(RIVALS))
    }
}

fn read(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the workspace can be read").flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && !LEFT_OUT.contains(&name.as_str()) {
            read(root, &path, files);
        } else if !is_folder && is_text(&name) {
            let place = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
            if let Ok(text) = std::fs::read_to_string(&path) {
                files.insert(place, text);
            }
        }
    }
}

fn is_text(name: &str) -> bool {
    name == "Makefile" || name.rsplit_once('.').is_some_and(|(_, extension)| TEXT.contains(&extension))
}
