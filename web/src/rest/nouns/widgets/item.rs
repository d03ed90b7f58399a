//! A widget as the API shows it.

use base64::Engine;
use cms::transfer::php;
use cms::{formatting, permalinks, view, widgets};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::rest::RestRequest;
use crate::rest::error::RestResult;
use crate::rest::item::{self, Item};

/// The widget `id`, which stands in `sidebar`, on the site as it is now.
pub async fn shown(request: &RestRequest, site: &cms::Site, id: &str, sidebar: &str) -> RestResult<Value> {
    let fields = item::asked(request);
    let context = request.context();
    let mut item = Item::new(&fields, &context);
    let kind = kind_of(id);
    let html = view::widget_html(site, id).await?.unwrap_or_default();
    item.add("id", "veb", || json!(id));
    item.add("id_base", "veb", || json!(kind));
    item.add("sidebar", "veb", || json!(sidebar));
    item.add("rendered", "veb", || json!(html));
    item.add("rendered_form", "e", || json!(form(site, id)));
    item.add("instance", "e", || instance(site, id));
    if item.is_wanted("_links", "veb") {
        item.insert("_links", links(site, id, kind, sidebar));
    }
    Ok(Value::Object(item.finish()))
}

/// The kind in a widget's name: `block-2` is of `block`.
pub fn kind_of(id: &str) -> &str {
    id.rsplit_once('-').filter(|(_, number)| number.parse::<u64>().is_ok()).map_or(id, |(kind, _)| kind)
}

fn instance(site: &cms::Site, id: &str) -> Value {
    let Some(content) = widgets::content_of(site, id) else { return Value::Null };
    let settings = json!({"content": content});
    let serialized = php::serialize(&settings);
    let hash = hash_of(site, &serialized);
    let encoded = base64::engine::general_purpose::STANDARD.encode(serialized);
    json!({"encoded": encoded, "hash": hash, "raw": settings})
}

/// The form in which its text is changed, as the screens of classic widgets show it; none of another kind of widget.
fn form(site: &cms::Site, id: &str) -> Option<String> {
    let content = formatting::esc_textarea(&widgets::content_of(site, id)?);
    let number = id.rsplit_once('-').map_or("", |(_, number)| number);
    let (field, name) = (format!("widget-{id}-content"), format!("widget-block[{number}][content]"));
    let label = format!("<label for=\"{field}\">\n\t\t\t\tBlock HTML:\t\t\t</label>");
    let attributes = format!("id=\"{field}\" name=\"{name}\" rows=\"6\" cols=\"50\" class=\"widefat code\"");
    Some(format!("<p>\n\t\t\t{label}\n\t\t\t<textarea {attributes}>{content}</textarea>\n\t\t</p>"))
}

/// What says that encoded settings came from this site. Nothing rests on it: whoever may send them may send plain ones.
pub fn hash_of(site: &cms::Site, serialized: &str) -> String {
    hex::encode(&Sha256::digest(format!("{}:{serialized}", site.id()))[..16])
}

fn links(site: &cms::Site, id: &str, kind: &str, sidebar: &str) -> Value {
    let url = |path: String| permalinks::rest_url(site, &path);
    let allow = json!({"allow": ["GET", "POST", "PUT", "PATCH", "DELETE"]});
    json!({
        "self": [{"href": url(format!("wp/v2/widgets/{id}")), "targetHints": allow}],
        "collection": [{"href": url("wp/v2/widgets".into())}],
        "about": [{"embeddable": true, "href": url(format!("wp/v2/widget-types/{kind}"))}],
        "wp:sidebar": [{"href": url(format!("wp/v2/sidebars/{sidebar}/"))}],
        "curies": [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": true}],
    })
}
