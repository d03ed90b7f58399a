//! `core/navigation`: a menu, from its own blocks, a saved menu, or all pages.

use serde_json::json;

use super::{Call, navigation_colors, navigation_icons};
use crate::CacheTag;
use crate::Result;
use crate::blocks::context::{BlockRenderer, InProgress, Values};
use crate::blocks::html::TagProcessor;
use crate::blocks::interactivity::html_safe_json;
use crate::blocks::parser::{Attributes, Block, parse_blocks};
use crate::blocks::php;
use crate::blocks::supports::fluid_font_size;
use crate::blocks::types::block_type;
use crate::formatting::esc_attr;
use crate::posts::{self, Post, PublishedPosts};

/// Blocks that get a list item of their own inside a menu.
const LISTED: [&str; 3] = ["core/site-title", "core/site-logo", "core/social-links"];

const SUBMENU_CONTEXT: &str = "{ \"submenuOpenedBy\": { \"click\": false, \"hover\": false, \"focus\": false }, \"type\": \
    \"submenu\", \"modal\": null, \"previousFocus\": null }";

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let saved = saved_menu(renderer, &call).await?;
    let id = saved.as_ref().map_or(0, |post| post.id);
    if !renderer.enter(InProgress::PostContent(-1 - id)) {
        return Ok(String::new());
    }
    let blocks = match &saved {
        Some(post) => parse_blocks(&post.content),
        None => Vec::new(),
    };
    let rendered = with_items(renderer, &call, saved.as_ref(), &blocks).await;
    renderer.leave();
    rendered
}

/// The menu that the block refers to, or, if it has no items of its own, the newest one.
async fn saved_menu(renderer: &mut BlockRenderer, call: &Call<'_>) -> Result<Option<Post>> {
    renderer.read(CacheTag::Menus);
    renderer.read(CacheTag::Posts("wp_navigation".to_owned()));
    let id = call.attributes.get("ref").or_else(|| call.attributes.get("navigationMenuId")).map(php::to_int);
    if let Some(id) = id {
        renderer.read(CacheTag::Post(id));
        let found = posts::by_id(&renderer.site, id).await?;
        return Ok(found.filter(|post| post.status == "publish" && post.post_type == "wp_navigation"));
    }
    if !call.block.inner_blocks.is_empty() {
        return Ok(None);
    }
    Ok(PublishedPosts::newest(&renderer.site, "wp_navigation", 1).await?.pop())
}

async fn with_items(
    renderer: &mut BlockRenderer,
    call: &Call<'_>,
    saved: Option<&Post>,
    blocks: &[Block],
) -> Result<String> {
    let page_list = [Block::new("core/page-list", Attributes::new())];
    let refers = call.attributes.contains_key("ref");
    let items: &[Block] = match (saved, refers) {
        (Some(_), _) => blocks,
        (None, false) if !call.block.inner_blocks.is_empty() => &call.block.inner_blocks,
        _ => &page_list,
    };
    let items: Vec<&Block> = items.iter().filter(|block| block.name.is_some()).collect();
    if items.iter().any(|block| block.name.as_deref() == Some("core/navigation")) {
        return Ok(String::new());
    }
    let values = given_values(call);
    let style = style(renderer, call);
    let class = class(call);
    let list = list(renderer, call, &items, &values, (&class, &style)).await?;
    let responsive = is_responsive(call);
    let has_submenus = list.contains("has-child");
    let visibility = navigation_colors::submenu_visibility(&values);
    let interactive = (has_submenus && (visibility == "click" || call.flag("showSubmenuIcon"))) || responsive;
    let list = if has_submenus && interactive { with_submenu_directives(&list, &visibility) } else { list };
    let name = match call.text("ariaLabel") {
        "" => saved.filter(|_| refers).map(|post| post.title.clone()).unwrap_or_default(),
        label => label.to_owned(),
    };
    let extra = [("class", class.as_str()), ("style", style.as_str()), ("aria-label", name.as_str())];
    let wrapper = call.wrapper(renderer, &extra);
    let (inner, directives) = match responsive {
        true => (container(renderer, call, &list), directives(renderer.words().say("Menu"))),
        false => (list, String::new()),
    };
    Ok(format!("<nav {wrapper}{directives}>{inner}</nav>"))
}

/// What the items see: what the block provides.
fn given_values(call: &Call<'_>) -> Values {
    let provides = block_type("core/navigation").into_iter().flat_map(|kind| &kind.provides);
    provides.fold(call.values.clone(), |values, (name, attribute)| match call.attributes.get(attribute) {
        Some(value) => values.with(name, value.clone()),
        None => values,
    })
}

