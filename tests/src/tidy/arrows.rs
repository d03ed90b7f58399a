//! Crates depend on lower floors only.
use super::source::dependencies;
use super::tree::Tree;

const FLOORS: [(&str, u8); 10] = [
    ("platform", 2),
    ("migrations", 2),
    ("cms", 3),
    ("staging", 4),
    ("media-sync", 4),
    ("web", 5),
    ("worker", 5),
    ("platen", 6),
    ("tests", 7),
    ("admin", 7),
];

/// A crate knows only crates on floors below its own; two crates on one floor do not know each other.
pub fn crate_arrows_point_down(tree: &Tree) -> Vec<String> {
    tree.manifests().flat_map(|(folder, manifest)| arrows_up(folder, manifest)).collect()
}

fn arrows_up(folder: &str, manifest: &str) -> Vec<String> {
    let Some(own) = floor(folder) else {
        return vec![format!("{folder}/Cargo.toml: no floor is known for this crate: tests/src/tidy/arrows.rs")];
    };
    let up = |name: &String| floor(name).is_some_and(|other| other >= own);
    let names = dependencies(manifest).into_iter().filter(up);
    names.map(|name| format!("{folder}/Cargo.toml: {folder} may not know {name}: arrows point down")).collect()
}

fn floor(name: &str) -> Option<u8> {
    FLOORS.iter().find(|(folder, _)| *folder == name).map(|(_, floor)| *floor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_that_points_up_or_sideways_is_found() {
        let tree = Tree::example(&[
            ("cms/Cargo.toml", "[dependencies]\nplatform.workspace = true\nweb.workspace = true"),
            ("web/Cargo.toml", "[dependencies]\ncms.workspace = true\nworker = { path = \"../worker\" }"),
        ]);
        let complaints = crate_arrows_point_down(&tree).join("\n");
        assert!(complaints.contains("cms may not know web"));
        assert!(complaints.contains("web may not know worker"));
        assert_eq!(complaints.lines().count(), 2);
    }

    #[test]
    fn a_crate_without_a_floor_is_found() {
        assert_eq!(crate_arrows_point_down(&Tree::example(&[("annex/Cargo.toml", "")])).len(), 1);
    }
}
