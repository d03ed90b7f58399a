//! The attachments that a gallery or a playlist shows, in its order.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{ShortcodeAttributes, ShortcodeContext};
use crate::image_markup::Attachment;

/// WordPress's `wp_parse_id_list`: numbers separated by commas or blanks, each once.
pub(super) fn ids_in(list: &str) -> Vec<i64> {
    let mut ids = Vec::new();
    let words =
        list.split(|character: char| character == ',' || character.is_ascii_whitespace() || character == '\x0B');
    for word in words.filter(|word| !word.is_empty()) {
        let id = super::caption::leading_number(word).abs();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The attachments of a media type (`image`, `audio`, `video`) that the attributes name, or that belong to a post.
pub(super) fn chosen_attachments(
    attributes: &ShortcodeAttributes,
    media_type: &str,
    context: &dyn ShortcodeContext,
) -> Vec<Arc<Attachment>> {
    let explicit = attributes.filled("ids").is_some() && attributes.filled("orderby").is_none();
    let named = attributes.filled("ids").or_else(|| attributes.filled("include"));
    let parent = attributes.get("id").map_or(context.post_id(), super::caption::leading_number);
    let mut attachments = match named {
        Some(list) => ids_in(list).into_iter().filter_map(|id| context.attachment(id)).collect(),
        None if parent != 0 && !context.may_read(parent) => Vec::new(),
        None => context.attached_to(parent),
    };
    attachments.retain(|attachment| attachment.mime_type.starts_with(&format!("{media_type}/")));
    if named.is_none()
        && let Some(list) = attributes.filled("exclude")
    {
        let left_out = ids_in(list);
        attachments.retain(|attachment| !left_out.contains(&attachment.id));
    }
    let order_by = attributes.get("orderby").unwrap_or("menu_order ID");
    if !explicit && order_by != "post__in" {
        sort(&mut attachments, order_by, attributes.get("order").unwrap_or("ASC"));
    }
    attachments
}

fn sort(attachments: &mut [Arc<Attachment>], order_by: &str, order: &str) {
    if order_by == "rand" {
        use rand::seq::SliceRandom;
        return attachments.shuffle(&mut rand::rng());
    }
    let descending = !order.eq_ignore_ascii_case("ASC");
    attachments.sort_by(|one, other| {
        let by_keys =
            order_by.split_whitespace().map(|key| compare(one, other, key)).fold(Ordering::Equal, Ordering::then);
        if descending { by_keys.reverse() } else { by_keys }
    });
}

fn compare(one: &Attachment, other: &Attachment, key: &str) -> Ordering {
    match key {
        "ID" => one.id.cmp(&other.id),
        "menu_order" => one.menu_order.cmp(&other.menu_order),
        "title" | "post_title" => one.title.to_lowercase().cmp(&other.title.to_lowercase()),
        "date" | "post_date" => one.date.cmp(&other.date),
        "name" | "post_name" => one.slug.cmp(&other.slug),
        _ => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_once_each() {
        assert_eq!(ids_in("3, 1 3,,2x"), [3, 1, 2]);
    }

    #[test]
    fn several_keys_sort_one_after_the_other() {
        let attachment = |id, menu_order| Arc::new(Attachment { id, menu_order, ..Attachment::default() });
        let mut attachments = vec![attachment(3, 0), attachment(1, 1), attachment(2, 0)];
        sort(&mut attachments, "menu_order ID", "ASC");
        assert_eq!(attachments.iter().map(|attachment| attachment.id).collect::<Vec<_>>(), [2, 3, 1]);
        sort(&mut attachments, "ID", "DESC");
        assert_eq!(attachments[0].id, 3);
    }
}
