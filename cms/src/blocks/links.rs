//! Addresses of posts, terms, people and archives, as blocks link to them.

use chrono::{Datelike, Timelike};

use crate::comments::Comment;
use crate::posts::{self, Post};
use crate::terms::{self, Term};
use crate::users;
use crate::{Result, Site};

/// How deep a page's parents and a category's parents are followed.
const DEEPEST: usize = 20;

/// The site's home with a path behind it; with a slash at the end where the permalinks have one.
fn pretty(site: &Site, path: &str) -> String {
    let slash = if site.settings().permalink_structure().ends_with('/') { "/" } else { "" };
    format!("{}/{}{slash}", site.url(), path.trim_matches('/'))
}

fn is_plain(site: &Site) -> bool {
    site.settings().permalink_structure().is_empty()
}

/// A post's address, WordPress's `get_permalink`.
pub async fn post(site: &Site, post: &Post) -> Result<String> {
    let is_draft = matches!(post.status.as_str(), "draft" | "pending" | "auto-draft" | "future");
    match post.post_type.as_str() {
        "page" if site.settings().text("show_on_front") == "page" && site.settings().number("page_on_front") == post.id => {
            Ok(format!("{}/", site.url()))
        }
        "page" if is_plain(site) || is_draft => Ok(format!("{}/?page_id={}", site.url(), post.id)),
        "page" => Ok(pretty(site, &path_of_page(site, post).await?)),
        "attachment" => Ok(format!("{}/?attachment_id={}", site.url(), post.id)),
        "post" if is_plain(site) || is_draft => Ok(format!("{}/?p={}", site.url(), post.id)),
        "post" => by_structure(site, post).await,
        other if is_plain(site) || is_draft => Ok(format!("{}/?post_type={other}&p={}", site.url(), post.id)),
        other => Ok(pretty(site, &format!("{other}/{}", post.slug))),
    }
}

async fn path_of_page(site: &Site, page: &Post) -> Result<String> {
    let mut path = page.slug.clone();
    let mut parent_id = page.parent_id;
    for _ in 0..DEEPEST {
        let Some(parent) = posts::by_id(site, parent_id).await?.filter(|_| parent_id != 0) else { break };
        path = format!("{}/{path}", parent.slug);
        parent_id = parent.parent_id;
    }
    Ok(path)
}

async fn by_structure(site: &Site, post: &Post) -> Result<String> {
    let mut path = site.settings().permalink_structure();
    if path.contains("%category%") {
        path = path.replace("%category%", &category_path(site, post).await?);
    }
    if path.contains("%author%") {
        let author = users::by_id(site.host(), post.author_id).await?;
        path = path.replace("%author%", &author.map(|author| author.nicename).unwrap_or_default());
    }
    let date = post.date;
    let parts = [
        ("%year%", format!("{:04}", date.year())),
        ("%monthnum%", format!("{:02}", date.month())),
        ("%day%", format!("{:02}", date.day())),
        ("%hour%", format!("{:02}", date.hour())),
        ("%minute%", format!("{:02}", date.minute())),
        ("%second%", format!("{:02}", date.second())),
        ("%postname%", post.slug.clone()),
        ("%post_id%", post.id.to_string()),
    ];
    for (tag, value) in parts {
        path = path.replace(tag, &value);
    }
    Ok(format!("{}{path}", site.url()))
}

/// The path of the category with the lowest number.
async fn category_path(site: &Site, post: &Post) -> Result<String> {
    let of_post = terms::of_post(site, post.id).await?;
    let first = of_post.into_iter().filter(|term| term.taxonomy == "category").min_by_key(|term| term.id);
    match first {
        Some(term) => path_of_term(site, &term).await,
        None => Ok("uncategorized".to_owned()),
    }
}

async fn path_of_term(site: &Site, term: &Term) -> Result<String> {
    let mut path = term.slug.clone();
    let mut parent_id = term.parent_id;
    for _ in 0..DEEPEST {
        let Some(parent) = terms::by_id(site, parent_id).await?.filter(|_| parent_id != 0) else { break };
        path = format!("{}/{path}", parent.slug);
        parent_id = parent.parent_id;
    }
    Ok(path)
}

/// A term's archive, WordPress's `get_term_link`.
pub async fn term(site: &Site, term: &Term) -> Result<String> {
    if is_plain(site) {
        return Ok(match term.taxonomy.as_str() {
            "category" => format!("{}/?cat={}", site.url(), term.id),
            "post_tag" => format!("{}/?tag={}", site.url(), term.slug),
            other => format!("{}/?{other}={}", site.url(), term.slug),
        });
    }
    let or = |option: &str, default: &str| {
        let base = site.settings().text(option);
        if base.is_empty() { default.to_owned() } else { base.trim_matches('/').to_owned() }
    };
    let path = match term.taxonomy.as_str() {
        "category" => format!("{}/{}", or("category_base", "category"), path_of_term(site, term).await?),
        "post_tag" => format!("{}/{}", or("tag_base", "tag"), term.slug),
        "post_format" => format!("type/{}", term.slug.trim_start_matches("post-format-")),
        other => format!("{other}/{}", term.slug),
    };
    Ok(pretty(site, &path))
}

/// An author's archive, WordPress's `get_author_posts_url`.
pub fn author(site: &Site, author: &users::Model) -> String {
    if is_plain(site) {
        return format!("{}/?author={}", site.url(), author.id);
    }
    pretty(site, &format!("author/{}", author.nicename))
}

/// The archive of a year, a month or a day.
pub fn date(site: &Site, year: i32, month: Option<u32>, day: Option<u32>) -> String {
    let part = |number: Option<u32>| number.map(|number| format!("{number:02}")).unwrap_or_default();
    let (month, day) = (part(month), part(day));
    if is_plain(site) {
        return format!("{}/?m={year}{month}{day}", site.url());
    }
    let path = [year.to_string(), month, day].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
    pretty(site, &path)
}

/// A comment on its post's page, WordPress's `get_comment_link` without paged comments.
pub async fn comment(site: &Site, comment: &Comment, on: &Post) -> Result<String> {
    Ok(format!("{}#comment-{}", post(site, on).await?, comment.id))
}

/// An uploaded file, WordPress's `wp_get_attachment_url`.
pub fn upload(site: &Site, file: &str) -> String {
    format!("{}/wp-content/uploads/{file}", site.url())
}

/// Where people sign in, with a page to come back to.
pub fn login(site: &Site, back_to: Option<&str>) -> String {
    match back_to {
        Some(page) => format!("{}/wp-login.php?redirect_to={}", site.url(), encoded(page)),
        None => format!("{}/wp-login.php", site.url()),
    }
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string().replace("%2E", ".").replace("%2D", "-").replace("%5F", "_")
}
