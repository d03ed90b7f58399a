//! Takes a person out of what is kept. Comments stay, so that answers to them make sense; nobody can tell any more whose
//! they were.

use std::collections::BTreeSet;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::collect;
use crate::audit::Deed;
use crate::comments::entity;
use crate::{Actor, CacheTag, Change, Result, Site, members};

/// The name that stands on comments instead.
const NOBODY: &str = "Anonymous";

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Comments whose author is nobody now.
    pub comments: u64,
    /// There is an account under the address: it is taken away on the users' screen, where it is asked who gets what it
    /// wrote.
    pub has_account: bool,
}

/// Makes the comments under this address nobody's, and takes the member away. Only who runs the site may.
pub async fn erase(site: &Site, actor: &Actor, email: &str) -> Result<Erased> {
    let collected = collect(site, actor, email).await?;
    if collected.member.is_some() {
        let member = members::by_email(site, actor, email).await?;
        members::remove(site, actor, member.id).await?;
    }
    let mut change = Change::begin(site).await?;
    let done = entity::Entity::update_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::AuthorEmail.eq(email))
        .col_expr(entity::Column::AuthorName, Expr::value(NOBODY))
        .col_expr(entity::Column::AuthorEmail, Expr::value(""))
        .col_expr(entity::Column::AuthorUrl, Expr::value(""))
        .col_expr(entity::Column::AuthorIp, Expr::value("0.0.0.0"))
        .col_expr(entity::Column::UserAgent, Expr::value(""))
        .col_expr(entity::Column::UserId, Expr::value(0_i64))
        .exec(change.connection())
        .await?;
    let posts: BTreeSet<i64> = collected.comments.iter().map(|comment| comment.post_id).collect();
    for post_id in posts {
        change.makes_stale(CacheTag::Comments(post_id));
        change.makes_stale(CacheTag::Post(post_id));
    }
    change.makes_stale(CacheTag::AllComments);
    // Whose data it was must not stand in the log.
    change.notes(Deed::new("erase", "personal-data", 0).with("comments", done.rows_affected));
    change.commit().await?;
    Ok(Erased { comments: done.rows_affected, has_account: collected.account.is_some() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comments::{self, NewComment};
    use crate::users::Role;
    use crate::{fixture, posts};

    async fn commented(site: &Site, email: &str) -> i64 {
        let fields = posts::PostFields {
            title: Some("Talked about".into()),
            status: Some("publish".into()),
            ..posts::PostFields::default()
        };
        let post = posts::create(site, &Actor::System, "post", fields).await.unwrap();
        let new = NewComment {
            post_id: post.id,
            author_name: "Ann".into(),
            author_email: email.into(),
            content: "A word".into(),
            author_ip: "192.0.2.1".into(),
            ..NewComment::default()
        };
        comments::submit(site, &Actor::Visitor, new).await.unwrap().id
    }

    #[tokio::test]
    async fn an_erased_person_stands_on_no_comment_any_more() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        let id = commented(&site, "gone@example.org").await;
        assert_eq!(collect(&site, &ann, "gone@example.org").await.unwrap().comments.len(), 1);
        let erased = erase(&site, &ann, "gone@example.org").await.unwrap();
        assert_eq!(erased, Erased { comments: 1, has_account: false });
        let comment = comments::by_id(&site, id).await.unwrap().unwrap();
        let kept =
            [comment.author_name, comment.author_email, comment.author_url, comment.author_ip, comment.user_agent];
        assert_eq!(kept, ["Anonymous", "", "", "0.0.0.0", ""]);
        assert_eq!(comment.content, "A word");
    }

    #[tokio::test]
    async fn an_editor_may_neither_read_nor_erase_what_is_kept_of_others() {
        let (_folder, site) = fixture::site().await;
        let editor = fixture::person(&site, "ed", Role::Editor).await;
        let refused = erase(&site, &editor, "x@example.org").await.unwrap_err();
        assert_eq!(refused.code(), "rest_forbidden");
    }
}
