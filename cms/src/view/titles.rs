//! Titles of pages and archives.

use super::context::ArchiveView;
use super::dates::Dates;
use super::found::{Found, Target};
use crate::Site;
use crate::content;
use crate::formatting::{esc_html, strip_tags, wpautop, wptexturize};
use crate::languages::Words;
use crate::terms::{Term, taxonomy_named};

/// The archive's title and description (`get_the_archive_title`); none where this is no archive.
pub(super) fn archive(site: &Site, found: &Found) -> Option<ArchiveView> {
    if !found.is_archive() {
        return None;
    }
    let words = site.settings().words();
    let (prefix, name, description) = match &found.target {
        Target::Term(term) => of_term(site, term),
        Target::Author(author) => {
            let description = wptexturize(&author.description, &[]);
            (words.say("Author:").to_owned(), esc_html(&author.display_name).into_owned(), description)
        }
        Target::Type(post_type) => (
            words.say("Archives:").to_owned(),
            esc_html(words.say(&post_type.label)).into_owned(),
            post_type.description.clone(),
        ),
        _ => {
            let (prefix, name) = of_date(site, found);
            (prefix.to_owned(), name, String::new())
        }
    };
    let title = if prefix.is_empty() { name.clone() } else { format!("{prefix} <span>{name}</span>") };
    Some(ArchiveView { title, prefix, name, description })
}

fn of_term(site: &Site, term: &Term) -> (String, String, String) {
    let description =
        if term.description.is_empty() { String::new() } else { wpautop(&wptexturize(&term.description, &[]), true) };
    let name = wptexturize(&term.name, &[]);
    if term.taxonomy == "post_format" {
        let format = term.slug.strip_prefix("post-format-").unwrap_or(&term.slug);
        return (
            String::new(),
            format_archive(site.settings().words(), format).unwrap_or(&name).to_owned(),
            description,
        );
    }
    let singular = taxonomy_named(site.settings(), &term.taxonomy).map_or_else(String::new, |found| found.singular);
    (archive_of(site.settings().words(), &singular), name, description)
}

/// The words before a term's name: those of WordPress's own taxonomies, or another's own name.
fn archive_of(words: &Words, singular: &str) -> String {
    match singular {
        "Category" => words.say("Category:").to_owned(),
        "Tag" => words.say("Tag:").to_owned(),
        other => format!("{}:", esc_html(other)),
    }
}

fn format_archive(words: &Words, format: &str) -> Option<&'static str> {
    Some(match format {
        "aside" => words.say("Asides"),
        "gallery" => words.say("Galleries"),
        "image" => words.say("Images"),
        "video" => words.say("Videos"),
        "quote" => words.say("Quotes"),
        "link" => words.say("Links"),
        "status" => words.say("Statuses"),
        "audio" => words.say("Audio"),
        "chat" => words.say("Chats"),
        _ => return None,
    })
}

/// What stands before a date archive's name, and the name.
fn of_date(site: &Site, found: &Found) -> (&'static str, String) {
    let words = site.settings().words();
    let dates = Dates::new(site.settings());
    let query = &found.query;
    let digits = |from: usize, until: usize| query.m.get(from..until).and_then(|digits| digits.parse::<u32>().ok());
    let year = if query.year != 0 { query.year } else { digits(0, 4).unwrap_or_default() };
    let month = if query.monthnum != 0 { query.monthnum } else { digits(4, 6).unwrap_or_default() };
    let day = if query.day != 0 { query.day } else { digits(6, 8).unwrap_or_default() };
    let first = i32::try_from(year).ok();
    let first = first.and_then(|year| chrono::NaiveDate::from_ymd_opt(year, month.max(1), day.max(1)));
    let Some(first) = first.filter(|_| year != 0) else { return ("", words.say("Archives").to_owned()) };
    let first = first.and_time(chrono::NaiveTime::default());
    match (month, day) {
        (0, _) => (words.say("Year:"), dates.format(first, words.say("Y"))),
        (_, 0) => (words.say("Month:"), dates.format(first, words.say("F Y"))),
        _ => (words.say("Day:"), dates.format(first, words.say("F j, Y"))),
    }
}

/// The heading of the page, HTML.
pub(super) fn heading(site: &Site, found: &Found, archive: Option<&ArchiveView>) -> String {
    if found.not_found {
        return site.settings().words().say("Page not found").to_owned();
    }
    match &found.target {
        Target::Post(post) => content::title(site, post),
        Target::Search => search_title(site, found),
        Target::Members(page) => esc_html(&page.title).into_owned(),
        Target::Home => match &found.posts_page {
            Some(page) => content::title(site, page),
            None => esc_html(&site.settings().blogname()).into_owned(),
        },
        _ => archive.map(|archive| archive.title.clone()).unwrap_or_default(),
    }
}

fn search_title(site: &Site, found: &Found) -> String {
    let asked = esc_html(found.query.s.as_deref().unwrap_or_default());
    site.settings().words().fill("Search Results for &#8220;%s&#8221;", &[&asked])
}

/// What stands in `<title>`, HTML (`wp_get_document_title`).
pub(super) fn document(site: &Site, found: &Found, archive: Option<&ArchiveView>) -> String {
    let settings = site.settings();
    let words = settings.words();
    let name = esc_html(&settings.blogname()).into_owned();
    let is_front = found.is_front_page && !found.not_found;
    let own = match &found.target {
        _ if found.not_found => words.say("Page not found").to_owned(),
        _ if is_front => name.clone(),
        Target::Post(post) => strip_tags(&content::title(site, post)),
        Target::Search => search_title(site, found),
        Target::Members(page) => esc_html(&page.title).into_owned(),
        Target::Home => {
            found.posts_page.as_deref().map(|page| strip_tags(&content::title(site, page))).unwrap_or_default()
        }
        _ => archive.map(|archive| strip_tags(&archive.name)).unwrap_or_default(),
    };
    let page = found.query.paged.max(found.query.page);
    let page = if page >= 2 && !found.not_found { words.fill("Page %s", &[&page]) } else { String::new() };
    let last = if is_front { esc_html(&settings.text("blogdescription")).into_owned() } else { name };
    let parts: Vec<String> = [own, page, last].into_iter().filter(|part| !part.is_empty()).collect();
    wptexturize(&parts.join(" - "), &[])
}
