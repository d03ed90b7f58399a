//! Which languages are written from right to left.

/// Languages whose usual script runs from right to left, by their first part (Unicode CLDR, `scriptMetadata`).
const RIGHT_TO_LEFT: [&str; 14] =
    ["ar", "arc", "arq", "ary", "azb", "ckb", "dv", "fa", "haz", "he", "ps", "sd", "ug", "ur"];

/// Whether text in `language` (`ar`, `he-IL`, `fa_IR`) runs from right to left.
pub fn is_right_to_left(language: &str) -> bool {
    let first = language.split(['-', '_']).next().unwrap_or_default();
    RIGHT_TO_LEFT.contains(&first.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_and_hebrew_run_from_right_to_left() {
        assert!(is_right_to_left("ar") && is_right_to_left("he_IL") && is_right_to_left("fa-IR"));
        assert!(!is_right_to_left("de_DE") && !is_right_to_left("arn") && !is_right_to_left(""));
    }
}
