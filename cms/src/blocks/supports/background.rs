//! Background images and gradients of saved blocks.

use serde_json::{Map, Value, json};

use super::Supported;
use super::dimensions::appended_style;
use crate::blocks::html::TagProcessor;
use crate::blocks::php;
use crate::blocks::style_engine::{Presets, compile};

/// WordPress's `wp_render_background_support`.
pub fn after(html: String, supported: Supported<'_>) -> String {
    let Some(background) = php::at(supported.attributes, &["style", "background"]).and_then(Value::as_object) else {
        return html;
    };
    let allowed = |feature: &str| {
        supported.kind.has_support(&["background", feature], false)
            && !supported.kind.writes_itself("background", Some(feature))
    };
    let mut styles = Map::new();
    if allowed("backgroundImage") {
        styles = image_styles(background);
    }
    if let Some(gradient) = background.get("gradient").filter(|_| allowed("gradient")) {
        styles.insert("gradient".to_owned(), gradient.clone());
    }
    let css =
        compile(&Map::from_iter([("background".to_owned(), Value::Object(styles))]), Presets::AsVariables).inline();
    if css.is_empty() {
        return html;
    }
    let mut tags = TagProcessor::new(&html);
    if tags.next_tag() {
        tags.set_attribute("style", &appended_style(tags.attribute("style"), &css));
        tags.add_class("has-background");
    }
    tags.finish()
}

fn image_styles(background: &Map<String, Value>) -> Map<String, Value> {
    let names = ["backgroundImage", "backgroundSize", "backgroundPosition", "backgroundRepeat", "backgroundAttachment"];
    let given = names.iter().filter_map(|name| Some(((*name).to_owned(), php::at(background, &[name])?.clone())));
    let mut styles: Map<String, Value> = given.collect();
    if !php::is_empty(styles.get("backgroundImage")) {
        styles.entry("backgroundSize").or_insert_with(|| json!("cover"));
        if styles["backgroundSize"] == "contain" && php::is_empty(styles.get("backgroundPosition")) {
            styles.insert("backgroundPosition".to_owned(), json!("50% 50%"));
        }
    }
    styles
}
