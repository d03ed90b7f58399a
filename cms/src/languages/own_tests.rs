//! What our own strings promise.

use super::own::{OWN, Plurals, say, say_many};

#[test]
fn a_text_is_said_in_the_language_or_its_sister_and_else_as_it_is() {
    assert_eq!(say("de_DE", "Posts"), "Beiträge");
    assert_eq!(say("de_CH", "Posts"), "Beiträge");
    assert_eq!(say("ar", "Posts"), "مقالات");
    assert_eq!((say("en_US", "Posts"), say("fr_FR", "Posts")), ("Posts".into(), "Posts".into()));
    assert_eq!(say("de_DE", "Never heard of"), "Never heard of");
}

#[test]
fn a_number_takes_the_form_that_its_language_has_for_it() {
    let german = |number| say_many("de_DE", "%d result", "%d results", number);
    assert_eq!([german(1), german(2)], ["%d Ergebnis", "%d Ergebnisse"]);
    assert_eq!([0, 1, 2, 3, 11, 100, 103].map(|number| Plurals::Arabic.form(number)), [0, 1, 2, 3, 4, 5, 3]);
    assert_ne!(say_many("ar", "%d result", "%d results", 3), say_many("ar", "%d result", "%d results", 11));
    assert_eq!(say_many("fr_FR", "%d result", "%d results", 2), "%d results");
}

/// What the theme that ships says to visitors.
#[test]
fn every_text_of_the_theme_is_there() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../themes/platen-one/templates");
    let text = regex::Regex::new(r#""([^"]+)" \| translate"#).unwrap();
    let mut found = 0;
    for folder in ["", "parts", "components"].map(|name| std::path::Path::new(folder).join(name)) {
        for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            let template = std::fs::read_to_string(&file).unwrap_or_default();
            for text in text.captures_iter(&template).map(|found| found[1].to_owned()) {
                found += 1;
                assert!(OWN["de_DE"].contains_key(&text), "{}: {text}", file.display());
            }
        }
    }
    assert!(found > 50, "{found} texts");
}

#[test]
fn both_languages_have_the_same_strings() {
    let ids = |locale| OWN[locale].keys().collect::<std::collections::BTreeSet<_>>();
    assert_eq!(ids("de_DE"), ids("ar"));
    assert!(OWN["ar"]["%d comment."].len() == 6 && OWN["de_DE"]["%d comment."].len() == 2);
}

/// A text between quotes as Rust has it, with its escapes undone.
fn unquoted(text: &str) -> String {
    let joined = regex::Regex::new(r"\\\n\s*").unwrap().replace_all(text, "").into_owned();
    joined.replace("\\u{201c}", "\u{201c}").replace("\\u{201d}", "\u{201d}").replace("\\\"", "\"").replace("\\\\", "\\")
}

/// Every text that the source says to visitors, with the file.
fn said_in(folder: &std::path::Path, texts: &mut Vec<(String, String)>) {
    let text = r#""((?:[^"\\]|\\.|\\\n)*)""#;
    let said = regex::Regex::new(&format!(r"\.(?:say|fill|count|count_of|say_many)\(\s*{text}")).unwrap();
    let message = regex::Regex::new(&format!(r"(?:Message::\w+|\bsays)\(\s*{text}")).unwrap();
    let refused = regex::Regex::new(&format!(r#"Error::\w+\(\s*"\w+",\s*{text}"#)).unwrap();
    let refuses_visitors = ["comments/submit.rs", "comments/open.rs", "members/keys.rs", "members/sign_in.rs"];
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.display().to_string();
        let is_test = path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("tests"));
        if path.is_dir() {
            said_in(&path, texts);
        } else if name.ends_with(".rs") && !is_test && !name.contains("/languages/") {
            let source = std::fs::read_to_string(&path).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap_or_default();
            let mut kinds = vec![&said];
            kinds.extend(name.contains("/web/").then_some(&message));
            kinds.extend(refuses_visitors.iter().any(|file| name.ends_with(file)).then_some(&refused));
            let found = kinds.into_iter().flat_map(|kind| kind.captures_iter(source));
            texts.extend(found.map(|found| (unquoted(&found[1]), name.clone())));
        }
    }
}

#[test]
fn every_text_that_rust_says_to_visitors_is_there() {
    let mut texts = Vec::new();
    for folder in ["src", "../web/src"] {
        said_in(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut texts);
    }
    assert!(texts.len() > 200, "{} texts", texts.len());
    let missing: Vec<_> = texts.iter().filter(|(text, _)| !OWN["de_DE"].contains_key(text)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn lengths_of_time_and_kinds_of_letters_are_there() {
    let texts = super::lengths::texts().chain(crate::letters::Kind::ALL.map(crate::letters::Kind::plural));
    for text in texts {
        assert!(OWN["de_DE"].contains_key(text), "{text}");
    }
}

/// A text that lost a place loses what stands there.
#[test]
fn translations_have_the_places_of_their_texts() {
    let place = regex::Regex::new(r"%(?:\d\$)?[sd]").unwrap();
    let places = |text: &str| {
        let mut found: Vec<_> = place.find_iter(text).map(|found| found.as_str().to_owned()).collect();
        found.sort_unstable();
        found
    };
    for (language, catalogue) in OWN.iter() {
        for (id, forms) in catalogue.iter().filter(|(id, forms)| !id.is_empty() && forms.len() == 1) {
            assert_eq!(places(id), places(&forms[0]), "{language}: {id}");
        }
    }
}
