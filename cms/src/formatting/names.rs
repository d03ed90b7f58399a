//! Names that people type: logins, keys, class names, email addresses, one-line texts.

use std::sync::LazyLock;

use regex::Regex;

use super::kses::escape_unclosed_tags;
use super::strip_tags::collapse_blanks;
use super::{php_trim, remove_accents, strip_all_tags};

/// WordPress's `sanitize_user`: a login name without tags, accents and entities; `strict` leaves only ASCII letters,
/// digits, spaces and `_ . - @`.
pub fn sanitize_user(login: &str, strict: bool) -> String {
    static ENTITY: LazyLock<Regex> = LazyLock::new(|| Regex::new("&.+?;").expect("a constant pattern"));
    let stripped = strip_all_tags(login, false);
    let plain = without_octets(&remove_accents(&stripped));
    let mut name = ENTITY.replace_all(&plain, "").into_owned();
    if strict {
        name.retain(|character| character.is_ascii_alphanumeric() || " _.-@".contains(character));
    }
    collapse_all_blanks(php_trim(&name))
}

/// Takes out `%xx`.
fn without_octets(text: &str) -> String {
    static OCTET: LazyLock<Regex> = LazyLock::new(|| Regex::new("%[a-fA-F0-9]{2}").expect("a constant pattern"));
    OCTET.replace_all(text, "").into_owned()
}

fn collapse_all_blanks(text: &str) -> String {
    static BLANKS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\t\n\x0B\x0C\r ]+").expect("a constant pattern"));
    BLANKS.replace_all(text, " ").into_owned()
}

/// WordPress's `sanitize_key`: lower case letters, digits, `_` and `-`.
pub fn sanitize_key(key: &str) -> String {
    let kept = key.chars().filter(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-'));
    kept.map(|character| character.to_ascii_lowercase()).collect()
}

/// WordPress's `sanitize_html_class`: what may stand in a class name; `fallback` where nothing is left.
pub fn sanitize_html_class(class: &str, fallback: &str) -> String {
    let mut sanitized = without_octets(class);
    sanitized.retain(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-'));
    if sanitized.is_empty() && !fallback.is_empty() {
        return sanitize_html_class(fallback, "");
    }
    sanitized
}

/// WordPress's `sanitize_text_field`: one line without tags and encoded octets.
pub fn sanitize_text_field(text: &str) -> String {
    sanitize_text(text, false)
}

/// WordPress's `sanitize_textarea_field`: as [`sanitize_text_field`], and line ends stay.
pub fn sanitize_textarea_field(text: &str) -> String {
    sanitize_text(text, true)
}

fn sanitize_text(text: &str, keep_line_ends: bool) -> String {
    let mut text = text.to_owned();
    if text.contains('<') {
        // A `<` before a line end could become part of a tag once line ends go.
        text = strip_all_tags(&escape_unclosed_tags(&text), false).replace("<\n", "&lt;\n");
    }
    if !keep_line_ends {
        text = collapse_blanks(&text);
    }
    let trimmed = php_trim(&text);
    match without_all_octets(trimmed) {
        Some(without) => php_trim(&collapse_spaces(&without)).to_owned(),
        None => trimmed.to_owned(),
    }
}

/// Takes out `%xx`, also where taking one out joins another; none if there was none.
fn without_all_octets(text: &str) -> Option<String> {
    let mut kept = String::with_capacity(text.len());
    for character in text.chars() {
        kept.push(character);
        let octet =
            |bytes: &[u8]| matches!(bytes, [b'%', one, two] if one.is_ascii_hexdigit() && two.is_ascii_hexdigit());
        if kept.len() >= 3 && octet(&kept.as_bytes()[kept.len() - 3..]) {
            kept.truncate(kept.len() - 3);
        }
    }
    (kept.len() != text.len()).then_some(kept)
}

fn collapse_spaces(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for character in text.chars() {
        if character != ' ' || !collapsed.ends_with(' ') {
            collapsed.push(character);
        }
    }
    collapsed
}

const BLANKS_AND_POINT: [char; 7] = [' ', '\t', '\n', '\r', '\0', '\x0B', '.'];
const BLANKS_AND_HYPHEN: [char; 7] = [' ', '\t', '\n', '\r', '\0', '\x0B', '-'];

fn may_stand_before_at(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(character)
}

/// WordPress's `is_email`: does this look like an address? Only ASCII does, and a host needs a point.
pub fn is_email(email: &str) -> bool {
    let Some((local, domain)) = email.split_once('@') else { return false };
    let label = |label: &str| {
        !label.is_empty()
            && label.trim_matches('-') == label
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    email.len() >= 6
        && !local.is_empty()
        && local.chars().all(may_stand_before_at)
        && domain.contains('.')
        && domain.split('.').all(label)
}

/// WordPress's `sanitize_email`: the address without what may not stand in one; empty where none is left.
pub fn sanitize_email(email: &str) -> String {
    let Some((local, domain)) = email.split_once('@').filter(|(local, _)| email.len() >= 6 && !local.is_empty()) else {
        return String::new();
    };
    let local: String = local.chars().filter(|character| may_stand_before_at(*character)).collect();
    let domain = without_rows_of_points(domain);
    let labels = domain.trim_matches(BLANKS_AND_POINT).split('.').map(|label| {
        let kept = label.trim_matches(BLANKS_AND_HYPHEN).chars();
        kept.filter(|character| character.is_ascii_alphanumeric() || *character == '-').collect::<String>()
    });
    let labels: Vec<String> = labels.filter(|label| !label.is_empty()).collect();
    if local.is_empty() || labels.len() < 2 {
        return String::new();
    }
    format!("{local}@{}", labels.join("."))
}

fn without_rows_of_points(domain: &str) -> String {
    static POINTS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\.{2,}").expect("a constant pattern"));
    POINTS.replace_all(domain, "").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_has_no_tags_accents_or_entities() {
        assert_eq!(sanitize_user(" <b>Jürgen</b>  O&amp;x %41 ", false), "Jurgen Ox");
        assert_eq!(sanitize_user("a+b c@d.e", true), "ab c@d.e");
    }

    #[test]
    fn keys_and_classes_are_plain() {
        assert_eq!(sanitize_key("My Key-1_ä"), "mykey-1_");
        assert_eq!(sanitize_html_class("a b%20ä", ""), "ab");
        assert_eq!(sanitize_html_class("ä", "x y"), "xy");
    }

    #[test]
    fn a_text_field_is_one_clean_line() {
        assert_eq!(sanitize_text_field(" a\n<b>b</b> 5 < 6 %4%311  c "), "a b 5 &lt; 6 c");
        assert_eq!(sanitize_textarea_field("a\nb"), "a\nb");
    }

    #[test]
    fn email_addresses_are_told_from_others() {
        assert!(is_email("a.b+c@example.com"));
        for no in ["a@b", "a@b.c d", "ab.com", "@b.com", "a@-b.com", "a@b..com", "ä@b.com"] {
            assert!(!is_email(no), "{no}");
        }
        assert_eq!(sanitize_email("a b@ex ample..com.x"), "ab@examplecom.x");
        assert_eq!(sanitize_email("a@b"), "");
    }
}
