//! From an address to what it asks for (`WP::parse_request`).

use std::collections::BTreeSet;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::rules::Rules;
use super::variables::Vocabulary;
use super::{Permalinks, Query};
use crate::posts::{self, types};
use crate::terms::taxonomies;
use crate::{CacheTag, Result, Site};

/// What an address asks for, and where each part of it came from.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// What is asked for.
    pub query: Query,
    /// Names of the variables that the query string gave.
    pub from_query_string: BTreeSet<String>,
    /// Names of the variables that the path gave.
    pub from_path: BTreeSet<String>,
}

/// What `path` (as it was sent) and the query string ask for. A path that no rule reads has the error `404`.
pub async fn parse(site: &Site, path: &str, query_string: &str) -> Result<Parsed> {
    let (types, taxonomies) = (types(site.settings()), taxonomies(site.settings()));
    let vocabulary = Vocabulary { types: &types, taxonomies: &taxonomies };
    let mut parsed = Parsed::default();
    if Permalinks::new(site.settings()).is_pretty() {
        read_path(site, &vocabulary, path, &mut parsed).await?;
    }
    read_query_string(&vocabulary, query_string, &mut parsed);
    resolve_numeric_slugs(site, &mut parsed.query).await?;
    Ok(parsed)
}

async fn read_path(site: &Site, vocabulary: &Vocabulary<'_>, path: &str, parsed: &mut Parsed) -> Result<()> {
    let path = within_site(site, path);
    if path.is_empty() {
        return Ok(());
    }
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let rules = rules(site).await?;
    let candidates = rules.matching(path).chain(rules.matching(&decoded));
    for sets in candidates {
        if is_no_page(site, &sets).await? {
            continue;
        }
        for (name, value) in sets.iter().filter(|(_, value)| !value.is_empty()) {
            let value = percent_decode_str(value).decode_utf8_lossy();
            let value = if *name == "s" { value.replace('+', " ").into() } else { value };
            vocabulary.set(&mut parsed.query, name, &value);
            parsed.from_path.insert((*name).to_owned());
        }
        return Ok(());
    }
    parsed.query.error = "404".into();
    Ok(())
}

/// The path without the site's own folder, without slashes around it and without `index.php`.
fn within_site<'a>(site: &Site, path: &'a str) -> &'a str {
    let folder = url::Url::parse(site.url()).map(|url| url.path().trim_matches('/').to_owned()).unwrap_or_default();
    let path = path.trim_matches('/');
    let path = path.strip_prefix(folder.as_str()).filter(|_| !folder.is_empty()).unwrap_or(path).trim_matches('/');
    if path == "index.php" || path.starts_with("index.php?") {
        ""
    } else {
        path.strip_prefix("index.php/").unwrap_or(path)
    }
}

/// Where pages and posts share addresses, a page's rule counts only if there is such a page.
async fn is_no_page(site: &Site, sets: &[(&str, String)]) -> Result<bool> {
    let Some((_, path)) = sets.iter().find(|(name, _)| *name == "pagename") else { return Ok(false) };
    if !Permalinks::new(site.settings()).is_verbose() {
        return Ok(false);
    }
    Ok(posts::by_path(site, path, &["page", "attachment"]).await?.is_none())
}

async fn rules(site: &Site) -> Result<Arc<Rules>> {
    let load = async { Ok((Rules::compile(site.settings())?, vec![CacheTag::Settings, CacheTag::Theme])) };
    site.host().objects().get_or_load(site.id(), "rewrite rules", load).await
}

fn read_query_string(vocabulary: &Vocabulary<'_>, query_string: &str, parsed: &mut Parsed) {
    let (mut taxonomy, mut term) = (None, None);
    for (name, value) in url::form_urlencoded::parse(query_string.as_bytes()) {
        match name.as_ref() {
            "taxonomy" => taxonomy = Some(value.into_owned()),
            "term" => term = Some(value.into_owned()),
            "error" => {}
            name => {
                if vocabulary.set(&mut parsed.query, name, &value) {
                    parsed.from_query_string.insert(name.to_owned());
                }
            }
        }
    }
    vocabulary.settle(&mut parsed.query, taxonomy.as_deref(), term.as_deref());
}

/// A post whose slug is a number, at an address that looks like a date (`wp_resolve_numeric_slug_conflicts`).
async fn resolve_numeric_slugs(site: &Site, query: &mut Query) -> Result<()> {
    if query.year == 0 && query.monthnum == 0 && query.day == 0 {
        return Ok(());
    }
    let structure = site.settings().permalink_structure();
    let tags: Vec<&str> = structure.split('/').filter(|tag| !tag.is_empty()).collect();
    let Some(index) = tags.iter().position(|tag| *tag == "%postname%") else { return Ok(()) };
    let before = index.checked_sub(1).map(|before| tags[before]);
    let (slug, page) = match before {
        None if query.year != 0 => (query.year, query.monthnum),
        Some("%year%") if query.monthnum != 0 => (query.monthnum, query.day),
        Some("%monthnum%") if query.day != 0 => (query.day, 0),
        _ => return Ok(()),
    };
    let Some(post) = posts::by_path(site, &slug.to_string(), &["post"]).await? else { return Ok(()) };
    let pages = post.content.matches("<!--nextpage-->").count() as u32 + 1;
    let dated = before.is_none() || is_of_month(&post, query, before == Some("%monthnum%"));
    if !dated || (page != 0 && (pages == 1 || page > pages)) {
        return Ok(());
    }
    query.page = u64::from(page);
    (query.year, query.monthnum, query.day) = (0, 0, 0);
    query.name = post.slug;
    Ok(())
}

fn is_of_month(post: &posts::Post, query: &Query, month_counts: bool) -> bool {
    use chrono::Datelike;
    let year = query.year == 0 || post.date.year().unsigned_abs() == query.year;
    year && (!month_counts || query.monthnum == 0 || post.date.month() == query.monthnum)
}
