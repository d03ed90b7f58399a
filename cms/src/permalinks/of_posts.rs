//! The permalink of a post of any type (`get_permalink`).

use std::collections::HashMap;

use super::{Permalinks, of_terms};
use crate::posts::{Post, PostType, by_ids, types};
use crate::{Result, Site, terms, users};

/// The permalink of one post.
pub async fn of_post(site: &Site, post: &Post) -> Result<String> {
    Ok(of_posts(site, &[post]).await?.remove(&post.id).unwrap_or_default())
}

/// The permalinks of many posts, by their number. What the structure asks for (categories, authors, parents) is read
/// for all of them together.
pub async fn of_posts(site: &Site, posts: &[&Post]) -> Result<HashMap<i64, String>> {
    of_posts_among(site, posts, &[]).await
}

/// The same where some of what stands above them is at hand.
pub async fn of_posts_among(site: &Site, posts: &[&Post], known: &[Post]) -> Result<HashMap<i64, String>> {
    let surroundings = Surroundings::load(site, posts, known).await?;
    Ok(posts.iter().map(|post| (post.id, surroundings.address(post, true))).collect())
}

/// The addresses that posts would have if they were published now, with `%postname%` or `%pagename%` in their slugs'
/// place (`get_sample_permalink`), by the posts' numbers.
pub async fn samples(site: &Site, posts: &[Post]) -> Result<HashMap<i64, String>> {
    let sample = |post: &Post| {
        let mut sample = post.clone();
        sample.slug = if post.post_type == "post" { "%postname%" } else { "%pagename%" }.to_owned();
        if matches!(post.status.as_str(), "auto-draft" | "draft" | "pending" | "future") {
            sample.status = "publish".to_owned();
        }
        sample
    };
    let samples: Vec<Post> = posts.iter().map(sample).collect();
    of_posts(site, &samples.iter().collect::<Vec<_>>()).await
}

/// What stands around posts and appears in their addresses.
struct Surroundings {
    links: Permalinks,
    types: std::borrow::Cow<'static, [PostType]>,
    parents: HashMap<i64, Post>,
    categories: HashMap<i64, String>,
    default_category: String,
    authors: HashMap<i64, String>,
}

impl Surroundings {
    async fn load(site: &Site, posts: &[&Post], known: &[Post]) -> Result<Self> {
        let links = Permalinks::new(site.settings());
        let parents = if links.is_pretty() { parents(site, posts, known).await? } else { HashMap::new() };
        let all: Vec<&Post> =
            posts.iter().copied().chain(parents.values()).filter(|post| post.post_type == "post").collect();
        let categories =
            if links.structure().contains("%category%") { category_paths(site, &all).await? } else { HashMap::new() };
        let default_category = if links.structure().contains("%category%") && categories.len() < all.len() {
            terms::by_id(site, site.settings().number("default_category"))
                .await?
                .map(|term| term.slug)
                .unwrap_or_default()
        } else {
            String::new()
        };
        let authors =
            if links.structure().contains("%author%") { nicenames(site, &all).await? } else { HashMap::new() };
        Ok(Self { links, types: types(site.settings()), parents, categories, default_category, authors })
    }

    fn address(&self, post: &Post, front_page_is_home: bool) -> String {
        if front_page_is_home && post.post_type == "page" && post.id == self.links.page_on_front() {
            return self.links.under_home("");
        }
        match post.post_type.as_str() {
            "attachment" => self.attachment(post),
            _ if !self.links.is_pretty() || is_plain(post) => self.plain(post),
            "page" => self.links.under_home(&self.links.slashed(&format!("{}{}", self.links.root(), self.path(post)))),
            name if self.is_builtin(name) => self.post(post),
            _ => self.custom(post),
        }
    }

    fn post(&self, post: &Post) -> String {
        let category = self.categories.get(&post.id).unwrap_or(&self.default_category);
        let author = self.authors.get(&post.author_id).map_or("", String::as_str);
        self.links.filled(post.date, &post.slug, post.id, category, author)
    }

    fn custom(&self, post: &Post) -> String {
        let Some((post_type, base)) = self.rewrite_of(post) else { return self.plain(post) };
        let front = if post_type.with_front { self.links.front() } else { self.links.root() };
        let slug = if post_type.hierarchical { self.path(post) } else { post.slug.clone() };
        self.links.under_home(&self.links.slashed(&format!("{front}{base}/{slug}")))
    }

    /// WordPress's own types have addresses like posts, whether or not anything answers there.
    fn is_builtin(&self, name: &str) -> bool {
        self.types.iter().any(|found| found.name == name && found.builtin)
    }

