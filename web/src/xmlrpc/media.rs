//! Files.

use cms::library::{self, NewUpload};
use cms::media;
use cms::posts::{self, ListQuery, Post, PostFields};
use cms::{Actor, Site};
use dxr::Value;

use super::fault::{Fault, fault, refused};
use super::methods;
use super::parameters::{self, Members, Parameters};
use super::values::{id, list, structure, text, time};

/// Calls one of them.
pub async fn call(site: &Site, actor: &Actor, method: &str, given: &Parameters) -> Result<Value, Fault> {
    match method {
        "uploadFile" => upload(site, actor, &given.members(3)).await,
        "getMediaItem" => {
            let post = super::posts::find(site, actor, given.number(3)).await?;
            if post.post_type != "attachment" {
                return Err(fault(404, "Invalid attachment ID."));
            }
            shown(site, &post).await
        }
        "getMediaLibrary" => all(site, actor, &given.members(3)).await,
        _ => Err(methods::unknown(method)),
    }
}

async fn shown(site: &Site, post: &Post) -> Result<Value, Fault> {
    let file = media::of_attachment(site, post.id).await.map_err(refused)?;
    let link = file.map(|file| media::url_of(site, &file.file)).unwrap_or_default();
    Ok(structure([
        ("attachment_id", id(post.id)),
        ("date_created_gmt", time(post.date_gmt.unwrap_or(post.date))),
        ("parent", id(post.parent_id)),
        ("link", text(&link)),
        ("thumbnail", text(&link)),
        ("title", text(&post.title)),
        ("caption", text(&post.excerpt)),
        ("description", text(&post.content)),
        ("type", text(&post.mime_type)),
    ]))
}

async fn all(site: &Site, actor: &Actor, filter: &Members) -> Result<Value, Fault> {
    if !library::may_upload(actor) {
        return Err(fault(401, "Sorry, you are not allowed to upload files."));
    }
    let number_of = |name: &str| filter.get(name).map(parameters::number).filter(|number| *number > 0);
    let mime_type = filter.get("mime_type").map(parameters::text).filter(|text| !text.is_empty());
    let query = ListQuery {
        types: vec!["attachment".into()],
        statuses: vec!["inherit".into(), "private".into()],
        parents: number_of("parent_id").into_iter().collect(),
        mime_types: mime_type.into_iter().collect(),
        offset: number_of("offset").unwrap_or(0).unsigned_abs(),
        limit: number_of("number").unwrap_or(10).unsigned_abs().min(100),
        ..ListQuery::default()
    };
    let found = super::posts::editable(site, actor, &query).await?;
    let mut items = Vec::with_capacity(found.len());
    for post in &found {
        items.push(shown(site, post).await?);
    }
    Ok(list(items))
}

/// Keeps a file: `name`, `bits`, and the post that it belongs to.
pub async fn upload(site: &Site, actor: &Actor, given: &Members) -> Result<Value, Fault> {
    let Some(Value::Base64(bits)) = given.get("bits") else {
        return Err(fault(400, "Insufficient arguments passed to this XML-RPC method."));
    };
    let mut receiving = library::receive(site, u64::try_from(bits.len()).ok()).await.map_err(refused)?;
    receiving.write(bits).await.map_err(refused)?;
    let received = receiving.finish().await.map_err(refused)?;
    let parent_id = given.get("post_id").map(parameters::number).filter(|id| *id > 0);
    let name = given.get("name").map(parameters::text).unwrap_or_default();
    let fields = PostFields { parent_id, ..PostFields::default() };
    let new = NewUpload { file_name: name.clone(), title_from_name: true, fields, alt: None };
    let post = library::upload(site, actor, received, new).await.map_err(refused)?;
    let post = posts::by_id(site, post.id).await.map_err(refused)?.unwrap_or(post);
    let Value::Struct(mut members) = shown(site, &post).await? else { return Err(fault(500, "Something went wrong.")) };
    let link = members.get("link").cloned().unwrap_or_else(|| text(""));
    members.insert("id".into(), id(post.id));
    members.insert("file".into(), text(name));
    members.insert("url".into(), link);
    Ok(Value::Struct(members))
}
