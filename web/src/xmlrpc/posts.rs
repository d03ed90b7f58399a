//! `wp.newPost` and its kin, for posts of every type, and the older ones for pages.

use cms::posts::{self, ListQuery, OrderBy, Post};
use cms::{Actor, Site};
use dxr::Value;

use super::call::Caller;
use super::fault::{Fault, fault, refused};
use super::items::{Items, chosen};
use super::parameters::{self, Parameters};
use super::values::{flag, id, list, structure, text, time};
use super::{methods, post_fields, weblog};

/// Posts that a list gives where nobody says how many.
const DEFAULT_NUMBER: u64 = 10;

/// Calls one of them.
pub async fn call(caller: &Caller, method: &str, given: &Parameters) -> Result<Value, Fault> {
    // A page's own number stands before the login in `wp.getPage` and `wp.editPage`.
    let (login_at, needs) = match method {
        "getPage" => (2, 4),
        "editPage" => (2, 5),
        "getPages" | "getPageList" | "getPosts" => (1, 3),
        _ => (1, 4),
    };
    given.require(needs)?;
    let actor = caller.sign_in(given, login_at).await?;
    let work = run(caller, &actor, method, given);
    cms::audit::asked_by(caller.asker(&actor), work).await
}

async fn run(caller: &Caller, actor: &Actor, method: &str, given: &Parameters) -> Result<Value, Fault> {
    let site = &caller.site;
    match method {
        "newPost" => create(site, actor, given).await,
        "editPost" => edit(site, actor, given).await,
        "deletePost" | "deletePage" | "deleteFile" => delete(site, actor, given.number(3)).await,
        "getPost" => get(site, actor, given).await,
        "getPosts" => get_all(site, actor, given).await,
        "newPage" => weblog::create(site, actor, "page", &given.members(3), given.flag(4)).await,
        "editPage" => weblog::edit(site, actor, given.number(1), &given.members(4), given.flag(5)).await,
        "getPage" => page(site, actor, given.number(1)).await,
        "getPages" => pages(site, actor, given).await,
        "getPageList" => page_list(site, actor).await,
        _ => Err(methods::unknown(method)),
    }
}

async fn create(site: &Site, actor: &Actor, given: &Parameters) -> Result<Value, Fault> {
    let content = given.members(3);
    let post_type = content.get("post_type").map(parameters::text).unwrap_or_else(|| "post".into());
    if posts::type_named(site.settings(), &post_type).is_none() {
        return Err(fault(403, "Invalid post type."));
    }
    let mut fields = post_fields::of_wordpress(site, actor, &content).await?;
    fields.status.get_or_insert_with(|| "draft".into());
    let post = posts::create(site, actor, &post_type, fields).await.map_err(refused)?;
    Ok(id(post.id))
}

async fn edit(site: &Site, actor: &Actor, given: &Parameters) -> Result<Value, Fault> {
    let before = find(site, actor, given.number(3)).await?;
    let content = given.members(4);
    // Whoever edits may say which version was seen: a newer one is not overwritten.
    let seen = content.get("if_not_modified_since").and_then(parameters::time);
    if seen.is_some_and(|seen| before.modified_gmt > seen) {
        return Err(fault(409, "There is a revision of this post that is more recent."));
    }
    let fields = post_fields::of_wordpress(site, actor, &content).await?;
    posts::update(site, actor, before.id, fields).await.map_err(refused)?;
    Ok(flag(true))
}

/// Into the trash; what is in it already goes for good.
pub async fn delete(site: &Site, actor: &Actor, post_id: i64) -> Result<Value, Fault> {
    let post = found(site, post_id).await?;
    if post.status == "trash" || !posts::has_trash(&post.post_type) {
        posts::delete(site, actor, post.id).await.map_err(refused)?;
    } else {
        posts::trash(site, actor, post.id).await.map_err(refused)?;
    }
    Ok(flag(true))
}

async fn found(site: &Site, post_id: i64) -> Result<Post, Fault> {
    let post = posts::by_id(site, post_id).await.map_err(refused)?;
    post.ok_or_else(|| fault(404, "Invalid post ID."))
}

