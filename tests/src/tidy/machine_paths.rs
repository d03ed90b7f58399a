//! The tree names no machine it was made on.
use super::tree::Tree;

/// Written in two pieces, or this file would be its own first complaint.
const MACHINE: [(&str, &str); 5] =
    [("/wo", "rk/"), ("/ro", "ot/"), ("/tmp/bri", "ef"), ("/tmp/la", "nd"), ("/bash_jo", "bs")];

/// No file holds a path of somebody's machine.
pub fn no_machine_is_named(tree: &Tree) -> Vec<String> {
    tree.files().flat_map(|(path, text)| machine_lines(path, text)).collect()
}

fn machine_lines(path: &str, text: &str) -> Vec<String> {
    let named = text.lines().enumerate().filter(|(_, line)| names_a_machine(line));
    named.map(|(number, line)| format!("{path}:{}: {}", number + 1, line.trim())).collect()
}

fn names_a_machine(line: &str) -> bool {
    MACHINE.iter().any(|(head, tail)| {
        let whole = format!("{head}{tail}");
        line.match_indices(&whole).any(|(place, _)| is_the_start_of_a_path(&line[..place]))
    })
}

/// The same words inside an address or a longer path are a folder of that name, no machine's.
fn is_the_start_of_a_path(before: &str) -> bool {
    !before.ends_with(|character: char| character.is_alphanumeric() || ".-_}".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_this_machine_is_found_and_an_address_is_not() {
        let own = format!("see {}main", MACHINE[0].0.to_owned() + MACHINE[0].1);
        let address = format!("https://example.org{}", MACHINE[0].0.to_owned() + MACHINE[0].1);
        let tree = Tree::example(&[("docs/a.md", &own), ("docs/b.md", &address)]);
        assert_eq!(no_machine_is_named(&tree).len(), 1);
    }
}
