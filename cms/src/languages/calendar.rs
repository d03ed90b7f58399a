//! How a language names months and days and writes numbers: the GNU C Library's locales, English as WordPress has it.

use pure_rust_locales::{Locale, locale_match};

/// A language's names of months and days, and what stands between thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    months: &'static [&'static str],
    months_alone: &'static [&'static str],
    short_months: &'static [&'static str],
    weekdays: &'static [&'static str],
    short_weekdays: &'static [&'static str],
    /// Morning and afternoon in small letters, then in capitals.
    halves: [&'static str; 4],
    thousands: &'static str,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// English; also what every language has that nobody knows.
const ENGLISH: Calendar = Calendar {
    months: &MONTHS,
    months_alone: &MONTHS,
    short_months: &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    weekdays: &["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    short_weekdays: &["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    halves: ["am", "pm", "AM", "PM"],
    thousands: ",",
};

impl Default for Calendar {
    fn default() -> Self {
        ENGLISH
    }
}

impl Calendar {
    /// The calendar of a language by WordPress's name of it (`de_DE`, `de_DE_formal`, `ar`).
    pub fn of(name: &str) -> Self {
        if name.split('_').next() == Some("en") { ENGLISH } else { locale(name).map_or(ENGLISH, from_library) }
    }

    /// The month by its number from 1 to 12, as it stands beside a day; empty for other numbers.
    pub fn month(&self, number: u32) -> &'static str {
        named(self.months, number.wrapping_sub(1))
    }

    /// The month by its number from 1 to 12, as it stands alone or beside a year.
    pub fn month_alone(&self, number: u32) -> &'static str {
        named(self.months_alone, number.wrapping_sub(1))
    }

    /// `Jan`
    pub fn short_month(&self, number: u32) -> &'static str {
        named(self.short_months, number.wrapping_sub(1))
    }

    /// The day by its number from 0 (Sunday) to 6; empty for other numbers.
    pub fn weekday(&self, number: u32) -> &'static str {
        named(self.weekdays, number)
    }

    /// `Mon`
    pub fn short_weekday(&self, number: u32) -> &'static str {
        named(self.short_weekdays, number)
    }

    /// The letter over a day's column.
    pub fn weekday_initial(&self, number: u32) -> String {
        let short = self.short_weekday(number);
        // Where all names begin alike, as in Arabic, the short one is that letter.
        let name = if short.chars().count() == 1 { short } else { self.weekday(number) };
        name.chars().next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default()
    }

    /// `am` or `pm`; in capitals where wanted.
    pub fn half_of_day(&self, is_afternoon: bool, in_capitals: bool) -> &'static str {
        self.halves[usize::from(is_afternoon) + 2 * usize::from(in_capitals)]
    }

    /// A whole number as people read it, `1,234` (`number_format_i18n`).
    pub fn number(&self, whole: impl Into<i128>) -> String {
        let whole = whole.into();
        let digits = whole.unsigned_abs().to_string();
        let mut text = String::from(if whole < 0 { "-" } else { "" });
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push_str(self.thousands);
            }
            text.push(digit);
        }
        text
    }
}

fn named(names: &'static [&'static str], number: u32) -> &'static str {
    names.get(number as usize).map_or("", |name| name.trim())
}

fn from_library(locale: Locale) -> Calendar {
    let months = locale_match!(locale => LC_TIME::MON);
    let halves = locale_match!(locale => LC_TIME::AM_PM);
    let halves = match halves {
        [morning, afternoon] if !morning.is_empty() && !morning.eq_ignore_ascii_case("am") => {
            [*morning, *afternoon, *morning, *afternoon]
        }
        _ => ENGLISH.halves,
    };
    Calendar {
        months,
        months_alone: locale_match!(locale => LC_TIME::ALT_MON).unwrap_or(months),
        short_months: locale_match!(locale => LC_TIME::ABMON),
        weekdays: locale_match!(locale => LC_TIME::DAY),
        short_weekdays: locale_match!(locale => LC_TIME::ABDAY),
        halves,
        thousands: locale_match!(locale => LC_NUMERIC::THOUSANDS_SEP),
    }
}

