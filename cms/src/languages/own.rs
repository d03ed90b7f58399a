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
    fn both_languages_have_the_same_strings() {
        let ids = |locale| OWN[locale].keys().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(ids("de_DE"), ids("ar"));
        assert!(OWN["ar"]["%d comment."].len() == 6 && OWN["de_DE"]["%d comment."].len() == 2);
    }
}
