//! `srcset` and `sizes`: the files of an image that a browser may choose from.

use std::sync::LazyLock;

use regex::Regex;

use super::source::base_name;
use super::{Attachment, matches_ratio};

/// Wider files are not offered.
const WIDEST: i64 = 2048;

/// The mark of an image that was edited after its upload.
pub(super) static EDITED: LazyLock<Regex> = LazyLock::new(|| Regex::new("-e[0-9]{13}").expect("a constant pattern"));

/// WordPress's `wp_calculate_image_srcset` for an image shown at `source` with this width and height; none where there is
/// nothing to choose from.
pub fn image_srcset(attachment: &Attachment, source: &str, shown: (i64, i64), upload_url: &str) -> Option<String> {
    if attachment.sizes.is_empty() || attachment.file.len() < 4 || shown.0 < 1 {
        return None;
    }
    let base = base_name(&attachment.file);
    let whole = (base, attachment.width, attachment.height);
    let is_animation = attachment.size("thumbnail").is_some_and(|thumbnail| thumbnail.mime_type == "image/gif");
    if is_animation && source.contains(&attachment.file) {
        // Smaller files of an animation stand still.
        return None;
    }
    let folder = &attachment.file[..attachment.file.len() - base.len()];
    let edit = EDITED.find(base_name(source)).map(|found| found.as_str());
    let mut matched = false;
    let mut files: Vec<(i64, &str)> = Vec::new();
    let sizes = attachment.sizes.iter().map(|size| (size.file.as_str(), size.width, size.height));
    for (file, width, height) in sizes.chain((!is_animation).then_some(whole)) {
        let is_source = !matched && source.contains(&format!("{folder}{file}"));
        matched |= is_source;
        let of_other_edit = edit.is_some_and(|edit| file.find(edit).is_none_or(|at| at == 0));
        if of_other_edit || (width > WIDEST && !is_source) || !matches_ratio(shown, (width, height)) {
            continue;
        }
        let known = files.iter().position(|(known, _)| *known == width);
        match known {
            // The file shown stands first, for an old browser's sake.
            _ if is_source => {
                files.retain(|(known, _)| *known != width);
                files.insert(0, (width, file));
            }
            Some(at) => files[at].1 = file,
            None => files.push((width, file)),
        }
    }
    let offered = files
        .iter()
        .map(|(width, file)| format!("{upload_url}/{folder}{file}").replace(' ', "%20") + &format!(" {width}w"));
    (matched && files.len() > 1).then(|| offered.collect::<Vec<_>>().join(", "))
}

/// WordPress's `wp_calculate_image_sizes`: as wide as the window, but never wider than this.
pub fn image_sizes(width: i64) -> Option<String> {
    (width > 0).then(|| format!("(max-width: {width}px) 100vw, {width}px"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image_markup::ImageFile;

    fn photo() -> Attachment {
        let size = |name: &str, width, height| ImageFile {
            name: name.to_owned(),
            file: format!("p-{width}x{height}.jpg"),
            width,
            height,
            mime_type: "image/jpeg".to_owned(),
        };
        Attachment {
            file: "2026/11/p.jpg".to_owned(),
            width: 2560,
            height: 1920,
            sizes: vec![size("medium", 300, 225), size("large", 1024, 768), size("thumbnail", 150, 150)],
            ..Attachment::default()
        }
    }

    #[test]
    fn files_of_the_same_shape_are_offered_and_the_one_shown_stands_first() {
        assert_eq!(
            image_srcset(&photo(), "http://a/up/2026/11/p-1024x768.jpg", (1024, 768), "http://a/up").as_deref(),
            Some("http://a/up/2026/11/p-1024x768.jpg 1024w, http://a/up/2026/11/p-300x225.jpg 300w")
        );
    }

    #[test]
    fn the_whole_image_is_offered_only_if_it_is_shown() {
        let srcset =
            image_srcset(&photo(), "http://a/up/2026/11/p.jpg", (2560, 1920), "http://a/up").expect("a choice");
        assert!(srcset.starts_with("http://a/up/2026/11/p.jpg 2560w, "), "{srcset}");
    }

    #[test]
    fn another_image_has_no_choice() {
        assert_eq!(image_srcset(&photo(), "http://b/other.jpg", (1024, 768), "http://a/up"), None);
        assert_eq!(image_sizes(0), None);
    }
}
