//! Where a new file goes, and what it is called there: WordPress's `wp_upload_dir` and `wp_unique_filename`.

use std::collections::HashSet;
use std::path::Path;

use chrono::NaiveDateTime;
use regex::Regex;
use std::sync::LazyLock;

use crate::formatting::{sanitize_file_name, unique_file_name_parts};
use crate::{Result, Site};

/// What file systems take, less what the names of sizes and temporary files add.
const LONGEST: usize = 200;

/// What the names of sizes end with.
static LIKE_A_SIZE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"-(?:\d+x\d+|scaled|rotated)$").expect("a constant pattern"));

/// The folder for files of this date within the uploads, with a slash at its end.
pub(super) fn dated(site: &Site, date: NaiveDateTime) -> String {
    match site.settings().flag("uploads_use_yearmonth_folders") {
        true => date.format("%Y/%m/").to_string(),
        false => String::new(),
    }
}

/// The name as it may stand in a folder; one for what has none left.
pub(super) fn clean(name: &str) -> String {
    let visible: String = name.chars().filter(|letter| !letter.is_control() && !is_invisible(*letter)).collect();
    let name = sanitize_file_name(&visible);
    let (stem, extension) = unique_file_name_parts(&name);
    let stem = if stem.is_empty() { "unnamed-file" } else { cut(stem, LONGEST - extension.len().min(LONGEST)) };
    let mark = if is_device(stem) { "file-" } else { "" };
    format!("{mark}{stem}{extension}")
}

/// What Windows takes for a device, whatever follows the first point: such a file could not be copied there.
fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = first.strip_prefix("com").or_else(|| first.strip_prefix("lpt"));
    let is_number = |rest: &str| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit());
    ["con", "prn", "aux", "nul"].contains(&first.as_str()) || numbered.is_some_and(is_number)
}

/// Marks that turn the direction of writing, or join letters without a width: a name must look like what it is.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// A name's beginning without what the names of sizes end with; none where it ends with nothing of the kind.
pub(super) fn without_size(stem: &str) -> Option<&str> {
    let mark = LIKE_A_SIZE.find(stem)?;
    Some(&stem[..mark.start()])
}

fn cut(text: &str, longest: usize) -> &str {
    let mut end = text.len().min(longest);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A name that nothing has in this folder of the site's uploads, and that no size of what is there will get.
pub(super) async fn unique_name(site: &Site, folder: &str, name: &str) -> Result<String> {
    let path = site.host().config().uploads_dir(site.id()).join(folder);
    let taken = names_in(&path).await?;
    Ok(unique_among(&taken, name))
}

async fn names_in(folder: &Path) -> Result<HashSet<String>> {
    let mut names = HashSet::new();
    let mut entries = match tokio::fs::read_dir(folder).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(names),
        entries => entries?,
    };
    while let Some(entry) = entries.next_entry().await? {
        names.insert(entry.file_name().to_string_lossy().to_lowercase());
    }
    Ok(names)
}

fn unique_among(taken: &HashSet<String>, name: &str) -> String {
    let (stem, extension) = unique_file_name_parts(name);
    let is_free = |stem: &str| !is_taken(taken, stem, extension);
    if !LIKE_A_SIZE.is_match(stem) && is_free(stem) {
        return name.to_owned();
    }
    // Among one number more than there are names, one is free.
    let mut numbered = (1..=taken.len() + 1).map(|number| format!("{stem}-{number}"));
    let free = numbered.find(|stem| is_free(stem)).unwrap_or_else(|| stem.to_owned());
    format!("{free}{extension}")
}

/// Whether something has the name in any case of letters, or is a size of what would have it.
fn is_taken(taken: &HashSet<String>, stem: &str, extension: &str) -> bool {
    let (stem, extension) = (stem.to_lowercase(), extension.to_lowercase());
    if taken.contains(&format!("{stem}{extension}")) {
        return true;
    }
    let is_size = |name: &String| {
        let middle = name.strip_prefix(&stem).and_then(|rest| rest.strip_suffix(&extension));
        middle.is_some_and(|middle| LIKE_A_SIZE.find(middle).is_some_and(|found| found.start() == 0))
    };
    taken.iter().any(is_size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unique(taken: &[&str], name: &str) -> String {
        unique_among(&taken.iter().map(|name| (*name).to_owned()).collect(), name)
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        assert_eq!(unique(&[], "golden.png"), "golden.png");
        assert_eq!(unique(&["golden.png"], "golden.png"), "golden-1.png");
        assert_eq!(unique(&["golden.png", "golden-1.png"], "Golden.PNG"), "Golden-2.PNG");
    }

    #[test]
    fn no_name_meets_a_size() {
        assert_eq!(unique(&["a-300x200.jpg"], "a.jpg"), "a-1.jpg");
        assert_eq!(unique(&["a-300x200.png"], "a.jpg"), "a.jpg");
        assert_eq!(unique(&[], "a-300x200.jpg"), "a-300x200-1.jpg");
        assert_eq!(unique(&[], "a-scaled.jpg"), "a-scaled-1.jpg");
    }

    #[test]
    fn names_are_made_harmless() {
        assert_eq!(clean("../../etc/pass wd.png"), "etcpass-wd.png");
        assert_eq!(clean("photo\u{202e}gpj.exe.png"), "photogpj.exe_.png");
        assert_eq!(clean("a\0b.png"), "ab.png");
        assert_eq!(clean(&format!("{}.png", "ä".repeat(300))).len(), LONGEST);
        assert_eq!(clean(".png"), "unnamed-file.png");
        assert_eq!((clean("CON.png"), clean("com7.tar.gz")), ("file-CON.png".into(), "file-com7.tar.gz".into()));
        assert_eq!((clean("console.png"), clean("com.png")), ("console.png".into(), "com.png".into()));
    }
}
