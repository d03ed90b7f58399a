//! What a file is, by its content and its name together: WordPress's `wp_check_filetype_and_ext`, and stricter where a
//! name promises what the content does not hold.

use std::path::Path;

use infer::MatcherType;
use tokio::io::AsyncReadExt;

use super::allowed::DRAWING;
use crate::{Error, Result};

/// Bytes at the beginning of a file that tell its type.
const HEAD: u64 = 8 << 10;

/// A file's type and the name that fits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TrueType {
    /// The name, with the extension that its content asks for.
    pub(super) name: String,
    /// The type that it is served as.
    pub(super) mime_type: String,
}

/// The type of the file at `path` that was called `name`, if it is among the allowed ones.
pub(super) async fn true_type(path: &Path, name: &str, allowed: &[(String, &'static str)]) -> Result<TrueType> {
    let mut head = Vec::new();
    tokio::fs::File::open(path).await?.take(HEAD).read_to_end(&mut head).await?;
    told_by(&head, name, allowed).ok_or_else(not_allowed)
}

fn not_allowed() -> Error {
    Error::invalid("upload_type_not_allowed", "Sorry, you are not allowed to upload this file type.")
}

fn told_by(head: &[u8], name: &str, allowed: &[(String, &'static str)]) -> Option<TrueType> {
    let (stem, extension) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
    let claimed = by_extension(extension, allowed)?;
    let found = infer::get(head);
    let kind = found.map_or(MatcherType::Custom, |found| found.matcher_type());
    let found = found.map_or("", |found| found.mime_type());
    if is_program(found, head) && claimed != "text/html" {
        return None;
    }
    if claimed == DRAWING.1 {
        let is_drawing = matches!(found, "" | "text/xml" | "text/html") && contains(head, b"<svg");
        return is_drawing.then(|| TrueType { name: name.to_owned(), mime_type: claimed.to_owned() });
    }
    if claimed.starts_with("image/") {
        return picture(stem, extension, claimed, found, allowed);
    }
    let fits = match claimed.split('/').next().unwrap_or_default() {
        "text" => is_text(head) && matches!(found, "" | "text/html" | "text/xml"),
        "audio" | "video" => {
            matches!(kind, MatcherType::Audio | MatcherType::Video) || found.is_empty() && !is_text(head)
        }
        _ => document(claimed, found, kind, head),
    };
    fits.then(|| TrueType { name: name.to_owned(), mime_type: claimed.to_owned() })
}

/// A picture goes by what it is: one under another picture's extension gets its own.
fn picture(
    stem: &str,
    extension: &str,
    claimed: &str,
    found: &str,
    allowed: &[(String, &'static str)],
) -> Option<TrueType> {
    let found = match found {
        "image/vnd.microsoft.icon" => "image/x-icon",
        "image/heic" if claimed == "image/heif" => "image/heif",
        other => other,
    };
    if found == claimed {
        return Some(TrueType { name: format!("{stem}.{extension}"), mime_type: claimed.to_owned() });
    }
    let own = match found {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/bmp" => "bmp",
        "image/tiff" => "tif",
        "image/webp" => "webp",
        "image/avif" => "avif",
        "image/heic" => "heic",
        _ => return None,
    };
    by_extension(own, allowed)?;
    Some(TrueType { name: format!("{stem}.{own}"), mime_type: found.to_owned() })
}

/// Documents and archives: many are a zip or an OLE file inside. What is a picture, a film or a text under their name
/// is not what it says.
fn document(claimed: &str, found: &str, kind: MatcherType, head: &[u8]) -> bool {
    let found = match found {
        "application/gzip" => "application/x-gzip",
        "application/vnd.rar" => "application/rar",
        other => other,
    };
    if found == claimed {
        return true;
    }
    // What has a mark of its own must bear it.
    const MARKED: [&str; 5] =
        ["application/pdf", "application/zip", "application/x-gzip", "application/rar", "application/x-7z-compressed"];
    if MARKED.contains(&claimed) {
        return false;
    }
    match kind {
        MatcherType::Image | MatcherType::Audio | MatcherType::Video | MatcherType::Font => {
            claimed == "application/octet-stream"
        }
        MatcherType::Text => false,
        MatcherType::Custom => claimed == "application/rtf" || !is_text(head) || is_textual(claimed),
        _ => true,
    }
}

fn is_textual(claimed: &str) -> bool {
    matches!(claimed, "application/javascript" | "application/ttaf+xml")
}

fn by_extension(extension: &str, allowed: &[(String, &'static str)]) -> Option<&'static str> {
    let known = |names: &str| names.split('|').any(|name| name.eq_ignore_ascii_case(extension));
    allowed.iter().find(|(names, _)| known(names)).map(|(_, mime_type)| *mime_type)
}

/// Programs of any system, and scripts of servers.
fn is_program(found: &str, head: &[u8]) -> bool {
    const PROGRAMS: [&str; 8] = [
        "application/vnd.microsoft.portable-executable",
        "application/x-executable",
        "application/x-mach-binary",
        "application/java-archive",
        "application/java",
        "application/wasm",
        "text/x-shellscript",
        "application/vnd.android.dex",
    ];
    PROGRAMS.contains(&found) || (found.is_empty() || found.starts_with("text/")) && is_server_script(head)
}

fn is_server_script(head: &[u8]) -> bool {
    head.starts_with(b"#!") || contains(head, b"<?php") || contains(head, b"<?=")
}

fn contains(head: &[u8], piece: &[u8]) -> bool {
    memchr::memmem::find(head, piece).is_some()
}

/// Text in UTF-8 or a one-byte encoding: no nulls, and no control characters but those of lines and pages.
fn is_text(head: &[u8]) -> bool {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    head.iter().all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::allowed_types;
    use crate::{Actor, Settings};

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    const ZIP: &[u8] = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0";

    fn told(head: &[u8], name: &str) -> Option<(String, String)> {
        let allowed = allowed_types(&Settings::default(), &Actor::Visitor);
        told_by(head, name, &allowed).map(|told| (told.name, told.mime_type))
    }

    fn keeps(head: &[u8], name: &str) -> bool {
        told(head, name).is_some_and(|(kept, _)| kept == name)
    }

    #[test]
    fn a_picture_gets_the_extension_of_what_it_is() {
        assert_eq!(told(PNG, "a.png"), Some(("a.png".into(), "image/png".into())));
        assert_eq!(told(PNG, "a.jpg"), Some(("a.png".into(), "image/png".into())));
        assert_eq!(told(b"\xff\xd8\xff\xe0", "a.JPEG"), Some(("a.JPEG".into(), "image/jpeg".into())));
    }

    #[test]
    fn what_is_no_picture_is_none_under_any_name() {
        for head in [&b"<?php echo 1;"[..], b"", b"GI", ZIP, b"#!/bin/sh\n", b"<svg></svg>", b"MZ\x90\0"] {
            assert_eq!(told(head, "a.png"), None, "{head:?}");
        }
    }

    #[test]
    fn documents_hold_what_they_promise() {
        assert!(keeps(b"%PDF-1.7\n", "a.pdf") && keeps(ZIP, "a.zip") && keeps(ZIP, "a.docx"));
        assert!(keeps(b"hello\n", "a.txt") && keeps(b"a,b\n", "a.csv") && keeps(b"ID3\x03\0", "a.mp3"));
        assert!(!keeps(PNG, "a.pdf") && !keeps(b"hello", "a.pdf") && !keeps(PNG, "a.zip") && !keeps(ZIP, "a.txt"));
        assert!(!keeps(b"hello", "a.mp4") && !keeps(PNG, "a.mp3") && !keeps(b"\x7fELF\x02\x01\x01", "a.zip"));
        assert!(!keeps(b"<?php phpinfo();", "a.txt"));
    }

    #[test]
    fn a_name_without_an_allowed_extension_is_refused() {
        for name in ["a", ".png", "a.php", "a.exe", "a.html", "a.svg", "a.png.php", ""] {
            assert_eq!(told(PNG, name), None, "{name}");
        }
    }
}
