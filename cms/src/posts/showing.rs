//! Whether a file that hangs on a post which is not for everybody stands in one that is.

use std::sync::LazyLock;

use platform::database::escape_like;
use regex::Regex;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::{Post, PublishedPosts, Reader, access, entity, meta_entity};
use crate::{Result, Site};

/// Posts that are looked at: a picture stands in a few.
const MOST: u64 = 20;

/// What the name of a size has between the name of its image and the extension.
static SIZE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:-(?:\d+x\d+|scaled|rotated))*$").expect("a constant pattern"));

/// Whether everybody sees the attachment in some post: in a text that is open, or as the featured image, which lists show
/// with every published post. `file` is the path of what was uploaded.
pub async fn is_shown_openly(site: &Site, attachment_id: i64, file: &str) -> Result<bool> {
    Ok(is_featured(site, attachment_id).await? || stands_in_an_open_text(site, file).await?)
}

async fn is_featured(site: &Site, attachment_id: i64) -> Result<bool> {
    let featured = meta_entity::Entity::find()
        .filter(meta_entity::Column::SiteId.eq(site.id()))
        .filter(meta_entity::Column::MetaKey.eq("_thumbnail_id"))
        .filter(meta_entity::Column::MetaValue.eq(attachment_id.to_string()))
        .select_only()
        .column(meta_entity::Column::PostId);
    let of_posts: Vec<i64> = featured.into_tuple().all(site.reader()).await?;
    let published = PublishedPosts::any(site).filter(entity::Column::Id.is_in(of_posts));
    Ok(published.filter(entity::Column::Status.eq("publish")).count(site.reader()).await? > 0)
}

async fn stands_in_an_open_text(site: &Site, file: &str) -> Result<bool> {
    let pattern = LikeExpr::new(format!("%{}%", escape_like(&in_address(parts(file).0)))).escape('\\');
    let open = PublishedPosts::any(site)
        .filter(entity::Column::Status.eq("publish"))
        .filter(entity::Column::Password.eq(""))
        .filter(Expr::col((entity::Entity, entity::Column::Content)).like(pattern));
    let posts = open.limit(MOST).all(site.reader()).await?;
    let is_there = |post: &Post| has_file(&access::shown_content(post, &Reader::Stranger), file);
    Ok(posts.iter().any(is_there))
}

/// Whether a text has the address of the file, or of one of its sizes.
fn has_file(text: &str, file: &str) -> bool {
    let (stem, extension) = parts(file);
    let begins = in_address(stem);
    text.match_indices(&begins).any(|(at, _)| {
        let rest = &text[at + begins.len()..];
        rest.find(extension).is_some_and(|end| SIZE.is_match(&rest[..end]))
    })
}

/// A path without its extension, and that.
fn parts(file: &str) -> (&str, &str) {
    file.rfind('.').map_or((file, ""), |point| file.split_at(point))
}

fn in_address(stem: &str) -> String {
    format!("/uploads/{stem}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_a_file_by_any_of_its_sizes_and_by_no_other_name() {
        let has = |name: &str| has_file(&format!("<img src=\"/wp-content/uploads/2026/11/{name}\">"), "2026/11/a.jpg");
        assert!(has("a.jpg") && has("a-300x200.jpg") && has("a-150x150-10x50.jpg") && has("a-scaled.jpg"));
        assert!(!has("ab.jpg") && !has("a-1.jpg") && !has("a.png") && !has("a-edited.jpg") && !has("b.jpg"));
    }
}
