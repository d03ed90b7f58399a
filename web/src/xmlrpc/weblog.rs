//! `metaWeblog.*`, `blogger.*` and `mt.*`: what editors spoke before WordPress had words of its own.

use cms::posts::{self, ListQuery, Post, PostFields};
use cms::users::{self, Capability};
use cms::{Actor, Site, terms};
use dxr::Value;

use super::call::Caller;
use super::fault::{Fault, fault, refused};
use super::items::Items;
use super::parameters::{self, Members, Parameters};
use super::values::{flag, id, list, number, structure, text, time};
use super::{blogs, media, methods, post_fields, posts as wordpress};

/// Calls one of them.
pub async fn call(caller: &Caller, family: &str, method: &str, given: &Parameters) -> Result<Value, Fault> {
    match (family, method) {
        ("mt", "supportedMethods") => return Ok(list(methods::NAMES.iter().map(text))),
        ("mt", "supportedTextFilters" | "getTrackbackPings") => return Ok(list([])),
        ("blogger" | "metaWeblog", "getUsersBlogs") => return blogs::of_user(caller, given, 1).await,
        _ => {}
    }
    // Blogger's calls begin with a key that nobody has read since.
    let login_at = match (family, method) {
        ("blogger", "getUserInfo") => 1,
        ("blogger", _) | ("metaWeblog", "deletePost") => 2,
        _ => 1,
    };
    given.require(login_at + 2)?;
    let actor = caller.sign_in(given, login_at).await?;
    let work = run(&caller.site, &actor, family, method, given);
    cms::audit::asked_by(caller.asker(&actor), work).await
}

async fn run(site: &Site, actor: &Actor, family: &str, method: &str, given: &Parameters) -> Result<Value, Fault> {
    match (family, method) {
        ("metaWeblog", "newPost") => {
            let content = given.members(3);
            let kind = content.get("post_type").map(parameters::text).filter(|kind| kind == "page");
            create(site, actor, kind.as_deref().unwrap_or("post"), &content, given.flag(4)).await
        }
        ("metaWeblog", "editPost") => edit(site, actor, given.number(0), &given.members(3), given.flag(4)).await,
        ("metaWeblog", "getPost") => get(site, actor, given.number(0)).await,
        ("metaWeblog", "getRecentPosts") => recent(site, actor, given.number(3)).await,
        ("metaWeblog", "getCategories") => categories(site, actor).await,
        ("metaWeblog", "newMediaObject") => media::upload(site, actor, &given.members(3)).await,
        ("metaWeblog" | "blogger", "deletePost") => wordpress::delete(site, actor, given.number(1)).await,
        ("blogger", "newPost") => bloggers_new(site, actor, &given.text(4), given.flag(5)).await,
        ("blogger", "editPost") => bloggers_edit(site, actor, given.number(1), &given.text(4), given.flag(5)).await,
        ("blogger", "getPost") => Ok(bloggers_post(&wordpress::find(site, actor, given.number(1)).await?)),
        ("blogger", "getRecentPosts") => {
            Ok(list(newest(site, actor, given.number(4)).await?.iter().map(bloggers_post)))
        }
        ("blogger", "getUserInfo") => user_info(actor),
        ("mt", "getRecentPostTitles") => titles(site, actor, given.number(3)).await,
        ("mt", "getCategoryList") => category_list(site, actor).await,
        ("mt", "getPostCategories") => post_categories(site, actor, given.number(0)).await,
        ("mt", "setPostCategories") => set_post_categories(site, actor, given.number(0), &given.list(3)).await,
        ("mt", "publishPost") => publish(site, actor, given.number(0)).await,
        _ => Err(methods::unknown(&format!("{family}.{method}"))),
    }
}

/// Makes a post or a page from a `metaWeblog` struct.
pub async fn create(site: &Site, actor: &Actor, kind: &str, content: &Members, publish: bool) -> Result<Value, Fault> {
    let fields = post_fields::of_weblog(site, actor, content, publish).await?;
    let post = posts::create(site, actor, kind, fields).await.map_err(refused)?;
    Ok(id(post.id))
}

/// Changes one.
pub async fn edit(site: &Site, actor: &Actor, id: i64, content: &Members, publish: bool) -> Result<Value, Fault> {
    let post = wordpress::find(site, actor, id).await?;
    let fields = post_fields::of_weblog(site, actor, content, publish).await?;
    posts::update(site, actor, post.id, fields).await.map_err(refused)?;
    Ok(flag(true))
}

async fn get(site: &Site, actor: &Actor, post_id: i64) -> Result<Value, Fault> {
    let post = wordpress::find(site, actor, post_id).await?;
    let items = Items::load(site, std::slice::from_ref(&post)).await?;
    shown(site, &items, &post).await
}

async fn newest(site: &Site, actor: &Actor, wanted: i64) -> Result<Vec<Post>, Fault> {
    let statuses = ["publish", "future", "draft", "pending", "private"].map(str::to_owned).to_vec();
    let limit = if wanted > 0 { wanted.unsigned_abs().min(100) } else { 10 };
    let query = ListQuery { types: vec!["post".into()], statuses, limit, ..ListQuery::default() };
    wordpress::editable(site, actor, &query).await
}

