//! Comments.

use std::collections::HashMap;

use cms::comments::{self, Comment, CommentQuery};
use cms::posts::{self, Post};
use cms::users::Capability;
use cms::{formatting, permalinks};
use serde_json::{Map, Value, json};

use super::comment_changes;
use super::posts::{Kind, iso};
use super::users::avatars;
use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::item::{Item, asked};
use crate::rest::paging::paged;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::schema::parse_date;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let single_arguments = json!({
        "id": {"description": "The comment's number.", "type": "integer"},
        "context": context(),
        "password": {"description": "The password of its post.", "type": "string"},
    });
    vec![
        Route::new("wp/v2", "/wp/v2/comments").endpoint(
            Endpoint::new(READ, collection_arguments(), list)
                .permission(|request| async move { may_list(&request).await }),
        ),
        Route::new("wp/v2", "/wp/v2/comments/(?P<id>[\\d]+)")
            .endpoint(
                Endpoint::new(READ, single_arguments, single)
                    .permission(|request| async move { find(&request).await.map(|_| ()) }),
            )
            .endpoint(comment_changes::update())
            .endpoint(comment_changes::delete()),
    ]
}

fn collection_arguments() -> Value {
    let ids = |description: &str| json!({"default": [], "description": description, "type": "array", "items": {"type": "integer"}});
    let date = |description: &str| json!({"description": description, "type": "string", "format": "date-time"});
    json!({
        "context": context(),
        "page": {"description": "The page of the list.", "type": "integer", "default": 1, "minimum": 1, "_checked_first": true},
        "per_page": {"description": "Items on a page.", "type": "integer", "default": 10, "minimum": 1, "maximum": 100, "_checked_first": true},
        "search": {"description": "Words that must be found.", "type": "string", "_checked_first": true},
        "after": date("Written after this date."),
        "author": {"description": "Written by these people.", "type": "array", "items": {"type": "integer"}},
        "author_exclude": {"description": "Not written by these people.", "type": "array", "items": {"type": "integer"}},
        "author_email": {"default": null, "format": "email", "description": "Written from this mail address.", "type": "string"},
        "before": date("Written before this date."),
        "exclude": ids("Without these."),
        "include": ids("Only these."),
        "offset": {"description": "Items left out at the beginning.", "type": "integer"},
        "order": {"description": "Direction of the order.", "type": "string", "default": "desc", "enum": ["asc", "desc"]},
        "orderby": {"description": "What the order goes by.", "type": "string", "default": "date_gmt",
            "enum": ["date", "date_gmt", "id", "include", "post", "parent", "type"]},
        "parent": ids("Answers to these."),
        "parent_exclude": ids("No answers to these."),
        "post": ids("Under these posts."),
        "status": {"default": "approve", "description": "With this status.", "type": "string"},
        "type": {"default": "comment", "description": "Of this type.", "type": "string"},
        "password": {"description": "The password of the post.", "type": "string"},
    })
}

/// Parameters that tell about people or about what waits are for moderators.
async fn may_list(request: &RestRequest) -> RestResult<()> {
    for id in request.numbers("post") {
        let post = posts::by_id(&request.site, id).await?;
        let may_read = post.is_some_and(|post| posts::permissions::may_read(&request.actor, &post));
        if !may_read && id > 0 {
            let message = "Sorry, you are not allowed to read the post for this comment.";
            return Err(RestError::forbidden(&request.actor, "rest_cannot_read_post", message));
        }
    }
    if request.context() == "edit" && !request.actor.may(Capability::ModerateComments) {
        let message = "Sorry, you are not allowed to edit comments.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    if request.actor.may(Capability::EditPosts) {
        return Ok(());
    }
    let differs = |name: &str, usual: &str| request.text(name).is_some_and(|value| value != usual);
    let forbidden: Vec<String> = ["author", "author_exclude", "author_email"]
        .into_iter()
        .filter(|name| request.has(name))
        .chain(["type"].into_iter().filter(|name| differs(name, "comment")))
        .chain(["status"].into_iter().filter(|name| differs(name, "approve")))
        .map(str::to_owned)
        .collect();
    if forbidden.is_empty() {
        return Ok(());
    }
    let message = format!("Query parameter not permitted: {}", forbidden.join(", "));
    Err(RestError::forbidden(&request.actor, "rest_forbidden_param", &message).with("params", json!(forbidden)))
}

async fn list(request: RestRequest) -> RestResult {
    let per_page = request.number("per_page").unwrap_or(10).unsigned_abs();
    let query = query(&request, per_page);
    let (found, total) = comments::list(&request.site, &query).await?;
    let around = Around::load(&request, &found).await?;
    let items: Vec<Value> = found
        .iter()
        .filter(|comment| around.may_read(&request, comment))
        .map(|comment| around.item(&request, comment))
        .collect();
    Ok(paged(&request, Value::Array(items), total, total.div_ceil(per_page.max(1))))
}

