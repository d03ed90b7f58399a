//! The archive of a term.

use std::collections::HashMap;

use super::Permalinks;
use crate::terms::{Taxonomy, Term, by_ids, taxonomies};
use crate::{Result, Site};

/// The address of a term's archive (`get_term_link`).
pub async fn of_term(site: &Site, term: &Term) -> Result<String> {
    Ok(of_terms(site, std::slice::from_ref(term)).await?.remove(&term.id).unwrap_or_default())
}

/// The same for many terms, by their number. Parents are read a level at a time, and only where terms have any.
pub async fn of_terms(site: &Site, terms: &[Term]) -> Result<HashMap<i64, String>> {
    let links = Permalinks::new(site.settings());
    let known = taxonomies(site.settings());
    let paths = paths(site, terms, &known).await?;
    let address = |term: &Term| {
        let taxonomy = known.iter().find(|taxonomy| taxonomy.name == term.taxonomy);
        let path = paths.get(&term.id).map_or(term.slug.as_str(), String::as_str);
        (term.id, links.term(taxonomy, term, path))
    };
    Ok(terms.iter().map(address).collect())
}

/// The slugs from the top term down to each term, of taxonomies whose addresses are nested.
async fn paths(site: &Site, terms: &[Term], known: &[Taxonomy]) -> Result<HashMap<i64, String>> {
    let nested = |term: &&Term| {
        term.parent_id != 0 && known.iter().any(|taxonomy| taxonomy.name == term.taxonomy && taxonomy.hierarchical)
    };
    let nested: Vec<&Term> = terms.iter().filter(nested).collect();
    let ancestors = ancestors(site, &nested).await?;
    let path_of = |term: &&Term| {
        let mut slugs = vec![term.slug.as_str()];
        let mut parent = term.parent_id;
        while let Some((slug, next)) = ancestors.get(&parent)
            && slugs.len() < 100
        {
            slugs.push(slug);
            parent = *next;
        }
        slugs.reverse();
        (term.id, slugs.join("/"))
    };
    Ok(nested.iter().map(path_of).collect())
}

/// The slugs from the top down of each term that has a parent.
pub(super) async fn paths_of(site: &Site, terms: &[Term]) -> Result<HashMap<i64, String>> {
    paths(site, terms, &taxonomies(site.settings())).await
}

async fn ancestors(site: &Site, terms: &[&Term]) -> Result<HashMap<i64, (String, i64)>> {
    let mut known = HashMap::new();
    let mut wanted: Vec<i64> = terms.iter().map(|term| term.parent_id).collect();
    while !wanted.is_empty() {
        wanted.sort_unstable();
        wanted.dedup();
        let found = by_ids(site, &wanted).await?;
        let next = found.iter().map(|term| term.parent_id).filter(|id| *id != 0);
        let next: Vec<i64> = next.collect();
        known.extend(found.into_iter().map(|term| (term.id, (term.slug, term.parent_id))));
        wanted = next.into_iter().filter(|id| !known.contains_key(id)).collect();
    }
    Ok(known)
}

impl Permalinks {
    /// The archive of a term whose slugs from the top down are `path`.
    fn term(&self, taxonomy: Option<&Taxonomy>, term: &Term, path: &str) -> String {
        let rewrite = taxonomy.and_then(|taxonomy| taxonomy.rewrite.as_deref().map(|base| (taxonomy, base)));
        let slug = display_slug(term, path);
        match rewrite {
            Some((taxonomy, base)) if self.is_pretty() => {
                let front = if taxonomy.with_front { self.front() } else { self.root() };
                self.under_home(&self.slashed(&format!("{front}{base}/{slug}")))
            }
            _ if term.taxonomy == "category" => self.under_home(&format!("?cat={}", term.id)),
            _ => {
                let variable = taxonomy.map(|taxonomy| taxonomy.query_var.as_str()).filter(|name| !name.is_empty());
                match variable {
                    Some(variable) => self.under_home(&format!("?{variable}={slug}")),
                    None => self.under_home(&format!("?taxonomy={}&term={slug}", term.taxonomy)),
                }
            }
        }
    }
}

/// Formats are stored as `post-format-aside` and shown as `aside`.
fn display_slug<'a>(term: &Term, path: &'a str) -> &'a str {
    if term.taxonomy == "post_format" { path.strip_prefix("post-format-").unwrap_or(path) } else { path }
}
