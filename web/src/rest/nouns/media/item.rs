//! An attachment as the API shows it.

use std::collections::HashMap;

use cms::media::{self, Media};
use cms::posts::{self, Post};
use cms::users::Capability;
use cms::{Site, content, formatting, library, permalinks};
use serde_json::{Map, Value, json};

use super::super::posts::{Kind, Prepared, prepare};
use crate::rest::error::RestResult;
use crate::rest::fields::wants;
use crate::rest::item::{Item, asked};
use crate::rest::{RestRequest, seen_posts};

/// The text for those who do not see a picture.
const ALT: &str = "_wp_attachment_image_alt";
/// WordPress's quality for sizes, by type.
const QUALITIES: [(&str, u8); 2] = [("image/webp", 86), ("image/avif", 82)];
const QUALITY: u8 = 82;

/// What the items need, loaded together.
struct Loaded {
    files: HashMap<i64, Media>,
    prepared: Prepared,
    parents: HashMap<i64, Post>,
    parent_addresses: HashMap<i64, String>,
}

/// Several attachments, in queries whose number does not grow with theirs.
pub async fn items(request: &RestRequest, posts: &[Post]) -> RestResult<Vec<Value>> {
    let loaded = load(request, posts).await?;
    let mut items = Vec::with_capacity(posts.len());
    for post in posts {
        items.push(item(request, post, &loaded).await?);
    }
    Ok(items)
}

/// One attachment, and the address of its page.
pub async fn one(request: &RestRequest, post: &Post) -> RestResult<(Value, String)> {
    let loaded = load(request, std::slice::from_ref(post)).await?;
    Ok((item(request, post, &loaded).await?, loaded.prepared.address(post).to_owned()))
}

/// The attachment as somebody who edits sees it: what changes answer with.
pub async fn edited(request: &RestRequest, post: &Post) -> RestResult<Value> {
    let mut editing = request.clone();
    editing.body_parameters.shift_remove("context");
    editing.query_parameters.insert("context".into(), "edit".into());
    Ok(one(&editing, post).await?.0)
}

async fn load(request: &RestRequest, posts: &[Post]) -> RestResult<Loaded> {
    let site = &request.site;
    let ids: Vec<i64> = posts.iter().map(|post| post.id).collect();
    let parents: Vec<i64> = posts.iter().map(|post| post.parent_id).filter(|id| *id > 0).collect();
    let parents = seen_posts::by_ids(request, &parents).await?;
    let parent_addresses = match request.context().as_str() {
        "edit" => permalinks::of_posts(site, &parents.iter().collect::<Vec<_>>()).await?,
        _ => HashMap::new(),
    };
    Ok(Loaded {
        files: media::of_attachments(site, &ids).await?,
        prepared: prepare(request, posts).await?,
        parents: parents.into_iter().map(|post| (post.id, post)).collect(),
        parent_addresses,
    })
}

/// What every post has, and what only attachments have.
async fn item(request: &RestRequest, post: &Post, loaded: &Loaded) -> RestResult<Value> {
    let basic = loaded.prepared.item(request, Kind::ATTACHMENT, post).await?;
    let Value::Object(mut map) = basic else { return Ok(basic) };
    let links = map.shift_remove("_links");
    map.shift_remove("password");
    let fields = asked(request);
    let mut item = Item::new(&fields, &request.context());
    add_texts(&mut item, request, post, loaded).await?;
    let file = loaded.files.get(&post.id);
    add_file(&mut item, request, post, file);
    add_for_editors(&mut item, request, post, file, loaded);
    map.extend(item.finish());
    if let Some(links) = links.filter(|_| wants(&fields, "_links")) {
        map.insert("_links".into(), with_own_links(request, post, links, loaded));
    }
    Ok(Value::Object(map))
}

async fn add_texts(item: &mut Item<'_>, request: &RestRequest, post: &Post, loaded: &Loaded) -> RestResult<()> {
    let edits = request.context() == "edit";
    let both = |raw: &str, rendered: &str| match edits {
        true => json!({"raw": raw, "rendered": rendered}),
        false => json!({"rendered": rendered}),
    };
    if item.is_wanted("description", "ve") || item.is_wanted("caption", "veb") {
        let rendered = content::unlocked(&request.site, post).await?;
        item.add("description", "ve", || both(&post.content, &rendered.content));
        item.add("caption", "veb", || both(&post.excerpt, &rendered.excerpt));
    }
    let alt = loaded.prepared.meta_of(post).iter().find(|(key, _)| key == ALT).map(|(_, value)| value.as_str());
    item.add("featured_media", "veb", || json!(loaded.prepared.thumbnail(post)));
    item.add("meta", "ve", || json!([]));
    item.add("alt_text", "veb", || json!(alt.unwrap_or_default()));
    Ok(())
}

fn add_file(item: &mut Item<'_>, request: &RestRequest, post: &Post, file: Option<&Media>) {
    let site = &request.site;
    let media_type = if post.mime_type.starts_with("image/") { "image" } else { "file" };
    item.add("media_type", "veb", || json!(media_type));
    item.add("mime_type", "veb", || json!(post.mime_type));
    item.add("media_details", "veb", || file.map_or_else(|| json!({}), |file| details(site, file)));
    item.add("post", "ve", || if post.parent_id > 0 { json!(post.parent_id) } else { Value::Null });
    item.add("source_url", "veb", || json!(file.map(|file| media::url_of(site, &file.file)).unwrap_or_default()));
    item.add("filename", "ve", || file.map_or(Value::Null, |file| json!(name_of(&file.original()))));
    item.add("filesize", "ve", || file.map_or(Value::Null, filesize));
}

