//! `core/breadcrumbs`: the way from the home page to where the reader is.

use super::{Call, shown_post};
use crate::blocks::context::{BlockRenderer, Listing};
use crate::blocks::links;
use crate::formatting::{esc_html, esc_url, remove_accents, trim_words, wp_kses_post};
use crate::permalinks::Permalinks;
use crate::posts::{self, Post};
use crate::terms::{self, Term};
use crate::{CacheTag, Result};

/// More pages or terms above one than this are not followed.
const DEEPEST: usize = 100;

/// One step of the way.
struct Crumb {
    /// HTML that is safe.
    label: String,
    /// None for the step that the reader is on.
    url: Option<String>,
}

impl Crumb {
    fn text(label: &str, url: Option<String>) -> Self {
        Self { label: esc_html(label).into_owned(), url }
    }

    fn html(label: &str, url: Option<String>) -> Self {
        Self { label: wp_kses_post(label), url }
    }

    fn shown(&self) -> String {
        match &self.url {
            Some(url) => format!("<li><a href=\"{}\">{}</a></li>", esc_url(url), self.label),
            None => format!("<li><span aria-current=\"page\">{}</span></li>", self.label),
        }
    }
}

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let is_front_page = renderer.visit.is_front_page();
    if is_front_page && !call.flag("showOnHomePage") {
        return Ok(String::new());
    }
    let mut crumbs = Vec::new();
    if call.flag("showHomeItem") {
        let url = (!is_front_page).then(|| format!("{}/", renderer.site.url()));
        crumbs.push(Crumb::text(renderer.words().say("Home"), url));
    }
    let listing = renderer.visit.listing.clone().filter(|_| renderer.visit.queried_post.is_none());
    match listing {
        _ if is_front_page => {}
        Some(listing) => of_listing(renderer, &listing, &mut crumbs).await?,
        None if !of_post(renderer, &call, &mut crumbs).await? => return Ok(String::new()),
        None => {}
    }
    if !call.flag("showCurrentItem") {
        crumbs.pop();
    }
    if crumbs.is_empty() {
        return Ok(String::new());
    }
    let separator = call.text("separator").replace('\\', "\\\\").replace('"', "\\\"");
    let style = format!("--separator: \"{separator}\";");
    let wrapper = call.wrapper(renderer, &[("style", &style), ("aria-label", renderer.words().say("Breadcrumbs"))]);
    let steps: String = crumbs.iter().map(Crumb::shown).collect();
    Ok(format!("<nav {wrapper}><ol>{steps}</ol></nav>"))
}

/// The steps to an archive or to what a search found.
async fn of_listing(renderer: &mut BlockRenderer, listing: &Listing, crumbs: &mut Vec<Crumb>) -> Result<()> {
    let later = listing.page > 1;
    if let Some(id) = listing.term_id
        && let Some(term) = terms::by_id(&renderer.site, id).await?
    {
        above_term(renderer, &term, crumbs).await?;
    }
    let name = match &listing.search {
        Some(words) => renderer.words().fill("Search results for: \"%s\"", &[&trim_words(words, 10, "&hellip;")]),
        None => listing.bare_title.clone(),
    };
    let first = renderer.visit.path.split("/page/").next().unwrap_or_default();
    let first = later.then(|| format!("{}{}/", renderer.site.url(), first.trim_end_matches('/')));
    crumbs.push(Crumb::text(&name, first));
    if later {
        crumbs.push(Crumb::text(&renderer.words().fill("Page %s", &[&listing.page]), None));
    }
    Ok(())
}

/// The steps to a post; `false` if there is none.
async fn of_post(renderer: &mut BlockRenderer, call: &Call<'_>, crumbs: &mut Vec<Crumb>) -> Result<bool> {
    let Some(id) = call.post_id() else { return Ok(false) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(false) };
    let mut home = post.clone();
    if !is_hierarchical(renderer, &post)
        && post.parent_id != 0
        && let Some(parent) = shown_post::load(renderer, post.parent_id).await?
    {
        home = parent;
    }
    archive_of(renderer, &home, crumbs).await?;
    let hierarchical = is_hierarchical(renderer, &home);
    let has_taxonomies = !taxonomies_of(renderer, &home.post_type).is_empty();
    let by_terms = (!hierarchical && home.parent_id == 0) || (has_taxonomies && call.flag("prefersTaxonomy"));
    if by_terms {
        first_term(renderer, &home, crumbs).await?;
    } else {
        above_post(renderer, &home, crumbs).await?;
    }
    crumbs.push(Crumb::html(&title(renderer, &post), None));
    Ok(true)
}

