//! From what is asked for to a list of posts.

use std::collections::BTreeSet;

use super::Query;
use crate::posts::{self, DateParts, ListQuery, OrderBy, TermFilter, TermOperator, searchable_types};
use crate::terms::{self, Taxonomy, Term, taxonomies};
use crate::users::Capability;
use crate::{Actor, CacheTag, Result, Site, formatting, users};

/// A list, and the first term and the person it is about.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// What to list.
    pub list: ListQuery,
    /// The first term that was asked for.
    pub term: Option<Term>,
    /// The person that was asked for.
    pub author: Option<users::Model>,
    /// Whether something was asked for that is not there, so that nothing can be listed.
    pub is_impossible: bool,
    /// What the list rests on.
    pub tags: BTreeSet<CacheTag>,
}

/// What `query` lists for `actor`.
pub(super) async fn listing(site: &Site, query: &Query, actor: &Actor) -> Result<Listing> {
    let per_page = per_page(site, query);
    let mut listing = Listing::default();
    listing.list.statuses = statuses(actor);
    listing.list.private_of = actor.user().map(|user| user.id);
    listing.list.parts = date_parts(query);
    listing.list.search = query.s.clone().filter(|words| !words.is_empty());
    listing.list.search_exact = query.exact;
    listing.list.search_whole = query.sentence;
    listing.list.no_password = listing.list.search.is_some() && !actor.is_signed_in();
    order(query, &mut listing.list);
    listing.list.limit = per_page;
    listing.list.offset = (query.page_number() - 1).saturating_mul(per_page);
    let asked = asked_terms(site, query).await?;
    listing.list.types = types(site, query, &asked);
    add_terms(&mut listing, asked);
    add_author(site, query, &mut listing).await?;
    listing.tags.extend(listing.list.types.iter().cloned().map(CacheTag::Posts));
    Ok(listing)
}

/// Posts on a page of the list.
pub(super) fn per_page(site: &Site, query: &Query) -> u64 {
    if query.is_feed() {
        site.settings().number("posts_per_rss").max(1).unsigned_abs()
    } else {
        site.settings().posts_per_page()
    }
}

fn statuses(actor: &Actor) -> Vec<String> {
    let mut statuses = vec!["publish".to_owned()];
    if actor.is_signed_in() && actor.may(Capability::ReadPrivatePosts) {
        statuses.push("private".to_owned());
    }
    statuses
}

fn types(site: &Site, query: &Query, asked: &[Asked]) -> Vec<String> {
    if !query.post_type.is_empty() && query.post_type != "any" {
        return vec![query.post_type.clone()];
    }
    if query.s.is_some() || query.post_type == "any" {
        return searchable_types(site.settings()).into_iter().filter(|name| name != "attachment").collect();
    }
    let own: BTreeSet<String> = asked
        .iter()
        .filter(|asked| !matches!(asked.taxonomy.name.as_str(), "category" | "post_tag"))
        .flat_map(|asked| asked.taxonomy.object_types.clone())
        .collect();
    if own.is_empty() { vec!["post".to_owned()] } else { own.into_iter().collect() }
}

fn date_parts(query: &Query) -> DateParts {
    let some = |number: u32| (number != 0).then_some(number);
    let digits = |from: usize, until: usize| query.m.get(from..until).and_then(|digits| digits.parse().ok());
    DateParts {
        year: some(query.year).or_else(|| digits(0, 4)),
        month: some(query.monthnum).or_else(|| digits(4, 6)),
        day: some(query.day).or_else(|| digits(6, 8)),
        week: some(query.w),
        hour: query.hour.or_else(|| digits(8, 10)),
        minute: query.minute.or_else(|| digits(10, 12)),
        second: query.second.or_else(|| digits(12, 14)),
    }
}

fn order(query: &Query, list: &mut ListQuery) {
    list.ascending = query.order.eq_ignore_ascii_case("asc");
    list.order_by = match query.orderby.as_str() {
        "title" => OrderBy::Title,
        "modified" => OrderBy::Modified,
        "ID" | "id" => OrderBy::Id,
        "author" => OrderBy::Author,
        "name" => OrderBy::Slug,
        "parent" => OrderBy::Parent,
        "menu_order" => OrderBy::MenuOrder,
        "" | "relevance" if list.search.is_some() && !query.is_feed() => OrderBy::Relevance,
        _ => OrderBy::Date,
    };
}

/// Terms of one taxonomy that were asked for.
struct Asked {
    taxonomy: Taxonomy,
    terms: Vec<Term>,
    operator: TermOperator,
    is_missing: bool,
}

async fn asked_terms(site: &Site, query: &Query) -> Result<Vec<Asked>> {
    let known = taxonomies(site.settings());
    let mut asked = Vec::new();
    for taxonomy in known.iter() {
        let slugs = match taxonomy.name.as_str() {
            "category" => query.category_name.as_str(),
            "post_tag" => query.tag.as_str(),
            name => query.terms.get(name).map_or("", String::as_str),
        };
        if !slugs.is_empty() {
            asked.push(by_slugs(site, taxonomy, slugs).await?);
        }
        let ids = match taxonomy.name.as_str() {
            "category" => query.cat.clone(),
            "post_tag" if query.tag_id != 0 => query.tag_id.to_string(),
            _ => String::new(),
        };
        asked.extend(by_numbers(site, taxonomy, &ids).await?);
    }
    Ok(asked)
}

