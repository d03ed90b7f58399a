//! Hyphens in rows: en dashes and em dashes.

use std::borrow::Cow;

use super::spaces::{space_before, space_length};

const EM_DASH: &str = "&#8212;";
const EN_DASH: &str = "&#8211;";

/// `---` and `--` between spaces become an em dash, another `--` and a `-` between spaces an en dash; `xn--` stays.
pub(super) fn texturize_dashes(text: &str) -> String {
    let mut text = if text.contains("---") { Cow::Owned(text.replace("---", EM_DASH)) } else { Cow::Borrowed(text) };
    if text.contains("--") {
        text = Cow::Owned(replace_hyphens(&text, "--", EM_DASH, stands_alone));
        text = Cow::Owned(replace_hyphens(&text, "--", EN_DASH, |bytes, at, _| !bytes[..at].ends_with(b"xn")));
    }
    replace_hyphens(&text, "-", EN_DASH, stands_alone)
}

fn replace_hyphens(text: &str, hyphens: &str, dash: &str, wanted: impl Fn(&[u8], usize, usize) -> bool) -> String {
    let bytes = text.as_bytes();
    let mut replaced = String::with_capacity(text.len() + 16);
    let mut copied = 0;
    let mut from = 0;
    while let Some(at) = text[from..].find(hyphens).map(|at| from + at) {
        from = at + 1;
        if wanted(bytes, at, hyphens.len()) {
            replaced.push_str(&text[copied..at]);
            replaced.push_str(dash);
            copied = at + hyphens.len();
            from = copied;
        }
    }
    replaced.push_str(&text[copied..]);
    replaced
}

/// At the start or after a space, and at the end or before one.
fn stands_alone(bytes: &[u8], at: usize, length: usize) -> bool {
    let end = at + length;
    (at == 0 || space_before(bytes, at)) && (end == bytes.len() || space_length(bytes, end).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_hyphens_and_the_spaces_decide() {
        assert_eq!(texturize_dashes("a---b -- c--d - e-f"), "a&#8212;b &#8212; c&#8211;d &#8211; e-f");
        assert_eq!(texturize_dashes("xn--abc"), "xn--abc");
        assert_eq!(texturize_dashes("- a -"), "&#8211; a &#8211;");
    }
}
