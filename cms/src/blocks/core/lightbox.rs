//! Pictures that their page enlarges: what the script of `core/image` needs on the picture, on its gallery, and once a page.

use serde_json::{Value, json};

use super::{image, shown_post};
use crate::blocks::context::{BlockRenderer, Values};
use crate::blocks::html::TagProcessor;
use crate::blocks::interactivity::html_safe_json;
use crate::blocks::parser::Attributes;
use crate::blocks::php;
use crate::formatting::esc_attr;
use crate::{CacheTag, Result, media};

const STORE: &str = "core/image";
const ICON: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"12\" height=\"12\" fill=\"none\" stroke=\"currentColor\" \
    stroke-width=\"1.5\" viewBox=\"0 0 12 12\" aria-hidden=\"true\"><path d=\"M1 4V1h3M8 1h3v3M11 8v3H8M4 11H1V8\"/></svg>";
/// What happens to the picture itself.
const PICTURE: [(&str, &str); 9] = [
    ("data-wp-init", "callbacks.setButtonStyles"),
    ("data-wp-on--load", "callbacks.setButtonStyles"),
    ("data-wp-on-window--resize", "callbacks.setButtonStyles"),
    ("data-wp-on--pointerenter", "actions.preloadImageWithDelay"),
    ("data-wp-on--pointerdown", "actions.preloadImage"),
    ("data-wp-on--pointerleave", "actions.cancelPreload"),
    ("data-wp-on--click", "actions.showLightbox"),
    ("data-wp-class--hide", "state.isContentHidden"),
    ("data-wp-class--show", "state.isContentVisible"),
];

/// A finished image block, with a button that enlarges it where the editor chose that and it leads nowhere else.
/// `own` are its attributes as they were written, `attributes` those with defaults.
pub async fn with_lightbox(
    renderer: &mut BlockRenderer,
    own: &Attributes,
    attributes: &Attributes,
    values: &Values,
    html: String,
) -> Result<String> {
    let is_chosen = php::at(own, &["lightbox", "enabled"]) == Some(&json!(true));
    if !is_chosen || image::is_linked(attributes) || !html.contains("<img") {
        return Ok(html);
    }
    let file = enlarged_file(renderer, own).await?;
    Ok(enlargeable(renderer, own, values, &file, &html).unwrap_or(html))
}

/// The whole picture: its address, its other sizes, its width and height.
async fn enlarged_file(renderer: &mut BlockRenderer, own: &Attributes) -> Result<Value> {
    let Some(number) = own.get("id").map(php::to_int) else { return Ok(Value::Null) };
    renderer.read(CacheTag::Post(number));
    let Some(file) = media::of_attachment(&renderer.site, number).await? else { return Ok(Value::Null) };
    let whole = shown_post::sized(renderer, &file, "full");
    let pixels = |number: i64| if number > 0 { json!(number) } else { json!("none") };
    Ok(json!({
        "uploadedSrc": whole.url,
        "lightboxSrcset": shown_post::source_set(renderer, &file, &whole),
        "targetWidth": pixels(file.width),
        "targetHeight": pixels(file.height),
    }))
}

