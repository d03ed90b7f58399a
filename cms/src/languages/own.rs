//! Our own strings.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::po::{Catalogue, parse};

/// Languages in which all our strings are there: WordPress's name, and what their speakers call them.
pub const LANGUAGES: [(&str, &str); 3] = [("en_US", "English"), ("de_DE", "Deutsch"), ("ar", "العربية")];

static OWN: LazyLock<HashMap<&'static str, Catalogue>> = LazyLock::new(|| {
    HashMap::from([("de_DE", parse(include_str!("po/de_DE.po"))), ("ar", parse(include_str!("po/ar.po")))])
});

/// Our strings in this language, or in a sister of it (`de_AT` reads `de_DE`); none for English.
pub fn known(locale: &str) -> Option<&'static Catalogue> {
    let first = |name: &str| name.split('_').next().unwrap_or_default().to_owned();
    OWN.get(locale).or_else(|| OWN.iter().find(|(name, _)| first(name) == first(locale)).map(|(_, found)| found))
}

/// What `text` is in this language; the text itself where nobody has translated it.
pub fn say(locale: &str, text: &str) -> String {
    let found = known(locale).and_then(|catalogue| catalogue.get(text)?.first());
    found.filter(|said| !said.is_empty()).cloned().unwrap_or_else(|| text.to_owned())
}

/// The same of a text that stands for a number of things, with `%d` in the number's place: `one` names the text, as in
/// WordPress's `_n`.
pub fn say_many(locale: &str, one: &str, many: &str, number: i64) -> String {
    let forms = known(locale).and_then(|catalogue| catalogue.get(one));
    let said = forms.and_then(|forms| forms.get(form(locale, number))).filter(|said| !said.is_empty());
    let english = if number == 1 { one } else { many };
    said.map_or(english, String::as_str).to_owned()
}

/// Which of a text's forms goes with a number, by the rule that the language's file states.
fn form(locale: &str, number: i64) -> usize {
    if !locale.starts_with("ar") {
        return usize::from(number != 1);
    }
    match (number, number % 100) {
        (0..=2, _) => usize::try_from(number).unwrap_or_default(),
        (_, 3..=10) => 3,
        (_, 11..=99) => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!([0, 1, 2, 3, 11, 100, 103].map(|number| form("ar", number)), [0, 1, 2, 3, 4, 5, 3]);
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
}
