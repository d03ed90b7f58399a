//! `core/navigation-link`, `core/navigation-submenu`, `core/home-link`: the items of a menu.

use super::{Call, navigation_colors, navigation_icons};
use crate::Result;
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;
use crate::blocks::php;
use crate::formatting::{esc_attr, esc_url, strip_all_tags, wp_kses_post};
use crate::languages::Words;
use crate::{CacheTag, posts};

/// Whether the item leads to something that visitors may see.
async fn leads_somewhere(renderer: &mut BlockRenderer, call: &Call<'_>) -> Result<bool> {
    let is_post = call.text("kind") == "post-type" || matches!(call.text("type"), "post" | "page");
    let Some(id) = call.attributes.get("id").filter(|id| is_post && php::is_numeric(id)).map(php::to_int) else {
        return Ok(true);
    };
    renderer.read(CacheTag::Post(id));
    Ok(posts::by_id(&renderer.site, id).await?.is_some_and(|post| post.status == "publish"))
}

fn is_active(renderer: &BlockRenderer, call: &Call<'_>) -> bool {
    let is_post = matches!(call.text("kind"), "" | "post-type");
    let id = call.number("id");
    id != 0 && is_post && renderer.visit.queried_post == Some(id)
}

/// Attributes of the link besides its class.
fn link_attributes(call: &Call<'_>, is_active: bool, address: Option<&str>) -> String {
    let mut html = String::new();
    if let Some(address) = address {
        html.push_str(&format!(" href=\"{}\"", esc_url(address)));
    }
    html.push_str(if is_active { " aria-current=\"page\"" } else { "" });
    html.push_str(if call.flag("opensInNewTab") { " target=\"_blank\"  " } else { "" });
    match php::text_at(call.attributes, &["rel"]) {
        Some(rel) => html.push_str(&format!(" rel=\"{}\"", esc_attr(rel))),
        None if call.flag("nofollow") => html.push_str(" rel=\"nofollow\""),
        None => {}
    }
    if let Some(title) = php::text_at(call.attributes, &["title"]) {
        html.push_str(&format!(" title=\"{}\"", esc_attr(title)));
    }
    html
}

fn label_and_description(call: &Call<'_>) -> String {
    let mut html =
        format!("<span class=\"wp-block-navigation-item__label\">{}</span>", wp_kses_post(call.text("label")));
    if call.flag("description") {
        let description = wp_kses_post(call.text("description"));
        html.push_str(&format!("<span class=\"wp-block-navigation-item__description\">{description}</span>"));
    }
    html
}

/// Renders a link.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    if !call.flag("label") || !leads_somewhere(renderer, &call).await? {
        return Ok(String::new());
    }
    let below = call.content.trim();
    let active = is_active(renderer, &call);
    let mut class = " wp-block-navigation-item".to_owned();
    class.push_str(if below.is_empty() { "" } else { " has-child" });
    class.push_str(if active { " current-menu-item" } else { "" });
    let attributes = link_attributes(&call, active, php::text_at(call.attributes, &["url"]));
    let mut html = format!(
        "<li {}><a class=\"wp-block-navigation-item__content\" {attributes}>{}</a>",
        call.wrapper(renderer, &[("class", &class)]),
        label_and_description(&call)
    );
    if !below.is_empty() {
        if call.values.flag("showSubmenuIcon") {
            let icon = navigation_icons::SUBMENU;
            html.push_str(&format!("<span class=\"wp-block-navigation__submenu-icon\">{icon}</span>"));
        }
        html.push_str(&format!("<ul class=\"wp-block-navigation__submenu-container\">{below}</ul>"));
    }
    Ok(html + "</li>")
}

