//! A site's options as they were at one moment, with typed access.

use std::collections::HashMap;

use chrono::{Duration, NaiveDateTime, Offset, TimeZone};
use serde_json::Value;

use crate::languages::Words;

/// All options of a site. Missing ones answer with the type's empty value, as WordPress's `get_option` does in its way.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    values: HashMap<String, Value>,
    url: String,
    words: Words,
}

impl Settings {
    /// A snapshot of `values`; `url` is the site's home address.
    pub fn new(values: HashMap<String, Value>, url: String) -> Self {
        let words = Words::of(locale(values.get("WPLANG")));
        Self { values, url, words }
    }

    /// The same with one option changed.
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.values.insert(name.to_owned(), value);
        Self::new(self.values, self.url)
    }

    /// The option as it is stored.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// Every option with its name.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.values.iter()
    }

    /// The option as text; numbers in decimal, true as `1`, false and missing as the empty string.
    pub fn text(&self, name: &str) -> String {
        match self.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(true)) => "1".to_owned(),
            Some(value @ (Value::Array(_) | Value::Object(_))) => value.to_string(),
            _ => String::new(),
        }
    }

    /// The option as a whole number; numeric text counts, everything else is 0.
    pub fn number(&self, name: &str) -> i64 {
        match self.get(name) {
            Some(Value::Number(number)) => number.as_i64().unwrap_or_default(),
            Some(Value::String(text)) => text.trim().parse().unwrap_or_default(),
            Some(Value::Bool(true)) => 1,
            _ => 0,
        }
    }

    /// The option as a switch, with PHP's idea of truth.
    pub fn flag(&self, name: &str) -> bool {
        match self.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => !text.is_empty() && text != "0" && text != "closed" && text != "false",
            Some(Value::Number(number)) => number.as_f64() != Some(0.0),
            _ => false,
        }
    }

    /// The site's home address, without a slash at the end.
    pub fn home(&self) -> &str {
        &self.url
    }

    /// The site's title.
    pub fn blogname(&self) -> String {
        self.text("blogname")
    }

    /// Posts on a page of a list; at least 1.
    pub fn posts_per_page(&self) -> u64 {
        self.number("posts_per_page").max(1).unsigned_abs()
    }

    /// The permalink structure, such as `/%year%/%postname%/`; empty for plain `?p=` addresses.
    pub fn permalink_structure(&self) -> String {
        self.text("permalink_structure")
    }

    /// The language of the site in WordPress's form (`de_DE`); `en_US` where none is set.
    pub fn locale(&self) -> String {
        locale(self.get("WPLANG")).to_owned()
    }

    /// What the host says to the site's visitors, in the site's language.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The same as an HTML `lang` attribute has it (`de-DE`).
    pub fn language(&self) -> String {
        self.locale().replace('_', "-")
    }

    /// Seconds that the site's time is ahead of UTC at `utc`.
    pub fn offset_seconds(&self, utc: NaiveDateTime) -> i64 {
        match self.text("timezone_string").parse::<chrono_tz::Tz>() {
            Ok(zone) => i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()),
            Err(_) => (self.gmt_offset() * 3600.0).round() as i64,
        }
    }

    fn gmt_offset(&self) -> f64 {
        match self.get("gmt_offset") {
            Some(Value::Number(number)) => number.as_f64().unwrap_or_default(),
            Some(Value::String(text)) => text.parse().unwrap_or_default(),
            _ => 0.0,
        }
    }

    /// UTC to the site's time.
    pub fn to_local(&self, utc: NaiveDateTime) -> NaiveDateTime {
        utc + Duration::seconds(self.offset_seconds(utc))
    }

    /// The site's time to UTC. A local time that a clock change repeats or skips takes the offset before the change.
    pub fn to_utc(&self, local: NaiveDateTime) -> NaiveDateTime {
        match self.text("timezone_string").parse::<chrono_tz::Tz>() {
            Ok(zone) => match zone.from_local_datetime(&local).earliest() {
                Some(at) => at.naive_utc(),
                None => local - Duration::seconds(self.offset_seconds(local - Duration::hours(3))),
            },
            Err(_) => local - Duration::seconds(self.offset_seconds(local)),
        }
    }
}

fn locale(option: Option<&Value>) -> &str {
    match option.and_then(Value::as_str) {
        None | Some("" | "false") => "en_US",
        Some(locale) => locale,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn with(values: &[(&str, Value)]) -> Settings {
        let values = values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Settings::new(values, "http://example.com".into())
    }

    #[test]
    fn options_answer_in_the_type_that_is_asked_for() {
        let settings = with(&[("a", json!("12")), ("b", json!(3)), ("c", json!(true)), ("d", json!("0"))]);
        assert_eq!((settings.number("a"), settings.number("b"), settings.number("none")), (12, 3, 0));
        assert_eq!((settings.text("b"), settings.text("c")), ("3".into(), "1".into()));
        assert!(settings.flag("a") && settings.flag("c") && !settings.flag("d") && !settings.flag("none"));
    }

    #[test]
    fn the_sites_time_follows_its_zone_over_a_clock_change() {
        let settings = with(&[("timezone_string", json!("Europe/Berlin"))]);
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        assert_eq!(settings.to_local(at("2026-01-10 12:00")), at("2026-01-10 13:00"));
        assert_eq!(settings.to_local(at("2026-07-10 12:00")), at("2026-07-10 14:00"));
        assert_eq!(settings.to_utc(at("2026-07-10 14:00")), at("2026-07-10 12:00"));
        assert_eq!(settings.to_utc(at("2026-03-29 02:30")), at("2026-03-29 01:30"), "skipped by the clock change");
    }

    #[test]
    fn a_fixed_offset_may_have_half_hours() {
        let settings = with(&[("gmt_offset", json!("5.5"))]);
        let noon = NaiveDateTime::parse_from_str("2026-01-10 12:00", "%Y-%m-%d %H:%M").unwrap();
        assert_eq!(settings.to_local(noon) - noon, Duration::minutes(330));
    }
}
