//! Answers of the REST API that a page brings along, so that the editor begins without asking
//! (`block_editor_rest_api_preload`).

use futures::future::join_all;
use serde_json::{Map, Value, json};

use super::Staff;
use crate::rest::RestResponse;

/// What is asked for in advance: method and path.
pub type Wanted = (&'static str, String);

/// The answers as `createPreloadingMiddleware` reads them. What failed is left out: the browser asks for it then, and
/// shows the error where it belongs.
pub async fn answers(staff: &Staff, wanted: Vec<Wanted>) -> Value {
    let asked = wanted.iter().map(|(method, path)| staff.ask(method, path));
    let answered = join_all(asked).await;
    let (mut preload, mut options) = (Map::new(), Map::new());
    for ((method, path), response) in wanted.into_iter().zip(answered) {
        if response.status >= 400 || response.raw.is_some() {
            continue;
        }
        let answers = if method == "OPTIONS" { &mut options } else { &mut preload };
        answers.insert(path, as_preloaded(response));
    }
    preload.insert("OPTIONS".into(), Value::Object(options));
    Value::Object(preload)
}

fn as_preloaded(response: RestResponse) -> Value {
    let headers: Map<String, Value> =
        response.headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    json!({"body": response.body, "headers": headers})
}

/// What the post editor asks for while it starts, in its order.
pub fn for_post(kind: &str, base: &str, id: i64, slug: &str, author: i64, stylesheet: &str) -> Vec<Wanted> {
    const INDEX: &str = "/?_fields=description,gmt_offset,home,image_max_bit_depth,image_sizes,image_size_threshold,\
        image_strip_meta,name,site_icon,site_icon_url,site_logo,timezone_string,url,page_for_posts,page_on_front,\
        show_on_front";
    let template = match (kind, slug) {
        ("page", "") => "page".to_owned(),
        ("page", slug) => format!("page-{slug}"),
        (kind, "") => format!("single-{kind}"),
        (kind, slug) => format!("single-{kind}-{slug}"),
    };
    let get = |path: String| ("GET", path);
    let options = |path: &str| ("OPTIONS", path.to_owned());
    vec![
        get("/wp/v2/types?context=view".into()),
        get("/wp/v2/taxonomies?context=view".into()),
        get(format!("/wp/v2/{base}/{id}?context=edit")),
        get(format!("/wp/v2/types/{kind}?context=edit")),
        get("/wp/v2/users/me".into()),
        options("/wp/v2/settings"),
        get("/wp/v2/settings".into()),
        get(INDEX.into()),
        get("/wp/v2/taxonomies?context=edit".into()),
        get("/wp/v2/themes?context=edit&status=active".into()),
        get(format!("/wp/v2/{base}/{id}/autosaves?context=edit")),
        get("/wp/v2/block-patterns/categories".into()),
        get(format!("/wp/v2/global-styles/themes/{stylesheet}?context=view")),
        get(format!("/wp/v2/global-styles/themes/{stylesheet}/variations?context=view")),
        options("/wp/v2/media"),
        options("/wp/v2/pages"),
        options("/wp/v2/posts"),
        options("/wp/v2/blocks"),
        options("/wp/v2/templates"),
        get("/wp/v2/templates/lookup?slug=front-page".into()),
        get(format!("/wp/v2/templates/lookup?slug={template}")),
        get(format!("/wp/v2/users/{author}?context=view&_fields=id,name")),
    ]
}
