//! The sitemaps of posts, terms and authors, two thousand addresses each.

use std::str::FromStr;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::write::{Entry, document};
use crate::posts::{self, PublishedPosts};
use crate::{CacheTag, Result, Site, permalinks, terms, users};

/// Addresses in one sitemap: WordPress's `wp_sitemaps_get_max_urls`.
pub(super) const PER_SITEMAP: u64 = 2_000;

const POST_TYPES: [&str; 2] = ["post", "page"];
const TAXONOMIES: [&str; 3] = ["category", "post_tag", "post_format"];

/// What a sitemap lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Published posts of a type.
    Posts(String),
    /// Terms of a taxonomy that have posts.
    Taxonomies(String),
    /// People who published something.
    Users,
}

/// The address names no sitemap.
#[derive(Debug, PartialEq, Eq)]
pub struct NoSuchPart;

impl FromStr for Part {
    type Err = NoSuchPart;

    /// Reads `posts-page`, `taxonomies-post_tag` and `users`.
    fn from_str(name: &str) -> Result<Self, NoSuchPart> {
        match name.split_once('-').unwrap_or((name, "")) {
            ("users", "") => Ok(Self::Users),
            ("posts", kind) if POST_TYPES.contains(&kind) => Ok(Self::Posts(kind.to_owned())),
            ("taxonomies", kind) if TAXONOMIES.contains(&kind) => Ok(Self::Taxonomies(kind.to_owned())),
            _ => Err(NoSuchPart),
        }
    }
}

/// Every sitemap of the site by name, with how many addresses it has; empty ones are left out.
pub(super) async fn counts(site: &Site) -> Result<Vec<(String, u64)>> {
    let mut counts = Vec::new();
    for kind in POST_TYPES {
        let home = u64::from(kind == "page" && shows_posts_at_home(site));
        counts.push((format!("posts-{kind}"), posts_of(site, kind).count(site.reader()).await? + home));
    }
    for kind in TAXONOMIES {
        counts.push((format!("taxonomies-{kind}"), terms_of(site, kind).count(site.reader()).await?));
    }
    counts.push(("users".to_owned(), author_ids(site).await?.len() as u64));
    counts.retain(|(_, count)| *count > 0);
    Ok(counts)
}

/// Page `number` (from 1) of a sitemap. `None` where there is no such page, or the site asks not to be indexed.
pub async fn part(site: &Site, part: &Part, number: u64) -> Result<Option<(String, Vec<CacheTag>)>> {
    if number == 0 || !site.settings().flag("blog_public") {
        return Ok(None);
    }
    let entries = match part {
        Part::Posts(kind) => posts(site, kind, number).await?,
        Part::Taxonomies(kind) => taxonomy(site, kind, number).await?,
        Part::Users => authors(site, number).await?,
    };
    if entries.is_empty() {
        return Ok(None);
    }
    let stylesheet = format!("{}/wp-sitemap.xsl", site.url());
    Ok(Some((document(&stylesheet, "urlset", "url", &entries), all_tags())))
}

/// What every sitemap rests on.
pub(super) fn all_tags() -> Vec<CacheTag> {
    let posts = POST_TYPES.iter().map(|kind| CacheTag::Posts((*kind).to_owned()));
    let terms = TAXONOMIES.iter().map(|kind| CacheTag::Terms((*kind).to_owned()));
    posts.chain(terms).chain([CacheTag::Settings]).collect()
}

fn shows_posts_at_home(site: &Site) -> bool {
    site.settings().text("show_on_front") != "page"
}

fn posts_of(site: &Site, kind: &str) -> Select<posts::entity::Entity> {
    PublishedPosts::any(site)
        .filter(posts::entity::Column::PostType.eq(kind))
        .filter(posts::entity::Column::Status.eq("publish"))
        .order_by_asc(posts::entity::Column::Id)
}

async fn posts(site: &Site, kind: &str, number: u64) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    if kind == "page" && number == 1 && shows_posts_at_home(site) {
        let newest = PublishedPosts::newest(site, "post", 1).await?;
        let changed = newest.first().map(|post| post.modified_gmt);
        entries.push(Entry { address: format!("{}/", site.url()), changed });
    }
    let query = posts_of(site, kind).offset((number - 1) * PER_SITEMAP).limit(PER_SITEMAP);
    let found = query.all(site.reader()).await?;
    let mut links = permalinks::of_posts(site, &found.iter().collect::<Vec<_>>()).await?;
    let listed = found.iter().filter_map(|post| Some((links.remove(&post.id)?, post.modified_gmt)));
    entries.extend(listed.map(|(address, changed)| Entry { address, changed: Some(changed) }));
    Ok(entries)
}

fn terms_of(site: &Site, taxonomy: &str) -> Select<terms::entity::Entity> {
    terms::entity::Entity::find()
        .filter(terms::entity::Column::SiteId.eq(site.id()))
        .filter(terms::entity::Column::Taxonomy.eq(taxonomy))
        .filter(terms::entity::Column::Count.gt(0))
        .order_by_asc(terms::entity::Column::Name)
}

async fn taxonomy(site: &Site, taxonomy: &str, number: u64) -> Result<Vec<Entry>> {
    let query = terms_of(site, taxonomy).offset((number - 1) * PER_SITEMAP).limit(PER_SITEMAP);
    let found = query.all(site.reader()).await?;
    let mut links = permalinks::of_terms(site, &found).await?;
    Ok(found.iter().filter_map(|term| Some(Entry { address: links.remove(&term.id)?, changed: None })).collect())
}

/// Everybody who published a post or a page, by number.
async fn author_ids(site: &Site) -> Result<Vec<i64>> {
    let query = PublishedPosts::any(site)
        .filter(posts::entity::Column::PostType.is_in(POST_TYPES))
        .filter(posts::entity::Column::Status.eq("publish"))
        .select_only()
        .column(posts::entity::Column::AuthorId)
        .distinct()
        .order_by_asc(posts::entity::Column::AuthorId);
    Ok(query.into_tuple().all(site.reader()).await?)
}

async fn authors(site: &Site, number: u64) -> Result<Vec<Entry>> {
    let ids = author_ids(site).await?;
    let start = usize::try_from((number - 1) * PER_SITEMAP).unwrap_or(usize::MAX);
    let ids = ids.into_iter().skip(start).take(PER_SITEMAP as usize);
    let mut people = users::by_ids(site.host(), ids).await?;
    people.sort_by_key(|person| person.id);
    let links = permalinks::Permalinks::new(site.settings());
    let address = |person: &users::Model| links.author(person.id, &person.nicename);
    Ok(people.iter().map(|person| Entry { address: address(person), changed: None }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sitemaps_are_named_as_in_wordpress() {
        assert_eq!("posts-page".parse(), Ok(Part::Posts("page".into())));
        assert_eq!("taxonomies-post_tag".parse(), Ok(Part::Taxonomies("post_tag".into())));
        assert_eq!("users".parse(), Ok(Part::Users));
        assert_eq!("posts-nope".parse::<Part>(), Err(NoSuchPart));
    }
}
