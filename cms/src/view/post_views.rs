//! Posts as templates see them. In lists they are kept, each under the tags of what it was made from, and those that are
//! missing are read together: the number of queries does not grow with the list.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::context::{AuthorView, ImageView, PostView, TermView};
use super::dates::Dates;
use super::{classes, images, people};
use crate::blocks::{Interactivity, Visit};
use crate::content::{self, Renderer};
use crate::content_filters::More;
use crate::image_markup::Attachment;
use crate::permalinks::{self, Permalinks};
use crate::posts::{self, Beside, Post};
use crate::terms::{Term, taxonomies};
use crate::{CacheTag, Result, Site, comments, formatting};

/// A post as templates see it, and what it brings to its page.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The post.
    pub view: Arc<PostView>,
    /// The same as the template engine's value, made once.
    pub value: tera::Value,
    /// CSS that its content needs.
    pub css: String,
    /// What the scripts of its blocks find on the page.
    pub interactivity: Interactivity,
    /// What it was made from.
    pub tags: Vec<CacheTag>,
    /// Its last change, in UTC.
    pub modified: chrono::NaiveDateTime,
    /// Its author's account.
    pub author_id: i64,
}

fn key(id: i64) -> String {
    format!("listed post:{id}")
}

/// The posts of a list, in its order.
pub(super) async fn listed(site: &Site, ids: &[i64], visit: &Visit) -> Result<Vec<Arc<Shown>>> {
    let (objects, since) = (site.host().objects(), site.host().generations().now());
    let mut found: HashMap<i64, Arc<Shown>> =
        ids.iter().filter_map(|id| Some((*id, objects.get(site.id(), &key(*id))?))).collect();
    let missing: Vec<i64> = ids.iter().copied().filter(|id| !found.contains_key(id)).collect();
    if !missing.is_empty() {
        let rows = posts::by_ids(site, &missing).await?;
        let material = Box::pin(Material::load(site, &rows)).await?;
        for row in rows {
            let id = row.id;
            let shown = Arc::new(Box::pin(material.listed(row, visit)).await?);
            objects.keep(site.id(), key(id), shown.clone(), &shown.tags, since);
            found.insert(id, shown);
        }
    }
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

/// The post of a singular page: page `page` of it, whole, if the reader may open it. Kept if `is_everybodys`.
pub(super) async fn single(
    site: &Site,
    post: &Post,
    page: u64,
    is_open: bool,
    visit: &Visit,
    is_everybodys: bool,
) -> Result<Arc<Shown>> {
    let load = async {
        let material = Box::pin(Material::load(site, std::slice::from_ref(post))).await?;
        Box::pin(material.single(post.clone(), page.max(1), is_open, visit)).await
    };
    if !is_everybodys {
        return Ok(Arc::new(load.await?));
    }
    let keep = async {
        let shown = load.await?;
        let tags = shown.tags.clone();
        Ok((shown, tags))
    };
    site.host().objects().get_or_load(site.id(), format!("shown post:{}:{page}", post.id), keep).await
}

/// Everything that stands around some posts, read together.
struct Material<'a> {
    site: &'a Site,
    links: Permalinks,
    dates: Dates<'a>,
    addresses: HashMap<i64, String>,
    authors: HashMap<i64, Arc<AuthorView>>,
    terms: HashMap<i64, Vec<Arc<TermView>>>,
    meta: HashMap<i64, Vec<(String, String)>>,
    attachments: HashMap<i64, Arc<Attachment>>,
    images: crate::image_markup::ImageSettings,
}