fn enlargeable(
    renderer: &mut BlockRenderer,
    own: &Attributes,
    values: &Values,
    file: &Value,
    html: &str,
) -> Option<String> {
    let mut tags = TagProcessor::new(html);
    if !tags.next_tag_named("figure") {
        return None;
    }
    let id = renderer.collected.unique_prefixed_id("image-");
    let of_figure = json!({"figureClassNames": tags.attribute("class"), "figureStyles": tags.attribute("style")});
    tags.add_class("wp-lightbox-container");
    tags.set_attribute("data-wp-interactive", STORE);
    tags.set_attribute("data-wp-context", &php::json_encode(&json!({"imageId": id})));
    tags.set_attribute("data-wp-key", &id);
    if !tags.next_tag_named("img") {
        return None;
    }
    let alt = tags.attribute("alt").unwrap_or_default();
    let words = renderer.words();
    let label = words.say("Enlarge");
    let of_picture = json!({
        "uploadedSrc": tags.attribute("src"),
        "lightboxSrcset": false,
        "imgClassNames": tags.attribute("class"),
        "imgStyles": tags.attribute("style"),
        "targetWidth": "none",
        "targetHeight": "none",
        "scaleAttr": own.get("scale").unwrap_or(&json!(false)),
        "alt": alt,
        "galleryId": values.get("galleryId"),
        "customAriaLabel": (!alt.is_empty()).then(|| words.fill("Enlarged image: %s", &[&alt])),
        "navigationButtonType": values.text("navigationButtonType").unwrap_or("icon"),
        "triggerButtonAriaLabel": label,
    });
    PICTURE.iter().for_each(|(name, value)| tags.set_attribute(name, value));
    let button = format!(
        "<button class=\"lightbox-trigger\" type=\"button\" aria-haspopup=\"dialog\" aria-label=\"{}\" \
         data-wp-bind--aria-label=\"state.thisImage.triggerButtonAriaLabel\" data-wp-init=\"callbacks.initTriggerButton\" \
         data-wp-on--click=\"actions.showLightbox\" data-wp-style--right=\"state.thisImage.buttonRight\" \
         data-wp-style--top=\"state.thisImage.buttonTop\">{ICON}</button>",
        esc_attr(label)
    );
    let end = tags.tag_end();
    tags.replace(end, end, &button);
    for facts in [of_figure, of_picture, file.clone()].into_iter().filter(|facts| !facts.is_null()) {
        renderer.collected.interactivity.add_state(STORE, json!({"metadata": {&*id: facts}}));
    }
    configure(renderer);
    Some(tags.finish())
}

fn configure(renderer: &mut BlockRenderer) {
    let words = renderer.words();
    let fixed = json!({
        "defaultAriaLabel": words.say("Enlarged image"),
        "closeButtonText": words.say("Close"),
        "prevButtonText": words.say("Previous"),
        "nextButtonText": words.say("Next"),
    });
    renderer.collected.interactivity.configure(STORE, fixed);
}

/// A finished gallery whose enlarged pictures lead to one another, in the order in which they stand.
pub fn with_enlarged_order(renderer: &mut BlockRenderer, values: &Values, html: String) -> String {
    let Some(gallery) = values.text("galleryId") else { return html };
    let images = renderer.collected.interactivity.state(STORE)["metadata"].as_object().cloned().unwrap_or_default();
    let is_here = |facts: &Value| facts["galleryId"] == gallery;
    let total = images.values().filter(|facts| is_here(facts)).count();
    let mut tags = TagProcessor::new(&html);
    if total == 0 || !tags.next_tag() {
        return html;
    }
    tags.set_attribute("data-wp-interactive", "core/gallery");
    tags.set_attribute("data-wp-context", &php::json_encode(&json!({"galleryId": gallery})));
    let words = renderer.words();
    let mut order = 0;
    while tags.next_tag_named("figure") {
        let Some(id) = tags.attribute("data-wp-key") else { continue };
        let Some(facts) = images.get(&id).filter(|facts| is_here(facts)) else { continue };
        let number = order + 1;
        let label = match facts["alt"].as_str().unwrap_or_default() {
            "" => words.fill("Enlarged image %1$s of %2$s", &[&number, &total]),
            alt => words.fill("Enlarged image %1$s of %2$s: %3$s", &[&number, &total, &alt]),
        };
        let trigger = words.fill("Enlarge %1$s of %2$s", &[&number, &total]);
        let facts = json!({"customAriaLabel": label, "triggerButtonAriaLabel": trigger, "order": order});
        renderer.collected.interactivity.add_state(STORE, json!({"metadata": {id: facts}}));
        order = number;
    }
    tags.finish()
}

