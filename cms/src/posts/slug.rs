//! Slugs that are nobody else's: WordPress's `wp_unique_post_slug`.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select};

use super::{Post, entity, fill, kinds};
use crate::formatting::sanitize_title;
use crate::{Actor, Result, Settings, Site};

/// Letters that the column of WordPress has.
const LONGEST: usize = 200;
/// What would be taken for a feed or an embed.
const RESERVED: [&str; 6] = ["feed", "rdf", "rss", "rss2", "atom", "embed"];

/// The slug that `post` gets when `wanted` is asked for (or, where that is empty, its title and then its number).
/// Drafts keep what they ask for: they have no address yet.
pub(super) async fn settled<C: ConnectionTrait>(
    connection: &C,
    settings: &Settings,
    post: &Post,
    wanted: &str,
) -> Result<String> {
    let wanted = sanitize_title(wanted);
    if matches!(post.status.as_str(), "draft" | "pending" | "auto-draft") {
        return Ok(wanted);
    }
    let from_title = || Some(sanitize_title(&post.title)).filter(|slug| !slug.is_empty());
    let wanted = Some(wanted).filter(|slug| !slug.is_empty()).or_else(from_title);
    unique(connection, settings, post, &wanted.unwrap_or_else(|| post.id.to_string())).await
}

/// `wanted`, with `-2`, `-3`, … behind it where it is taken.
pub(super) async fn unique<C: ConnectionTrait>(
    connection: &C,
    settings: &Settings,
    post: &Post,
    wanted: &str,
) -> Result<String> {
    if matches!(post.post_type.as_str(), "nav_menu_item" | "revision") {
        return Ok(wanted.to_owned());
    }
    let same = rivals(settings, post).filter(entity::Column::Slug.eq(wanted)).count(connection).await?;
    if same == 0 && !is_mistakable(settings, post, wanted) {
        return Ok(wanted.to_owned());
    }
    let numbered = entity::Column::Slug.starts_with(format!("{}-", truncated(wanted, LONGEST - 8)));
    let taken =
        rivals(settings, post).filter(numbered).select_only().column(entity::Column::Slug).into_tuple::<String>();
    let taken = taken.all(connection).await?;
    // Among one number more than there are rivals, one is free.
    let mut candidates = (2..taken.len() + 3).map(|number| with_number(wanted, number));
    let free = candidates.find(|slug| !taken.contains(slug));
    Ok(free.unwrap_or_else(|| with_number(wanted, post.id.unsigned_abs() as usize)))
}

/// The slug that a post gets once it is published below `parent_id`, if `wanted` is asked for now: what the API gives
/// drafts, so that the slug that an editor sees is the one that stays. The number of a new post is 0.
pub async fn reserved(site: &Site, post_type: &str, id: i64, parent_id: i64, wanted: &str) -> Result<String> {
    let post = Post { id, parent_id, ..fill::blank(site, &Actor::System, post_type) };
    unique(site.writer(), site.settings(), &post, &sanitize_title(wanted)).await
}

/// The slugs that these posts' titles would give, by the posts' numbers, as a person reads them. Only titles that are
/// taken cost a query each.
pub async fn of_titles(site: &Site, posts: &[Post]) -> Result<HashMap<i64, String>> {
    let wanted = |post: &Post| {
        Some(sanitize_title(&post.title)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| post.id.to_string())
    };
    let all: Vec<String> = posts.iter().map(wanted).collect();
    let taken = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Slug.is_in(all.iter().cloned()))
        .all(site.reader())
        .await?;
    let mut slugs = HashMap::new();
    for (post, wanted) in posts.iter().zip(all) {
        let is_free = taken.iter().all(|other| other.slug != wanted || other.id == post.id);
        let slug = match is_free && !is_mistakable(site.settings(), post, &wanted) {
            true => wanted,
            false => unique(site.reader(), site.settings(), post, &wanted).await?,
        };
        slugs.insert(post.id, decoded(&slug));
    }
    Ok(slugs)
}

fn decoded(slug: &str) -> String {
    percent_encoding::percent_decode_str(slug).decode_utf8_lossy().into_owned()
}

fn with_number(wanted: &str, number: usize) -> String {
    let suffix = format!("-{number}");
    format!("{}{suffix}", truncated(wanted, LONGEST - suffix.len()))
}

/// The posts whose slugs this one's must differ from.
fn rivals(settings: &Settings, post: &Post) -> Select<entity::Entity> {
    let others =
        entity::Entity::find().filter(entity::Column::SiteId.eq(post.site_id)).filter(entity::Column::Id.ne(post.id));
    match post.post_type.as_str() {
        "attachment" => others,
        post_type if kinds::is_hierarchical(settings, post_type) => others
            .filter(entity::Column::PostType.is_in([post_type, "attachment"]))
            .filter(entity::Column::ParentId.eq(post.parent_id)),
        post_type => others.filter(entity::Column::PostType.eq(post_type)),
    }
}

/// Whether the slug's address would mean something else: a feed, a page of a list, a day or a month.
fn is_mistakable(settings: &Settings, post: &Post, slug: &str) -> bool {
    if RESERVED.contains(&slug) {
        return true;
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if kinds::is_hierarchical(settings, &post.post_type) {
        return is_number(slug.strip_prefix("page").unwrap_or(slug));
    }
    post.post_type == "post" && is_number(slug) && is_mistakable_for_a_date(settings, slug)
}

fn is_mistakable_for_a_date(settings: &Settings, slug: &str) -> bool {
    let structure = settings.permalink_structure();
    let parts: Vec<&str> = structure.split('/').filter(|part| !part.is_empty()).collect();
    let Some(place) = parts.iter().position(|part| *part == "%postname%") else { return false };
    let number: u64 = slug.parse().unwrap_or(u64::MAX);
    match place.checked_sub(1).map(|before| parts[before]) {
        None => true,
        Some("%year%") => number < 13,
        Some("%monthnum%") => number < 32,
        Some(_) => false,
    }
}

/// At most `longest` letters, never the half of a `%e3%81%82`.
pub(super) fn truncated(slug: &str, longest: usize) -> String {
    if slug.len() <= longest {
        return slug.to_owned();
    }
    let mut end = longest;
    while !slug.is_char_boundary(end) {
        end -= 1;
    }
    let cut = &slug[..end];
    let half = cut.char_indices().rev().take(2).find(|(_, letter)| *letter == '%').map(|(place, _)| place);
    cut[..half.unwrap_or(end)].trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_slug_is_cut_between_letters() {
        assert_eq!(truncated("abc-%e6%97", 9), "abc-%e6");
        assert_eq!(truncated("abc", 9), "abc");
        assert_eq!(truncated("abc-def", 4), "abc");
    }
}
