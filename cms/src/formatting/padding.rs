//! PHP's `trim` and WordPress's `zeroise`.

/// The characters that PHP's `trim()` takes off when not told otherwise.
const PHP_BLANKS: [char; 6] = [' ', '\t', '\n', '\r', '\0', '\x0B'];

/// PHP's `trim()`: ASCII blanks and the null character, not Unicode's other spaces.
pub fn php_trim(text: &str) -> &str {
    text.trim_matches(PHP_BLANKS)
}

/// A number with zeros before it up to `width` digits; WordPress's `zeroise`.
pub fn zeroise(number: i64, width: usize) -> String {
    let digits = number.to_string();
    format!("{}{digits}", "0".repeat(width.saturating_sub(digits.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trim_keeps_the_no_break_space() {
        assert_eq!(php_trim(" \t\0a\u{a0}\x0B\n"), "a\u{a0}");
    }

    #[test]
    fn zeroise_never_shortens() {
        assert_eq!(zeroise(7, 3), "007");
        assert_eq!(zeroise(1234, 3), "1234");
    }
}