async fn recent(site: &Site, actor: &Actor, wanted: i64) -> Result<Value, Fault> {
    let found = newest(site, actor, wanted).await?;
    let items = Items::load(site, &found).await?;
    let mut all = Vec::with_capacity(found.len());
    for post in &found {
        all.push(shown(site, &items, post).await?);
    }
    Ok(list(all))
}

/// The two halves of a text that has a `<!--more-->`.
fn halves(content: &str) -> (&str, &str) {
    let Some((before, rest)) = content.split_once("<!--more") else { return (content, "") };
    rest.split_once("-->").map_or((content, ""), |(_, after)| (before, after))
}

fn is_open(status: &str) -> Value {
    number(i64::from(status == "open"))
}

async fn shown(site: &Site, items: &Items, post: &Post) -> Result<Value, Fault> {
    let author = users::by_id(site.host(), post.author_id).await.map_err(refused)?;
    let (description, more) = halves(&post.content);
    let names = |taxonomy: &str| items.terms(post, taxonomy).iter().map(|term| term.name.clone()).collect::<Vec<_>>();
    // WordPress says of what waits for its time that it is published.
    let status = if post.status == "future" { "publish" } else { post.status.as_str() };
    Ok(structure([
        ("postid", id(post.id)),
        ("userid", id(post.author_id)),
        ("title", text(&post.title)),
        ("description", text(description)),
        ("mt_text_more", text(more)),
        ("wp_more_text", text("")),
        ("mt_excerpt", text(&post.excerpt)),
        ("mt_keywords", text(names("post_tag").join(", "))),
        ("mt_allow_comments", is_open(&post.comment_status)),
        ("mt_allow_pings", is_open(&post.ping_status)),
        ("categories", list(names("category").iter().map(text))),
        ("link", text(items.address(post))),
        ("permaLink", text(items.address(post))),
        ("wp_slug", text(&post.slug)),
        ("wp_password", text(&post.password)),
        ("wp_author_id", id(post.author_id)),
        ("wp_author_display_name", text(author.map(|author| author.display_name).unwrap_or_default())),
        ("dateCreated", time(post.date)),
        ("date_created_gmt", time(post.date_gmt.unwrap_or(post.date))),
        ("date_modified", time(post.modified)),
        ("date_modified_gmt", time(post.modified_gmt)),
        ("post_status", text(status)),
        ("wp_post_format", text(items.format(post))),
        ("wp_post_thumbnail", text(items.thumbnail(post).map(|id| id.to_string()).unwrap_or_default())),
        ("custom_fields", items.custom_fields(post)),
        ("sticky", flag(post.sticky)),
    ]))
}

/// A page as `wp.getPage` shows it.
pub async fn page(site: &Site, items: &Items, post: &Post) -> Result<Value, Fault> {
    let author = users::by_id(site.host(), post.author_id).await.map_err(refused)?;
    let (login, name) = author.map(|author| (author.login, author.display_name)).unwrap_or_default();
    let parent = match post.parent_id {
        0 => None,
        parent => posts::by_id(site, parent).await.map_err(refused)?,
    };
    let (description, more) = halves(&post.content);
    Ok(structure([
        ("page_id", id(post.id)),
        ("userid", id(post.author_id)),
        ("page_status", text(&post.status)),
        ("title", text(&post.title)),
        ("description", text(description)),
        ("text_more", text(more)),
        ("excerpt", text(&post.excerpt)),
        ("link", text(items.address(post))),
        ("permaLink", text(items.address(post))),
        ("categories", list([])),
        ("mt_allow_comments", is_open(&post.comment_status)),
        ("mt_allow_pings", is_open(&post.ping_status)),
        ("wp_slug", text(&post.slug)),
        ("wp_password", text(&post.password)),
        ("wp_author", text(login)),
        ("wp_author_id", id(post.author_id)),
        ("wp_author_display_name", text(name)),
        ("wp_page_parent_id", id(post.parent_id)),
        ("wp_page_parent_title", text(parent.map(|parent| parent.title).unwrap_or_default())),
        ("wp_page_order", number(post.menu_order)),
        ("wp_page_template", text("default")),
        ("dateCreated", time(post.date)),
        ("date_created_gmt", time(post.date_gmt.unwrap_or(post.date))),
        ("custom_fields", items.custom_fields(post)),
    ]))
}

async fn categories(site: &Site, actor: &Actor) -> Result<Value, Fault> {
    actor.require(Capability::EditPosts).map_err(refused)?;
    super::terms::categories(site).await
}

