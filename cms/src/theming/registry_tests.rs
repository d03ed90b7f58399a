//! Themes in a folder: overriding, inheritance, and what a broken one does.

use std::path::Path;

use super::files::Shelf;
use super::{Fault, Themes};

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
}

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

fn open(folder: &tempfile::TempDir) -> Themes {
    Themes::from_shelves(vec![Shelf::Shipped, Shelf::Folder(folder.path().to_owned())]).unwrap()
}

fn shown(themes: &Themes, theme: &str, template: &str) -> String {
    let context = tera::Context::from_serialize(&serde_json::json!({ "title": "<Hi>" })).unwrap();
    themes.get(theme).unwrap().tera.render(template, &context).unwrap()
}

fn fault(themes: &Themes, theme: &str) -> Fault {
    themes.faults().remove(theme).unwrap_or_else(|| panic!("{theme} has no fault"))
}

const MINE: &str = "name = \"Mine\"\n";

#[test]
fn every_theme_that_ships_is_without_fault() {
    let themes = open(&folder_with(&[]));
    assert_eq!(themes.faults(), Default::default());
    assert!(themes.get("platen-one").is_some());
    assert!(themes.get("core").is_none(), "the core is no theme of its own");
}

#[test]
fn titles_are_escaped_in_every_template() {
    let themes = open(&folder_with(&[("mine/theme.toml", MINE), ("mine/templates/index.html", "{{ title }}")]));
    assert_eq!(shown(&themes, "mine", "index.html"), "&lt;Hi&gt;");
}

#[test]
fn a_child_takes_from_its_parent_what_it_does_not_have() {
    let themes = open(&folder_with(&[
        ("parent/theme.toml", "name = \"Parent\"\n[menus]\nprimary = \"Main\"\n"),
        ("parent/templates/base.html", "<p>{% block body %}parent{% endblock %}</p>{% include \"parts/foot.html\" %}"),
        ("parent/templates/index.html", "{% extends \"base.html\" %}"),
        ("parent/templates/single.html", "{% extends \"base.html\" %}{% block body %}single{% endblock %}"),
        ("parent/templates/parts/foot.html", "parent's foot"),
        ("child/theme.toml", "name = \"Child\"\nparent = \"parent\"\n"),
        ("child/templates/parts/foot.html", "child's foot"),
        (
            "child/templates/single.html",
            "{% extends \"parent/single.html\" %}{% block body %}{{ super() }}!{% endblock %}",
        ),
    ]));
    assert_eq!(shown(&themes, "child", "index.html"), "<p>parent</p>child's foot");
    assert_eq!(shown(&themes, "child", "single.html"), "<p>single!</p>child's foot");
    assert_eq!(shown(&themes, "parent", "single.html"), "<p>single</p>parent's foot");
    let child = themes.get("child").unwrap();
    assert_eq!((child.template(), child.manifest().menus["primary"].as_str()), ("parent", "Main"));
}

#[test]
fn a_broken_template_is_refused_with_file_line_and_reason_and_the_last_good_one_goes_on() {
    let folder = folder_with(&[("mine/theme.toml", MINE), ("mine/templates/index.html", "good")]);
    let themes = open(&folder);
    write(folder.path(), "mine/templates/index.html", "one\ntwo {{ title \nthree");
    assert!(themes.reload().is_empty());
    let fault = fault(&themes, "mine");
    assert_eq!((fault.file.as_str(), fault.line > 1), ("mine/index.html", true), "{fault}");
    assert!(!fault.reason.is_empty() && fault.to_string().contains("mine/index.html:"), "{fault}");
    assert_eq!(shown(&themes, "mine", "index.html"), "good");
    write(folder.path(), "mine/templates/index.html", "better");
    assert_eq!(themes.reload(), ["mine".to_owned()].into());
    assert_eq!(shown(&themes, "mine", "index.html"), "better");
    assert!(themes.faults().is_empty());
}

#[test]
fn what_a_template_names_must_exist_before_anybody_asks_for_the_page() {
    for (text, line, word) in [
        ("\n{{ title | shout }}", 2, "shout"),
        ("{{ shout(name=\"a\") }}", 1, "shout"),
        ("a\nb\n{% include \"nowhere.html\" %}", 3, "nowhere.html"),
        ("a\n<img src=\"{{ asset(name=\"no.png\") }}\">", 2, "no.png"),
    ] {
        let themes = open(&folder_with(&[("mine/theme.toml", MINE), ("mine/templates/index.html", text)]));
        let fault = fault(&themes, "mine");
        assert_eq!((fault.file.as_str(), fault.line), ("mine/index.html", line), "{text}: {fault}");
        assert!(fault.reason.contains(word), "{text}: {fault}");
        assert!(themes.get("mine").is_none());
    }
}

#[test]
fn parents_in_a_circle_and_parents_that_are_missing_are_refused() {
    let themes = open(&folder_with(&[
        ("a/theme.toml", "name = \"A\"\nparent = \"b\"\n"),
        ("b/theme.toml", "name = \"B\"\nparent = \"a\"\n"),
        ("c/theme.toml", "name = \"C\"\nparent = \"nobody\"\n"),
        ("d/theme.toml", "name = \"D\"\n"),
    ]));
    assert!(fault(&themes, "a").reason.contains("circle"));
    assert!(fault(&themes, "c").reason.contains("nobody"));
    assert!(fault(&themes, "d").reason.contains("index.html is missing"));
}

#[test]
fn a_shipped_theme_that_is_broken_in_the_folder_is_shown_as_shipped() {
    let themes = open(&folder_with(&[
        ("platen-one/theme.toml", "name = \"Platen One, changed\"\n"),
        ("platen-one/templates/index.html", "{% if %}"),
    ]));
    assert_eq!(fault(&themes, "platen-one").file, "platen-one/index.html");
    assert_eq!(themes.get("platen-one").unwrap().manifest().name, "Platen One");
}

#[test]
fn an_asset_has_an_address_that_changes_with_its_bytes() {
    let folder = folder_with(&[
        ("mine/theme.toml", MINE),
        ("mine/templates/index.html", ""),
        ("mine/assets/style.css", "body{}"),
    ]);
    let themes = open(&folder);
    let before = themes.asset("mine", "style.css").unwrap();
    assert_eq!(before.media_type, "text/css; charset=utf-8");
    assert!(before.address.starts_with("/wp-content/themes/mine/assets/style.css?ver="));
    write(folder.path(), "mine/assets/style.css", "body{color:red}");
    themes.reload();
    assert_ne!(themes.asset("mine", "style.css").unwrap().address, before.address);
    assert!(themes.asset("mine", "../theme.toml").is_none());
}
