//! The classes that WordPress gives pages and posts, so that styles made for WordPress find them.

use super::context::PostView;
use super::found::{Found, Target};
use crate::formatting::sanitize_html_class;
use crate::posts::{Post, type_named};
use crate::terms::{Term, taxonomy_named};
use crate::{Actor, Site};

/// The class of a slug, or the number where the slug makes none.
fn slug_class(slug: &str, id: i64) -> String {
    let class = sanitize_html_class(slug, &id.to_string());
    let is_number = !class.is_empty() && class.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || class.trim_matches('-').is_empty() { id.to_string() } else { class.to_string() }
}

/// The classes of a post's element (`get_post_class`), without `sticky`, which belongs to the home page alone.
pub(super) fn of_post(site: &Site, post: &Post, view: &PostView) -> Vec<String> {
    let supports = |feature| type_named(site.settings(), &post.post_type).is_some_and(|found| found.supports(feature));
    let mut classes = vec![
        format!("post-{}", post.id),
        post.post_type.clone(),
        format!("type-{}", post.post_type),
        format!("status-{}", post.status),
    ];
    if supports("post-formats") {
        classes.push(format!("format-{}", sanitize_html_class(&view.format, "standard")));
    }
    if view.password_required {
        classes.push("post-password-required".to_owned());
    } else if !post.password.is_empty() {
        classes.push("post-password-protected".to_owned());
    }
    if view.featured_image.is_some() && post.post_type != "attachment" && !view.password_required {
        classes.push("has-post-thumbnail".to_owned());
    }
    classes.push("hentry".to_owned());
    for term in view.terms.values().flatten() {
        let class = slug_class(&term.slug, term.id);
        classes.push(match term.taxonomy.as_str() {
            "post_tag" => format!("tag-{class}"),
            taxonomy => format!("{taxonomy}-{class}"),
        });
    }
    unique(classes)
}

/// A post that stays on top of the home page says so.
pub(super) fn with_sticky(classes: &[String]) -> Vec<String> {
    let at = classes.iter().position(|class| class == "hentry").unwrap_or(classes.len());
    let mut classes = classes.to_vec();
    classes.insert(at, "sticky".to_owned());
    classes
}

fn unique(classes: Vec<String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::with_capacity(classes.len());
    for class in classes {
        if !unique.contains(&class) {
            unique.push(class);
        }
    }
    unique
}

/// What the classes of a page rest on besides what was found.
pub(super) struct Body<'a> {
    /// The post of a singular page.
    pub post: Option<&'a PostView>,
    /// `_wp_page_template` of that post, or empty.
    pub page_template: &'a str,
    /// Whether that page has pages under it.
    pub is_parent: bool,
    /// Who looks.
    pub actor: &'a Actor,
}

/// The classes of `<body>` (`get_body_class`).
pub(super) fn of_body(site: &Site, found: &Found, body: &Body<'_>) -> Vec<String> {
    let settings = site.settings();
    let is_search = matches!(found.target, Target::Search) && !found.not_found;
    let is_privacy = found.post().is_some_and(|post| post.id == settings.number("wp_page_for_privacy_policy"));
    let is_date = matches!(found.target, Target::Date) && !found.not_found;
    let is_attachment = found.is_singular() && found.post().is_some_and(|post| post.post_type == "attachment");
    let results = if found.ids.is_empty() { "search-no-results" } else { "search-results" };
    let flags = [
        (found.is_front_page, "home"),
        (found.is_home(), "blog"),
        (is_privacy, "privacy-policy"),
        (found.is_archive(), "archive"),
        (is_date, "date"),
        (is_search, "search"),
        (is_search, results),
        (found.query.paged > 1, "paged"),
        (is_attachment, "attachment"),
        (matches!(found.target, Target::Members(_)), "members"),
        (found.not_found, "error404"),
    ];
    let mut classes: Vec<String> =
        flags.iter().filter(|(is_true, _)| *is_true).map(|(_, class)| (*class).to_owned()).collect();
    if found.is_singular() {
        classes.extend(found.post().into_iter().flat_map(|post| singular(site, post, body)));
    } else if found.is_archive() {
        classes.extend(archive(site, found));
    }
    if body.actor.is_signed_in() {
        classes.push("logged-in".to_owned());
    }
    if settings.number("site_logo") != 0 {
        classes.push("wp-custom-logo".to_owned());
    }
    classes.push("wp-embed-responsive".to_owned());
    classes.extend(later_page(found));
    let (template, stylesheet) = (settings.text("template"), settings.text("stylesheet"));
    classes.push(format!("wp-theme-{}", sanitize_html_class(&template, "")));
    if template != stylesheet {
        classes.push(format!("wp-child-theme-{}", sanitize_html_class(&stylesheet, "")));
    }
    unique(classes)
}