/// Blogger put the title into the text: `<title>…</title>`, and the categories' numbers behind it.
fn bloggers_fields(content: &str, publish: bool) -> PostFields {
    let tag = |name: &str| {
        let (_, rest) = content.split_once(&format!("<{name}>"))?;
        rest.split_once(&format!("</{name}>")).map(|(inside, _)| inside.to_owned())
    };
    let mut text = content.to_owned();
    for name in ["title", "category"] {
        if let Some(inside) = tag(name) {
            text = text.replace(&format!("<{name}>{inside}</{name}>"), "");
        }
    }
    let mut fields = PostFields {
        title: tag("title"),
        content: Some(text.trim().to_owned()),
        status: Some(if publish { "publish" } else { "draft" }.into()),
        ..PostFields::default()
    };
    if let Some(numbers) = tag("category") {
        let numbers = numbers.split(',').filter_map(|number| number.trim().parse().ok());
        fields.terms.insert("category".into(), numbers.collect());
    }
    fields
}

async fn bloggers_new(site: &Site, actor: &Actor, content: &str, publish: bool) -> Result<Value, Fault> {
    let post = posts::create(site, actor, "post", bloggers_fields(content, publish)).await.map_err(refused)?;
    Ok(id(post.id))
}

async fn bloggers_edit(site: &Site, actor: &Actor, id: i64, content: &str, publish: bool) -> Result<Value, Fault> {
    let post = wordpress::find(site, actor, id).await?;
    posts::update(site, actor, post.id, bloggers_fields(content, publish)).await.map_err(refused)?;
    Ok(flag(true))
}

fn bloggers_post(post: &Post) -> Value {
    structure([
        ("userid", id(post.author_id)),
        ("dateCreated", time(post.date)),
        ("content", text(format!("<title>{}</title>{}", post.title, post.content))),
        ("postid", id(post.id)),
    ])
}

fn user_info(actor: &Actor) -> Result<Value, Fault> {
    actor.require(Capability::EditPosts).map_err(refused)?;
    let user = actor.user().ok_or_else(|| fault(403, "Incorrect username or password."))?;
    Ok(structure([
        ("userid", id(user.id)),
        ("nickname", text(&user.nickname)),
        ("url", text(&user.url)),
        ("firstname", text(&user.first_name)),
        ("lastname", text(&user.last_name)),
    ]))
}

async fn titles(site: &Site, actor: &Actor, wanted: i64) -> Result<Value, Fault> {
    let found = newest(site, actor, wanted).await?;
    Ok(list(found.iter().map(|post| {
        structure([
            ("dateCreated", time(post.date)),
            ("userid", id(post.author_id)),
            ("postid", id(post.id)),
            ("title", text(&post.title)),
            ("post_status", text(&post.status)),
            ("date_created_gmt", time(post.date_gmt.unwrap_or(post.date))),
        ])
    })))
}

async fn category_list(site: &Site, actor: &Actor) -> Result<Value, Fault> {
    actor.require(Capability::EditPosts).map_err(refused)?;
    let all = terms::of_taxonomy(site, "category").await.map_err(refused)?;
    Ok(list(all.iter().map(|term| structure([("categoryId", id(term.id)), ("categoryName", text(&term.name))]))))
}

async fn post_categories(site: &Site, actor: &Actor, post_id: i64) -> Result<Value, Fault> {
    let post = wordpress::find(site, actor, post_id).await?;
    let items = Items::load(site, std::slice::from_ref(&post)).await?;
    Ok(list(items.terms(&post, "category").iter().enumerate().map(|(at, term)| {
        structure([("categoryName", text(&term.name)), ("categoryId", id(term.id)), ("isPrimary", flag(at == 0))])
    })))
}

async fn set_post_categories(site: &Site, actor: &Actor, post_id: i64, chosen: &[Value]) -> Result<Value, Fault> {
    let post = wordpress::find(site, actor, post_id).await?;
    let number = |value: &Value| match value {
        Value::Struct(members) => members.get("categoryId").map(parameters::number),
        other => Some(parameters::number(other)),
    };
    let mut fields = PostFields::default();
    fields.terms.insert("category".into(), chosen.iter().filter_map(number).collect());
    posts::update(site, actor, post.id, fields).await.map_err(refused)?;
    Ok(flag(true))
}

async fn publish(site: &Site, actor: &Actor, post_id: i64) -> Result<Value, Fault> {
    let post = wordpress::find(site, actor, post_id).await?;
    let fields = PostFields { status: Some("publish".into()), ..PostFields::default() };
    posts::update(site, actor, post.id, fields).await.map_err(refused)?;
    Ok(flag(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bloggers_title_stands_in_the_text() {
        let fields = bloggers_fields("<title>Hi</title><category>3,4</category>Words", true);
        assert_eq!((fields.title.as_deref(), fields.content.as_deref()), (Some("Hi"), Some("Words")));
        assert_eq!(fields.terms["category"], [3, 4]);
        assert_eq!(bloggers_fields("Words", false).title, None);
    }

    #[test]
    fn a_text_is_parted_where_the_reader_is_to_go_on() {
        assert_eq!(halves("a<!--more-->b"), ("a", "b"));
        assert_eq!(halves("a<!--more go on-->b"), ("a", "b"));
        assert_eq!(halves("a"), ("a", ""));
    }
}
