//! What the host says to the visitors of a site, in the site's language. English costs nothing: the text is its own name.

use std::fmt::{self, Display, Write};

use super::calendar::Calendar;
use super::lengths::largest_unit_between;
use super::own;
use super::po::Catalogue;

/// A site's language: its words, and how it writes dates and numbers.
#[derive(Clone, Copy, Default)]
pub struct Words {
    own: Option<&'static Catalogue>,
    plurals: own::Plurals,
    calendar: Calendar,
}

/// Whole catalogues are nothing to print.
impl fmt::Debug for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Words").field("known", &self.own.is_some()).finish_non_exhaustive()
    }
}

impl Words {
    /// Those of a language by WordPress's name of it.
    pub fn of(locale: &str) -> Self {
        Self { own: own::known(locale), plurals: own::Plurals::of(locale), calendar: Calendar::of(locale) }
    }

    /// What `text` is in this language; the text itself where nobody has translated it.
    pub fn say<'t>(&self, text: &'t str) -> &'t str {
        let found = self.own.and_then(|catalogue| catalogue.get(text)?.first());
        found.filter(|said| !said.is_empty()).map_or(text, String::as_str)
    }

    /// The same with values in the places of `%s`, `%d` or `%1$s`.
    pub fn fill(&self, text: &str, values: &[&dyn Display]) -> String {
        filled(self.say(text), values)
    }

    /// A text that stands for a number of things, which takes the place of `%s` or `%d`: `one` names it (`_n`).
    pub fn count(&self, one: &str, many: &str, number: i64) -> String {
        filled(self.say_many(one, many, number), &[&self.number(number)])
    }

    /// The same with one value more, behind the number: `%1$s responses to %2$s`.
    pub fn count_of(&self, one: &str, many: &str, number: i64, of: &dyn Display) -> String {
        filled(self.say_many(one, many, number), &[&self.number(number), of])
    }

    /// The same as it stands in the language's file.
    pub fn say_many<'t>(&self, one: &'t str, many: &'t str, number: i64) -> &'t str {
        let forms = self.own.and_then(|catalogue| catalogue.get(one));
        let said = forms.and_then(|forms| forms.get(self.plurals.form(number))).filter(|said| !said.is_empty());
        said.map_or(if number == 1 { one } else { many }, String::as_str)
    }

    /// A whole number as people read it, `1,234`.
    pub fn number(&self, whole: impl Into<i128>) -> String {
        self.calendar.number(whole)
    }

    /// Names of months and days.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The time between two Unix times, rounded to its largest unit (`3 hours`; `human_time_diff`).
    pub fn time_between(&self, from: i64, to: i64) -> String {
        let (count, [one, many]) = largest_unit_between(from, to);
        self.count(one, many, count)
    }
}

/// A text with values in its places: `%s` and `%d` take the next one, `%2$s` the second. None is looked through for places.
pub fn filled(text: &str, values: &[&dyn Display]) -> String {
    let (mut said, mut rest, mut next) = (String::with_capacity(text.len() + 32), text, 0);
    while let Some((before, after)) = rest.split_once('%') {
        said.push_str(before);
        let digits = after.len() - after.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let numbered = after[digits..].strip_prefix('$').filter(|_| digits > 0);
        let (place, kind) = match numbered {
            Some(kind) => (after[..digits].parse::<usize>().ok().and_then(|number| number.checked_sub(1)), kind),
            None => (Some(next), after),
        };
        let value = place.and_then(|place| values.get(place));
        match (kind.strip_prefix(['s', 'd']), value) {
            (Some(behind), Some(value)) => {
                // Writing to a string cannot fail.
                let _ = write!(said, "{value}");
                next += usize::from(numbered.is_none());
                rest = behind;
            }
            _ => {
                said.push('%');
                rest = after.strip_prefix('%').unwrap_or(after);
            }
        }
    }
    said + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_their_places_and_are_not_looked_through() {
        assert_eq!(filled("%s of %d", &[&"%s", &2]), "%s of 2");
        assert_eq!(filled("%2$s: %1$s", &[&"a", &"b"]), "b: a");
        assert_eq!(filled("100%% %s %x %9$s%", &[&1]), "100% 1 %x %9$s%");
    }

    #[test]
    fn words_and_numbers_are_the_languages_and_english_is_its_own_name() {
        let (english, german, arabic) = (Words::default(), Words::of("de_AT"), Words::of("ar"));
        assert_eq!(english.fill("Page %s", &[&2]), "Page 2");
        assert_eq!(german.fill("Page %s", &[&2]), "Seite 2");
        assert_eq!(english.count("%s comment", "%s comments", 1234), "1,234 comments");
        assert_eq!(Words::of("de_DE").count("%s comment", "%s comments", 1234), "1.234 Kommentare");
        assert_eq!(german.count("%s comment", "%s comments", 1), "1 Kommentar");
        assert_ne!(arabic.count("%s comment", "%s comments", 3), arabic.count("%s comment", "%s comments", 2));
        assert_eq!(Words::of("fr_FR").say("Search"), "Search");
    }

    #[test]
    fn the_time_between_two_moments_is_rounded_to_its_largest_unit() {
        let english = Words::default();
        assert_eq!(english.time_between(0, 0), "1 second");
        assert_eq!(english.time_between(100, 10), "2 minutes");
        assert_eq!(english.time_between(0, 3_599), "60 minutes");
        assert_eq!(english.time_between(0, 86_400 * 10), "1 week");
        assert_eq!(english.time_between(0, 86_400 * 700), "2 years");
        assert_eq!(Words::of("de_DE").time_between(0, 86_400 * 3), "3 Tagen");
    }
}