impl<'a> Material<'a> {
    async fn load(site: &'a Site, rows: &[Post]) -> Result<Self> {
        let ids: Vec<i64> = rows.iter().map(|post| post.id).collect();
        let addresses = permalinks::of_posts(site, &rows.iter().collect::<Vec<_>>()).await?;
        let authors = people::views(site, rows.iter().map(|post| post.author_id)).await?;
        let Beside { terms, meta, .. } = posts::beside(site, &ids).await?;
        let terms = term_views_of_posts(site, terms).await?;
        let pictures = meta.values().flatten().filter(|(key, _)| key == "_thumbnail_id");
        let mut pictures: Vec<i64> = pictures.filter_map(|(_, id)| id.parse().ok()).collect();
        pictures.extend(rows.iter().filter(|post| post.post_type == "attachment").map(|post| post.id));
        let attachments = content::attachments(site, &pictures).await?;
        let (links, dates) = (Permalinks::new(site.settings()), Dates::new(site.settings()));
        let images = content::image_settings(site);
        Ok(Self { site, links, dates, addresses, authors, terms, meta, attachments, images })
    }

    async fn listed(&self, post: Post, visit: &Visit) -> Result<Shown> {
        let mut view = self.facts(&post);
        let mut renderer = Renderer::new(self.site, visit.clone()).with_marked_ids(&format!("{}-", post.id));
        let post = Arc::new(post);
        let is_open = post.password.is_empty();
        view.content = if is_open {
            let more =
                More::Teaser { permalink: &view.url, shown_title: &view.title, words: self.site.settings().words() };
            renderer.content(&post, 1, more).await?
        } else {
            content::password_form(self.site, &post, &view.url)
        };
        view.has_more = is_open && post.content.contains("<!--more");
        if is_open {
            view.pages = images::post_pages(&self.links, &post, &view.url, 1, false);
        }
        self.finish(post, view, renderer, is_open).await
    }

    async fn single(&self, post: Post, page: u64, is_open: bool, visit: &Visit) -> Result<Shown> {
        let mut view = self.facts(&post);
        let visit = Visit { queried_post: Some(post.id), ..visit.clone() };
        let mut renderer = Renderer::new(self.site, visit);
        let post = Arc::new(post);
        view.content = if is_open {
            let number = usize::try_from(page).unwrap_or(usize::MAX);
            renderer.content(&post, number, More::Whole).await?
        } else {
            content::password_form(self.site, &post, &view.url)
        };
        if is_open {
            let is_front = post.id == self.links.page_on_front();
            view.pages = images::post_pages(&self.links, &post, &view.url, page, is_front);
        }
        self.finish(post, view, renderer, is_open).await
    }

    async fn finish(
        &self,
        post: Arc<Post>,
        mut view: PostView,
        mut renderer: Renderer,
        is_open: bool,
    ) -> Result<Shown> {
        view.excerpt = renderer.excerpt(&post, is_open).await?.html;
        view.password_required = !is_open;
        view.classes = classes::of_post(self.site, &post, &view);
        let mut tags: Vec<CacheTag> = renderer.tags().iter().cloned().collect();
        tags.extend([CacheTag::Post(post.id), CacheTag::Comments(post.id), CacheTag::User(post.author_id)]);
        tags.extend([CacheTag::Settings, CacheTag::Theme]);
        tags.extend(view.terms.values().flatten().map(|term| CacheTag::Term(term.id)));
        tags.extend(view.featured_image.iter().map(|image| CacheTag::Post(image.id)));
        tags.sort();
        tags.dedup();
        let (modified, author_id) = (post.modified_gmt, post.author_id);
        let value = tera::Value::from_serializable(&view);
        let (css, interactivity) = (renderer.css(), renderer.interactivity().clone());
        Ok(Shown { view: Arc::new(view), value, css, interactivity, tags, modified, author_id })
    }

