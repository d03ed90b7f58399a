//! Which attachments a text needs, so that they can be read before it is shown.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::ShortcodeAttributes;
use super::caption::leading_number;
use super::chosen_attachments::ids_in;
use super::scan::opening_tags;
use crate::formatting::CORE_SHORTCODES;

/// The attachments that a text shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeededAttachments {
    /// Attachments by their number.
    pub ids: BTreeSet<i64>,
    /// Posts of which all attachments are needed.
    pub attached_to: BTreeSet<i64>,
}

/// The attachments that the shortcodes and images of a post's text name.
pub fn needed_attachments(text: &str, post_id: i64) -> NeededAttachments {
    static IMAGE: LazyLock<Regex> = LazyLock::new(|| Regex::new("(?i)wp-image-([0-9]+)").expect("a constant pattern"));
    let mut needed = NeededAttachments::default();
    needed.ids.extend(IMAGE.captures_iter(text).filter_map(|found| found[1].parse::<i64>().ok()));
    for (name, attributes) in opening_tags(text, CORE_SHORTCODES) {
        needed.add(name, &ShortcodeAttributes::parse(attributes.trim_end_matches('/')), post_id);
    }
    needed
}

impl NeededAttachments {
    fn add(&mut self, name: &str, attributes: &ShortcodeAttributes, post_id: i64) {
        match name {
            "gallery" | "playlist" => match attributes.filled("ids").or_else(|| attributes.filled("include")) {
                Some(list) => self.ids.extend(ids_in(list)),
                None => {
                    self.attached_to.insert(attributes.get("id").map_or(post_id, leading_number));
                }
            },
            "audio" | "video" if attributes.filled("src").is_none() => {
                self.attached_to.insert(post_id);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn galleries_players_and_images_name_attachments() {
        let needed = needed_attachments("[gallery ids=\"3,1\"] [gallery id=9] [video] <img class=\"wp-image-5\">", 2);
        assert_eq!(needed.ids.into_iter().collect::<Vec<_>>(), [1, 3, 5]);
        assert_eq!(needed.attached_to.into_iter().collect::<Vec<_>>(), [2, 9]);
    }

    #[test]
    fn a_gallery_in_a_caption_is_seen() {
        assert!(needed_attachments("[caption width=1][gallery ids=4][/caption]", 2).ids.contains(&4));
    }
}
