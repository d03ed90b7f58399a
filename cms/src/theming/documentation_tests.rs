//! docs/THEMES.md is the contract with theme makers: it names everything there is.

use std::sync::LazyLock;

use regex::Regex;

use super::{filters, functions};

const DOCUMENT: &str = include_str!("../../../docs/THEMES.md");
const CONTEXT: &str = concat!(
    include_str!("../view/context/page.rs"),
    include_str!("../view/context/archives.rs"),
    include_str!("../view/context/comments.rs"),
    include_str!("../view/context/menus.rs"),
    include_str!("../view/context/posts.rs"),
);
const MANIFEST: &str = include_str!("manifest.rs");

static STRUCT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)pub struct (\w+)[^{]*\{(.*?)\n\}").unwrap());
static FIELD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?:#\[serde\(rename = "(\w+)"\)\]\s*)?pub (\w+):"#).unwrap());

/// Each struct of a source file with its fields, as templates and manifests name them.
fn structs(source: &str) -> Vec<(String, Vec<String>)> {
    STRUCT.captures_iter(source).map(|found| (found[1].to_owned(), fields(&found[2]))).collect()
}

fn fields(body: &str) -> Vec<String> {
    let name = |field: regex::Captures| field.get(1).or(field.get(2)).unwrap().as_str().to_owned();
    FIELD.captures_iter(body).map(name).collect()
}

/// What stands under the heading of this name.
fn section(heading: &str) -> &'static str {
    let start = DOCUMENT.find(&format!("\n### {heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
    let rest = &DOCUMENT[start + 5..];
    rest.split("\n### ").next().unwrap()
}

#[test]
fn every_field_that_a_template_sees_is_in_the_document() {
    let structs = structs(CONTEXT);
    assert!(structs.len() > 20, "{structs:?}");
    for (name, fields) in structs {
        let section = section(&name);
        let missing: Vec<_> = fields.iter().filter(|field| !section.contains(&format!("| `{field}` |"))).collect();
        assert!(missing.is_empty(), "docs/THEMES.md says nothing of {name}'s {missing:?}");
    }
}

#[test]
fn every_field_in_the_document_is_there() {
    let row = Regex::new(r"(?m)^\| `(\w+)` \|").unwrap();
    for (name, fields) in structs(CONTEXT) {
        for found in row.captures_iter(section(&name)) {
            assert!(fields.contains(&found[1].to_owned()), "docs/THEMES.md promises {name}.{}", &found[1]);
        }
    }
}

#[test]
fn every_key_of_a_manifest_is_in_the_document() {
    let section = DOCUMENT.split("\n## ").find(|section| section.starts_with("The manifest")).unwrap();
    for (name, fields) in structs(MANIFEST) {
        let missing: Vec<_> = fields.iter().filter(|field| !section.contains(field.as_str())).collect();
        assert!(missing.is_empty(), "docs/THEMES.md says nothing of {name}'s {missing:?}");
    }
}

#[test]
fn every_filter_and_function_is_in_the_document() {
    let name = Regex::new(r#"register_(?:filter|function)\(\s*"(\w+)""#).unwrap();
    for source in [include_str!("filters.rs"), include_str!("functions.rs")] {
        for found in name.captures_iter(source) {
            let is_there =
                [format!("`{}`", &found[1]), format!("`{}(", &found[1])].iter().any(|text| DOCUMENT.contains(text));
            assert!(is_there, "docs/THEMES.md says nothing of {}", &found[1]);
        }
    }
}

#[test]
fn the_documents_first_theme_and_its_child_work() {
    let piece = |start: &str, end: &str| {
        let from = DOCUMENT.find(start).unwrap() + start.len();
        DOCUMENT[from..].split(end).next().unwrap().to_owned()
    };
    let index =
        piece("<!-- templates/index.html -->\n", "```").replace("{{ asset(name=\"style.css\") }}", "/style.css");
    let mut tera = tera::Tera::new();
    filters::register(&mut tera);
    functions::register(&mut tera);
    tera.set_fallback_prefixes(["child/", "notebook/"]).unwrap();
    let single = "{% block entry_footer %}the parent's{% endblock entry_footer %}";
    let child = piece("{# templates/single.html of the child #}\n", "```");
    tera.add_raw_templates([
        ("notebook/index.html", index.as_str()),
        ("notebook/single.html", single),
        ("child/single.html", &child),
    ])
    .unwrap();
    let context = tera::Context::from_serialize(&crate::view::context::PageContext::default()).unwrap();
    assert!(tera.render("index.html", &context).unwrap().contains("Nothing here."));
    assert_eq!(tera.render("single.html", &context).unwrap().trim(), "the parent's<p>Set in blue.</p>");
}
