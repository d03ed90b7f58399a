//! What inherits its status is seen by whoever may see what it hangs on (`WP_REST_Posts_Controller::check_read_permission`).

use std::collections::BTreeSet;

use super::{Post, permissions, queries};
use crate::{Actor, Result, Site};

/// Whether `actor` may read the post. What inherits and hangs on nothing, or on a post that is gone, is for everybody.
pub async fn is_readable(site: &Site, actor: &Actor, post: &Post) -> Result<bool> {
    let parents = queries::by_ids(site, &asked_parents(std::slice::from_ref(post))).await?;
    Ok(may_read(actor, post, &parents))
}

/// Those of `posts` that `actor` may read, by what they hang on: [`asked_parents`].
pub fn readable_under(actor: &Actor, posts: Vec<Post>, parents: &[Post]) -> Vec<Post> {
    posts.into_iter().filter(|post| may_read(actor, post, parents)).collect()
}

fn may_read(actor: &Actor, post: &Post, parents: &[Post]) -> bool {
    let parent = parents.iter().find(|parent| inherits(post) && parent.id == post.parent_id);
    permissions::may_read(actor, parent.unwrap_or(post))
}

/// The posts that decide who may read those of `posts` that inherit their status.
pub fn asked_parents(posts: &[Post]) -> Vec<i64> {
    let parents = posts.iter().filter(|post| inherits(post)).map(|post| post.parent_id);
    parents.collect::<BTreeSet<_>>().into_iter().collect()
}

fn inherits(post: &Post) -> bool {
    post.status == "inherit" && post.parent_id > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::posts::{self, PostFields};
    use crate::users::Role;

    #[tokio::test]
    async fn an_attachment_is_seen_by_whoever_sees_its_post() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Author).await;
        let mut attachments = Vec::new();
        for status in ["publish", "draft", "private"] {
            let fields = PostFields {
                title: Some(format!("A {status}")),
                status: Some(status.into()),
                author_id: Some(ann.user_id()),
                ..PostFields::default()
            };
            let post = posts::create(&site, &Actor::System, "post", fields).await.unwrap();
            attachments.push(Post { parent_id: post.id, ..attachment(&post) });
        }
        let alone = Post { parent_id: 0, id: 901, ..attachments[0].clone() };
        let orphan = Post { parent_id: 9_999, id: 902, ..attachments[0].clone() };
        attachments.extend([alone, orphan]);
        let seen = async |actor: &Actor| {
            let parents = queries::by_ids(&site, &asked_parents(&attachments)).await.unwrap();
            let seen = readable_under(actor, attachments.clone(), &parents);
            for attachment in &attachments {
                assert_eq!(is_readable(&site, actor, attachment).await.unwrap(), seen.contains(attachment));
            }
            seen.into_iter().map(|post| post.parent_id).collect::<Vec<_>>()
        };
        let of = |numbers: &[usize]| numbers.iter().map(|at| attachments[*at].parent_id).collect::<Vec<_>>();
        assert_eq!(seen(&Actor::Visitor).await, of(&[0, 3, 4]));
        assert_eq!(seen(&ann).await, of(&[0, 1, 2, 3, 4]));
    }

    fn attachment(post: &Post) -> Post {
        Post { post_type: "attachment".into(), status: "inherit".into(), author_id: 0, ..post.clone() }
    }
}