/// `a,b` is either; `a+b` is both.
async fn by_slugs(site: &Site, taxonomy: &Taxonomy, slugs: &str) -> Result<Asked> {
    let operator = if slugs.contains('+') { TermOperator::All } else { TermOperator::Any };
    let mut terms = Vec::new();
    let mut missing = 0;
    for slug in slugs.split(['+', ',']).map(str::trim).filter(|slug| !slug.is_empty()) {
        let last =
            if taxonomy.hierarchical { slug.rsplit('/').find(|part| !part.is_empty()).unwrap_or(slug) } else { slug };
        let slug = formatting::sanitize_title_for_query(last);
        let slug = if taxonomy.name == "post_format" { format!("post-format-{slug}") } else { slug };
        match terms::by_slug(site, &taxonomy.name, &slug).await? {
            Some(term) => terms.push(term),
            None => missing += 1,
        }
    }
    let is_missing = terms.is_empty() || (missing > 0 && operator == TermOperator::All);
    Ok(Asked { taxonomy: taxonomy.clone(), terms, operator, is_missing })
}

/// Numbers, of which those with a minus sign are left out.
async fn by_numbers(site: &Site, taxonomy: &Taxonomy, ids: &str) -> Result<Vec<Asked>> {
    let ids: Vec<i64> = ids.split(',').filter_map(|id| id.parse().ok()).filter(|id| *id != 0).collect();
    let mut asked = Vec::new();
    for (operator, sign) in [(TermOperator::Any, 1), (TermOperator::None, -1)] {
        let wanted: Vec<i64> = ids.iter().map(|id| id * sign).filter(|id| *id > 0).collect();
        if wanted.is_empty() {
            continue;
        }
        let found = terms::by_ids(site, &wanted).await?;
        let terms: Vec<Term> = found.into_iter().filter(|term| term.taxonomy == taxonomy.name).collect();
        let is_missing = terms.is_empty() && operator == TermOperator::Any;
        asked.push(Asked { taxonomy: taxonomy.clone(), terms, operator, is_missing });
    }
    Ok(asked)
}

fn add_terms(listing: &mut Listing, asked: Vec<Asked>) {
    for Asked { taxonomy, terms, operator, is_missing } in asked {
        listing.is_impossible |= is_missing;
        listing.tags.insert(CacheTag::Terms(taxonomy.name.clone()));
        listing.tags.extend(terms.iter().map(|term| CacheTag::Term(term.id)));
        let filter = TermFilter {
            taxonomy: taxonomy.name,
            terms: terms.iter().map(|term| term.id).collect(),
            include_children: taxonomy.hierarchical,
            operator,
        };
        listing.list.terms.push(filter);
        if operator != TermOperator::None {
            listing.term = listing.term.take().or_else(|| terms.into_iter().next());
        }
    }
}

async fn add_author(site: &Site, query: &Query, listing: &mut Listing) -> Result<()> {
    if !query.author_name.is_empty() {
        let nicename = query.author_name.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let person = users::by_nicename(site.host(), &formatting::sanitize_title_for_query(nicename)).await?;
        listing.is_impossible |= person.is_none();
        listing.list.authors = person.iter().map(|person| person.id).collect();
        listing.author = person;
    } else if query.is_author() {
        let ids: Vec<i64> = query.author.split(',').filter_map(|id| id.parse().ok()).collect();
        listing.list.authors = ids.iter().copied().filter(|id| *id > 0).collect();
        listing.list.authors_not = ids.iter().map(|id| -id).filter(|id| *id > 0).collect();
        if let [id] = ids[..] {
            listing.author = users::by_id(site.host(), id).await?;
            listing.is_impossible |= id > 0 && listing.author.is_none();
        }
    }
    listing.tags.extend(listing.author.iter().map(|person| CacheTag::User(person.id)));
    Ok(())
}

/// The numbers of the posts and how many there are, kept for visitors until a post, a term or a setting changes. What
/// searches find is not kept: there are as many of them as there are words.
pub(super) async fn ids(site: &Site, query: &Query, listing: &Listing, actor: &Actor) -> Result<(Vec<i64>, u64)> {
    if listing.is_impossible {
        return Ok((Vec::new(), 0));
    }
    if actor.is_signed_in() || query.s.is_some() {
        return posts::list_ids(site, &listing.list).await;
    }
    let key = serde_json::to_string(query).map_err(|error| crate::Error::Internal(error.to_string()))?;
    let tags = listing.tags.iter().cloned().chain([CacheTag::Settings]).collect();
    let load = async { Ok((posts::list_ids(site, &listing.list).await?, tags)) };
    let kept = site.host().objects().get_or_load(site.id(), format!("list:{key}"), load).await?;
    Ok((*kept).clone())
}

/// The posts that stay on top of the blog, newest first.
pub(super) async fn sticky_ids(site: &Site) -> Result<std::sync::Arc<Vec<i64>>> {
    let load = async {
        let list = ListQuery {
            types: vec!["post".to_owned()],
            statuses: vec!["publish".to_owned()],
            sticky: Some(true),
            limit: 1000,
            ..ListQuery::default()
        };
        Ok((posts::list_ids(site, &list).await?.0, vec![CacheTag::Posts("post".to_owned())]))
    };
    site.host().objects().get_or_load(site.id(), "sticky posts", load).await
}
