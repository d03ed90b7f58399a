//! What WordPress's patterns call a space: four ASCII blanks, the no-break space, and its entity.

const NO_BREAK_SPACE: &[u8] = "\u{a0}".as_bytes();
const NO_BREAK_ENTITY: &[u8] = b"&nbsp;";

fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n' | b'\t' | b' ')
}

/// Does a space end just before `at`?
pub(super) fn space_before(text: &[u8], at: usize) -> bool {
    let before = &text[..at];
    before.last().is_some_and(|byte| is_ascii_space(*byte))
        || before.ends_with(NO_BREAK_SPACE)
        || before.ends_with(NO_BREAK_ENTITY)
}

/// The length of the space that begins at `at`, if one does.
pub(super) fn space_length(text: &[u8], at: usize) -> Option<usize> {
    let rest = &text[at..];
    match rest.first() {
        Some(byte) if is_ascii_space(*byte) => Some(1),
        Some(_) if rest.starts_with(NO_BREAK_SPACE) => Some(NO_BREAK_SPACE.len()),
        Some(_) if rest.starts_with(NO_BREAK_ENTITY) => Some(NO_BREAK_ENTITY.len()),
        _ => None,
    }
}

/// The first position at or after `at` where no space begins.
pub(super) fn skip_spaces(text: &[u8], mut at: usize) -> usize {
    while let Some(length) = space_length(text, at) {
        at += length;
    }
    at
}
