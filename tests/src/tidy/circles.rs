//! Slices of one crate import each other in one direction.
use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::source::{before_tests, without_comments};
use super::tree::Tree;

type Imports = BTreeMap<String, BTreeSet<String>>;

/// Pairs of slices of `cms` that know each other although they should not; a list that may only get shorter.
const KNOWN: [(&str, &str); 0] = [];

/// No two top-level modules of a crate below the faces import each other.
pub fn slices_form_no_circles(tree: &Tree) -> Vec<String> {
    ["platform", "migrations", "cms"].iter().flat_map(|folder| pairs(folder, &imports(tree, folder))).collect()
}

fn pairs(folder: &str, imports: &Imports) -> Vec<String> {
    let mut complaints = Vec::new();
    for (slice, others) in imports {
        for other in others.iter().filter(|other| *other > slice && !KNOWN.contains(&(slice, other))) {
            if imports.get(other).is_some_and(|back| back.contains(slice)) {
                complaints.push(format!("{folder}: {slice} and {other} import each other"));
            }
        }
    }
    complaints
}

/// For each slice of a crate the other slices it names by `crate::…`, unit tests left out.
fn imports(tree: &Tree, folder: &str) -> Imports {
    let path = Regex::new(r"\bcrate::([a-z_]+)").expect("a fixed pattern");
    let root = format!("{folder}/src/");
    let mut imports = Imports::new();
    for (file, text) in tree.rust().filter(|(file, _)| !is_test_file(file)) {
        let Some(slice) = file.strip_prefix(&root).map(slice_of).filter(|slice| *slice != "lib") else { continue };
        let code = without_comments(before_tests(text));
        let others = path.captures_iter(&code).map(|found| found[1].to_owned()).filter(|other| other != slice);
        imports.entry(slice.to_owned()).or_default().extend(others);
    }
    imports
}

fn is_test_file(file: &str) -> bool {
    file.ends_with("tests.rs") || file.contains("/tests/")
}

fn slice_of(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_slices_that_import_each_other_are_found() {
        let tree = Tree::example(&[
            ("cms/src/posts/save.rs", "use crate::terms::Term;\nuse crate::error::Error;"),
            ("cms/src/terms/entity.rs", "// crate::posts\nfn a() { crate::posts::b() }"),
            ("cms/src/error_tests.rs", "use crate::posts::d;"),
            ("cms/src/error.rs", "#[cfg(test)]\nmod tests { use crate::posts::c; }"),
        ]);
        assert_eq!(slices_form_no_circles(&tree), ["cms: posts and terms import each other"]);
    }
}
