//! `core/post-comments-count`, `core/post-comments-link`, `core/post-comments-form`.

use super::{Call, classes, shown_post};
use crate::blocks::context::BlockRenderer;
use crate::blocks::links;
use crate::comments::{are_open, count_shown_under};
use crate::formatting::{esc_html, esc_url};
use crate::posts::Post;
use crate::{CacheTag, Result};

const REQUIRED: &str = " <span class=\"required\">*</span>";

/// Renders the number.
pub async fn render_count(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    renderer.read(CacheTag::Comments(id));
    let count = count_shown_under(&renderer.site, id).await?;
    Ok(format!("<div {}>{count}</div>", call.wrapper(renderer, &[("class", &classes::text_align(&call))])))
}

/// Renders a link to the comments.
pub async fn render_link(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(String::new()) };
    if !are_open(&renderer.site, &post) {
        return Ok(String::new());
    }
    renderer.read(CacheTag::Comments(id));
    let count = count_shown_under(&renderer.site, id).await?;
    let place = if count == 0 { "respond" } else { "comments" };
    let address = esc_url(&format!("{}#{place}", links::post(&renderer.site, &post).await?));
    let words = renderer.words();
    let comments = match i64::try_from(count).unwrap_or(i64::MAX) {
        0 => words.say("No comments").to_owned(),
        count => words.count("%s comment", "%s comments", count),
    };
    let on = words.fill("on %s", &[&shown_post::title(renderer, &post)]);
    let text = format!("{comments}<span class=\"screen-reader-text\"> {on}</span>");
    let wrapper = call.wrapper(renderer, &[("class", &classes::aligned(&call))]);
    Ok(format!("<div {wrapper}><a href={address}>{text}</a></div>"))
}

/// Renders the form.
pub async fn render_form(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(String::new()) };
    if !post.password.is_empty() || !are_open(&renderer.site, &post) {
        return Ok(String::new());
    }
    let class = format!("comment-respond {}", classes::aligned(&call));
    let wrapper = call.wrapper(renderer, &[("class", class.trim())]);
    let address = links::post(&renderer.site, &post).await?;
    let cancel = match renderer.site.settings().flag("thread_comments") {
        true => {
            format!(
                " <small><a rel=\"nofollow\" id=\"cancel-comment-reply-link\" href=\"{}#respond\" style=\"display:none;\">\
                 {}</a></small>",
                esc_url(&renderer.visit.address()),
                renderer.words().say("Cancel reply")
            )
        }
        false => String::new(),
    };
    let body = match renderer.site.settings().flag("comment_registration") && !renderer.visit.signed_in {
        true => {
            let login = esc_url(&links::login(&renderer.site, Some(&address)));
            let words = renderer.words();
            let must = words.fill("You must be <a href=\"%s\">logged in</a> to post a comment.", &[&login]);
            format!("<p class=\"must-log-in\">{must}</p>")
        }
        false => fields(renderer, &post),
    };
    Ok(format!(
        "\t<div id=\"respond\" {wrapper}>\n\t\t<h3 id=\"reply-title\" class=\"comment-reply-title\">{}{cancel}</h3>\
         {body}\t</div><!-- #respond -->\n\t",
        renderer.words().say("Leave a Reply")
    ))
}

fn fields(renderer: &BlockRenderer, post: &Post) -> String {
    let settings = renderer.site.settings();
    let required = settings.flag("require_name_email");
    let (mark, attribute) = if required { (REQUIRED, " required") } else { ("", "") };
    let action = esc_url(&format!("{}/wp-comments-post.php", renderer.site.url()));
    let mut html = format!("<form action=\"{action}\" method=\"post\" id=\"commentform\" class=\"comment-form\">");
    let words = renderer.words();
    let marked = words.fill("Required fields are marked %s", &[&REQUIRED.trim_start()]);
    let note = format!("<span class=\"required-field-message\">{marked}</span>");
    if !renderer.visit.signed_in {
        html.push_str(&format!(
            "<p class=\"comment-notes\"><span id=\"email-notes\">{}</span> {note}</p>",
            words.say("Your email address will not be published.")
        ));
    }
    html.push_str(&format!(
        "<p class=\"comment-form-comment\"><label for=\"comment\">{comment}{REQUIRED}</label> \
         <textarea id=\"comment\" name=\"comment\" cols=\"45\" rows=\"8\" maxlength=\"65525\" required></textarea></p>",
        comment = words.say("Comment")
    ));
    if !renderer.visit.signed_in {
        html.push_str(&format!(
            "<p class=\"comment-form-author\"><label for=\"author\">{name}{mark}</label> <input id=\"author\" name=\"author\" \
             type=\"text\" value=\"\" size=\"30\" maxlength=\"245\" autocomplete=\"name\"{attribute} /></p>\n\
             <p class=\"comment-form-email\"><label for=\"email\">{email}{mark}</label> <input id=\"email\" name=\"email\" \
             type=\"email\" value=\"\" size=\"30\" maxlength=\"100\" aria-describedby=\"email-notes\" \
             autocomplete=\"email\"{attribute} /></p>\n\
             <p class=\"comment-form-url\"><label for=\"url\">{website}</label> <input id=\"url\" name=\"url\" type=\"url\" \
             value=\"\" size=\"30\" maxlength=\"200\" autocomplete=\"url\" /></p>\n",
            name = words.say("Name"),
            email = words.say("Email"),
            website = words.say("Website"),
        ));
        if settings.get("show_comments_cookies_opt_in").is_none() || settings.flag("show_comments_cookies_opt_in") {
            html.push_str(&format!(
                "<p class=\"comment-form-cookies-consent\"><input id=\"wp-comment-cookies-consent\" \
                 name=\"wp-comment-cookies-consent\" type=\"checkbox\" value=\"yes\" /> <label \
                 for=\"wp-comment-cookies-consent\">{}</label></p>\n",
                words.say("Save my name, email, and website in this browser for the next time I comment.")
            ));
        }
    }
    html.push_str(&format!(
        "<p class=\"form-submit wp-block-button\"><input name=\"submit\" type=\"submit\" id=\"submit\" \
         class=\"wp-block-button__link wp-element-button\" value=\"{}\" /> \
         <input type='hidden' name='comment_post_ID' value='{}' id='comment_post_ID' />\n\
         <input type='hidden' name='comment_parent' id='comment_parent' value='0' />\n</p></form>",
        esc_html(words.say("Post Comment")),
        post.id
    ));
    html
}
