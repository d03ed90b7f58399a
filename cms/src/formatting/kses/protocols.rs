//! Protocols in addresses.

use std::sync::LazyLock;

use regex::Regex;

use super::filter::without_controls;
use crate::formatting::php_trim;

/// Protocols that an address may have.
const PROTOCOLS: [&str; 22] = [
    "http", "https", "ftp", "ftps", "mailto", "news", "irc", "irc6", "ircs", "gopher", "nntp", "feed", "telnet", "mms",
    "rtsp", "sms", "svn", "tel", "fax", "xmpp", "webcal", "urn",
];

/// An address is looked at so many times before it counts as malicious.
const MOST_ROUNDS: usize = 6;

/// May an address have this protocol, in lower case?
pub(crate) fn is_allowed_protocol(protocol: &str) -> bool {
    PROTOCOLS.contains(&protocol)
}

/// WordPress's `wp_kses_bad_protocol`: takes off protocols that are not allowed, again and again; empty if that does not end.
pub(crate) fn strip_bad_protocol(address: &str, allowed: &dyn Fn(&str) -> bool) -> String {
    let mut address = without_null_spellings(&without_controls(address));
    let is_web = |protocol: &str, start: &str| address.starts_with(start) && allowed(protocol);
    if is_web("https", "https://") || is_web("http", "http://") {
        return address;
    }
    for _ in 0..MOST_ROUNDS {
        let stripped = strip_once(&address, allowed, 1);
        if stripped == address {
            return address;
        }
        address = stripped;
    }
    String::new()
}

/// Takes out `\0`, written as a backslash and zeros.
pub(super) fn without_null_spellings(text: &str) -> String {
    static NULL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\+0+").expect("a constant pattern"));
    NULL.replace_all(text, "").into_owned()
}

fn strip_once(address: &str, allowed: &dyn Fn(&str) -> bool, count: usize) -> String {
    static COLON: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("(?i):|&#0*58;|&#x0*3a;|&colon;").expect("a constant pattern"));
    let address = close_colons(address);
    let Some(colon) = COLON.find(&address) else { return address };
    let before = &address[..colon.start()];
    if before.contains("/?") {
        return address;
    }
    let rest = php_trim(&address[colon.end()..]);
    let protocol = checked_protocol(before, allowed);
    if protocol != "feed:" {
        return format!("{protocol}{rest}");
    }
    if count > 2 {
        return String::new();
    }
    match strip_once(rest, allowed, count + 1) {
        rest if rest.is_empty() || rest == "0" => rest,
        rest => format!("{protocol}{rest}"),
    }
}

/// Puts the semicolon after a numeric colon that lacks it.
fn close_colons(address: &str) -> String {
    static COLON: LazyLock<Regex> = LazyLock::new(|| Regex::new("(?i)&#(?:0*58|x0*3a)").expect("a constant pattern"));
    let mut closed = String::with_capacity(address.len());
    let mut copied = 0;
    for found in COLON.find_iter(address) {
        let hexadecimal = found.as_str().contains(['x', 'X']);
        let goes_on = address
            .as_bytes()
            .get(found.end())
            .is_some_and(|byte| *byte == b';' || byte.is_ascii_digit() || (hexadecimal && byte.is_ascii_hexdigit()));
        closed.push_str(&address[copied..found.end()]);
        if !goes_on {
            closed.push(';');
        }
        copied = found.end();
    }
    closed.push_str(&address[copied..]);
    closed
}

/// The protocol in lower case with its colon if it is allowed, else nothing.
fn checked_protocol(written: &str, allowed: &dyn Fn(&str) -> bool) -> String {
    let decoded = decode_numbers(written);
    let blankless: String =
        decoded.chars().filter(|character| !character.is_ascii_whitespace() && *character != '\x0B').collect();
    let protocol = without_null_spellings(&without_controls(&blankless)).to_ascii_lowercase();
    if allowed(&protocol) { format!("{protocol}:") } else { String::new() }
}

/// Decodes numeric references the way WordPress does for protocols: to one byte each.
fn decode_numbers(text: &str) -> String {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("&#(?:([0-9]+)|[Xx]([0-9A-Fa-f]+));").expect("a constant pattern"));
    let byte = |digits: &str, radix: u32| {
        // Only the last byte of the number counts, and only its ASCII can be part of a protocol.
        let number = digits
            .chars()
            .filter_map(|digit| digit.to_digit(radix))
            .fold(0_u32, |sum, digit| (sum.wrapping_mul(radix)).wrapping_add(digit));
        char::from((number & 0xFF) as u8)
    };
    let decode = |found: &regex::Captures<'_>| match (found.get(1), found.get(2)) {
        (Some(digits), _) => byte(digits.as_str(), 10).to_string(),
        (_, Some(digits)) => byte(digits.as_str(), 16).to_string(),
        _ => String::new(),
    };
    NUMBER.replace_all(text, decode).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(address: &str) -> String {
        strip_bad_protocol(address, &is_allowed_protocol)
    }

    #[test]
    fn allowed_protocols_and_paths_stay() {
        for address in ["http://a.b/c:d", "mailto:a@b.c", "/a:b/?c", "#a", "tel:+49 30", "//a.b/c"] {
            assert!(stripped(address).ends_with(address.rsplit(':').next().unwrap()), "{address}");
        }
        assert_eq!(stripped("HTTP://a.b"), "http://a.b");
    }

    #[test]
    fn others_go_again_and_again() {
        assert_eq!(stripped("javascript:alert(1)"), "alert(1)");
        assert_eq!(stripped("java script:javascript:alert(1)"), "alert(1)");
        assert_eq!(stripped("&#106;avascript&#x3a;x"), "x");
        assert_eq!(stripped("a:b:c:d:e:f:g:h"), "");
        assert_eq!(stripped("feed:javascript:x"), "feed:x");
        assert_eq!(stripped("feed:feed:feed:x"), "");
    }

    #[test]
    fn nulls_hide_nothing() {
        assert_eq!(stripped("java\0script:x"), "x");
        assert_eq!(stripped("java\\0script:x"), "x");
    }
}
