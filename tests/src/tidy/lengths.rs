//! A file is about a hundred lines and seldom over five hundred.
use super::source::before_tests;
use super::tree::Tree;

const MOST_LINES: usize = 500;

/// No Rust file has more than five hundred lines before its unit tests.
pub fn files_stay_short(tree: &Tree) -> Vec<String> {
    let too_long = tree.rust().filter(|(_, text)| lines(text) > MOST_LINES);
    too_long.map(|(path, text)| format!("{path}: {} lines, at most {MOST_LINES}", lines(text))).collect()
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