fn singular(site: &Site, post: &Post, body: &Body<'_>) -> Vec<String> {
    let post_type = &post.post_type;
    let mut classes = vec!["wp-singular".to_owned()];
    if body.page_template.is_empty() || body.page_template == "default" {
        classes.push(format!("{post_type}-template-default"));
    } else {
        classes.push(format!("{post_type}-template"));
        let name = body.page_template.rsplit('/').next().unwrap_or_default();
        let stem = name.trim_end_matches(".php").trim_end_matches(".html");
        classes.push(format!("{post_type}-template-{}", sanitize_html_class(&stem.replace('.', "-"), "")));
        let whole = body.page_template.replace('.', "-");
        classes.push(format!("{post_type}-template-{}", sanitize_html_class(&whole, "")));
    }
    if post_type != "page" {
        classes.extend(["single".to_owned(), format!("single-{post_type}"), format!("postid-{}", post.id)]);
        if type_named(site.settings(), post_type).is_some_and(|found| found.supports("post-formats")) {
            classes.push(format!("single-format-{}", body.post.map_or("standard", |post| post.format.as_str())));
        }
    }
    if post_type == "attachment" {
        let kind = post.mime_type.split_once('/').map_or("", |(_, kind)| kind);
        classes.extend([format!("attachmentid-{}", post.id), format!("attachment-{kind}")]);
    } else if post_type == "page" {
        classes.extend(["page".to_owned(), format!("page-id-{}", post.id)]);
        if body.is_parent {
            classes.push("page-parent".to_owned());
        }
        if post.parent_id != 0 {
            classes.extend(["page-child".to_owned(), format!("parent-pageid-{}", post.parent_id)]);
        }
    }
    classes
}

fn archive(site: &Site, found: &Found) -> Vec<String> {
    match &found.target {
        Target::Type(post_type) => {
            vec!["post-type-archive".to_owned(), format!("post-type-archive-{}", post_type.name)]
        }
        Target::Author(author) => vec![
            "author".to_owned(),
            format!("author-{}", slug_class(&author.nicename, author.id)),
            format!("author-{}", author.id),
        ],
        Target::Term(term) => of_term(site, term),
        _ => Vec::new(),
    }
}

fn of_term(site: &Site, term: &Term) -> Vec<String> {
    let class = slug_class(&term.slug, term.id);
    match term.taxonomy.as_str() {
        "category" => vec!["category".to_owned(), format!("category-{class}"), format!("category-{}", term.id)],
        "post_tag" => vec!["tag".to_owned(), format!("tag-{class}"), format!("tag-{}", term.id)],
        taxonomy => {
            let known = taxonomy_named(site.settings(), taxonomy).map_or_else(String::new, |found| found.name);
            vec![format!("tax-{known}"), format!("term-{class}"), format!("term-{}", term.id)]
        }
    }
}

fn later_page(found: &Found) -> Vec<String> {
    let page = if found.query.page > 1 { found.query.page } else { found.query.paged };
    if page < 2 || found.not_found {
        return Vec::new();
    }
    let kind = match &found.target {
        Target::Post(post) if post.post_type == "page" => "page",
        Target::Post(_) => "single",
        Target::Term(term) if term.taxonomy == "category" => "category",
        Target::Term(term) if term.taxonomy == "post_tag" => "tag",
        Target::Date => "date",
        Target::Author(_) => "author",
        Target::Search => "search",
        Target::Type(_) => "post-type",
        _ => return vec![format!("paged-{page}")],
    };
    vec![format!("paged-{page}"), format!("{kind}-paged-{page}")]
}
