//! Comments.

use std::collections::HashMap;

use cms::comments::{self, Comment, CommentFields, CommentQuery, NewComment, Status};
use cms::posts;
use cms::users::Capability;
use cms::{Actor, Site, permalinks};
use dxr::Value;

use super::call::Caller;
use super::fault::{Fault, fault, refused};
use super::methods;
use super::parameters::{self, Members, Parameters};
use super::values::{flag, id, list, number, structure, text, time};

/// Calls one of them.
pub async fn call(caller: &Caller, method: &str, given: &Parameters) -> Result<Value, Fault> {
    given.require(3)?;
    let actor = caller.sign_in(given, 1).await?;
    let work = run(caller, &actor, method, given);
    cms::audit::asked_by(caller.asker(&actor), work).await
}

async fn run(caller: &Caller, actor: &Actor, method: &str, given: &Parameters) -> Result<Value, Fault> {
    let site = &caller.site;
    match method {
        "getComment" => {
            let comment = comments::require_edit(site, actor, given.number(3)).await.map_err(refused)?;
            shown(site, &[comment]).await.map(|mut all| all.pop().unwrap_or_else(|| list([])))
        }
        "getComments" => all(site, actor, &given.members(3)).await,
        "newComment" => create(caller, actor, given.number(3), &given.members(4)).await,
        "editComment" => edit(site, actor, given.number(3), &given.members(4)).await,
        "deleteComment" => delete(site, actor, given.number(3)).await,
        "getCommentCount" => count(site, actor, given.number(3)).await,
        "getCommentStatusList" => {
            actor.require(Capability::EditPosts).map_err(refused)?;
            Ok(structure([("hold", text("Unapproved")), ("approve", text("Approved")), ("spam", text("Spam"))]))
        }
        _ => Err(methods::unknown(method)),
    }
}

/// WordPress's word for a status in this place.
fn word(status: &str) -> &str {
    if status == "approved" { "approve" } else { status }
}

async fn shown(site: &Site, found: &[Comment]) -> Result<Vec<Value>, Fault> {
    let ids: Vec<i64> = found.iter().map(|comment| comment.post_id).collect();
    let posts = posts::by_ids(site, &ids).await.map_err(refused)?;
    let addresses = permalinks::of_posts(site, &posts.iter().collect::<Vec<_>>()).await.map_err(refused)?;
    let titles: HashMap<i64, &str> = posts.iter().map(|post| (post.id, post.title.as_str())).collect();
    let one = |comment: &Comment| {
        let address = addresses.get(&comment.post_id).map_or("", String::as_str);
        structure([
            ("comment_id", id(comment.id)),
            ("date_created_gmt", time(comment.date_gmt)),
            ("user_id", id(comment.user_id)),
            ("parent", id(comment.parent_id)),
            ("status", text(word(&comment.status))),
            ("content", text(&comment.content)),
            ("link", text(format!("{address}#comment-{}", comment.id))),
            ("post_id", id(comment.post_id)),
            ("post_title", text(titles.get(&comment.post_id).copied().unwrap_or_default())),
            ("author", text(&comment.author_name)),
            ("author_url", text(&comment.author_url)),
            ("author_email", text(&comment.author_email)),
            ("author_ip", text(&comment.author_ip)),
            ("type", text(if comment.comment_type == "comment" { "" } else { &comment.comment_type })),
        ])
    };
    Ok(found.iter().map(one).collect())
}

async fn all(site: &Site, actor: &Actor, filter: &Members) -> Result<Value, Fault> {
    if !actor.may(Capability::ModerateComments) {
        return Err(fault(401, "Sorry, you are not allowed to moderate or edit comments."));
    }
    let number_of = |name: &str| filter.get(name).map(parameters::number).filter(|number| *number > 0);
    let status = filter.get("status").map(parameters::text).filter(|status| !status.is_empty());
    let query = CommentQuery {
        posts: number_of("post_id").into_iter().collect(),
        status: status.unwrap_or_else(|| "all".into()),
        comment_type: String::new(),
        order_by: "date_gmt".into(),
        offset: number_of("offset").unwrap_or(0).unsigned_abs(),
        limit: number_of("number").unwrap_or(10).unsigned_abs().min(100),
        ..CommentQuery::default()
    };
    let (found, _) = comments::list(site, &query).await.map_err(refused)?;
    Ok(list(shown(site, &found).await?))
}

async fn create(caller: &Caller, actor: &Actor, post_id: i64, content: &Members) -> Result<Value, Fault> {
    let text_of = |name: &str| content.get(name).map(parameters::text).unwrap_or_default();
    let new = NewComment {
        post_id,
        parent_id: content.get("comment_parent").map_or(0, parameters::number),
        author_name: text_of("author"),
        author_email: text_of("author_email"),
        author_url: text_of("author_url"),
        content: text_of("content"),
        author_ip: caller.address.clone(),
        user_agent: "XML-RPC".into(),
        ..NewComment::default()
    };
    let made = comments::submit(&caller.site, actor, new).await.map_err(refused)?;
    Ok(number(made.id))
}

async fn edit(site: &Site, actor: &Actor, comment_id: i64, content: &Members) -> Result<Value, Fault> {
    let text_of = |name: &str| content.get(name).map(parameters::text);
    let fields = CommentFields {
        content: text_of("content"),
        author_name: text_of("author"),
        author_email: text_of("author_email"),
        author_url: text_of("author_url"),
        date_gmt: content.get("date_created_gmt").and_then(parameters::time),
        ..CommentFields::default()
    };
    comments::update(site, actor, comment_id, fields).await.map_err(refused)?;
    if let Some(status) = text_of("status") {
        let status: Status = status.parse().map_err(|_| fault(401, "Invalid comment status."))?;
        comments::set_status(site, actor, comment_id, status).await.map_err(refused)?;
    }
    Ok(flag(true))
}

/// Into the trash; what is in it already goes for good.
async fn delete(site: &Site, actor: &Actor, comment_id: i64) -> Result<Value, Fault> {
    let comment = comments::require_edit(site, actor, comment_id).await.map_err(refused)?;
    if comment.status == Status::Trash.name() {
        comments::delete(site, actor, comment_id).await.map_err(refused)?;
    } else {
        comments::set_status(site, actor, comment_id, Status::Trash).await.map_err(refused)?;
    }
    Ok(flag(true))
}

async fn count(site: &Site, actor: &Actor, post_id: i64) -> Result<Value, Fault> {
    super::posts::find(site, actor, post_id).await?;
    let mut counts = [0_i64; 3];
    for (at, status) in ["approve", "hold", "spam"].into_iter().enumerate() {
        let query = CommentQuery {
            posts: vec![post_id],
            status: status.into(),
            comment_type: String::new(),
            limit: 1,
            ..CommentQuery::default()
        };
        let (_, total) = comments::list(site, &query).await.map_err(refused)?;
        counts[at] = i64::try_from(total).unwrap_or(i64::MAX);
    }
    let [approved, waiting, spam] = counts;
    Ok(structure([
        ("approved", number(approved)),
        ("awaiting_moderation", number(waiting)),
        ("spam", number(spam)),
        ("total_comments", number(approved + waiting)),
    ]))
}