/// WordPress's names without a country, and those that the library spells otherwise.
const OTHER_NAMES: [(&str, &str); 57] = [
    ("am", "am_ET"),
    ("ar", "ar_EG"),
    ("arg", "an_ES"),
    ("ary", "ar_MA"),
    ("as", "as_IN"),
    ("ast", "ast_ES"),
    ("azb", "az_IR"),
    ("bel", "be_BY"),
    ("bo", "bo_CN"),
    ("bre", "br_FR"),
    ("ca", "ca_ES"),
    ("cy", "cy_GB"),
    ("dzo", "dz_BT"),
    ("el", "el_GR"),
    ("et", "et_EE"),
    ("eu", "eu_ES"),
    ("fao", "fo_FO"),
    ("fur", "fur_IT"),
    ("fy", "fy_NL"),
    ("ga", "ga_IE"),
    ("gd", "gd_GB"),
    ("gu", "gu_IN"),
    ("hsb", "hsb_DE"),
    ("hy", "hy_AM"),
    ("ja", "ja_JP"),
    ("kab", "kab_DZ"),
    ("kal", "kl_GL"),
    ("kin", "rw_RW"),
    ("kir", "ky_KG"),
    ("kk", "kk_KZ"),
    ("km", "km_KH"),
    ("kmr", "ku_TR"),
    ("kn", "kn_IN"),
    ("lij", "lij_IT"),
    ("lo", "lo_LA"),
    ("lug", "lg_UG"),
    ("mn", "mn_MN"),
    ("mr", "mr_IN"),
    ("mri", "mi_NZ"),
    ("oci", "oc_FR"),
    ("ory", "or_IN"),
    ("ps", "ps_AF"),
    ("sah", "sah_RU"),
    ("snd", "sd_IN"),
    ("sq", "sq_AL"),
    ("srd", "sc_IT"),
    ("szl", "szl_PL"),
    ("te", "te_IN"),
    ("tir", "ti_ER"),
    ("tl", "tl_PH"),
    ("tuk", "tk_TM"),
    ("uk", "uk_UA"),
    ("ur", "ur_PK"),
    ("vi", "vi_VN"),
    ("wol", "wo_SN"),
    ("yor", "yo_NG"),
    ("zul", "zu_ZA"),
];

/// The library's locale for WordPress's name: that of the language and country, else the language's main one.
fn locale(name: &str) -> Option<Locale> {
    let mut parts = name.split('_');
    let (language, country) = (parts.next()?, parts.next());
    let known = |name: &str| Locale::try_from(name).ok().filter(|found| !matches!(found, Locale::POSIX));
    let of_country = country.and_then(|country| known(&format!("{language}_{country}")));
    let main = || OTHER_NAMES.iter().find(|(other, _)| *other == language).and_then(|(_, name)| known(name));
    of_country
        .or_else(main)
        .or_else(|| known(&format!("{language}_{}", language.to_uppercase())))
        .or_else(|| known(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_as_wordpress_writes_it_and_so_is_what_nobody_knows() {
        for name in ["en_US", "en_GB", "", "tlh", "../x", "POSIX_x"] {
            assert_eq!(Calendar::of(name), ENGLISH, "{name}");
        }
        assert_eq!((ENGLISH.month(5), ENGLISH.short_month(9), ENGLISH.weekday(0)), ("May", "Sep", "Sunday"));
        assert_eq!((ENGLISH.month(0), ENGLISH.month(13), ENGLISH.weekday(7)), ("", "", ""));
        assert_eq!(
            (ENGLISH.number(1_234_567), ENGLISH.number(-1000), ENGLISH.number(12)),
            ("1,234,567".into(), "-1,000".into(), "12".into())
        );
    }

    #[test]
    fn wordpress_names_lead_to_the_librarys_locales() {
        let month = |name: &str| Calendar::of(name).month(3);
        for name in ["de_DE", "de_DE_formal", "de_CH_informal", "de_XX", "de"] {
            assert_eq!(month(name), "März", "{name}");
        }
        assert_eq!(
            ["ar", "fr_FR", "pt_BR", "pt_PT_ao90", "ja", "fi"].map(month),
            ["مارس", "mars", "março", "março", "3月", "maaliskuu"]
        );
        assert_eq!(Calendar::of("ja").short_month(3), "3月");
        for (name, other) in OTHER_NAMES {
            assert!(Locale::try_from(other).is_ok(), "{name}: {other}");
        }
    }

    #[test]
    fn a_month_alone_may_have_another_form_than_beside_a_day() {
        let russian = Calendar::of("ru_RU");
        assert_eq!((russian.month(7), russian.month_alone(7)), ("июля", "Июль"));
        let german = Calendar::of("de_DE");
        assert_eq!((german.month(7), german.month_alone(7)), ("Juli", "Juli"));
    }

    #[test]
    fn halves_of_the_day_initials_and_numbers_are_the_languages() {
        let (german, arabic) = (Calendar::of("de_DE"), Calendar::of("ar"));
        assert_eq!((german.half_of_day(true, false), german.half_of_day(false, true)), ("pm", "AM"));
        assert_eq!((arabic.half_of_day(true, false), arabic.half_of_day(false, true)), ("م", "ص"));
        assert_eq!((german.weekday_initial(3), arabic.weekday_initial(0)), ("M".into(), "ح".into()));
        assert_eq!((german.number(12_345), arabic.number(12_345)), ("12.345".into(), "12,345".into()));
        assert_eq!(Calendar::of("fr_FR").number(12_345), "12\u{202f}345");
    }
}
