//! Where a plan's rows are seen, and what numbers in them are called: for people, who know addresses and names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cms::posts::{self, Post};
use cms::terms::{self, Term};
use cms::users;
use cms::{Result, Site, permalinks};

use super::item::Item;
use crate::documents::{Key, Kind, term_ids};

/// Post types with pages of their own on every site.
const POSTS: [&str; 2] = ["post", "page"];
/// Taxonomies with pages of their own on every site.
const TAXONOMIES: [&str; 2] = ["category", "post_tag"];

/// Where one row is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// In the environment.
    pub staging: Option<String>,
    /// On production, as it is now.
    pub production: Option<String>,
}

/// The addresses of these items on both sides, where visitors can see them.
pub async fn places(production: &Site, staging: &Site, items: &[&Item]) -> Result<BTreeMap<Key, Place>> {
    let here = addresses(staging, items.iter().map(|item| &item.staging_key)).await?;
    let there = addresses(production, items.iter().map(|item| &item.key)).await?;
    let place = |item: &&Item| {
        let place = Place { staging: here.get(&item.staging_key).cloned(), production: there.get(&item.key).cloned() };
        (item.key.clone(), place)
    };
    Ok(items.iter().map(place).collect())
}

async fn addresses<'a>(site: &Site, keys: impl Iterator<Item = &'a Key>) -> Result<HashMap<Key, String>> {
    let keys: Vec<&Key> = keys.collect();
    let numbers = |kind: Kind| -> Vec<i64> {
        keys.iter().filter(|key| key.kind == kind).filter_map(|key| key.number()).collect()
    };
    let found = posts::by_ids(site, &numbers(Kind::Post)).await?;
    let seen = |post: &&Post| post.status == "publish" && POSTS.contains(&post.post_type.as_str());
    let seen: Vec<&Post> = found.iter().filter(seen).collect();
    let found = terms::by_ids(site, &numbers(Kind::Term)).await?;
    let shown: Vec<Term> = found.into_iter().filter(|term| TAXONOMIES.contains(&term.taxonomy.as_str())).collect();
    let of_posts = permalinks::of_posts(site, &seen).await?;
    let of_terms = permalinks::of_terms(site, &shown).await?;
    let of_posts = of_posts.into_iter().map(|(id, address)| (Key::numbered(Kind::Post, id), address));
    let of_terms = of_terms.into_iter().map(|(id, address)| (Key::numbered(Kind::Term, id), address));
    Ok(of_posts.chain(of_terms).collect())
}

/// What the terms and authors that these items name are called, by `term:3` and `user:1`, as production or else the
/// environment has them.
pub async fn names(production: &Site, staging: &Site, items: &[&Item]) -> Result<BTreeMap<String, String>> {
    let mut named_terms = BTreeSet::new();
    let mut authors = BTreeSet::new();
    for change in items.iter().flat_map(|item| &item.changes) {
        for value in [&change.base, &change.staging, &change.production].into_iter().flatten() {
            if change.field.starts_with("terms:") {
                let pairs = value.as_array().into_iter().flatten();
                named_terms.extend(pairs.filter_map(|pair| pair[0].as_i64()));
            }
            authors.extend(value.as_i64().filter(|_| change.field == "author_id"));
        }
    }
    named_terms.extend(items.iter().filter_map(|item| item.after.as_ref()).flat_map(term_ids));
    let numbers: Vec<i64> = named_terms.into_iter().collect();
    let mut names = BTreeMap::new();
    for site in [staging, production] {
        for term in terms::by_ids(site, &numbers).await? {
            names.insert(format!("term:{}", term.id), term.name);
        }
    }
    for id in authors {
        if let Some(author) = users::by_id(production.host(), id).await? {
            names.insert(format!("user:{id}"), author.display_name);
        }
    }
    Ok(names)
}
