//! `post.php` and `post-new.php`: the block editor for one post.

use actix_web::{HttpRequest, HttpResponse, web};
use cms::posts::{self, Post, PostFields, PostType};
use cms::{Error, permalinks};
use serde::Deserialize;
use serde_json::{Value, json};

use super::page::AdminPage;
use super::{Staff, editor_settings, post_lock, preload};
use crate::failure::Failure;
use crate::front::Front;
use crate::php_files::redirect;

/// What stands in the address of `post.php`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Edited {
    post: i64,
    #[serde(rename = "get-post-lock")]
    takes_lock: String,
    #[serde(rename = "_wpnonce")]
    nonce: String,
}

/// What stands in the address of `post-new.php`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begun {
    post_type: String,
    post_title: String,
    content: String,
    excerpt: String,
}

/// Opens a post.
pub async fn edit(
    request: HttpRequest,
    front: web::Data<Front>,
    asked: web::Query<Edited>,
) -> Result<HttpResponse, Failure> {
    let staff = Staff::of(request, front).await?;
    let post = editable(&staff, asked.post).await?;
    if post.post_type == "attachment" {
        return Ok(redirect(&staff.address(&format!("upload.php?item={}", post.id))));
    }
    let takes_over = !asked.takes_lock.is_empty() && post_lock::is_meant(&staff, post.id, &asked.nonce);
    page(&staff, post, takes_over, json!({})).await
}

/// Begins a post: the editor needs one to save into, which the first save makes a draft.
pub async fn new(
    request: HttpRequest,
    front: web::Data<Front>,
    asked: web::Query<Begun>,
) -> Result<HttpResponse, Failure> {
    let staff = Staff::of(request, front).await?;
    let asked = asked.into_inner();
    let name = if asked.post_type.is_empty() { "post" } else { &asked.post_type };
    let kind = edited_type(&staff, name)?;
    let fields = PostFields {
        status: Some("auto-draft".into()),
        title: Some("Auto Draft".into()),
        date: Some(posts::PostDate::Floating),
        ..PostFields::default()
    };
    let (site, actor) = (staff.site.clone(), staff.actor().clone());
    let post = staff.front.run(async move { posts::create(&site, &actor, &kind.name, fields).await }).await?;
    let edits = json!({"title": asked.post_title, "content": asked.content, "excerpt": asked.excerpt});
    page(&staff, post, false, edits).await
}

async fn editable(staff: &Staff, id: i64) -> Result<Post, Failure> {
    let site = staff.site.clone();
    let found = staff.front.run(async move { posts::by_id(&site, id).await }).await?;
    let missing = "You attempted to edit an item that does not exist. Perhaps it was deleted?";
    let post = found.ok_or_else(|| Error::not_found("rest_post_invalid_id", missing))?;
    if !posts::permissions::may_edit(staff.actor(), &post) {
        return Err(Error::forbidden("rest_cannot_edit", "Sorry, you are not allowed to edit this item.").into());
    }
    if post.status == "trash" {
        let message = "You cannot edit this item because it is in the Trash. Please restore it and try again.";
        return Err(Error::conflict("rest_already_trashed", message).into());
    }
    Ok(post)
}

fn edited_type(staff: &Staff, name: &str) -> Result<PostType, Failure> {
    let kind = posts::type_named(staff.site.settings(), name).filter(|kind| kind.rest_base.is_some());
    Ok(kind.ok_or_else(|| Error::invalid("rest_type_invalid", "Invalid post type."))?)
}

async fn page(staff: &Staff, post: Post, takes_over: bool, edits: Value) -> Result<HttpResponse, Failure> {
    let kind = edited_type(staff, &post.post_type)?;
    let base = kind.rest_base.clone().unwrap_or_default();
    let lock = post_lock::on_opening(staff, &post, takes_over).await?;
    let stylesheet = staff.site.settings().text("stylesheet");
    let wanted = preload::for_post(&kind.name, &base, post.id, &post.slug, post.author_id, &stylesheet);
    let preload = preload::answers(staff, wanted).await;
    let settings = editor_settings::of(staff, &kind, &preload, [lock, unsaved(staff, &post).await?])?;
    let page = AdminPage {
        title: format!("Edit {} \u{201c}{}\u{201d}", kind.singular, shown_title(&post)),
        body_class: format!(
            "post-php post-type-{} block-editor-page is-fullscreen-mode wp-embed-responsive",
            kind.name
        ),
        entry: "post-editor",
        part: String::new(),
        styles: &["shell", "post-editor"],
        body: format!(
            "<div class=\"block-editor\"><h1 class=\"screen-reader-text hide-if-no-js\">Edit {}</h1>\
             <div id=\"editor\" class=\"block-editor__container hide-if-no-js\"></div>\
             <div id=\"metaboxes\" class=\"hidden\"></div></div>",
            crate::plain_page::escape(&kind.singular)
        ),
        boot: json!({
            "post": {"type": kind.name, "id": post.id, "initialEdits": without_empty(edits)},
            "settings": settings,
            "preload": preload,
            "preferences": preferences(staff).await,
            "viewUrl": permalinks::of_post(&staff.site, &post).await?,
        }),
    };
    Ok(page.answer(staff).await)
}

/// Where an autosave is newer than the post, the editor offers it.
async fn unsaved(staff: &Staff, post: &Post) -> Result<Value, Failure> {
    let (site, actor, opened) = (staff.site.clone(), staff.actor().clone(), post.clone());
    let newer = staff.front.run(async move { posts::revisions::newer_autosave(&site, &actor, &opened).await }).await?;
    Ok(newer.map_or(
        json!({}),
        |version| json!({"autosave": {"editLink": staff.address(&format!("revision.php?revision={}", version.id))}}),
    ))
}

fn shown_title(post: &Post) -> &str {
    if post.status == "auto-draft" || post.title.is_empty() { "(no title)" } else { &post.title }
}

/// What stands in the address is text the person has not typed: only what is there counts as an edit.
fn without_empty(edits: Value) -> Value {
    let Value::Object(edits) = edits else { return json!({}) };
    edits.into_iter().filter(|(_, value)| value.as_str().is_some_and(|text| !text.is_empty())).collect()
}

/// What the person chose in editors before; at first without the welcome guide, whose pictures lie on another host.
pub(super) async fn preferences(staff: &Staff) -> Value {
    let account = staff.ask("GET", "/wp/v2/users/me?context=edit&_fields=meta").await;
    let kept = &account.body["meta"]["persisted_preferences"];
    match kept.as_object().filter(|kept| !kept.is_empty()) {
        Some(_) => kept.clone(),
        None => {
            json!({"core/edit-post": {"welcomeGuide": false}, "core/edit-site": {"welcomeGuide": false}, "core": {}})
        }
    }
}
