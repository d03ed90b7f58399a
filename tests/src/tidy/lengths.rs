//! A file is about a hundred lines and seldom over five hundred.
use super::source::before_tests;
use super::tree::Tree;

const MOST_LINES: usize = 500;

/// Long files that stay long, each with its reason.
const LONG: [(&str, &str); 1] =
    [("cms/src/view/context.rs", "all that a template sees, one documented field after the other: a reference page")];

/// No Rust file has more than five hundred lines before its unit tests, but for the reasoned few.
pub fn files_stay_short(tree: &Tree) -> Vec<String> {
    let too_long = tree.rust().filter(|(path, text)| lines(text) > MOST_LINES && !is_excused(path));
    let too_long = too_long.map(|(path, text)| format!("{path}: {} lines, at most {MOST_LINES}", lines(text)));
    too_long.chain(excuses_without_cause(tree)).collect()
}

fn excuses_without_cause(tree: &Tree) -> impl Iterator<Item = String> {
    let stale = LONG.iter().filter(|(path, _)| tree.text(path).is_some_and(|text| lines(text) <= MOST_LINES));
    stale.map(|(path, _)| format!("{path}: is not long any more: strike it from tests/src/tidy/lengths.rs"))
}

fn is_excused(path: &str) -> bool {
    LONG.iter().any(|(long, reason)| *long == path && !reason.is_empty())
}

fn lines(text: &str) -> usize {
    before_tests(text).lines().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_found_but_not_its_tests() {
        let long = "fn a() {}\n".repeat(501);
        let tested = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{\n{long}}}");
        let tree = Tree::example(&[("cms/src/long.rs", &long), ("cms/src/tested.rs", &tested)]);
        assert_eq!(files_stay_short(&tree), ["cms/src/long.rs: 501 lines, at most 500"]);
    }
}
