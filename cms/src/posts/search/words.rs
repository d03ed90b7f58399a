//! What a searcher typed, taken apart as WordPress does (`WP_Query::parse_search`).

/// Words that searches leave out where others stand beside them.
#[rustfmt::skip]
const COMMON: [&str; 29] = [
    "about", "an", "are", "as", "at", "be", "by", "com", "for", "from", "how", "in", "is", "it", "of", "on", "or",
    "that", "the", "this", "to", "was", "what", "when", "where", "who", "will", "with", "www",
];
/// More terms than this are one phrase.
const MOST: usize = 9;

/// The terms of a search: all must be there, none of the excluded ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What was typed, in one piece.
    pub phrase: String,
    /// Each must stand in the title, the excerpt or the content.
    pub wanted: Vec<String>,
    /// None may stand in any of them.
    pub unwanted: Vec<String>,
}

impl Words {
    /// Takes `typed` apart; as one phrase, if `whole` is set.
    pub fn of(typed: &str, whole: bool) -> Self {
        let phrase = typed.replace(['\r', '\n'], "");
        let pieces = pieces(&phrase);
        let mut terms: Vec<String> = pieces.iter().filter_map(|piece| term(piece)).collect();
        if whole || terms.is_empty() || terms.len() > MOST {
            terms = vec![phrase.clone()];
        }
        let (unwanted, wanted): (Vec<String>, Vec<String>) =
            terms.into_iter().partition(|term| term.starts_with('-') && term.len() > 1);
        let unwanted = unwanted.into_iter().map(|term| term[1..].to_owned()).collect();
        Self { phrase, wanted, unwanted }
    }

    /// Whether anything was typed.
    pub fn is_empty(&self) -> bool {
        self.phrase.is_empty()
    }
}

/// Quoted phrases, and words between blanks, commas and plus signs.
fn pieces(typed: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = typed;
    loop {
        rest = rest.trim_start_matches(['\t', ' ', ',', '+']);
        if rest.is_empty() {
            return pieces;
        }
        let end = match rest.strip_prefix('"') {
            Some(quoted) => quoted.find('"').map_or(rest.len(), |at| at + 2),
            None => rest.find(['\t', ' ', '"', ',', '+']).unwrap_or(rest.len()),
        };
        pieces.push(&rest[..end]);
        rest = &rest[end..];
    }
}

fn term(piece: &str) -> Option<String> {
    let is_quoted = piece.len() > 2 && piece.starts_with('"') && piece.ends_with('"');
    let term = if is_quoted { piece.trim_matches(['"', '\'']) } else { piece.trim_matches(['"', '\'', ' ']) };
    let is_letter = term.len() == 1 && term.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let is_common = COMMON.contains(&term.to_lowercase().as_str());
    (!term.is_empty() && term != "0" && !is_letter && !is_common).then(|| term.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_phrases_and_exclusions_are_told_apart() {
        let words = Words::of("blue \"green sea\" -red the a", false);
        assert_eq!(words.wanted, ["blue", "green sea"]);
        assert_eq!(words.unwanted, ["red"]);
    }

    #[test]
    fn nothing_but_common_words_is_searched_for_as_it_stands() {
        assert_eq!(Words::of("what is this", false).wanted, ["what is this"]);
        assert_eq!(Words::of("a b", true).wanted, ["a b"]);
        assert_eq!(Words::of("1 2 3 4 5 6 7 8 9 10", false).wanted, ["1 2 3 4 5 6 7 8 9 10"]);
    }

    #[test]
    fn an_open_quote_reaches_to_the_end() {
        assert_eq!(Words::of("\"green sea", false).wanted, ["green sea"]);
    }
}
