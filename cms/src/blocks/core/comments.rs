//! `core/comments` with its template and title: the comments of a post; and `core/post-comments`, its old form.

use std::sync::Arc;

use super::{Call, classes, comments_page, shown_post};
use crate::Result;
use crate::blocks::context::{BlockRenderer, Values};
use crate::blocks::parser::{Block, parse_blocks};
use crate::comments::{Comment, Thread, are_open, count_shown_under};
use crate::formatting::sanitize_html_class;
use crate::posts::Post;
use crate::{CacheTag, users};

/// What stands around the list and in each comment where the block has no parts of its own.
const OLD_TITLE: &str = "<!-- wp:comments-title {\"level\":3} /-->";
const OLD_COMMENT: &str = "<!-- wp:comment-template --><!-- wp:avatar {\"size\":32} /--><!-- wp:comment-author-name /-->\
    <!-- wp:comment-date /--><!-- wp:comment-content {\"className\":\"comment-content\"} /--><!-- wp:comment-reply-link /-->\
    <!-- /wp:comment-template -->";
const OLD_END: &str = "<!-- wp:comments-pagination --><!-- wp:comments-pagination-previous /-->\
    <!-- wp:comments-pagination-next /--><!-- /wp:comments-pagination --><!-- wp:post-comments-form /-->";

/// Renders the block around everything; nothing for a post that has no comments and takes none.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    match talked_about(renderer, &call).await? {
        Some(_) if call.flag("legacy") => render_old(renderer, call).await,
        Some(_) => renderer.render_inner(call.block, call.values).await,
        None => Ok(String::new()),
    }
}

/// The post, if it has comments or takes them.
async fn talked_about(renderer: &mut BlockRenderer, call: &Call<'_>) -> Result<Option<Arc<Post>>> {
    let Some(id) = call.post_id() else { return Ok(None) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(None) };
    renderer.read(CacheTag::Comments(id));
    let is_silent = count_shown_under(&renderer.site, id).await? == 0 && !are_open(&renderer.site, &post);
    Ok(Some(post).filter(|_| !is_silent))
}

/// Renders the old form, which has no blocks inside: comments as classic themes list them.
pub async fn render_old(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let found = talked_about(renderer, &call).await?.filter(|post| post.password.is_empty());
    let Some(post) = found else { return Ok(String::new()) };
    let page = comments_page::load(renderer, post.id).await?;
    let template = parse_blocks(OLD_COMMENT).remove(0);
    let title = renderer.render_text(OLD_TITLE, call.values).await?;
    let list = list(renderer, &template, &post, &page.threads, &mut Counts::default()).await?;
    let end = renderer.render_text(OLD_END, call.values).await?;
    let wrapper = call.wrapper(renderer, &[("class", "wp-block-post-comments")]);
    Ok(format!("<div {wrapper}>{title}<ol class=\"commentlist\">{list}</ol>{end}</div>"))
}

/// What is counted while the comments are written, for classes such as `odd`.
#[derive(Default)]
struct Counts {
    comments: usize,
    threads: usize,
}

/// Renders the template once for each comment.
pub async fn render_template(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(String::new()) };
    if !post.password.is_empty() {
        return Ok(String::new());
    }
    renderer.read(CacheTag::Comments(id));
    let page = comments_page::load(renderer, id).await?;
    if page.threads.is_empty() {
        return Ok(String::new());
    }
    let wrapper = call.wrapper(renderer, &[]);
    let mut counts = Counts::default();
    let list = list(renderer, call.block, &post, &page.threads, &mut counts).await?;
    Ok(format!("<ol {wrapper}>{list}</ol>"))
}

async fn list(
    renderer: &mut BlockRenderer,
    template: &Block,
    post: &Post,
    threads: &[Thread],
    counts: &mut Counts,
) -> Result<String> {
    let mut html = String::new();
    for thread in threads {
        let values = Values::default().with_post(post).with("commentId", thread.comment.id);
        let mut inner = renderer.render_inner(template, &values).await?;
        let class = comment_class(renderer, post, thread, counts).await?;
        if !thread.replies.is_empty() {
            let replies = Box::pin(list(renderer, template, post, &thread.replies, counts)).await?;
            inner.push_str(&format!("<ol>{replies}</ol>"));
        }
        html.push_str(&format!("<li id=\"comment-{}\" class=\"{class}\">{inner}</li>", thread.comment.id));
    }
    Ok(html)
}

/// WordPress's `comment_class`.
async fn comment_class(renderer: &BlockRenderer, post: &Post, thread: &Thread, counts: &mut Counts) -> Result<String> {
    let comment: &Comment = &thread.comment;
    let kind = if comment.comment_type.is_empty() { "comment" } else { &comment.comment_type };
    let mut class = vec![kind.to_owned()];
    if comment.user_id != 0
        && let Some(user) = users::by_id(renderer.site.host(), comment.user_id).await?
    {
        class.push("byuser".to_owned());
        class.push(format!("comment-author-{}", sanitize_html_class(&user.nicename, &user.id.to_string())));
        class.extend((user.id == post.author_id).then(|| "bypostauthor".to_owned()));
    }
    class.push(if counts.comments % 2 == 1 { "odd alt" } else { "even" }.to_owned());
    counts.comments += 1;
    if thread.depth == 1 {
        class.push(if counts.threads % 2 == 1 { "thread-odd thread-alt" } else { "thread-even" }.to_owned());
        counts.threads += 1;
    }
    class.push(format!("depth-{}", thread.depth));
    Ok(class.join(" "))
}

/// Renders how many comments there are.
pub async fn render_title(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let id = call.post_id().or_else(|| renderer.post.as_ref().map(|post| post.id));
    let Some(id) = id else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await?.filter(|post| post.password.is_empty()) else {
        return Ok(String::new());
    };
    renderer.read(CacheTag::Comments(id));
    let count = count_shown_under(&renderer.site, id).await?;
    if count == 0 {
        return Ok(String::new());
    }
    let words = renderer.words();
    let title = words.fill("&#8220;%s&#8221;", &[&shown_post::title(renderer, &post)]);
    let text = match (call.flag("showCommentsCount"), call.flag("showPostTitle"), count == 1) {
        (true, true, true) => words.fill("One response to %s", &[&title]),
        (true, true, false) => {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            words.count_of("%1$s response to %2$s", "%1$s responses to %2$s", count, &title)
        }
        (true, false, true) => words.say("One response").to_owned(),
        (true, false, false) => words.count("%s response", "%s responses", i64::try_from(count).unwrap_or(i64::MAX)),
        (false, true, true) => words.fill("Response to %s", &[&title]),
        (false, true, false) => words.fill("Responses to %s", &[&title]),
        (false, false, true) => words.say("Response").to_owned(),
        (false, false, false) => words.say("Responses").to_owned(),
    };
    let element = match call.attributes.get("level") {
        Some(_) => format!("h{}", call.number("level")),
        None => "h2".to_owned(),
    };
    let wrapper = call.wrapper(renderer, &[("class", &classes::text_align(&call))]);
    Ok(format!("<{element} id=\"comments\" {wrapper}>{text}</{element}>"))
}
