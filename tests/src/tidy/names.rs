//! What fits nowhere is a sign that a noun is missing, so there are no drawers for it.
use super::tree::Tree;

const DRAWERS: [&str; 12] = [
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "service",
    "services",
    "manager",
    "managers",
    "shared_code",
    "lib_utils",
];

/// The one file of such a name that is a noun: a child process the tests run.
const NOUNS: [&str; 1] = ["tests/src/service.rs"];

/// No file and no folder of Rust code is a drawer.
pub fn no_place_is_a_drawer(tree: &Tree) -> Vec<String> {
    let drawers = tree.rust().filter(|(path, _)| !NOUNS.contains(path) && is_in_a_drawer(path));
    drawers.map(|(path, _)| format!("{path}: name the noun")).collect()
}

fn is_in_a_drawer(path: &str) -> bool {
    path.split('/').any(|part| DRAWERS.contains(&part.trim_end_matches(".rs")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawer_is_found_as_file_and_as_folder() {
        let tree = Tree::example(&[
            ("cms/src/utils.rs", ""),
            ("web/src/helpers/dates.rs", ""),
            ("cms/src/posts/utilities_of_war.rs", ""),
        ]);
        assert_eq!(no_place_is_a_drawer(&tree).len(), 2);
    }
}
