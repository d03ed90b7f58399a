//! The comments of a post and the form for a new one, as templates see them.

use std::collections::HashMap;
use std::sync::Arc;

use super::context::{AuthorView, CommentField, CommentForm, CommentView, CommentsView};
use super::dates::Dates;
use super::pagination::pagination;
use super::{Request, context::PostView, people};
use crate::comments::{self, Comment, Thread, ThreadRules};
use crate::formatting::{self, sanitize_html_class};
use crate::languages::Words;
use crate::permalinks::{Permalinks, comment_page_url};
use crate::posts::Post;
use crate::users::Capability;
use crate::{Actor, CacheTag, Result, Site};

const LONGEST_COMMENT: u64 = 65_525;

/// One page of comments, and how many pages there are.
#[derive(Clone, Debug, Default)]
struct Shown {
    list: Arc<Vec<CommentView>>,
    page: u64,
    pages: u64,
}

/// The comments of the post on page `page` of them; none where the type has no comments.
pub(super) async fn view(
    site: &Site,
    request: &Request,
    post: &Post,
    shown: &PostView,
    page: u64,
) -> Result<CommentsView> {
    let form = (shown.comments_open && !shown.password_required).then(|| form(site, request, post, shown));
    let mut view = CommentsView { count: post.comment_count, open: shown.comments_open, ..CommentsView::default() };
    if shown.password_required {
        return Ok(view);
    }
    let kept = comments_of(site, request, post, shown, page).await?;
    let links = Permalinks::new(site.settings());
    view.title = heading(site.settings().words(), post.comment_count, &shown.title);
    view.pages = pagination(site.settings().words(), kept.page, kept.pages, |number| {
        comment_page_url(&links, &shown.url, number)
    });
    view.list = kept.list.clone();
    view.form = form;
    if let (Some(form), Some(parent)) = (&mut view.form, request.parameter("replytocom").and_then(|id| id.parse().ok()))
    {
        answer_to(form, &view.list, parent, &shown.url);
    }
    Ok(view)
}

fn heading(words: &Words, count: i64, title: &str) -> String {
    let title = words.fill("&#8220;%s&#8221;", &[&title]);
    match count {
        0 => String::new(),
        1 => words.fill("One response to %s", &[&title]),
        count => words.count_of("%1$s response to %2$s", "%1$s responses to %2$s", count, &title),
    }
}

/// What everybody sees is kept; one who waits for approval, and staff, see their own.
async fn comments_of(site: &Site, request: &Request, post: &Post, shown: &PostView, page: u64) -> Result<Arc<Shown>> {
    let waiting = waiting(site, request, post).await?;
    if waiting.is_some() || request.actor.is_signed_in() {
        return Ok(Arc::new(load(site, request, post, shown, page, waiting).await?));
    }
    let load = async {
        let tags = vec![CacheTag::Comments(post.id), CacheTag::Post(post.id), CacheTag::Settings];
        Ok((load(site, request, post, shown, page, None).await?, tags))
    };
    site.host().objects().get_or_load(site.id(), format!("comments:{}:{page}", post.id), load).await
}

/// The visitor's own comment that waits for approval, if the address proves whose it is.
async fn waiting(site: &Site, request: &Request, post: &Post) -> Result<Option<Comment>> {
    let Some(id) = request.parameter("unapproved").and_then(|id| id.parse().ok()) else { return Ok(None) };
    let found = comments::by_id(site, id).await?;
    let hash = request.parameter("moderation-hash").unwrap_or_default();
    Ok(found.filter(|comment| {
        comment.post_id == post.id && comment.status == "hold" && comments::moderation_hash(comment) == hash
    }))
}

async fn load(
    site: &Site,
    request: &Request,
    post: &Post,
    shown: &PostView,
    page: u64,
    waiting: Option<Comment>,
) -> Result<Shown> {
    let mut rows = comments::shown_under(site, post.id).await?;
    rows.extend(waiting);
    rows.sort_by_key(|comment| (comment.date_gmt, comment.id));
    let authors = people::views(site, rows.iter().map(|comment| comment.user_id).filter(|id| *id != 0)).await?;
    let rules = ThreadRules::of(site.settings());
    let (threads, page, pages) = comments::page_of(comments::threads(rows, rules), (page > 0).then_some(page), rules);
    let mut writer = Writer {
        site,
        actor: &request.actor,
        post,
        shown,
        dates: Dates::new(site.settings()),
        authors,
        deepest: rules.depth,
        page: (pages > 1).then_some(page),
        count: 0,
        tops: 0,
    };
    let list = Arc::new(threads.into_iter().map(|thread| writer.thread(thread)).collect());
    Ok(Shown { list, page, pages })
}

/// Writes comments in their order, which their classes count.
struct Writer<'a> {
    site: &'a Site,
    actor: &'a Actor,
    post: &'a Post,
    shown: &'a PostView,
    dates: Dates<'a>,
    authors: HashMap<i64, Arc<AuthorView>>,
    deepest: u64,
    page: Option<u64>,
    count: u64,
    tops: u64,
}