fn query(request: &RestRequest, per_page: u64) -> CommentQuery {
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    let offset = request.number("offset").filter(|_| request.has("offset")).map(|offset| offset.max(0).unsigned_abs());
    let date =
        |name: &str| {
            let (time, zone) = parse_date(&request.text(name)?)?;
            Some(zone.map_or_else(
                || request.site.settings().to_utc(time),
                |seconds| time - chrono::Duration::seconds(seconds),
            ))
        };
    CommentQuery {
        ids: request.numbers("include"),
        ids_not: request.numbers("exclude"),
        posts: request.numbers("post"),
        parents: request.numbers("parent"),
        parents_not: request.numbers("parent_exclude"),
        authors: request.numbers("author"),
        authors_not: request.numbers("author_exclude"),
        author_email: request.text("author_email").filter(|email| !email.is_empty()),
        search: request.text("search").filter(|text| !text.is_empty()),
        status: request.text("status").unwrap_or_else(|| "approve".into()),
        comment_type: request.text("type").unwrap_or_else(|| "comment".into()),
        after: date("after"),
        before: date("before"),
        order_by: request.text("orderby").unwrap_or_else(|| "date_gmt".into()),
        ascending: request.text("order").as_deref() == Some("asc"),
        offset: offset.unwrap_or((page - 1).saturating_mul(per_page)),
        limit: per_page,
    }
}

async fn find(request: &RestRequest) -> RestResult<Comment> {
    let unknown = || RestError::new(404, "rest_comment_invalid_id", "Invalid comment ID.");
    let comment =
        comments::by_id(&request.site, request.number("id").unwrap_or_default()).await?.ok_or_else(unknown)?;
    let post = posts::by_id(&request.site, comment.post_id).await?;
    let post = post.ok_or_else(|| RestError::new(404, "rest_post_invalid_id", "Invalid post ID."))?;
    if request.context() == "edit" && !request.actor.may(Capability::ModerateComments) {
        let message = "Sorry, you are not allowed to edit comments.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    if !may_read_under(request, &post) {
        let message = "Sorry, you are not allowed to read the post for this comment.";
        return Err(RestError::forbidden(&request.actor, "rest_cannot_read_post", message));
    }
    let is_own = comment.user_id != 0 && comment.user_id == request.actor.user_id();
    if comment.status == "approved" || is_own || request.actor.may(Capability::ModerateComments) {
        return Ok(comment);
    }
    Err(RestError::forbidden(&request.actor, "rest_cannot_read", "Sorry, you are not allowed to read this comment."))
}

fn may_read_under(request: &RestRequest, post: &Post) -> bool {
    let unlocked = post.password.is_empty()
        || request.text("password").is_some_and(|given| given == post.password)
        || posts::permissions::may_edit(&request.actor, post);
    unlocked && posts::permissions::may_read(&request.actor, post)
}

async fn single(request: RestRequest) -> RestResult {
    let comment = find(&request).await?;
    Ok(RestResponse::ok(item(&request, &comment).await?))
}

/// One comment in the request's context.
pub(super) async fn item(request: &RestRequest, comment: &Comment) -> RestResult<Value> {
    let around = Around::load(request, std::slice::from_ref(comment)).await?;
    Ok(around.item(request, comment))
}

/// Posts and children of a list of comments.
struct Around {
    posts: HashMap<i64, (Post, String)>,
    parents: Vec<i64>,
}

impl Around {
    async fn load(request: &RestRequest, found: &[Comment]) -> RestResult<Self> {
        let mut ids: Vec<i64> = found.iter().map(|comment| comment.post_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let posts = posts::by_ids(&request.site, &ids).await?;
        let mut links = permalinks::of_posts(&request.site, &posts.iter().collect::<Vec<_>>()).await?;
        let posts = posts.into_iter().map(|post| {
            let link = links.remove(&post.id).unwrap_or_default();
            (post.id, (post, link))
        });
        let ids: Vec<i64> = found.iter().map(|comment| comment.id).collect();
        Ok(Self { posts: posts.collect(), parents: comments::with_answers(&request.site, &ids).await? })
    }

    fn may_read(&self, request: &RestRequest, comment: &Comment) -> bool {
        self.posts.get(&comment.post_id).is_some_and(|(post, _)| may_read_under(request, post))
    }

    fn item(&self, request: &RestRequest, comment: &Comment) -> Value {
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
        add("meta", "ve", json!({"_wp_note_status": null}));
        add("_links", "veb", self.links(request, comment));
        Value::Object(item.finish())
    }

    fn links(&self, request: &RestRequest, comment: &Comment) -> Value {
        let url = |path: String| request.rest_url(&path);
        let mut allowed = vec!["GET"];
        let post = self.posts.get(&comment.post_id).map(|(post, _)| post);
        if request.actor.may(Capability::ModerateComments)
            || post.is_some_and(|post| posts::permissions::may_edit(&request.actor, post))
        {
            allowed.extend(["POST", "PUT", "PATCH", "DELETE"]);
        }
        let mut links = Map::new();
        let own = url(format!("wp/v2/comments/{}", comment.id));
        links.insert("self".into(), json!([{"href": own, "targetHints": {"allow": allowed}}]));
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
        if self.parents.contains(&comment.id) {
            let href = format!("{}?parent={}", url("wp/v2/comments".into()), comment.id);
            links.insert("children".into(), json!([{"embeddable": true, "href": href}]));
        }
        Value::Object(links)
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
