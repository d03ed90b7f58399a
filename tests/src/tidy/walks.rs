//! The ways through the host, as `docs/ARCHITECTURE.md` tells them, lead through files that exist.
use regex::Regex;

use super::tree::Tree;

const MAP: &str = "docs/ARCHITECTURE.md";
const ENDINGS: [&str; 8] = [".rs", ".html", ".toml", ".md", ".sh", ".json", ".css", ".js"];

/// Every file that the map names is there. `cms/posts/save.rs` may stand for `cms/src/posts/save.rs`, and
/// `cms/src/posts/{save,trash}.rs` for both.
pub fn walks_name_real_files(tree: &Tree) -> Vec<String> {
    let Some(map) = tree.text(MAP) else { return Vec::new() };
    let missing = named_files(map).into_iter().filter(|file| !is_there(tree, file));
    missing.map(|file| format!("{MAP}: {file} does not exist")).collect()
}

fn named_files(map: &str) -> Vec<String> {
    let in_backticks = Regex::new(r"`([A-Za-z0-9_./{},-]+)`").expect("a fixed pattern");
    let words = in_backticks.captures_iter(map).map(|found| found[1].to_owned());
    let files = words.filter(|word| word.contains('/') && ENDINGS.iter().any(|ending| word.ends_with(ending)));
    files.flat_map(|word| spelled_out(&word)).collect()
}

fn spelled_out(word: &str) -> Vec<String> {
    match word.split_once('{').and_then(|(head, rest)| Some((head, rest.split_once('}')?))) {
        Some((head, (names, tail))) => names.split(',').map(|name| format!("{head}{name}{tail}")).collect(),
        None => vec![word.to_owned()],
    }
}

fn is_there(tree: &Tree, file: &str) -> bool {
    let in_source = file.split_once('/').map(|(folder, rest)| format!("{folder}/src/{rest}"));
    tree.text(file).is_some() || in_source.is_some_and(|file| tree.text(&file).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_gone_is_found() {
        let map = "1. `web/pages.rs` asks\n2. `cms/src/posts/{save,gone}.rs`, not `a page` nor `/wp-json/x`";
        let tree = Tree::example(&[(MAP, map), ("web/src/pages.rs", ""), ("cms/src/posts/save.rs", "")]);
        assert_eq!(walks_name_real_files(&tree), [format!("{MAP}: cms/src/posts/gone.rs does not exist")]);
    }
}