/// Of the metadata, else of the row.
fn filesize(file: &Media) -> Value {
    let told = file.details().get("filesize").and_then(Value::as_i64).filter(|bytes| *bytes > 0);
    told.or(Some(file.filesize).filter(|bytes| *bytes > 0)).map_or(Value::Null, |bytes| json!(bytes))
}

fn add_for_editors(item: &mut Item<'_>, request: &RestRequest, post: &Post, file: Option<&Media>, loaded: &Loaded) {
    let parent = loaded.parents.get(&post.parent_id).filter(|parent| parent.status == "publish");
    let parent_address = parent.and_then(|parent| loaded.parent_addresses.get(&parent.id));
    item.add("permalink_template", "e", || match parent_address {
        Some(address) => json!(format!("{address}%postname%/")),
        None => json!(format!("{}/?attachment_id={}", request.site.url(), post.id)),
    });
    item.add("generated_slug", "e", || json!(formatting::sanitize_title(&post.title)));
    let missing = || file.map(|file| library::missing_sizes(&request.site, file)).unwrap_or_default();
    item.add("missing_image_sizes", "e", || missing().into_iter().map(|size| json!(size.name)).collect());
    if !post.mime_type.starts_with("image/") {
        return;
    }
    let quality = QUALITIES.iter().find(|(kind, _)| *kind == post.mime_type).map_or(QUALITY, |(_, quality)| *quality);
    item.add("exif_orientation", "e", || json!(orientation(file)));
    item.add("image_output_format", "e", || Value::Null);
    item.add("image_save_progressive", "e", || json!(false));
    item.add("image_quality", "e", || json!({"default": quality, "sizes": []}));
}

fn orientation(file: Option<&Media>) -> i64 {
    let details = file.map(Media::details).unwrap_or_default();
    let told = details.get("image_meta").and_then(|meta| meta.get("orientation"));
    let told = told.and_then(|value| value.as_i64().or_else(|| value.as_str()?.parse().ok()));
    told.filter(|orientation| *orientation > 0).unwrap_or(1)
}

/// The metadata with the address of each size, the whole file as `full` among them.
fn details(site: &Site, file: &Media) -> Value {
    let mut details = file.details();
    if details.is_empty() {
        return json!({});
    }
    let mut sizes = match details.shift_remove("sizes") {
        Some(Value::Object(sizes)) => sizes,
        _ => Map::new(),
    };
    for size in sizes.values_mut().filter_map(Value::as_object_mut) {
        if let Some(mime_type) = size.shift_remove("mime-type") {
            size.insert("mime_type".into(), mime_type);
        }
        let name = size.get("file").and_then(Value::as_str).unwrap_or_default().to_owned();
        size.insert("source_url".into(), json!(media::url_of(site, &format!("{}{name}", file.folder()))));
    }
    if !sizes.is_empty() {
        let full = full(site, file, sizes.get("full"));
        sizes.insert("full".into(), full);
    }
    details.insert("sizes".into(), Value::Object(sizes));
    Value::Object(details)
}

/// The whole file; of a document its drawn page, which WordPress says to be of the document's type.
fn full(site: &Site, file: &Media, page: Option<&Value>) -> Value {
    if let Some(page) = page.filter(|_| !file.mime_type.starts_with("image/")) {
        return json!({
            "file": page["file"],
            "width": page["width"],
            "height": page["height"],
            "mime_type": file.mime_type,
            "source_url": page["source_url"],
        });
    }
    json!({
        "file": name_of(&file.file),
        "width": file.width,
        "height": file.height,
        "mime_type": file.mime_type,
        "source_url": media::url_of(site, &file.file),
    })
}

fn name_of(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

/// The links of a post, and where an attachment hangs and what may be done with it.
fn with_own_links(request: &RestRequest, post: &Post, links: Value, loaded: &Loaded) -> Value {
    let Value::Object(mut links) = links else { return links };
    links.shift_remove("curies");
    links.retain(|relation, _| !relation.starts_with("wp:action-"));
    if let Some(parent) = loaded.parents.get(&post.parent_id) {
        let base = posts::type_named(request.site.settings(), &parent.post_type).and_then(|kind| kind.rest_base);
        let href = request.rest_url(&format!("wp/v2/{}/{}", base.unwrap_or_default(), parent.id));
        let link = json!([{"embeddable": true, "post_type": parent.post_type, "id": parent.id, "href": href}]);
        links.insert("wp:attached-to".into(), link);
    }
    if request.context() == "edit" {
        add_actions(request, post, &mut links);
    }
    if links.keys().any(|relation| relation.starts_with("wp:")) {
        let curies = json!([{"name": "wp", "href": "https://api.w.org/{rel}", "templated": true}]);
        links.insert("curies".into(), curies);
    }
    Value::Object(links)
}

fn add_actions(request: &RestRequest, post: &Post, links: &mut Map<String, Value>) {
    let action = json!([{"href": request.rest_url(&format!("wp/v2/media/{}", post.id))}]);
    if request.actor.may(Capability::UnfilteredHtml) {
        links.insert("wp:action-unfiltered-html".into(), action.clone());
    }
    if request.actor.may(Capability::EditOthersPosts) {
        links.insert("wp:action-assign-author".into(), action);
    }
}
