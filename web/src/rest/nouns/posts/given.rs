//! What a client wants written of a post (`prepare_item_for_database`).

use cms::posts::{self, Post, PostDate, PostFields};
use cms::users;
use serde_json::{Value, json};

use super::schema::STATUSES;
use super::{Kind, registered_meta};
use crate::rest::error::RestResult;
use crate::rest::schema::{parse_date, validate};
use crate::rest::{RestError, RestRequest};

/// The fields of a request, for a new post or for the one that stands there as `before`.
pub async fn fields(request: &RestRequest, kind: Kind, before: Option<&Post>) -> RestResult<PostFields> {
    check_status(request, before)?;
    check_template(request, kind, before).await?;
    check_author(request).await?;
    check_sticky(request, kind, before)?;
    check_parent(request).await?;
    let settings = request.site.settings();
    let supports = |feature: &str| kind.supports(settings, feature);
    let status = request.text("status").filter(|status| before.is_none_or(|before| before.status != *status));
    let meta = request.get("meta").filter(|_| supports("custom-fields"));
    let meta = registered_meta::given(kind, settings, meta)?;
    let mut fields = PostFields {
        title: text(request, "title").filter(|title| is_text(request, "title") || !title.is_empty()),
        content: text(request, "content").filter(|_| supports("editor")),
        excerpt: text(request, "excerpt").filter(|_| supports("excerpt")),
        slug: request.text("slug"),
        author_id: request.number("author").filter(|author| supports("author") && *author != 0),
        parent_id: request.number("parent").filter(|_| kind.registered(settings).hierarchical),
        menu_order: request.number("menu_order").filter(|_| supports("page-attributes")),
        password: request.text("password"),
        sticky: request.flag("sticky").filter(|_| kind.name == "post"),
        date: date(request, before),
        comment_status: request.text("comment_status").filter(|_| supports("comments")),
        ping_status: request.text("ping_status").filter(|_| supports("comments")),
        format: request.text("format").filter(|_| supports("post-formats")),
        featured_media: request.number("featured_media").filter(|_| supports("thumbnail")),
        template: request.text("template"),
        meta: meta.single,
        meta_lists: meta.lists,
        status,
        ..PostFields::default()
    };
    for taxonomy in kind.taxonomies(settings) {
        if request.get(&taxonomy.base).is_some() {
            fields.terms.insert(taxonomy.name, request.numbers(&taxonomy.base));
        }
    }
    reserve_slug(request, kind, before, &mut fields).await?;
    Ok(fields)
}

/// A text that came alone or as `{"raw": …}`; anything else is passed over.
pub fn text(request: &RestRequest, name: &str) -> Option<String> {
    match request.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Object(parts) => parts.get("raw").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    }
}

fn is_text(request: &RestRequest, name: &str) -> bool {
    request.get(name).is_some_and(Value::is_string)
}

/// The status that a post has may be sent again, whatever it is.
fn check_status(request: &RestRequest, before: Option<&Post>) -> RestResult<()> {
    let Some(status) = request.get("status") else { return Ok(()) };
    if before.is_some_and(|before| status.as_str() == Some(&before.status)) {
        return Ok(());
    }
    let schema = json!({"type": "string", "enum": STATUSES});
    validate(status, &schema, "status").map_err(|error| RestError::invalid_parameters(&[("status".into(), error)]))
}

/// A template must be one of the theme's for this type, or the one that the post has.
async fn check_template(request: &RestRequest, kind: Kind, before: Option<&Post>) -> RestResult<()> {
    let Some(wanted) = request.text("template").filter(|template| !template.is_empty()) else { return Ok(()) };
    let theme = request.site.host().themes().of(request.site.settings())?;
    let templates = theme.manifest().templates.iter();
    let known: Vec<&str> = templates
        .filter(|(_, template)| template.post_types.iter().any(|name| name == kind.name))
        .map(|(name, _)| name.as_str())
        .collect();
    if known.contains(&wanted.as_str()) || has_template(request, before, &wanted).await? {
        return Ok(());
    }
    let message = format!("template is not one of {}.", known.join(", "));
    let error = RestError { data: Value::Null, ..RestError::new(400, "rest_invalid_param", &message) };
    Err(RestError::invalid_parameters(&[("template".into(), error)]))
}

