//! Who may read comments: the checks of WordPress's comments controller, in its order.

use cms::comments::{Comment, NOTE, Status, supports_notes};
use cms::posts::{self, Post};
use cms::users::Capability;
use serde_json::json;

use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest};

/// Whether whoever asks may read a post and what stands under it. A password counts where one post or comment is asked
/// for.
pub fn may_read_under(request: &RestRequest, post: &Post) -> bool {
    let is_one = request.numbers("post").len() == 1 || request.number("id").is_some_and(|id| id != 0);
    let unlocked = post.password.is_empty()
        || is_one && request.text("password").is_some_and(|given| given == post.password)
        || posts::permissions::may_edit(&request.actor, post);
    unlocked && posts::permissions::may_read(&request.actor, post)
}

/// Whether whoever asks may read a comment of this post: a note is for those who may edit the post, what is not approved
/// for its author and for them.
pub fn may_read(request: &RestRequest, comment: &Comment, post: &Post) -> bool {
    let may_edit = posts::permissions::may_edit(&request.actor, post);
    if comment.comment_type == NOTE {
        return may_edit;
    }
    let is_own = comment.user_id != 0 && comment.user_id == request.actor.user_id();
    comment.status == Status::Approved.name() && may_read_under(request, post) || is_own || may_edit
}

/// The same of its raw text and its author's address: for moderators, and a note for those who may edit the post.
pub fn may_edit(request: &RestRequest, comment: &Comment, post: &Post) -> bool {
    match comment.comment_type.as_str() {
        NOTE => posts::permissions::may_edit(&request.actor, post),
        _ => request.actor.may(Capability::ModerateComments),
    }
}

/// Who may ask for the collection as the request does.
pub async fn may_list(request: &RestRequest) -> RestResult<()> {
    let wanted = request.numbers("post");
    let found = posts::by_ids(&request.site, &wanted).await?;
    for id in &wanted {
        may_list_under(request, *id, found.iter().find(|post| post.id == *id))?;
    }
    may_list_to_edit(request, &wanted, &found)?;
    match forbidden_parameters(request) {
        names if names.is_empty() || request.actor.may(Capability::EditPosts) => Ok(()),
        names => Err(not_permitted(request, &names)),
    }
}

fn may_list_under(request: &RestRequest, id: i64, post: Option<&Post>) -> RestResult<()> {
    let refused = |code, message| Err(RestError::forbidden(&request.actor, code, message));
    if post.is_some_and(|post| !may_read_under(request, post)) {
        return refused("rest_cannot_read_post", "Sorry, you are not allowed to read the post for this comment.");
    }
    if id == 0 && !request.actor.may(Capability::ModerateComments) {
        return refused("rest_cannot_read", "Sorry, you are not allowed to read comments without a post.");
    }
    match post.filter(|post| asks_for_notes(request) && !supports_notes(&post.post_type)) {
        Some(post) if posts::permissions::may_edit(&request.actor, post) => Err(no_notes_here()),
        Some(_) => Err(not_permitted(request, &forbidden_parameters(request))),
        None => Ok(()),
    }
}

/// What types without notes answer.
pub fn no_notes_here() -> RestError {
    RestError::new(403, "rest_comment_not_supported_post_type", "Sorry, this post type does not support notes.")
}

fn may_list_to_edit(request: &RestRequest, wanted: &[i64], found: &[Post]) -> RestResult<()> {
    if request.context() != "edit" {
        return Ok(());
    }
    let may_edit =
        |id: &i64| found.iter().any(|post| post.id == *id && posts::permissions::may_edit(&request.actor, post));
    let allowed = match asks_for_notes(request) && !wanted.is_empty() {
        true => wanted.iter().all(may_edit),
        false => request.actor.may(Capability::ModerateComments),
    };
    let message = "Sorry, you are not allowed to edit comments.";
    allowed.then_some(()).ok_or_else(|| RestError::forbidden(&request.actor, "rest_forbidden_context", message))
}

fn asks_for_notes(request: &RestRequest) -> bool {
    request.text("type").as_deref() == Some(NOTE)
}

/// The parameters that tell of people and of what is not shown.
fn forbidden_parameters(request: &RestRequest) -> Vec<&'static str> {
    let differs = |name: &str, usual: &str| request.text(name).is_none_or(|value| value != usual);
    ["author", "author_exclude", "author_email"]
        .into_iter()
        .filter(|name| request.get(name).is_some_and(|value| *value != json!([])))
        .chain(differs("type", "comment").then_some("type"))
        .chain(differs("status", "approve").then_some("status"))
        .collect()
}

fn not_permitted(request: &RestRequest, names: &[&str]) -> RestError {
    let message = format!("Query parameter not permitted: {}", names.join(", "));
    RestError::forbidden(&request.actor, "rest_forbidden_param", &message)
}