/// The archive of a post's type, unless it is the front page.
async fn archive_of(renderer: &mut BlockRenderer, post: &Post, crumbs: &mut Vec<Crumb>) -> Result<()> {
    let settings = renderer.site.settings();
    if post.post_type == "post" {
        let page = settings.number("page_for_posts");
        let has_front = settings.text("show_on_front") == "page";
        if has_front
            && page != 0
            && let Some(page) = shown_post::load(renderer, page).await?
        {
            let url = links::post(&renderer.site, &page).await?;
            crumbs.push(Crumb::text(&title(renderer, &page), Some(url)));
        }
        return Ok(());
    }
    let types = posts::types(settings);
    if let Some(known) = types.iter().find(|known| known.name == post.post_type)
        && let Some(url) = Permalinks::new(settings).type_archive(known)
    {
        crumbs.push(Crumb::text(&known.label, Some(url)));
    }
    Ok(())
}

/// The pages above a page, from the top.
async fn above_post(renderer: &mut BlockRenderer, post: &Post, crumbs: &mut Vec<Crumb>) -> Result<()> {
    let mut above = Vec::new();
    let mut seen = vec![post.id];
    let mut parent = post.parent_id;
    while parent != 0 && !seen.contains(&parent) && seen.len() < DEEPEST {
        seen.push(parent);
        let Some(found) = shown_post::load(renderer, parent).await? else { break };
        let url = links::post(&renderer.site, &found).await?;
        above.push(Crumb::html(&title(renderer, &found), Some(url)));
        parent = found.parent_id;
    }
    crumbs.extend(above.into_iter().rev());
    Ok(())
}

/// The first term of a post in its first taxonomy that has any, with those above it.
async fn first_term(renderer: &mut BlockRenderer, post: &Post, crumbs: &mut Vec<Crumb>) -> Result<()> {
    let mut of_post = terms::of_post(&renderer.site, post.id).await?;
    of_post.sort_by_key(|term| remove_accents(&term.name).to_lowercase());
    let taxonomies = taxonomies_of(renderer, &post.post_type);
    let first = taxonomies.iter().find_map(|name| of_post.iter().find(|term| term.taxonomy == *name));
    if let Some(term) = first {
        above_term(renderer, term, crumbs).await?;
        let url = links::term(&renderer.site, term).await?;
        crumbs.push(Crumb::text(&term.name, Some(url)));
    }
    Ok(())
}

/// The terms above a term, from the top.
async fn above_term(renderer: &mut BlockRenderer, term: &Term, crumbs: &mut Vec<Crumb>) -> Result<()> {
    renderer.read(CacheTag::Term(term.id));
    let mut above = Vec::new();
    let mut seen = vec![term.id];
    let mut parent = term.parent_id;
    while parent != 0 && !seen.contains(&parent) && seen.len() < DEEPEST {
        seen.push(parent);
        renderer.read(CacheTag::Term(parent));
        let Some(found) = terms::by_id(&renderer.site, parent).await? else { break };
        let url = links::term(&renderer.site, &found).await?;
        above.push(Crumb::text(&found.name, Some(url)));
        parent = found.parent_id;
    }
    crumbs.extend(above.into_iter().rev());
    Ok(())
}

fn is_hierarchical(renderer: &BlockRenderer, post: &Post) -> bool {
    let types = posts::types(renderer.site.settings());
    types.iter().any(|known| known.name == post.post_type && known.hierarchical)
}

/// The taxonomies of a type that visitors can see.
fn taxonomies_of(renderer: &BlockRenderer, post_type: &str) -> Vec<String> {
    let known = terms::taxonomies(renderer.site.settings());
    let public = known.iter().filter(|taxonomy| taxonomy.public && taxonomy.rest_base.is_some());
    let own = public.filter(|taxonomy| taxonomy.object_types.iter().any(|own| own == post_type));
    own.map(|taxonomy| taxonomy.name.clone()).collect()
}

fn title(renderer: &BlockRenderer, post: &Post) -> String {
    shown_post::title_or_none(renderer, post)
}
