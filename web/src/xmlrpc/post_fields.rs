//! What a call says of a post: in the words of `wp.*`, and in those of `metaWeblog.*`.

use std::collections::BTreeMap;

use cms::posts::{PostDate, PostFields};
use cms::{Actor, Site, terms};

use super::fault::{Fault, refused};
use super::parameters::{self, Members};

/// The struct of `wp.newPost` and `wp.editPost`.
pub async fn of_wordpress(site: &Site, actor: &Actor, given: &Members) -> Result<PostFields, Fault> {
    let text = |name: &str| given.get(name).map(parameters::text);
    let number = |name: &str| given.get(name).map(parameters::number);
    let mut fields = PostFields {
        title: text("post_title"),
        content: text("post_content"),
        excerpt: text("post_excerpt"),
        status: text("post_status"),
        slug: text("post_name"),
        author_id: number("post_author").filter(|id| *id > 0),
        parent_id: number("post_parent"),
        menu_order: number("menu_order"),
        password: text("post_password"),
        sticky: given.get("sticky").map(parameters::flag),
        date: date(given, "post_date_gmt", "post_date"),
        comment_status: text("comment_status"),
        ping_status: text("ping_status"),
        format: text("post_format"),
        featured_media: number("post_thumbnail"),
        meta: custom_fields(given),
        ..PostFields::default()
    };
    for (taxonomy, ids) in by_taxonomy(given, "terms") {
        fields.terms.insert(taxonomy, ids.iter().map(parameters::number).collect());
    }
    for (taxonomy, names) in by_taxonomy(given, "terms_names") {
        let names: Vec<String> = names.iter().map(parameters::text).collect();
        let ids = terms::named(site, actor, &taxonomy, &names).await.map_err(refused)?;
        fields.terms.entry(taxonomy).or_default().extend(ids);
    }
    Ok(fields)
}

fn by_taxonomy(given: &Members, name: &str) -> BTreeMap<String, Vec<dxr::Value>> {
    match given.get(name) {
        Some(dxr::Value::Struct(taxonomies)) => {
            taxonomies.iter().map(|(taxonomy, items)| (taxonomy.clone(), parameters::list(items))).collect()
        }
        _ => BTreeMap::new(),
    }
}

/// The struct of `metaWeblog.newPost` and `metaWeblog.editPost`; `publish` says what is to become of it.
pub async fn of_weblog(site: &Site, actor: &Actor, given: &Members, publish: bool) -> Result<PostFields, Fault> {
    let text = |name: &str| given.get(name).map(parameters::text);
    let number = |name: &str| given.get(name).map(parameters::number);
    let open = |name: &str| given.get(name).map(|value| open_or_closed(&parameters::text(value)));
    let more = text("mt_text_more").filter(|more| !more.is_empty());
    let content = text("description").map(|content| match more {
        Some(more) => format!("{content}<!--more-->{more}"),
        None => content,
    });
    let default = if publish { "publish" } else { "draft" };
    let status = text("post_status").or_else(|| text("page_status")).filter(|status| !status.is_empty());
    let mut fields = PostFields {
        title: text("title"),
        content,
        excerpt: text("mt_excerpt"),
        status: Some(status.unwrap_or_else(|| default.into())),
        slug: text("wp_slug"),
        author_id: number("wp_author_id").filter(|id| *id > 0),
        parent_id: number("wp_page_parent_id"),
        menu_order: number("wp_page_order"),
        password: text("wp_password"),
        sticky: given.get("sticky").map(parameters::flag),
        date: date(given, "date_created_gmt", "dateCreated"),
        comment_status: open("mt_allow_comments"),
        ping_status: open("mt_allow_pings"),
        format: text("wp_post_format"),
        featured_media: number("wp_post_thumbnail"),
        meta: custom_fields(given),
        ..PostFields::default()
    };
    if let Some(names) = given.get("categories") {
        let names: Vec<String> = parameters::list(names).iter().map(parameters::text).collect();
        let ids = existing(site, "category", &names).await?;
        fields.terms.insert("category".into(), ids);
    }
    if let Some(keywords) = given.get("mt_keywords") {
        let names = match keywords {
            dxr::Value::String(text) => text.split(',').map(|name| name.trim().to_owned()).collect(),
            other => parameters::list(other).iter().map(parameters::text).collect::<Vec<_>>(),
        };
        let ids = terms::named(site, actor, "post_tag", &names).await.map_err(refused)?;
        fields.terms.insert("post_tag".into(), ids);
    }
    Ok(fields)
}

/// Categories by their names; such as do not exist are left out, as WordPress does.
async fn existing(site: &Site, taxonomy: &str, names: &[String]) -> Result<Vec<i64>, Fault> {
    let all = terms::of_taxonomy(site, taxonomy).await.map_err(refused)?;
    let same = |term: &terms::Term| names.iter().any(|name| name.eq_ignore_ascii_case(&term.name));
    Ok(all.iter().filter(|term| same(term)).map(|term| term.id).collect())
}

/// `0` and `2` were numbers for closed once.
fn open_or_closed(text: &str) -> String {
    if matches!(text, "open" | "1") { "open" } else { "closed" }.to_owned()
}

fn date(given: &Members, utc: &str, local: &str) -> Option<PostDate> {
    let time = |name: &str| given.get(name).and_then(parameters::time);
    time(utc).map(PostDate::Utc).or_else(|| time(local).map(PostDate::Local))
}

fn custom_fields(given: &Members) -> Vec<(String, Option<String>)> {
    let items = given.get("custom_fields").map(parameters::list).unwrap_or_default();
    let field = |item: dxr::Value| match item {
        dxr::Value::Struct(members) => {
            let key =
                members.get("key").map(parameters::text).filter(|key| !key.is_empty() && !key.starts_with('_'))?;
            Some((key, members.get("value").map(parameters::text)))
        }
        _ => None,
    };
    items.into_iter().filter_map(field).collect()
}
