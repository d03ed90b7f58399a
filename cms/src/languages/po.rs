//! Gettext's text format, as WordPress's language packs and translators have it.

use indexmap::IndexMap;

/// Text (with its context before a `\u{4}`, where it has one) to its translations: one, or one a plural form. Under
/// the empty text stands the header.
pub type Catalogue = IndexMap<String, Vec<String>>;

/// Between context and text, in Jed as in `.mo` files.
const CONTEXT_END: char = '\u{4}';

#[derive(Default)]
struct Entry {
    context: Option<String>,
    id: Option<String>,
    forms: Vec<String>,
    is_fuzzy: bool,
}

/// Which string the lines that follow go on with.
#[derive(Clone, Copy)]
enum At {
    Nothing,
    Context,
    Id,
    Plural,
    Form(usize),
}

/// Reads a file. Lines that are none of the format are passed over; what nobody has checked (`fuzzy`) is left out, as
/// is what is not translated.
pub fn parse(text: &str) -> Catalogue {
    let (mut catalogue, mut entry, mut at) = (Catalogue::new(), Entry::default(), At::Nothing);
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            take(&mut catalogue, std::mem::take(&mut entry));
            at = At::Nothing;
        } else if let Some(flags) = line.strip_prefix("#,") {
            entry.is_fuzzy |= flags.contains("fuzzy");
        } else if let Some(quoted) = line.strip_prefix('"') {
            go_on(&mut entry, at, &unquoted(quoted));
        } else if let Some((word, quoted)) = line.split_once(" \"") {
            if matches!(word, "msgctxt" | "msgid") && entry.id.is_some() {
                take(&mut catalogue, std::mem::take(&mut entry));
            }
            at = begin(&mut entry, word);
            go_on(&mut entry, at, &unquoted(quoted));
        }
    }
    take(&mut catalogue, entry);
    catalogue
}

fn begin(entry: &mut Entry, word: &str) -> At {
    match word {
        "msgctxt" => {
            entry.context = Some(String::new());
            At::Context
        }
        "msgid" => {
            entry.id = Some(String::new());
            At::Id
        }
        "msgid_plural" => At::Plural,
        "msgstr" => At::Form(0),
        form => {
            let number = form.strip_prefix("msgstr[").and_then(|rest| rest.strip_suffix(']')?.parse().ok());
            number.filter(|number| *number < 16).map_or(At::Nothing, At::Form)
        }
    }
}

fn go_on(entry: &mut Entry, at: At, text: &str) {
    match at {
        At::Context => entry.context.get_or_insert_default().push_str(text),
        At::Id => entry.id.get_or_insert_default().push_str(text),
        At::Form(number) => {
            entry.forms.resize(entry.forms.len().max(number + 1), String::new());
            entry.forms[number].push_str(text);
        }
        At::Nothing | At::Plural => {}
    }
}

fn take(catalogue: &mut Catalogue, entry: Entry) {
    let Some(id) = entry.id else { return };
    if entry.is_fuzzy || entry.forms.iter().all(String::is_empty) {
        return;
    }
    let key = entry.context.map_or(id.clone(), |context| format!("{context}{CONTEXT_END}{id}"));
    catalogue.insert(key, entry.forms);
}

/// What stands before the closing quote, with its escapes undone.
fn unquoted(quoted: &str) -> String {
    let inside = quoted.strip_suffix('"').unwrap_or(quoted);
    let (mut text, mut letters) = (String::with_capacity(inside.len()), inside.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some(other) => text.push(other),
                None => {}
            },
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contexts_plurals_escapes_and_broken_lines_are_read() {
        let catalogue = parse(
            "msgid \"\"\nmsgstr \"\"\n\"Language: de\\n\"\n\n# said by nobody\nmsgctxt \"noun\"\nmsgid \"Post\"\nmsgstr \"Bei\"\n\
             \"trag\"\n\nmsgid \"%d \\\"x\\\"\"\nmsgid_plural \"many\"\nmsgstr[0] \"eins\"\nmsgstr[1] \"zwei\"\n\n\
             #, fuzzy\nmsgid \"Guess\"\nmsgstr \"Vermutung\"\n\nmsgid \"Open\"\nmsgstr \"\"\n",
        );
        assert_eq!(catalogue[""], ["Language: de\n"]);
        assert_eq!(catalogue["noun\u{4}Post"], ["Beitrag"]);
        assert_eq!(catalogue["%d \"x\""], ["eins", "zwei"]);
        assert!(!catalogue.contains_key("Guess") && !catalogue.contains_key("Open"));
    }
}