/// The items in lists; what is no list item stands between them.
async fn list(
    renderer: &mut BlockRenderer,
    call: &Call<'_>,
    items: &[&Block],
    values: &Values,
    (class, style): (&str, &str),
) -> Result<String> {
    let class = format!("wp-block-navigation__container {class}");
    let wrapper = call.wrapper(renderer, &[("class", class.trim()), ("style", style)]);
    let mut html = String::new();
    let mut is_open = false;
    for block in items {
        let mut item = Box::pin(renderer.render_block(block, values)).await?;
        if !item.is_empty() && block.name.as_deref().is_some_and(|name| LISTED.contains(&name)) {
            item = format!("<li class=\"wp-block-navigation-item\">{item}</li>");
        }
        let is_item = TagProcessor::new(&item).next_tag_named("li");
        if is_item != is_open {
            html.push_str(&if is_item { format!("<ul {wrapper}>") } else { "</ul>".to_owned() });
            is_open = is_item;
        }
        html.push_str(&item);
    }
    html.push_str(if is_open { "</ul>" } else { "" });
    Ok(html)
}

fn is_responsive(call: &Call<'_>) -> bool {
    !matches!(call.text("overlayMenu"), "never") || call.flag("isResponsive")
}

fn class(call: &Call<'_>) -> String {
    let mut class = Vec::new();
    let mut color = |named: &str, custom: &str, base: &str, suffix: &str| {
        let slug = call.attributes.get(named).map(php::to_text);
        if slug.is_some() || call.attributes.contains_key(custom) {
            class.push(base.to_owned());
        }
        class.extend(slug.map(|slug| format!("has-{slug}-{suffix}")));
    };
    color("textColor", "customTextColor", "has-text-color", "color");
    color("backgroundColor", "customBackgroundColor", "has-background", "background-color");
    class.extend(call.attributes.get("fontSize").map(|slug| format!("has-{}-font-size", php::to_text(slug))));
    class.extend(is_responsive(call).then(|| "is-responsive".to_owned()));
    let layout = |name: &str| php::text_at(call.attributes, &["layout", name]).unwrap_or_default();
    if let justified @ ("left" | "right" | "center" | "space-between") = layout("justifyContent") {
        class.push(format!("items-justified-{justified}"));
    }
    class.extend((layout("orientation") == "vertical").then(|| "is-vertical".to_owned()));
    class.extend((layout("flexWrap") == "nowrap").then(|| "no-wrap".to_owned()));
    let decoration = php::text_at(call.attributes, &["style", "typography", "textDecoration"]);
    class.extend(decoration.map(|decoration| format!("has-text-decoration-{decoration}")));
    class.join(" ")
}

fn style(renderer: &BlockRenderer, call: &Call<'_>) -> String {
    let mut style = call.text("styles").to_owned();
    for (named, custom, property) in
        [("textColor", "customTextColor", "color"), ("backgroundColor", "customBackgroundColor", "background-color")]
    {
        if let Some(color) = call.attributes.get(custom).filter(|_| !call.attributes.contains_key(named)) {
            style.push_str(&format!("{property}: {};", php::to_text(color)));
        }
    }
    let size = php::at(call.attributes, &["style", "typography", "fontSize"]).map(php::to_text);
    if let Some(size) = size.filter(|_| !call.attributes.contains_key("fontSize")) {
        style.push_str(&format!("font-size: {};", fluid_font_size(&size, &renderer.theme)));
    }
    style
}

/// A menu that a script folds; `label` is for who cannot see it.
fn directives(label: &str) -> String {
    let closed = json!({"click": false, "hover": false, "focus": false});
    let context = json!({"overlayOpenedBy": closed, "type": "overlay", "roleAttribute": "", "ariaLabel": label});
    format!(" \n\t\t data-wp-interactive=\"core/navigation\" data-wp-context='{}'", html_safe_json(&context))
}