impl Writer<'_> {
    fn thread(&mut self, thread: Thread) -> CommentView {
        let Thread { comment, depth, replies } = thread;
        let mut view = self.comment(&comment, depth);
        view.children = replies.into_iter().map(|reply| self.thread(reply)).collect();
        view
    }

    fn comment(&mut self, comment: &Comment, depth: u64) -> CommentView {
        let author = self.authors.get(&comment.user_id).filter(|_| comment.user_id != 0).cloned();
        let by_post_author = comment.user_id != 0 && comment.user_id == self.post.author_id;
        let links = Permalinks::new(self.site.settings());
        let base = match self.page {
            Some(page) => comment_page_url(&links, &self.shown.url, page),
            None => self.shown.url.clone(),
        };
        let may_answer = self.shown.comments_open && depth < self.deepest && comment.status == "approved";
        let joint = if self.shown.url.contains('?') { '&' } else { '?' };
        let reply_url = format!("{}{joint}replytocom={}#respond", self.shown.url, comment.id);
        let edit_url = format!("{}/wp-admin/comment.php?action=editcomment&c={}", self.site.url(), comment.id);
        let name = if comment.author_name.is_empty() {
            self.site.settings().words().say("Anonymous")
        } else {
            &comment.author_name
        };
        CommentView {
            id: comment.id,
            comment_type: comment.comment_type.clone(),
            author: formatting::decode_html_text(name).into_owned(),
            author_url: comment.author_url.clone(),
            avatar: people::portraits(self.site, &comment.author_email),
            by_post_author,
            date: self.dates.date(comment.date),
            time: self.dates.time(comment.date),
            date_iso: self.dates.iso(comment.date),
            content: formatting::comment_text(&comment.content, self.site.url(), None),
            url: format!("{base}#comment-{}", comment.id),
            reply_url: (may_answer && comment.comment_type == "comment").then_some(reply_url),
            edit_url: self.actor.may(Capability::ModerateComments).then_some(edit_url),
            awaiting_moderation: comment.status == "hold",
            parent_id: comment.parent_id,
            depth,
            classes: self.classes(comment, depth, author.as_deref(), by_post_author),
            children: Vec::new(),
        }
    }

    /// WordPress's `get_comment_class`.
    fn classes(&mut self, comment: &Comment, depth: u64, author: Option<&AuthorView>, by_author: bool) -> Vec<String> {
        let mut classes = vec![comment.comment_type.clone()];
        if let Some(author) = author {
            let slug = sanitize_html_class(&author.slug, &author.id.to_string()).to_string();
            classes.extend(["byuser".to_owned(), format!("comment-author-{slug}")]);
        }
        let mut push = |names: &[&str]| classes.extend(names.iter().map(|name| (*name).to_owned()));
        if by_author {
            push(&["bypostauthor"]);
        }
        push(if self.count % 2 == 1 { &["odd", "alt"] } else { &["even"] });
        self.count += 1;
        if depth == 1 {
            push(if self.tops % 2 == 1 { &["thread-odd", "thread-alt"] } else { &["thread-even"] });
            self.tops += 1;
        }
        classes.push(format!("depth-{depth}"));
        classes
    }
}

fn form(site: &Site, request: &Request, post: &Post, shown: &PostView) -> CommentForm {
    let settings = site.settings();
    let user = request.actor.user();
    let back: String = url::form_urlencoded::byte_serialize(shown.url.as_bytes()).collect();
    CommentForm {
        action: format!("{}/wp-comments-post.php", site.url()),
        post_id: post.id,
        must_log_in: settings.flag("comment_registration") && user.is_none(),
        login_url: format!("{}/wp-login.php?redirect_to={back}", site.url()),
        logged_in_as: user.map(|user| user.display_name.clone()),
        logout_url: format!("{}/wp-login.php?action=logout&redirect_to={back}", site.url()),
        fields: if user.is_none() { fields(site, request) } else { Vec::new() },
        cookies_consent: user.is_none() && settings.text("show_comments_cookies_opt_in") != "0",
        honeypot: comments::HONEYPOT.to_owned(),
        comment_max_length: LONGEST_COMMENT,
        ..CommentForm::default()
    }
}

fn fields(site: &Site, request: &Request) -> Vec<CommentField> {
    let required = site.settings().flag("require_name_email");
    let (known, words) = (&request.commenter, site.settings().words());
    let field = |name: &str, label: &str, input_type: &str, value: &str, required, max_length, autocomplete: &str| {
        CommentField {
            name: name.to_owned(),
            label: label.to_owned(),
            input_type: input_type.to_owned(),
            value: value.to_owned(),
            required,
            max_length,
            autocomplete: autocomplete.to_owned(),
        }
    };
    vec![
        field("author", words.say("Name"), "text", &known.name, required, 245, "name"),
        field("email", words.say("Email"), "email", &known.email, required, 100, "email"),
        field("url", words.say("Website"), "url", &known.url, false, 200, "url"),
    ]
}

/// Turns the form into one that answers a comment.
fn answer_to(form: &mut CommentForm, list: &[CommentView], id: i64, post_url: &str) {
    fn find(list: &[CommentView], id: i64) -> Option<&CommentView> {
        list.iter().find_map(|comment| if comment.id == id { Some(comment) } else { find(&comment.children, id) })
    }
    if let Some(comment) = find(list, id) {
        form.parent_id = id;
        form.reply_to.clone_from(&comment.author);
        form.cancel_reply_url = Some(format!("{post_url}#respond"));
    }
}
