//! Letters with accents, by the plain letters that WordPress's `remove_accents` writes for them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What each character turns into, in the locale that WordPress starts with (English).
const PLAIN_LETTERS: &[(&str, &str)] = &[
    ("", "£"),
    ("A", "ÀÁÂÃÄÅĀĂĄǍẠẢẤẦẨẪẬẮẰẲẴẶ"),
    ("a", "ªàáâãäåāăąǎɑạảấầẩẫậắằẳẵặ"),
    ("AE", "Æ"),
    ("ae", "æ"),
    ("C", "ÇĆĈĊČ"),
    ("c", "çćĉċč"),
    ("D", "ÐĎĐ"),
    ("d", "ðďđ"),
    ("E", "ÈÉÊËĒĔĖĘĚƏẸẺẼẾỀỂỄỆ€"),
    ("e", "èéêëēĕėęěǝẹẻẽếềểễệ"),
    ("G", "ĜĞĠĢ"),
    ("g", "ĝğġģ"),
    ("H", "ĤĦ"),
    ("h", "ĥħ"),
    ("I", "ÌÍÎÏĨĪĬĮİǏỈỊ"),
    ("i", "ìíîïĩīĭįıǐỉị"),
    ("IJ", "Ĳ"),
    ("ij", "ĳ"),
    ("J", "Ĵ"),
    ("j", "ĵ"),
    ("K", "Ķ"),
    ("k", "ķĸ"),
    ("L", "ĹĻĽĿŁ"),
    ("l", "ĺļľŀł"),
    ("N", "ÑŃŅŇŊ"),
    ("n", "ñńņňŉŋ"),
    ("O", "ÒÓÔÕÖØŌŎŐƠǑỌỎỐỒỔỖỘỚỜỞỠỢ"),
    ("o", "ºòóôõöøōŏőơǒọỏốồổỗộớờởỡợ"),
    ("OE", "Œ"),
    ("oe", "œ"),
    ("R", "ŔŖŘ"),
    ("r", "ŕŗř"),
    ("S", "ŚŜŞŠȘ"),
    ("s", "ßśŝşšſș"),
    ("T", "ŢŤŦȚ"),
    ("t", "ţťŧț"),
    ("TH", "Þ"),
    ("th", "þ"),
    ("U", "ÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛỤỦỨỪỬỮỰ"),
    ("u", "ùúûüũūŭůűųưǔǖǘǚǜụủứừửữự"),
    ("W", "Ŵ"),
    ("w", "ŵ"),
    ("Y", "ÝŶŸỲỴỶỸ"),
    ("y", "ýÿŷỳỵỷỹ"),
    ("Z", "ŹŻŽ"),
    ("z", "źżž"),
];

static PLAIN_BY_CHARACTER: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let pairs = |(plain, accented): &(&'static str, &'static str)| {
        let plain = *plain;
        accented.chars().map(move |character| (character, plain)).collect::<Vec<_>>()
    };
    PLAIN_LETTERS.iter().flat_map(pairs).collect()
});

/// WordPress's `remove_accents`: `Ärger` becomes `Arger`, letters of other scripts stay.
pub fn remove_accents(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let composed: Cow<'_, str> = if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) };
    let mut plain = String::with_capacity(composed.len());
    for character in composed.chars() {
        match PLAIN_BY_CHARACTER.get(&character) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(character),
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_go_and_other_scripts_stay() {
        assert_eq!(remove_accents("Ærø Straße Łódź £5 Ελλάδα"), "AEro Strase Lodz 5 Ελλάδα");
    }

    #[test]
    fn a_letter_with_a_combining_accent_is_composed_first() {
        assert_eq!(remove_accents("e\u{301}"), "e");
    }
}
