//! A comment as the API shows it.

use std::collections::HashMap;

use cms::comments::{self, Comment, NOTE};
use cms::posts::{self, Post};
use cms::users::Capability;
use cms::{formatting, permalinks};
use serde_json::{Map, Value, json};

use super::{access, meta};
use crate::rest::error::RestResult;
use crate::rest::item::{Item, asked};
use crate::rest::nouns::posts::{Kind, iso};
use crate::rest::nouns::users::avatars;
use crate::rest::{RestRequest, seen_posts};

/// One comment in the request's context.
pub async fn item(request: &RestRequest, comment: &Comment) -> RestResult<Value> {
    let answered = comments::is_answered(&request.site, comment.id).await?;
    let answered = answered.then_some(comment.id).into_iter().collect();
    let around = Around::load(request, std::slice::from_ref(comment), answered).await?;
    Ok(around.item(request, comment))
}

/// Posts of a list of comments, and which have answers.
pub struct Around {
    posts: HashMap<i64, (Post, String)>,
    answered: Vec<i64>,
    meta: HashMap<i64, Vec<(String, String)>>,
}

impl Around {
    /// Loads them, in queries whose number does not grow with the comments'; `answered` are those that have answers.
    pub async fn load(request: &RestRequest, found: &[Comment], answered: Vec<i64>) -> RestResult<Self> {
        let mut ids: Vec<i64> = found.iter().map(|comment| comment.post_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let posts = seen_posts::by_ids(request, &ids).await?;
        let mut links = permalinks::of_posts(&request.site, &posts.iter().collect::<Vec<_>>()).await?;
        let posts = posts.into_iter().map(|post| {
            let link = links.remove(&post.id).unwrap_or_default();
            (post.id, (post, link))
        });
        let ids: Vec<i64> = found.iter().map(|comment| comment.id).collect();
        let meta = match Item::new(&asked(request), &request.context()).is_wanted("meta", "ve") {
            true => comments::meta_of_each(&request.site, &ids).await?,
            false => HashMap::new(),
        };
        Ok(Self { posts: posts.collect(), answered, meta })
    }

    /// Whether whoever asks may read the comment.
    pub fn may_read(&self, request: &RestRequest, comment: &Comment) -> bool {
        self.posts.get(&comment.post_id).is_some_and(|(post, _)| access::may_read(request, comment, post))
    }

    /// One comment in the request's context.
    pub fn item(&self, request: &RestRequest, comment: &Comment) -> Value {
        let fields = asked(request);
        let context = request.context();
        let link = self.posts.get(&comment.post_id).map_or("", |(_, link)| link);
        let mut item = Item::new(&fields, &context);
        let mut add = |name: &str, contexts: &str, value: Value| item.add(name, contexts, || value);
        let rendered = formatting::comment_text(&comment.content, request.site.url(), None);
        let content = match context.as_str() {
            "edit" => json!({"rendered": rendered, "raw": comment.content}),
            _ => json!({"rendered": rendered}),
        };
        add("id", "veb", json!(comment.id));
        add("post", "ve", json!(comment.post_id));
        add("parent", "veb", json!(comment.parent_id));
        add("author", "veb", json!(comment.user_id));
        add("author_name", "veb", json!(comment.author_name));
        add("author_email", "e", json!(comment.author_email));
        add("author_url", "veb", json!(comment.author_url));
        add("author_ip", "e", json!(comment.author_ip));
        add("author_user_agent", "e", json!(comment.user_agent));
        add("date", "veb", json!(iso(comment.date)));
        add("date_gmt", "ve", json!(iso(comment.date_gmt)));
        add("content", "veb", content);
        add("link", "veb", json!(format!("{link}#comment-{}", comment.id)));
        add("status", "ve", json!(comment.status));
        add("type", "veb", json!(comment.comment_type));
        add("author_avatar_urls", "veb", avatars(&comment.author_email));
        add("meta", "ve", meta::shown(self.meta.get(&comment.id).map_or(&[], Vec::as_slice)));
        add("_links", "veb", self.links(request, comment));
        Value::Object(item.finish())
    }

    fn links(&self, request: &RestRequest, comment: &Comment) -> Value {
        let url = |path: String| request.rest_url(&path);
        let post = self.posts.get(&comment.post_id).map(|(post, _)| post);
        let mut links = Map::new();
        let own = url(format!("wp/v2/comments/{}", comment.id));
        links.insert("self".into(), json!([own_link(request, &own, post)]));
        links.insert("collection".into(), json!([{"href": url("wp/v2/comments".into())}]));
        if comment.user_id != 0 {
            links.insert(
                "author".into(),
                json!([{"embeddable": true, "href": url(format!("wp/v2/users/{}", comment.user_id))}]),
            );
        }
        if let Some(post) = post {
            let base = base_of(&post.post_type);
            let href = url(format!("wp/v2/{base}/{}", post.id));
            links.insert("up".into(), json!([{"embeddable": true, "post_type": post.post_type, "href": href}]));
        }
        if comment.parent_id != 0 {
            let href = url(format!("wp/v2/comments/{}", comment.parent_id));
            links.insert("in-reply-to".into(), json!([{"embeddable": true, "href": href}]));
        }
        if self.answered.contains(&comment.id) {
            let further = if comment.comment_type == NOTE { "&type=note&status=all" } else { "" };
            let href = format!("{}?parent={}{further}", url("wp/v2/comments".into()), comment.id);
            links.insert("children".into(), json!([{"embeddable": true, "href": href}]));
        }
        Value::Object(links)
    }
}

/// The link to itself, with the methods that whoever asks may use there: without the password of its post, none.
fn own_link(request: &RestRequest, href: &str, post: Option<&Post>) -> Value {
    let may_edit = post.is_some_and(|post| posts::permissions::may_edit(&request.actor, post));
    if may_edit || request.actor.may(Capability::ModerateComments) {
        return json!({"href": href, "targetHints": {"allow": ["GET", "POST", "PUT", "PATCH", "DELETE"]}});
    }
    match post.is_some_and(|post| post.password.is_empty()) {
        true => json!({"href": href, "targetHints": {"allow": ["GET"]}}),
        false => json!({"href": href}),
    }
}

fn base_of(post_type: &str) -> &str {
    match post_type {
        "post" => "posts",
        "page" => "pages",
        "attachment" => Kind::ATTACHMENT.base,
        other => other,
    }
}