    fn rewrite_of(&self, post: &Post) -> Option<(&PostType, &str)> {
        let post_type = self.types.iter().find(|found| found.name == post.post_type)?;
        Some((post_type, post_type.rewrite.as_deref()?))
    }

    fn plain(&self, post: &Post) -> String {
        match post.post_type.as_str() {
            "page" => self.links.under_home(&format!("?page_id={}", post.id)),
            "post" => self.links.under_home(&format!("?p={}", post.id)),
            "attachment" => self.links.under_home(&format!("?attachment_id={}", post.id)),
            other if self.is_builtin(other) => self.links.under_home(&format!("?p={}", post.id)),
            other => self.links.under_home(&format!("?post_type={other}&p={}", post.id)),
        }
    }

    /// An attachment stands under the post that it belongs to (`get_attachment_link`).
    fn attachment(&self, post: &Post) -> String {
        if !self.links.is_pretty() {
            return self.plain(post);
        }
        let Some(parent) = self.parents.get(&post.parent_id) else {
            return self.links.under_home(&self.links.slashed(&post.slug));
        };
        let base = self.address(parent, false);
        if base.contains('?') {
            return self.plain(post);
        }
        let is_number = post.slug.bytes().all(|byte| byte.is_ascii_digit());
        let folder = if is_number || self.links.structure().contains("%category%") { "attachment/" } else { "" };
        self.links.slashed(&format!("{}/{folder}{}", base.trim_end_matches('/'), post.slug))
    }

    /// The slugs from the top page down (`get_page_uri`).
    fn path(&self, post: &Post) -> String {
        let mut slugs = vec![post.slug.as_str()];
        let mut parent = post.parent_id;
        while let Some(above) = self.parents.get(&parent)
            && slugs.len() < 100
        {
            slugs.push(&above.slug);
            parent = above.parent_id;
        }
        slugs.reverse();
        slugs.join("/")
    }
}

/// Whether the post has no address of words yet (`wp_force_plain_post_permalink`).
fn is_plain(post: &Post) -> bool {
    !matches!(post.status.as_str(), "publish" | "private" | "inherit")
}

/// All posts above these, of which `known` need not be read.
async fn parents(site: &Site, posts: &[&Post], known: &[Post]) -> Result<HashMap<i64, Post>> {
    let mut above: HashMap<i64, Post> = HashMap::new();
    let mut wanted: Vec<i64> = posts.iter().map(|post| post.parent_id).filter(|id| *id != 0).collect();
    while !wanted.is_empty() {
        wanted.sort_unstable();
        wanted.dedup();
        let (at_hand, missing): (Vec<i64>, Vec<i64>) =
            wanted.into_iter().partition(|id| known.iter().any(|post| post.id == *id));
        let mut found = by_ids(site, &missing).await?;
        found.extend(known.iter().filter(|post| at_hand.contains(&post.id)).cloned());
        let next: Vec<i64> = found.iter().map(|post| post.parent_id).filter(|id| *id != 0).collect();
        above.extend(found.into_iter().map(|post| (post.id, post)));
        wanted = next.into_iter().filter(|id| !above.contains_key(id)).collect();
    }
    Ok(above)
}

/// The slugs of the category with the lowest number of each post, from the top down.
async fn category_paths(site: &Site, posts: &[&Post]) -> Result<HashMap<i64, String>> {
    let ids: Vec<i64> = posts.iter().map(|post| post.id).collect();
    let terms = terms::of_each_post(site, &ids).await?;
    let first = |terms: Vec<terms::Term>| {
        terms.into_iter().filter(|term| term.taxonomy == "category").min_by_key(|term| term.id)
    };
    let chosen: Vec<(i64, terms::Term)> =
        terms.into_iter().filter_map(|(id, terms)| Some((id, first(terms)?))).collect();
    let categories: Vec<terms::Term> = chosen.iter().map(|(_, term)| term.clone()).collect();
    let paths = of_terms::paths_of(site, &categories).await?;
    let path = |(id, term): (i64, terms::Term)| (id, paths.get(&term.id).cloned().unwrap_or(term.slug));
    Ok(chosen.into_iter().map(path).collect())
}

async fn nicenames(site: &Site, posts: &[&Post]) -> Result<HashMap<i64, String>> {
    let people = users::by_ids(site.host(), posts.iter().map(|post| post.author_id)).await?;
    Ok(people.into_iter().map(|person| (person.id, person.nicename)).collect())
}