/// Submenus that a script opens; it is told what to do by these attributes.
fn with_submenu_directives(list: &str, visibility: &str) -> String {
    let mut tags = TagProcessor::new(list);
    while tags.next_tag() {
        match tags.tag_name() {
            "li" if tags.has_class("has-child") => {
                tags.set_attribute("data-wp-interactive", "core/navigation");
                tags.set_attribute("data-wp-context", SUBMENU_CONTEXT);
                tags.set_attribute("data-wp-watch", "callbacks.initMenu");
                tags.set_attribute("data-wp-on--focusout", "actions.handleMenuFocusout");
                tags.set_attribute("data-wp-on--keydown", "actions.handleMenuKeydown");
                tags.set_attribute("tabindex", "-1");
                if visibility == "hover" {
                    tags.set_attribute("data-wp-on--pointerenter", "actions.openMenuOnHover");
                    tags.set_attribute("data-wp-on--pointerleave", "actions.closeMenuOnHover");
                }
            }
            "button" if tags.has_class("wp-block-navigation-submenu__toggle") => {
                tags.set_attribute("data-wp-on--click", "actions.toggleMenuOnClick");
                tags.set_attribute("data-wp-bind--aria-expanded", "state.isSubmenuOpen");
                tags.remove_attribute("aria-expanded");
            }
            "ul" if tags.has_class("wp-block-navigation__submenu-container") => {
                tags.set_attribute("data-wp-on--focus", "actions.openMenuOnFocus");
            }
            _ => {}
        }
    }
    tags.finish()
}

/// What small windows show as an overlay.
fn container(renderer: &mut BlockRenderer, call: &Call<'_>, list: &str) -> String {
    let id = renderer.collected.unique_id("modal-");
    let always = call.text("overlayMenu") == "always";
    let overlay = navigation_colors::of_context(&given_values(call));
    let class = [
        "wp-block-navigation__responsive-container",
        if always { "hidden-by-default" } else { "" },
        &overlay.overlay_class,
    ];
    let class: Vec<_> = class.into_iter().filter(|class| !class.is_empty()).collect();
    let style = match overlay.overlay_style.as_str() {
        "" => String::new(),
        style => format!("style=\"{}\"", crate::formatting::esc_attr(&crate::formatting::safecss_filter_attr(style))),
    };
    let open_class =
        format!("wp-block-navigation__responsive-container-open{}", if always { " always-shown" } else { "" });
    let with_icon = call.flag("hasIcon");
    let words = renderer.words();
    let open = match (with_icon, call.text("icon")) {
        (false, _) => words.say("Menu"),
        (true, "menu") => navigation_icons::OPEN_WITH_THREE_LINES,
        (true, _) => navigation_icons::OPEN,
    };
    let close = if with_icon { navigation_icons::CLOSE } else { words.say("Close") };
    let label = |text: &str| if with_icon { format!("aria-label=\"{}\"", esc_attr(text)) } else { String::new() };
    let (open_label, close_label) = (label(words.say("Open menu")), label(words.say("Close menu")));
    let tab = "\n\t\t\t\t";
    format!(
        "<button aria-haspopup=\"dialog\" {open_label} class=\"{open_class}\" {tab}data-wp-on--click=\"actions.openMenuOnClick\"\
         {tab}data-wp-on--keydown=\"actions.handleMenuKeydown\"\n\t\t\t>{open}</button>{tab}<div class=\"{}\" {style} id=\"{id}\" \
         {tab}data-wp-class--has-modal-open=\"state.isMenuOpen\"{tab}data-wp-class--is-menu-open=\"state.isMenuOpen\"\
         {tab}data-wp-watch=\"callbacks.initMenu\"{tab}data-wp-on--keydown=\"actions.handleMenuKeydown\"\
         {tab}data-wp-on--focusout=\"actions.handleMenuFocusout\"{tab}tabindex=\"-1\"\n\t\t\t>\n\t\t\t\t\t\
         <div class=\"wp-block-navigation__responsive-close\" tabindex=\"-1\">\n\t\t\t\t\t\t\
         <div class=\"wp-block-navigation__responsive-dialog\" {tab}data-wp-bind--aria-modal=\"state.ariaModal\"\
         {tab}data-wp-bind--aria-label=\"state.ariaLabel\"{tab}data-wp-bind--role=\"state.roleAttribute\"\n\t\t\t>\n\t\t\t\t\t\t\t\
         <button {close_label} class=\"wp-block-navigation__responsive-container-close\" \
         {tab}data-wp-on--click=\"actions.closeMenuOnClick\"\n\t\t\t>{close}</button>\n\t\t\t\t\t\t\t\
         <div class=\"wp-block-navigation__responsive-container-content\" {tab}data-wp-watch=\"callbacks.focusFirstElement\"\n\t\t\t \
         id=\"{id}-content\">\n\t\t\t\t\t\t\t\t{list}\n\t\t\t\t\t\t\t\t\n\t\t\t\t\t\t\t</div>\n\t\t\t\t\t\t</div>\n\
         \t\t\t\t\t</div>\n\t\t\t\t</div>",
        class.join(" ")
    )
}
