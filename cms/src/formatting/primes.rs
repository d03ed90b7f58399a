//! Tells a prime (`7"` long) from a closing quotation mark (`"route 7"`).

use memchr::memchr_iter;

use super::quotes::quotation_ends;

/// The marks of one kind of quotation.
pub(super) struct Marks {
    /// The mark as typed: `'` or `"`.
    pub(super) quote: char,
    /// The entity of the prime.
    pub(super) prime: &'static str,
    /// What stands for an opening mark already.
    pub(super) opening: &'static str,
    /// The entity of the closing mark.
    pub(super) closing: &'static str,
}

/// Stands for a mark that may be either, while its sentence is looked at.
const FLAG: &str = "<!--wp-prime-or-quote-->";

/// WordPress's `wptexturize_primes`: opening marks are known by now; each other one is a prime or closes a quotation.
pub(super) fn texturize_primes(text: &str, marks: &Marks) -> String {
    let quote = marks.quote.to_string();
    let sentences = text.split(marks.opening).enumerate().map(|(index, sentence)| {
        if !sentence.contains(marks.quote) {
            return sentence.to_owned();
        }
        let decided = if index > 0 && !sentence.contains(marks.closing) {
            decide_in_quotation(sentence, marks)
        } else {
            let primes = primes_after_digits(sentence, marks);
            candidates(&primes, marks, marks.closing).0
        };
        if marks.quote == '"' { decided.replace(&quote, marks.closing) } else { decided }
    });
    sentences.collect::<Vec<_>>().join(marks.opening)
}

/// A sentence after an opening mark with no closing one so far: one of its marks has to close.
fn decide_in_quotation(sentence: &str, marks: &Marks) -> String {
    let (flagged, count) = candidates(sentence, marks, FLAG);
    match count {
        0 => primes_after_digits(&flagged, marks),
        1 => primes_after_digits(&flagged.replace(FLAG, marks.closing), marks),
        _ => decide_among_many(&flagged, marks),
    }
}

/// Several marks could close. One that follows no digit does; else the last before a full stop, else the last.
fn decide_among_many(flagged: &str, marks: &Marks) -> String {
    let (mut sentence, closed) = flags(flagged, false, marks.closing);
    if closed == 0 {
        let stop = format!("{FLAG}.");
        let last = sentence.rfind(&stop).or_else(|| sentence.rfind(FLAG)).unwrap_or(0);
        sentence.replace_range(last..last + FLAG.len(), marks.closing);
    }
    let sentence = primes_after_digits(&sentence, marks);
    flags(&sentence, true, marks.prime).0.replace(FLAG, marks.closing)
}

fn after_digit(bytes: &[u8], at: usize) -> bool {
    at > 0 && bytes[at - 1].is_ascii_digit()
}

/// Replaces the flags that follow a digit, or those that do not, and counts them.
fn flags(text: &str, following_digit: bool, replacement: &str) -> (String, usize) {
    let mut replaced = String::with_capacity(text.len());
    let mut copied = 0;
    let mut count = 0;
    for (at, _) in text.match_indices(FLAG) {
        if after_digit(text.as_bytes(), at) == following_digit {
            replaced.push_str(&text[copied..at]);
            replaced.push_str(replacement);
            copied = at + FLAG.len();
            count += 1;
        }
    }
    replaced.push_str(&text[copied..]);
    (replaced, count)
}

/// Replaces the marks where a quotation could end, and counts them.
fn candidates(text: &str, marks: &Marks, replacement: &str) -> (String, usize) {
    replace_marks(text, marks, replacement, |bytes, at| quotation_ends(bytes, at + 1))
}

/// Makes each mark after a digit a prime.
fn primes_after_digits(text: &str, marks: &Marks) -> String {
    replace_marks(text, marks, marks.prime, after_digit).0
}

fn replace_marks(
    text: &str,
    marks: &Marks,
    replacement: &str,
    wanted: impl Fn(&[u8], usize) -> bool,
) -> (String, usize) {
    let bytes = text.as_bytes();
    let mut replaced = String::with_capacity(text.len() + 16);
    let mut copied = 0;
    let mut count = 0;
    for at in memchr_iter(marks.quote as u8, bytes) {
        if wanted(bytes, at) {
            replaced.push_str(&text[copied..at]);
            replaced.push_str(replacement);
            copied = at + 1;
            count += 1;
        }
    }
    replaced.push_str(&text[copied..]);
    (replaced, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOUBLE: Marks = Marks { quote: '"', prime: "′′", opening: "«", closing: "»" };

    #[test]
    fn the_only_candidate_closes_even_after_a_digit() {
        assert_eq!(texturize_primes("«route 7\" is long", &DOUBLE), "«route 7» is long");
    }

    #[test]
    fn among_many_the_one_after_a_word_closes() {
        assert_eq!(texturize_primes("«a 7\" nail\" is", &DOUBLE), "«a 7′′ nail» is");
    }

    #[test]
    fn among_numbers_the_one_before_the_full_stop_closes() {
        assert_eq!(texturize_primes("«7\" by 8\" by 9\". End 3\" x", &DOUBLE), "«7′′ by 8′′ by 9». End 3′′ x");
    }
}
