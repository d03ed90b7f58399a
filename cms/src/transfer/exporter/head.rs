//! What stands before the items: the site, its authors and its terms.

use super::filter::ExportFilter;
use super::term_elements::{category, menu, other_term, tag};
use super::xml::{cdata, cdata_element, element, escaped};
use crate::terms::{self, Term, entity as term, meta_entity as term_meta};
use crate::{Result, Site, users};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write;

/// What follows the items.
pub(super) const FOOT: &str = "</channel>\n</rss>\n";

/// Taxonomies that say what a thing is rather than what it is about; WordPress registers them as its own, and exports
/// them with the items alone.
const WITH_ITEMS_ONLY: [&str; 2] = ["post_format", "link_category"];

/// Everything up to the first item.
pub(super) async fn head(site: &Site, filter: &ExportFilter, author_ids: BTreeSet<i64>) -> Result<String> {
    let mut text = opening(site);
    let mut authors = users::by_ids(site.host(), author_ids).await?;
    authors.sort_unstable_by_key(|author| author.id);
    authors.iter().for_each(|author| add_author(&mut text, author));
    add_terms(&mut text, site, filter).await?;
    text.push_str("\n\t<generator>Platen ");
    text.push_str(env!("CARGO_PKG_VERSION"));
    text.push_str("</generator>\n\n");
    Ok(text)
}

fn opening(site: &Site) -> String {
    let now = site.host().now();
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n");
    text.push_str(
        "<!-- The posts, pages, comments, categories and other content of a site, in the format that WordPress\n",
    );
    text.push_str("     exports. Bring it into another site with `platen import FILE`, or, in WordPress, with Tools: Import. -->\n");
    let _ = writeln!(
        text,
        "<!-- generator=\"Platen/{}\" created=\"{}\" -->",
        env!("CARGO_PKG_VERSION"),
        now.format("%F %R")
    );
    text.push_str("<rss version=\"2.0\"\n");
    text.push_str("\txmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\"\n");
    text.push_str("\txmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n");
    text.push_str("\txmlns:wfw=\"http://wellformedweb.org/CommentAPI/\"\n");
    text.push_str("\txmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n");
    text.push_str("\txmlns:wp=\"http://wordpress.org/export/1.2/\"\n>\n\n<channel>\n");
    let settings = site.settings();
    element(&mut text, 1, "title", escaped(&settings.text("blogname")));
    element(&mut text, 1, "link", escaped(site.url()));
    element(&mut text, 1, "description", escaped(&settings.text("blogdescription")));
    element(&mut text, 1, "pubDate", now.format("%a, %d %b %Y %H:%M:%S +0000"));
    element(&mut text, 1, "language", escaped(&settings.language()));
    element(&mut text, 1, "wp:wxr_version", "1.2");
    element(&mut text, 1, "wp:base_site_url", escaped(site.url()));
    element(&mut text, 1, "wp:base_blog_url", escaped(site.url()));
    text.push('\n');
    text
}

fn add_author(text: &mut String, author: &users::Model) {
    let _ = write!(text, "\t<wp:author><wp:author_id>{}</wp:author_id>", author.id);
    for (name, value) in [
        ("login", &author.login),
        ("email", &author.email),
        ("display_name", &author.display_name),
        ("first_name", &author.first_name),
        ("last_name", &author.last_name),
    ] {
        let _ = write!(text, "<wp:author_{name}>{}</wp:author_{name}>", cdata(value));
    }
    text.push_str("</wp:author>\n");
}

/// As WordPress: all terms of a whole export, the one category of an export of its posts, else none, for the items
/// name theirs.
async fn add_terms(text: &mut String, site: &Site, filter: &ExportFilter) -> Result<()> {
    let mut chosen = match &filter.category {
        Some(slug) => terms::by_slug(site, "category", slug).await?.into_iter().collect(),
        None if filter.is_everything() => all_terms(site).await?,
        None => Vec::new(),
    };
    let slugs: HashMap<i64, String> = chosen.iter().map(|term| (term.id, term.slug.clone())).collect();
    let mut meta = meta_of_all(site, &slugs).await?;
    chosen.sort_by_key(|term| kind(&term.taxonomy));
    for term in parents_first(chosen) {
        let parent = slugs.get(&term.parent_id).map_or("", String::as_str);
        let meta = meta.remove(&term.id).unwrap_or_default();
        match term.taxonomy.as_str() {
            "category" => category(text, &term, parent, &meta),
            "post_tag" => tag(text, &term, &meta),
            "nav_menu" => menu(text, &term),
            _ => other_term(text, &term, parent, &meta),
        }
    }
    Ok(())
}

/// The order of WordPress's export.
fn kind(taxonomy: &str) -> u8 {
    match taxonomy {
        "category" => 0,
        "post_tag" => 1,
        "nav_menu" => 3,
        _ => 2,
    }
}

async fn all_terms(site: &Site) -> Result<Vec<Term>> {
    let query = term::Entity::find()
        .filter(term::Column::SiteId.eq(site.id()))
        .filter(term::Column::Taxonomy.is_not_in(WITH_ITEMS_ONLY));
    let mut terms = query.all(site.reader()).await?;
    // Databases sort letters each in their way, and an export is the same from all of them.
    terms.sort_by(|one, other| order(one).cmp(&order(other)));
    Ok(terms)
}

fn order(term: &Term) -> (&str, &str, i64) {
    (&term.taxonomy, &term.name, term.id)
}

async fn meta_of_all(site: &Site, terms: &HashMap<i64, String>) -> Result<HashMap<i64, Vec<(String, String)>>> {
    let mut values: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    let query = term_meta::Entity::find().filter(term_meta::Column::SiteId.eq(site.id()));
    for row in query.order_by_asc(term_meta::Column::Id).all(site.reader()).await? {
        if terms.contains_key(&row.term_id) {
            values.entry(row.term_id).or_default().push((row.meta_key, row.meta_value));
        }
    }
    Ok(values)
}

/// No term before its parent. A parent that is not among them counts for none, and so does a circle.
fn parents_first(terms: Vec<Term>) -> Vec<Term> {
    let mut waiting: HashSet<i64> = terms.iter().map(|term| term.id).collect();
    let mut ordered = Vec::with_capacity(terms.len());
    let mut rest = terms;
    while !rest.is_empty() {
        let before = rest.len();
        let mut later = Vec::new();
        for term in rest {
            if waiting.contains(&term.parent_id) && term.parent_id != term.id {
                later.push(term);
            } else {
                waiting.remove(&term.id);
                ordered.push(term);
            }
        }
        if later.len() == before {
            ordered.append(&mut later);
        }
        rest = later;
    }
    ordered
}

/// The term meta elements of one term.
pub(super) fn add_term_meta(text: &mut String, meta: &[(String, String)]) {
    for (key, value) in meta {
        text.push_str("\t\t<wp:termmeta>\n");
        cdata_element(text, 3, "wp:meta_key", key);
        cdata_element(text, 3, "wp:meta_value", &super::super::php::from_column(value));
        text.push_str("\t\t</wp:termmeta>\n");
    }
}
