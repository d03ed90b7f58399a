//! Reading Rust and Cargo files as far as the checks need it, by lines and words.

/// The code without its line comments and doc comments; line numbers stay.
pub fn without_comments(text: &str) -> String {
    text.lines().map(before_comment).collect::<Vec<_>>().join("\n")
}

/// The part of a file before its unit tests.
pub fn before_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests").map_or(text, |start| &text[..start])
}

/// The names of the crates a manifest depends on, dev-dependencies included.
pub fn dependencies(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            inside = section.ends_with("dependencies");
            if let Some((table, name)) = section.rsplit_once('.')
                && table.ends_with("dependencies")
            {
                names.push(name.to_owned());
            }
        } else if inside && !line.starts_with('#') {
            names.extend(line.split(['.', '=', ' ']).next().filter(|name| !name.is_empty()).map(str::to_owned));
        }
    }
    names
}

/// A `//` begins a comment unless it stands in a text, as in an address.
fn before_comment(line: &str) -> &str {
    let mut in_text = false;
    let mut previous = ' ';
    for (place, character) in line.char_indices() {
        match character {
            '"' if previous != '\\' && previous != '\'' => in_text = !in_text,
            '/' if previous == '/' && !in_text => return &line[..place - 1],
            _ => {}
        }
        previous = character;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_ends_a_line_but_an_address_does_not() {
        assert_eq!(
            without_comments("let a = 1; // one\n/// doc\nlet u = \"http://x\";"),
            "let a = 1; \n\nlet u = \"http://x\";"
        );
    }

    #[test]
    fn all_three_ways_to_write_a_dependency_are_read() {
        let manifest = "[package]\nname = \"x\"\n[dependencies]\ncms.workspace = true\ntera = \"2\"\n# no = 1\n\
                        [dev-dependencies.notify]\nversion = \"8\"\n[lints]\nworkspace = true";
        assert_eq!(dependencies(manifest), ["cms", "tera", "notify"]);
    }
}
