//! The comments of the posts of a slice.

use super::super::php::from_column;
use super::item::mysql;
use super::xml::{cdata_element, element, escaped};
use crate::comments::{Comment, entity as comment, meta_entity as comment_meta};
use crate::{Result, Site};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

const MOST_VALUES: usize = 1000;

/// Comments by their post, with their meta. As in WordPress, spam stays behind.
#[derive(Default)]
pub(super) struct Comments {
    by_post: HashMap<i64, Vec<Comment>>,
    meta: HashMap<i64, Vec<(String, String)>>,
}

impl Comments {
    pub(super) async fn of_posts(site: &Site, post_ids: &[i64]) -> Result<Self> {
        let query = comment::Entity::find()
            .filter(comment::Column::SiteId.eq(site.id()))
            .filter(comment::Column::PostId.is_in(post_ids.iter().copied()))
            .filter(comment::Column::Status.ne("spam"));
        let all = query.order_by_asc(comment::Column::Id).all(site.reader()).await?;
        let mut comments = Self::default();
        let ids: Vec<i64> = all.iter().map(|comment| comment.id).collect();
        for ids in ids.chunks(MOST_VALUES) {
            comments.add_meta_of(site, ids).await?;
        }
        for comment in all {
            comments.by_post.entry(comment.post_id).or_default().push(comment);
        }
        Ok(comments)
    }

    async fn add_meta_of(&mut self, site: &Site, ids: &[i64]) -> Result<()> {
        let query = comment_meta::Entity::find()
            .filter(comment_meta::Column::SiteId.eq(site.id()))
            .filter(comment_meta::Column::CommentId.is_in(ids.iter().copied()));
        for row in query.order_by_asc(comment_meta::Column::Id).all(site.reader()).await? {
            self.meta.entry(row.comment_id).or_default().push((row.meta_key, row.meta_value));
        }
        Ok(())
    }

    pub(super) fn add_of(&self, text: &mut String, post_id: i64) {
        for comment in self.by_post.get(&post_id).into_iter().flatten() {
            add_comment(text, comment, self.meta.get(&comment.id).map_or(&[], Vec::as_slice));
        }
    }
}

fn add_comment(text: &mut String, comment: &Comment, meta: &[(String, String)]) {
    text.push_str("\t\t<wp:comment>\n");
    element(text, 3, "wp:comment_id", comment.id);
    cdata_element(text, 3, "wp:comment_author", &comment.author_name);
    cdata_element(text, 3, "wp:comment_author_email", &comment.author_email);
    element(text, 3, "wp:comment_author_url", escaped(&comment.author_url));
    cdata_element(text, 3, "wp:comment_author_IP", &comment.author_ip);
    cdata_element(text, 3, "wp:comment_date", &mysql(Some(comment.date)));
    cdata_element(text, 3, "wp:comment_date_gmt", &mysql(Some(comment.date_gmt)));
    cdata_element(text, 3, "wp:comment_content", &comment.content);
    cdata_element(text, 3, "wp:comment_approved", approved(&comment.status));
    cdata_element(text, 3, "wp:comment_type", &comment.comment_type);
    element(text, 3, "wp:comment_parent", comment.parent_id);
    element(text, 3, "wp:comment_user_id", comment.user_id);
    for (key, value) in meta {
        text.push_str("\t\t\t<wp:commentmeta>\n");
        cdata_element(text, 3, "wp:meta_key", key);
        cdata_element(text, 3, "wp:meta_value", &from_column(value));
        text.push_str("\t\t\t</wp:commentmeta>\n");
    }
    text.push_str("\t\t</wp:comment>\n");
}

/// WordPress's word for our status.
fn approved(status: &str) -> &str {
    match status {
        "approved" => "1",
        "hold" => "0",
        other => other,
    }
}
