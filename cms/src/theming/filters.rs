//! The filters that templates may use, beside Tera's own.

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use tera::{Kwargs, Number, State, StringInput, Tera, TeraResult, Value};

use super::scene::Scene;
use crate::formatting;
use crate::languages::Words;

/// Makes the filters known, before the templates that use them are added.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("date", date);
    tera.register_filter("esc_url", |text: &str, _: Kwargs, _: &State| formatting::esc_url_raw(text));
    tera.register_filter("strip_tags", strip_tags);
    tera.register_filter("words", words);
    tera.register_filter("json", json);
    tera.register_filter("number", number);
    tera.register_filter("url_encode", |text: &str, _: Kwargs, _: &State| url_encode(text));
    tera.register_filter("class_names", class_names);
    tera.register_filter("translate", translate);
}

/// `post.date_iso | date(format="F j, Y")`: a date in PHP's format letters; the site's own `date_format` where none is
/// given. It is shown at the offset that it carries, which in a page's context is the site's own.
fn date(text: &str, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let at = read_date(text)
        .ok_or_else(|| tera::Error::message(format!("`{text}` is no date such as 2026-11-21T10:00:00")))?;
    let format = match arguments.get::<&str>("format")? {
        Some(format) => format.to_owned(),
        None => Scene::ask(|scene| scene.site.settings().text("date_format"))?,
    };
    Ok(formatting::php_date(&format, &at, &at.offset().to_string(), words_of_site().calendar()))
}

fn read_date(text: &str) -> Option<DateTime<FixedOffset>> {
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    let moment = || NaiveDateTime::parse_from_str(&text.replace(' ', "T"), "%Y-%m-%dT%H:%M:%S").ok().or_else(day);
    DateTime::parse_from_rfc3339(text).ok().or_else(|| moment().map(|at| at.and_utc().fixed_offset()))
}

/// `content | strip_tags`: the text without its tags, scripts and styles (`wp_strip_all_tags`).
fn strip_tags(text: StringInput, _: Kwargs, _: &State) -> Value {
    let plain = formatting::strip_all_tags(text.as_str(), false);
    text.inherit_safety(plain)
}

/// `content | words(count=30)`: the first words of a text without its tags (`wp_trim_words`).
fn words(text: StringInput, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let count = arguments.get::<usize>("count")?.unwrap_or(55);
    let first = formatting::trim_words(text.as_str(), count, "…");
    Ok(text.inherit_safety(first))
}

/// `value | json`: for a script or a data attribute; `<` is written so that no script can end early.
fn json(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(|error| tera::Error::message(error.to_string()))?;
    let text = text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026").replace('\'', "\\u0027");
    Ok(Value::safe_string(&text))
}

/// The site's language; English where no site is known.
fn words_of_site() -> Words {
    Scene::ask(|scene| *scene.site.settings().words()).unwrap_or_default()
}

/// `1234 | number`: `1,234`, as the site's language writes it (`number_format_i18n`).
fn number(value: Number, _: Kwargs, _: &State) -> String {
    words_of_site().number(value.as_integer().unwrap_or_default())
}

fn url_encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(byte as char),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
        encoded
    })
}

/// `"Search" | translate`: the text in the site's language, where it is known there. `with` takes the place of `%s`; with
/// `many` and `count`, the text is that of one thing, and the number takes the place of `%d`.
fn translate(text: &str, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let words = Scene::ask(|scene| *scene.site.settings().words())?;
    let said = match (arguments.get::<&str>("many")?, arguments.get::<i64>("count")?) {
        (Some(many), Some(count)) => words.say_many(text, many, count).replace("%d", &words.number(count)),
        _ => words.say(text).to_owned(),
    };
    Ok(match arguments.get::<&str>("with")? {
        Some(with) => said.replace("%s", with),
        None => said,
    })
}

/// `post.classes | class_names`: a list of classes as an attribute holds them.
fn class_names(classes: Vec<String>, _: Kwargs, _: &State) -> String {
    classes.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shown(template: &str) -> String {
        let mut tera = Tera::new();
        register(&mut tera);
        let values = json!({
            "at": "2026-11-21T09:05:00+01:00", "html": "<p>One <b>two</b> three</p>", "evil": "javascript:alert(1)",
            "list": ["a", "b"], "text": "</script>'",
        });
        tera.render_str(template, &tera::Context::from_serialize(&values).unwrap(), true).unwrap()
    }

    #[test]
    fn a_date_is_shown_in_phps_letters_at_its_own_offset() {
        assert_eq!(shown("{{ at | date(format='F j, Y g:i a P') }}"), "November 21, 2026 9:05 am +01:00");
        assert_eq!(shown("{{ '2026-01-02' | date(format='d.m.y') }}"), "02.01.26");
    }

    #[test]
    fn what_could_run_is_no_address() {
        assert_eq!(shown("<a href=\"{{ evil | esc_url }}\">"), "<a href=\"\">");
        assert_eq!(shown("{{ 'https://a.example/?b=c&d=e' | esc_url }}"), "https://a.example/?b=c&amp;d=e");
    }

    #[test]
    fn html_becomes_text_that_is_still_escaped() {
        assert_eq!(shown("{{ html | strip_tags }}"), "One two three");
        assert_eq!(shown("{{ html | words(count=2) }}"), "One two…");
    }

    #[test]
    fn json_cannot_end_a_script() {
        assert_eq!(shown("{{ text | json }}"), "\"\\u003c/script\\u003e\\u0027\"");
    }

    #[test]
    fn numbers_lists_and_queries_are_written_for_people_classes_and_addresses() {
        assert_eq!(shown("{{ 1234567 | number }} {{ -1000 | number }} {{ 12 | number }}"), "1,234,567 -1,000 12");
        assert_eq!(shown("{{ list | class_names }}"), "a b");
        assert_eq!(shown("{{ 'a b&ü' | url_encode }}"), "a%20b%26%C3%BC");
    }
}
