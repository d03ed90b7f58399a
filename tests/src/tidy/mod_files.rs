//! A slice's `mod.rs` declares and re-exports, nothing else: what does something has a file with a name.
use super::source::without_comments;
use super::tree::Tree;

/// Every statement of every `mod.rs` is a `mod` or a `use`.
pub fn mod_files_only_declare(tree: &Tree) -> Vec<String> {
    let files = tree.rust().filter(|(path, _)| path.ends_with("/mod.rs"));
    let first = |(path, text)| Some((path, first_other_statement(text)?));
    files.filter_map(first).map(|(path, text)| format!("{path}: does something itself: `{text}`")).collect()
}

fn first_other_statement(text: &str) -> Option<String> {
    let code = without_comments(text);
    let statements = code.split(';').map(str::trim).filter(|statement| !statement.is_empty());
    let mut others = statements.filter(|statement| !declares(statement));
    others.next().map(|statement| statement.lines().next().unwrap_or_default().to_owned())
}

fn declares(statement: &str) -> bool {
    let mut rest = statement;
    while let Some(attribute) = rest.strip_prefix("#[").or_else(|| rest.strip_prefix("#![")) {
        let Some(end) = attribute.find("]\n").or_else(|| attribute.find("] ")) else { return false };
        rest = attribute[end + 1..].trim_start();
    }
    if let Some(visible) = rest.strip_prefix("pub") {
        rest = match visible.strip_prefix('(') {
            Some(scope) => scope.split_once(')').map_or("", |(_, rest)| rest),
            None => visible,
        };
    }
    let rest = rest.trim_start();
    (rest.starts_with("mod ") && !rest.contains('{')) || rest.starts_with("use ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_in_a_mod_file_is_found() {
        let tree = Tree::example(&[
            ("cms/src/posts/mod.rs", "//! Posts.\nmod save;\npub fn publish() {}\n"),
            ("cms/src/terms/mod.rs", "mod a { fn b() {} }"),
        ]);
        let complaints = mod_files_only_declare(&tree);
        assert_eq!(complaints[0], "cms/src/posts/mod.rs: does something itself: `pub fn publish() {}`");
        assert_eq!(complaints.len(), 2);
    }

    #[test]
    fn declarations_and_re_exports_pass() {
        let text = "//! Posts.\n#[cfg(test)]\nmod fixtures;\nmod save; // saves\npub(crate) mod entity;\n\
                    pub use save::{\n    Draft,\n    save,\n};\npub(in crate::a) use b::C;\n";
        assert_eq!(mod_files_only_declare(&Tree::example(&[("cms/src/posts/mod.rs", text)])), Vec::<String>::new());
    }
}
