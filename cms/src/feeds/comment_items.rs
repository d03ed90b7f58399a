//! The comments of a feed.

use std::collections::HashMap;

use chrono::NaiveDateTime;

use super::channel::escaped;
use super::post_items;
use crate::comments::Comment;
use crate::languages::Words;
use crate::posts::{self, Post};
use crate::{Result, Site, comments, content, formatting, permalinks};

/// A comment as feeds show it.
pub(super) struct CommentItem {
    /// Escaped for XML.
    pub title: String,
    pub link: String,
    pub guid: String,
    pub author: String,
    pub author_url: String,
    pub published: NaiveDateTime,
    /// The text, its markup escaped; for a protected post, that there is a password.
    pub text: String,
    /// The rendered text; for a protected post, the form that asks for the password.
    pub html: Option<String>,
    /// What it answers: an id and an address.
    pub in_reply_to: (String, String),
}

/// Loads what a feed says about `found`. `names_post` puts the post's title before the comment's author.
pub(super) async fn load(site: &Site, found: &[Comment], names_post: bool) -> Result<Vec<CommentItem>> {
    let mut ids: Vec<i64> = found.iter().map(|comment| comment.post_id).collect();
    ids.dedup();
    let posts = posts::by_ids(site, &ids).await?;
    let mut links = permalinks::of_posts(site, &posts.iter().collect::<Vec<_>>()).await?;
    let with_link = |post: Post| (post.id, (links.remove(&post.id).unwrap_or_default(), post));
    let posts: HashMap<i64, (String, Post)> = posts.into_iter().map(with_link).collect();
    let parents = parents_of(site, found).await?;
    let items = found.iter().filter_map(|comment| {
        let (link, post) = posts.get(&comment.post_id)?;
        Some(item(site, comment, post, link, parents.get(&comment.parent_id), names_post))
    });
    Ok(items.collect())
}

async fn parents_of(site: &Site, found: &[Comment]) -> Result<HashMap<i64, Comment>> {
    use sea_orm::{ColumnTrait, QueryFilter};
    let ids: Vec<i64> = found.iter().map(|comment| comment.parent_id).filter(|id| *id > 0).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = comments::shown(site).filter(comments::entity::Column::Id.is_in(ids));
    Ok(query.all(site.reader()).await?.into_iter().map(|comment| (comment.id, comment)).collect())
}

fn item(
    site: &Site,
    comment: &Comment,
    post: &Post,
    link: &str,
    parent: Option<&Comment>,
    names_post: bool,
) -> CommentItem {
    let words = site.settings().words();
    let author = if comment.author_name.is_empty() { words.say("Anonymous") } else { &comment.author_name };
    let title = if names_post {
        words.fill("Comment on %1$s by %2$s", &[&post_items::title(site, post), &escaped(author)])
    } else {
        words.fill("By: %s", &[&escaped(author)])
    };
    let protected = !post.password.is_empty();
    let text = answering(words, comment, parent, link);
    CommentItem {
        title,
        link: format!("{link}#comment-{}", comment.id),
        guid: format!("{}#comment-{}", formatting::esc_html(&post.guid), comment.id),
        author: author.to_owned(),
        author_url: comment.author_url.clone(),
        published: comment.date_gmt,
        text: if protected {
            words.say("Protected Comments: Please enter your password to view comments.").to_owned()
        } else {
            escaped(&text)
        },
        html: Some(if protected {
            content::password_form(site, post, link)
        } else {
            formatting::comment_text(&text, site.url(), includes_url(site).as_deref())
        }),
        in_reply_to: replied_to(comment, post, link),
    }
}

/// Where the smiley that is an image lies, where the site shows smilies as pictures.
fn includes_url(site: &Site) -> Option<String> {
    site.settings().flag("use_smilies").then(|| format!("{}/wp-includes/", site.url()))
}

/// WordPress puts "In reply to …" before the text of an answer.
fn answering(words: &Words, comment: &Comment, parent: Option<&Comment>, link: &str) -> String {
    match parent {
        None => comment.content.clone(),
        Some(parent) => {
            let name = if parent.author_name.is_empty() { words.say("Anonymous") } else { &parent.author_name };
            let name = formatting::esc_html(name);
            let whom = format!("<a href=\"{link}#comment-{}\">{name}</a>", parent.id);
            format!("{}\n\n{}", words.fill("In reply to %s.", &[&whom]), comment.content)
        }
    }
}

fn replied_to(comment: &Comment, post: &Post, link: &str) -> (String, String) {
    if comment.parent_id == 0 {
        return (post.guid.clone(), link.to_owned());
    }
    let fragment = format!("#comment-{}", comment.parent_id);
    (format!("{}{fragment}", post.guid), format!("{link}{fragment}"))
}