/// A post that whoever asks may edit; others are not shown here.
pub async fn find(site: &Site, actor: &Actor, post_id: i64) -> Result<Post, Fault> {
    let post = found(site, post_id).await?;
    if posts::permissions::may_edit(actor, &post) {
        return Ok(post);
    }
    Err(fault(401, "Sorry, you are not allowed to edit this post."))
}

async fn get(site: &Site, actor: &Actor, given: &Parameters) -> Result<Value, Fault> {
    let post = find(site, actor, given.number(3)).await?;
    let items = Items::load(site, std::slice::from_ref(&post)).await?;
    Ok(chosen(items.post(&post), &given.list(4)))
}

async fn get_all(site: &Site, actor: &Actor, given: &Parameters) -> Result<Value, Fault> {
    let filter = given.members(3);
    let text = |name: &str| filter.get(name).map(parameters::text).filter(|text| !text.is_empty());
    let number = |name: &str| filter.get(name).map(parameters::number).filter(|number| *number >= 0);
    let post_type = text("post_type").unwrap_or_else(|| "post".into());
    if posts::type_named(site.settings(), &post_type).is_none() {
        return Err(fault(403, "Invalid post type."));
    }
    let order_by = match text("orderby").as_deref() {
        Some("modified" | "post_modified") => OrderBy::Modified,
        Some("title" | "post_title") => OrderBy::Title,
        Some("ID" | "id") => OrderBy::Id,
        Some("menu_order") => OrderBy::MenuOrder,
        _ => OrderBy::Date,
    };
    let statuses = match text("post_status") {
        Some(status) => status.split(',').map(str::to_owned).collect(),
        None => ["publish", "future", "draft", "pending", "private"].map(str::to_owned).to_vec(),
    };
    let query = ListQuery {
        types: vec![post_type],
        statuses,
        search: text("s"),
        order_by,
        ascending: text("order").is_some_and(|order| order.eq_ignore_ascii_case("asc")),
        offset: number("offset").unwrap_or(0).unsigned_abs(),
        limit: number("number").map_or(DEFAULT_NUMBER, i64::unsigned_abs).min(100),
        ..ListQuery::default()
    };
    let found = editable(site, actor, &query).await?;
    let items = Items::load(site, &found).await?;
    let fields = given.list(4);
    Ok(list(found.iter().map(|post| chosen(items.post(post), &fields))))
}

/// What a list finds of what whoever asks may edit.
pub async fn editable(site: &Site, actor: &Actor, query: &ListQuery) -> Result<Vec<Post>, Fault> {
    let mut found = posts::list(site, query).await.map_err(refused)?.posts;
    found.retain(|post| posts::permissions::may_edit(actor, post));
    Ok(found)
}

async fn page(site: &Site, actor: &Actor, page_id: i64) -> Result<Value, Fault> {
    let post = find(site, actor, page_id).await?;
    if post.post_type != "page" {
        return Err(fault(404, "Sorry, no such page."));
    }
    let items = Items::load(site, std::slice::from_ref(&post)).await?;
    weblog::page(site, &items, &post).await
}

async fn pages(site: &Site, actor: &Actor, given: &Parameters) -> Result<Value, Fault> {
    let limit = if given.number(3) > 0 { given.number(3).unsigned_abs().min(100) } else { DEFAULT_NUMBER };
    let found = editable(site, actor, &all_pages(limit)).await?;
    let items = Items::load(site, &found).await?;
    let mut shown = Vec::with_capacity(found.len());
    for post in &found {
        shown.push(weblog::page(site, &items, post).await?);
    }
    Ok(list(shown))
}

async fn page_list(site: &Site, actor: &Actor) -> Result<Value, Fault> {
    let found = editable(site, actor, &all_pages(1_000)).await?;
    Ok(list(found.iter().map(|post| {
        structure([
            ("page_id", id(post.id)),
            ("page_title", text(&post.title)),
            ("page_parent_id", id(post.parent_id)),
            ("dateCreated", time(post.date)),
            ("date_created_gmt", time(post.date_gmt.unwrap_or(post.date))),
        ])
    })))
}

fn all_pages(limit: u64) -> ListQuery {
    let statuses = ["publish", "future", "draft", "pending", "private"].map(str::to_owned).to_vec();
    ListQuery { types: vec!["page".into()], statuses, limit, ..ListQuery::default() }
}