    /// Everything but the texts.
    fn facts(&self, post: &Post) -> PostView {
        let url = self.addresses.get(&post.id).cloned().unwrap_or_default();
        let all = self.terms.get(&post.id).map_or(&[][..], Vec::as_slice);
        let of = |taxonomy: &str| all.iter().filter(|term| term.taxonomy == taxonomy).cloned().collect::<Vec<_>>();
        let mut terms: BTreeMap<String, Vec<Arc<TermView>>> = BTreeMap::new();
        for term in all {
            terms.entry(term.taxonomy.clone()).or_default().push(term.clone());
        }
        let format =
            of("post_format").first().and_then(|term| term.slug.strip_prefix("post-format-").map(str::to_owned));
        let anchor = if post.comment_count > 0 { "comments" } else { "respond" };
        PostView {
            id: post.id,
            post_type: post.post_type.clone(),
            status: post.status.clone(),
            slug: post.slug.clone(),
            title: content::title(self.site, post),
            has_excerpt: !post.excerpt.trim().is_empty(),
            date: self.dates.date(post.date),
            time: self.dates.time(post.date),
            date_iso: self.dates.iso(post.date),
            modified: self.dates.date(post.modified),
            modified_iso: self.dates.iso(post.modified),
            date_url: self.links.day_of(post.date),
            author: self.authors.get(&post.author_id).cloned().unwrap_or_default(),
            categories: of("category"),
            tags: of("post_tag"),
            terms,
            featured_image: self.featured_image(post),
            format: format.unwrap_or_else(|| "standard".to_owned()),
            sticky: post.sticky,
            comment_count: post.comment_count,
            comments_url: format!("{url}#{anchor}"),
            comments_open: comments::are_open(self.site, post),
            parent_id: post.parent_id,
            menu_order: post.menu_order,
            attachment: self.attachments.get(&post.id).map(|own| images::attachment_view(own, &self.images)),
            meta: self.public_meta(post.id),
            url,
            ..PostView::default()
        }
    }

    fn featured_image(&self, post: &Post) -> Option<ImageView> {
        let meta = self.meta.get(&post.id)?;
        let id: i64 = meta.iter().find(|(key, _)| key == "_thumbnail_id")?.1.parse().ok()?;
        images::view(self.attachments.get(&id)?, &self.images, "large")
    }

    fn public_meta(&self, id: i64) -> BTreeMap<String, String> {
        let meta = self.meta.get(&id).map_or(&[][..], Vec::as_slice);
        meta.iter().filter(|(key, _)| !key.starts_with('_')).cloned().collect()
    }
}

/// The public terms of posts, each with its address, by the post's number.
async fn term_views_of_posts(
    site: &Site,
    of_posts: HashMap<i64, Vec<Term>>,
) -> Result<HashMap<i64, Vec<Arc<TermView>>>> {
    let known = taxonomies(site.settings());
    let is_public = |term: &Term| known.iter().any(|taxonomy| taxonomy.name == term.taxonomy && taxonomy.public);
    let mut unique: BTreeMap<i64, Term> = BTreeMap::new();
    for term in of_posts.values().flatten().filter(|term| is_public(term)) {
        unique.entry(term.id).or_insert_with(|| term.clone());
    }
    let unique: Vec<Term> = unique.into_values().collect();
    let addresses = permalinks::of_terms(site, &unique).await?;
    let views: HashMap<i64, Arc<TermView>> =
        unique.iter().map(|term| (term.id, Arc::new(term_view(term, addresses.get(&term.id).cloned())))).collect();
    let shown = |terms: Vec<Term>| terms.iter().filter_map(|term| views.get(&term.id).cloned()).collect();
    Ok(of_posts.into_iter().map(|(id, terms)| (id, shown(terms))).collect())
}

/// A term as templates see it.
pub(super) fn term_view(term: &Term, url: Option<String>) -> TermView {
    let description = formatting::wpautop(&formatting::wptexturize(&term.description, &[]), true);
    TermView {
        id: term.id,
        taxonomy: term.taxonomy.clone(),
        name: formatting::decode_html_text(&term.name).into_owned(),
        slug: term.slug.clone(),
        description: if term.description.is_empty() { String::new() } else { description },
        url: url.unwrap_or_default(),
        count: term.count,
        parent_id: term.parent_id,
    }
}
