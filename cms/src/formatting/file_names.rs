//! Names of uploaded files.

use super::file_types::mime_type_of;
use super::remove_accents;

/// Characters that a file's name may not have.
const SPECIAL: &[char] = &[
    '?', '[', ']', '/', '\\', '=', '<', '>', ':', ';', ',', '\'', '"', '&', '$', '#', '*', '(', ')', '|', '~', '`',
    '!', '{', '}', '%', '+', '’', '«', '»', '”', '“', '\0',
];

/// Space separators of Unicode, which all become plain spaces.
const SPACES: &[char] = &[
    '\u{20}', '\u{a0}', '\u{1680}', '\u{2000}', '\u{2001}', '\u{2002}', '\u{2003}', '\u{2004}', '\u{2005}', '\u{2006}',
    '\u{2007}', '\u{2008}', '\u{2009}', '\u{200a}', '\u{202f}', '\u{205f}', '\u{3000}',
];

/// WordPress's `sanitize_file_name`: hyphens for spaces, no special characters, and an underscore after an extension in
/// the middle of the name that could be run (`a.php.jpg` becomes `a.php_.jpg`).
pub fn sanitize_file_name(file_name: &str) -> String {
    let mut name = remove_accents(file_name).replace(SPACES, " ");
    name.retain(|character| !SPECIAL.contains(&character));
    let name = collapse(&name);
    let name = name.trim_matches(['.', '-', '_']);
    if !name.contains('.') && mime_type_of(name).is_some() {
        return format!("unnamed-file.{name}");
    }
    disarm_inner_extensions(name)
}

/// Several points become one, and blanks and hyphens in a row one hyphen.
fn collapse(name: &str) -> String {
    let mut collapsed = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '.' if collapsed.ends_with('.') => {}
            '\r' | '\n' | '\t' | ' ' | '-' if collapsed.ends_with('-') => {}
            '\r' | '\n' | '\t' | ' ' => collapsed.push('-'),
            other => collapsed.push(other),
        }
    }
    collapsed
}

fn disarm_inner_extensions(name: &str) -> String {
    let parts: Vec<&str> = name.split('.').collect();
    let [first, inner @ .., last] = parts.as_slice() else { return name.to_owned() };
    if inner.is_empty() {
        return name.to_owned();
    }
    let inner = inner.iter().map(|part| if could_be_run(part) { format!(".{part}_") } else { format!(".{part}") });
    format!("{first}{}.{last}", inner.collect::<String>())
}

/// Two to five letters with at most one digit after them, and no type that may be uploaded.
fn could_be_run(part: &str) -> bool {
    let letters = part.strip_suffix(|character: char| character.is_ascii_digit()).unwrap_or(part);
    let looks_like_extension =
        (2..=5).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_alphabetic());
    let never_uploaded = ["swf", "exe", "htm", "html", "js"].iter().any(|name| name.eq_ignore_ascii_case(part));
    looks_like_extension && (never_uploaded || mime_type_of(part).is_none())
}

/// A file's name and its extension with the point, as `wp_unique_filename` puts a number between them.
pub fn unique_file_name_parts(file_name: &str) -> (&str, &str) {
    file_name.rfind('.').map_or((file_name, ""), |at| file_name.split_at(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_become_hyphens_and_signs_go() {
        assert_eq!(sanitize_file_name("Über uns (1)  & mehr…jpg"), "Uber-uns-1-mehr…jpg");
        assert_eq!(sanitize_file_name("a -- b\u{a0}c.png"), "a-b-c.png");
        assert_eq!(sanitize_file_name("../../etc/passwd"), "etcpasswd");
    }

    #[test]
    fn an_inner_extension_is_disarmed() {
        assert_eq!(sanitize_file_name("a.php.jpg"), "a.php_.jpg");
        assert_eq!(sanitize_file_name("a.tar.gz"), "a.tar.gz");
        assert_eq!(sanitize_file_name("a.php5.jpg"), "a.php5_.jpg");
    }

    #[test]
    fn an_extension_alone_gets_a_name() {
        assert_eq!(sanitize_file_name(".jpg"), "unnamed-file.jpg");
    }

    #[test]
    fn a_number_goes_before_the_extension() {
        assert_eq!(unique_file_name_parts("a.b.png"), ("a.b", ".png"));
        assert_eq!(unique_file_name_parts("a"), ("a", ""));
    }
}
