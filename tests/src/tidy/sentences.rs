//! A test's name says what holds.
use super::tree::Tree;

const FEWEST_WORDS: usize = 3;

/// Every test function has a name of three words or more that does not begin with `test`.
pub fn test_names_are_sentences(tree: &Tree) -> Vec<String> {
    tree.rust().flat_map(|(path, text)| labels(path, text)).collect()
}

fn labels(path: &str, text: &str) -> Vec<String> {
    let names = test_names(text).into_iter().filter(|name| is_a_label(name));
    names.map(|name| format!("{path}: `{name}` is no sentence")).collect()
}

fn is_a_label(name: &str) -> bool {
    name.split('_').count() < FEWEST_WORDS || name.starts_with("test_")
}

/// The functions that follow a test attribute; those a macro makes are named by its caller.
fn test_names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut marked = false;
    for line in text.lines().map(str::trim) {
        let is_mark = line.starts_with("#[test]") || (line.starts_with("#[") && line.contains("::test"));
        marked |= is_mark;
        let name = line.split_once("fn ").map(|(_, rest)| rest.split(['(', '<']).next().unwrap_or_default());
        if let Some(name) = name.filter(|_| marked && !is_mark && !line.starts_with("//")) {
            marked = false;
            names
                .extend(Some(name).filter(|name| !matches!(*name, "on_sqlite" | "on_postgres") && !name.contains('$')));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_found_and_a_sentence_is_not() {
        let mark = "#[test]";
        let text = format!(
            "{mark}\nfn publish() {{}}\n#[tokio::test]\nasync fn test_that_it_works() {{}}\n{mark}\n#[should_panic]\n\
             fn a_contributor_may_not_publish() {{}}\nfn no_test() {{}}"
        );
        let complaints = test_names_are_sentences(&Tree::example(&[("cms/src/a.rs", &text)]));
        assert_eq!(complaints.len(), 2, "{complaints:?}");
    }
}