async fn has_template(request: &RestRequest, before: Option<&Post>, wanted: &str) -> RestResult<bool> {
    let Some(post) = before else { return Ok(false) };
    let meta = posts::meta_of(&request.site, post.id).await?;
    Ok(meta.iter().any(|(key, value)| key == "_wp_page_template" && value == wanted))
}

/// Only somebody of this site can be an author on it.
async fn check_author(request: &RestRequest) -> RestResult<()> {
    let Some(author) = request.number("author").filter(|id| *id != 0 && *id != request.actor.user_id()) else {
        return Ok(());
    };
    let is_admin = users::by_id(request.site.host(), author).await?.is_some_and(|user| user.is_network_admin);
    if is_admin || users::on_site(&request.site, author).await?.is_some() {
        return Ok(());
    }
    Err(RestError::new(400, "rest_invalid_author", "Invalid author ID."))
}

fn check_sticky(request: &RestRequest, kind: Kind, before: Option<&Post>) -> RestResult<()> {
    if kind.name != "post" {
        return Ok(());
    }
    let refused = |message| Err(RestError::new(400, "rest_invalid_field", message));
    let sticks = request.flag("sticky").unwrap_or(false);
    if request.text("password").is_some_and(|password| !password.is_empty()) {
        if sticks {
            return refused("A post can not be sticky and have a password.");
        }
        if before.is_some_and(|before| before.sticky) {
            return refused("A sticky post can not be password protected.");
        }
    }
    if sticks && before.is_some_and(|before| !before.password.is_empty()) {
        return refused("A password protected post can not be set to sticky.");
    }
    Ok(())
}

async fn check_parent(request: &RestRequest) -> RestResult<()> {
    let Some(parent) = request.number("parent").filter(|id| *id != 0) else { return Ok(()) };
    match posts::by_id(&request.site, parent).await? {
        Some(_) => Ok(()),
        None => Err(RestError::new(400, "rest_post_invalid_id", "Invalid post parent ID.")),
    }
}

/// The date, where it differs from the post's own: a draft whose date moves keeps moving when it is sent back as shown.
fn date(request: &RestRequest, before: Option<&Post>) -> Option<PostDate> {
    let is_null = |name: &str| request.has(name) && request.get(name).is_none();
    if is_null("date") || is_null("date_gmt") {
        return Some(PostDate::Floating);
    }
    let given = |name: &str| request.text(name).filter(|text| !text.is_empty()).and_then(|text| parse_date(&text));
    if let Some((time, zone)) = given("date") {
        let date = zone.map_or(PostDate::Local(time), |seconds| PostDate::Utc(to_utc(time, seconds)));
        let local = zone.map_or(time, |seconds| request.site.settings().to_local(to_utc(time, seconds)));
        return Some(date).filter(|_| before.is_none_or(|before| before.date != local));
    }
    let (time, zone) = given("date_gmt")?;
    let utc = to_utc(time, zone.unwrap_or_default());
    Some(PostDate::Utc(utc)).filter(|_| before.is_none_or(|before| before.date_gmt != Some(utc)))
}

fn to_utc(time: chrono::NaiveDateTime, seconds: i64) -> chrono::NaiveDateTime {
    time - chrono::Duration::seconds(seconds)
}

/// Drafts get the slug that they will keep when they are published.
async fn reserve_slug(
    request: &RestRequest,
    kind: Kind,
    before: Option<&Post>,
    fields: &mut PostFields,
) -> RestResult<()> {
    let status = fields.status.as_deref().or(before.map(|before| before.status.as_str())).unwrap_or_default();
    let Some(wanted) = fields.slug.as_deref().filter(|slug| !slug.is_empty()) else { return Ok(()) };
    if !matches!(status, "draft" | "pending") {
        return Ok(());
    }
    let (id, parent_id) = (before.map_or(0, |before| before.id), fields.parent_id.unwrap_or_default());
    fields.slug = Some(posts::reserved_slug(&request.site, kind.name, id, parent_id, wanted).await?);
    Ok(())
}