/// Renders an item with others below it.
pub async fn render_submenu(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    if !call.flag("label") || !leads_somewhere(renderer, &call).await? {
        return Ok(String::new());
    }
    let below = call.content.trim();
    let active = is_active(renderer, &call);
    let visibility = navigation_colors::submenu_visibility(call.values);
    let with_icon = call.values.flag("showSubmenuIcon");
    let on_click = visibility == "click";
    let mut class = vec!["wp-block-navigation-item"];
    let mut add = |condition: bool, name: &'static str| class.extend(condition.then_some(name));
    add(!below.is_empty(), "has-child");
    add(on_click, "open-on-click");
    add(visibility == "hover" && with_icon, "open-on-hover-click");
    add(visibility == "always", "open-always");
    add(active, "current-menu-item");
    let wrapper = call.wrapper(renderer, &[("class", &class.join(" "))]);
    let mut html = format!("<li {wrapper}>");
    html.push_str(&submenu_opener(
        renderer.words(),
        &call,
        active,
        on_click,
        with_icon && !below.is_empty(),
        !below.is_empty(),
    ));
    if !below.is_empty() {
        if below.contains("current-menu-item") {
            html = with_ancestor_class(&html);
        }
        let colors = navigation_colors::of_context(call.values);
        let class = format!("wp-block-navigation__submenu-container {}", colors.overlay_class);
        let extra = [("class", class.trim()), ("style", colors.overlay_style.as_str())];
        html.push_str(&format!("<ul {}>{below}</ul>", call.wrapper(renderer, &extra)));
    }
    Ok(html + "</li>")
}

fn submenu_opener(
    words: Words,
    call: &Call<'_>,
    active: bool,
    on_click: bool,
    with_toggle: bool,
    has_items: bool,
) -> String {
    let label = words.fill("%s submenu", &[&strip_all_tags(&wp_kses_post(call.text("label")), false)]);
    let label = esc_attr(&label);
    let icon = navigation_icons::SUBMENU;
    let inner = label_and_description(call);
    if on_click {
        let icon = match has_items {
            true => format!("<span class=\"wp-block-navigation__submenu-icon\">{icon}</span>"),
            false => String::new(),
        };
        return format!(
            "<button aria-label=\"{label}\" class=\"wp-block-navigation-item__content wp-block-navigation-submenu__toggle\" \
             aria-expanded=\"false\">{inner}</button>{icon}"
        );
    }
    let address = Some(call.text("url")).filter(|address| !address.is_empty());
    let attributes = link_attributes(call, active, address);
    let toggle = match with_toggle {
        true => format!(
            "<button aria-label=\"{label}\" class=\"wp-block-navigation__submenu-icon wp-block-navigation-submenu__toggle\" \
             aria-expanded=\"false\">{icon}</button>"
        ),
        false => String::new(),
    };
    format!("<a class=\"wp-block-navigation-item__content\"{attributes}>{inner}</a>{toggle}")
}

fn with_ancestor_class(html: &str) -> String {
    let mut tags = TagProcessor::new(html);
    while tags.next_tag_with_class("wp-block-navigation-item") {
        tags.add_class("current-menu-ancestor");
    }
    tags.finish()
}

/// Renders the link to the front page.
pub fn render_home(renderer: &BlockRenderer, call: Call<'_>) -> String {
    let colors = navigation_colors::of_context(call.values);
    let front = renderer.visit.is_front_page();
    let class = format!("{} wp-block-navigation-item{}", colors.class, if front { " current-menu-item" } else { "" });
    let wrapper = call.wrapper(renderer, &[("class", class.trim()), ("style", &colors.style)]);
    let label = match call.text("label") {
        "" => renderer.words().say("Home"),
        label => label,
    };
    let target = if call.flag("opensInNewTab") { " target=\"_blank\"" } else { "" };
    let current = if front { " aria-current=\"page\"" } else { "" };
    let description = match call.flag("description") {
        true => {
            let text = wp_kses_post(call.text("description"));
            format!("<span class=\"wp-block-navigation-item__description\">{text}</span>")
        }
        false => String::new(),
    };
    format!(
        "<li {wrapper}><a class=\"wp-block-home-link__content wp-block-navigation-item__content\" href=\"{}\" rel=\"home\" \
         {target}{current}>{}{description}</a></li>",
        esc_url(renderer.site.url()),
        wp_kses_post(label)
    )
}
