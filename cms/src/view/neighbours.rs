//! The posts before and after a post (`get_adjacent_post`).

use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};

use super::context::{PostLink, PostNavigation};
use crate::posts::{Post, PublishedPosts, entity::Column};
use crate::{CacheTag, Result, Site, content, permalinks};

/// The neighbours in time of the same type; none for pages and attachments. Kept until a post of the type changes.
pub(super) async fn of(site: &Site, post: &Post) -> Result<Option<PostNavigation>> {
    if matches!(post.post_type.as_str(), "page" | "attachment") {
        return Ok(None);
    }
    let load = async {
        let (previous, next) = (beside(site, post, false).await?, beside(site, post, true).await?);
        let both: Vec<&Post> = previous.iter().chain(&next).collect();
        let mut links = permalinks::of_posts(site, &both).await?;
        let mut link = |post: Option<Post>| {
            let post = post?;
            let url = links.remove(&post.id).unwrap_or_default();
            Some(PostLink { id: post.id, title: content::title(site, &post), url })
        };
        let navigation = PostNavigation { previous: link(previous), next: link(next) };
        let mut tags = vec![CacheTag::Posts(post.post_type.clone()), CacheTag::Post(post.id), CacheTag::Settings];
        let neighbours = [&navigation.previous, &navigation.next];
        tags.extend(neighbours.into_iter().flatten().map(|link| CacheTag::Post(link.id)));
        Ok((navigation, tags))
    };
    let found = site.host().objects().get_or_load(site.id(), format!("neighbours:{}", post.id), load).await?;
    Ok(Some((*found).clone()))
}

async fn beside(site: &Site, post: &Post, after: bool) -> Result<Option<Post>> {
    let query = PublishedPosts::any(site)
        .filter(Column::PostType.eq(post.post_type.as_str()))
        .filter(Column::Status.eq("publish"));
    let same_moment = |condition| Condition::all().add(Column::Date.eq(post.date)).add(condition);
    let query = if after {
        let later = Condition::any().add(Column::Date.gt(post.date)).add(same_moment(Column::Id.gt(post.id)));
        query.filter(later).order_by_asc(Column::Date).order_by_asc(Column::Id)
    } else {
        let earlier = Condition::any().add(Column::Date.lt(post.date)).add(same_moment(Column::Id.lt(post.id)));
        query.filter(earlier).order_by_desc(Column::Date).order_by_desc(Column::Id)
    };
    Ok(query.one(site.reader()).await?)
}
