//! Our own strings.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::po::{Catalogue, parse};

/// Languages in which all our strings are there: WordPress's name, and what their speakers call them.
pub const LANGUAGES: [(&str, &str); 3] = [("en_US", "English"), ("de_DE", "Deutsch"), ("ar", "العربية")];

pub(super) static OWN: LazyLock<HashMap<&'static str, Catalogue>> = LazyLock::new(|| {
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
    let said = forms.and_then(|forms| forms.get(Plurals::of(locale).form(number))).filter(|said| !said.is_empty());
    let english = if number == 1 { one } else { many };
    said.map_or(english, String::as_str).to_owned()
}

/// The rule that a language's file states for the forms of its texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Plurals {
    /// One, and more.
    #[default]
    Two,
    /// None, one, two, few, many, hundreds.
    Arabic,
}

impl Plurals {
    /// The rule of a language.
    pub fn of(locale: &str) -> Self {
        if locale.split('_').next() == Some("ar") { Self::Arabic } else { Self::Two }
    }

    /// Which of a text's forms goes with a number.
    pub fn form(self, number: i64) -> usize {
        match (self, number, number % 100) {
            (Self::Two, ..) => usize::from(number != 1),
            (Self::Arabic, 0..=2, _) => usize::try_from(number).unwrap_or_default(),
            (Self::Arabic, _, 3..=10) => 3,
            (Self::Arabic, _, 11..=99) => 4,
            (Self::Arabic, ..) => 5,
        }
    }
}