/// The room in which a page shows enlarged pictures, at its end.
pub fn enlarged_pictures(words: &crate::languages::Words) -> String {
    let region = html_safe_json(&json!({"id": "core/image-overlay", "attachTo": "body"}));
    let close = "<path d=\"M5 5l14 14M19 5L5 19\"/>";
    let (before, after) = ("<path d=\"M15 5l-7 7 7 7\"/>", "<path d=\"M9 5l7 7-7 7\"/>");
    let step = |name: &str, shape: &str, to: &str| {
        format!(
            "<button type=\"button\" class=\"wp-lightbox-navigation-button wp-lightbox-navigation-button-{name}\" \
             data-wp-bind--hidden=\"!state.hasNavigation\" data-wp-on--click=\"actions.{to}\" \
             data-wp-bind--aria-label=\"state.{name}ButtonAriaLabel\">{}</button>",
            face("navigation", shape, words.say(if name == "prev" { "Previous" } else { "Next" }))
        )
    };
    format!(
        "<div class=\"wp-lightbox-overlay\" aria-label=\"{label}\" data-wp-interactive=\"core/image\" \
         data-wp-router-region='{region}' data-wp-key=\"wp-lightbox-overlay\" data-wp-context='{{}}' \
         data-wp-bind--role=\"state.roleAttribute\" data-wp-bind--aria-label=\"state.ariaLabel\" \
         data-wp-bind--aria-modal=\"state.ariaModal\" data-wp-class--active=\"state.overlayEnabled\" \
         data-wp-class--show-closing-animation=\"state.overlayOpened\" data-wp-watch---focus=\"callbacks.setOverlayFocus\" \
         data-wp-watch---inert=\"callbacks.setInertElements\" data-wp-on--keydown=\"actions.handleKeydown\" \
         data-wp-on--touchstart=\"actions.handleTouchStart\" data-wp-on--touchmove=\"actions.handleTouchMove\" \
         data-wp-on--touchend=\"actions.handleTouchEnd\" data-wp-on--click=\"actions.hideLightbox\" \
         data-wp-on-window--resize=\"callbacks.setOverlayStyles\" data-wp-on-window--scroll=\"actions.handleScroll\" \
         data-wp-bind--style=\"state.overlayStyles\" tabindex=\"-1\">\
         <button type=\"button\" class=\"wp-lightbox-close-button\" data-wp-bind--aria-label=\"state.closeButtonAriaLabel\">{close}\
         </button>{previous}{small}{large}{next}\
         <div data-wp-text=\"state.ariaLabel\" aria-live=\"polite\" aria-atomic=\"true\" class=\"screen-reader-text\"></div>\
         <div class=\"scrim\" aria-hidden=\"true\"></div></div>\n",
        label = esc_attr(words.say("Enlarged images")),
        close = face("close", close, words.say("Close")),
        previous = step("prev", before, "showPreviousImage"),
        next = step("next", after, "showNextImage"),
        small = picture("data-wp-bind--src=\"state.selectedImage.currentSrc\""),
        large = picture(
            "data-wp-bind--src=\"state.enlargedSrc\" data-wp-bind--srcset=\"state.enlargedSrcset\" sizes=\"100vw\""
        ),
    )
}

/// What is on a button: a drawing or a word or both, as the gallery's editor chose.
fn face(name: &str, shape: &str, word: &str) -> String {
    format!(
        "<span class=\"wp-lightbox-{name}-icon\" data-wp-bind--hidden=\"!state.hasNavigationIcon\"><svg \
         xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" \
         stroke-width=\"1.5\" aria-hidden=\"true\" focusable=\"false\">{shape}</svg></span><span \
         class=\"wp-lightbox-{name}-text\" data-wp-bind--hidden=\"!state.hasNavigationText\">{word}</span>"
    )
}

/// The picture as the page has it already, or as large as it is.
fn picture(source: &str) -> String {
    format!(
        "<div class=\"lightbox-image-container\"><figure data-wp-bind--class=\"state.selectedImage.figureClassNames\" \
         data-wp-bind--style=\"state.figureStyles\"><img data-wp-bind--alt=\"state.selectedImage.alt\" \
         data-wp-bind--class=\"state.selectedImage.imgClassNames\" data-wp-bind--style=\"state.imgStyles\" {source}></figure></div>"
    )
}
