//! The finished page: loads what stands on it, chooses the template, renders.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::context::{ArchiveView, PageContext, PageView, PostView, UserView};
use super::found::{Found, Target};
use super::head::Head;
use super::page_end::with_block_scripts;
use super::pagination::pagination;
use super::post_views::{self, Shown};
use super::{
    Page, Request, canonical, classes, comments, menus, more, neighbours, people, sidebars, site_view, titles,
};
use crate::blocks::{Interactivity, Visit};
use crate::permalinks::{self, Permalinks, list_page_url};
use crate::posts::{Post, Reader, type_named};
use crate::users::Capability;
use crate::{CacheTag, Error, Result, Site, content, formatting, posts, sites, theming};

/// Renders what was found.
pub(super) async fn render(site: &Site, request: &Request, found: Found) -> Result<Page> {
    let shown = Box::pin(load(site, request, &found)).await?;
    let mut builder = Builder {
        site,
        request,
        found: &found,
        shown,
        tags: found.tags.clone(),
        page_template: String::new(),
        interactivity: Interactivity::default(),
    };
    let context = Box::pin(builder.context()).await?;
    let candidates = theming::candidates(&builder.question());
    let end = |html| with_block_scripts(site, &builder.interactivity, html);
    let rendered = theming::render_page(site, &candidates, context.values, &end)?;
    let status = if found.not_found { 404 } else { 200 };
    let is_personal = request.actor.is_signed_in()
        || reader(request) != Reader::Stranger
        || matches!(found.target, Target::Members(_))
        || builder.is_unlocked()
        || builder.is_commenters();
    Ok(Page {
        status,
        html: sites::mapped(site, rendered.html.into()).into_owned(),
        last_modified: builder.shown.iter().map(|shown| shown.modified).max(),
        tags: builder.tags.into_iter().collect(),
        link_headers: context.link_headers,
        may_be_cached: !is_personal && !found.is_preview,
        no_store: found.not_found || is_personal || found.post().is_some_and(|post| !post.password.is_empty()),
        post_id: found.post().map(|post| post.id),
        template: rendered.template,
    })
}

/// Whoever writes here reads everything.
fn reader(request: &Request) -> Reader {
    if request.actor.may(Capability::EditPosts) { Reader::Staff } else { request.reader.clone() }
}

/// The posts on the page.
async fn load(site: &Site, request: &Request, found: &Found) -> Result<Vec<Arc<Shown>>> {
    let visit = Visit {
        path: request.path.clone(),
        query: request.query.clone(),
        signed_in: request.actor.is_signed_in(),
        reader: reader(request),
        ..Visit::default()
    };
    if found.not_found {
        return Ok(Vec::new());
    }
    match found.post() {
        Some(post) => {
            let is_open = content::is_open(post, request.post_password.as_deref());
            // Blocks may look at the query string; without one, everybody sees the same of a post that is public.
            let is_everybodys = !visit.signed_in
                && visit.reader == Reader::Stranger
                && !found.is_preview
                && request.query.is_empty()
                && is_open == post.password.is_empty()
                && matches!(post.status.as_str(), "publish" | "inherit");
            Ok(vec![post_views::single(site, post, found.query.page, is_open, &visit, is_everybodys).await?])
        }
        // What a list shows of a post is the same at every address.
        None => post_views::listed(site, &found.ids, &Visit::default()).await,
    }
}

/// A page's context, and the facts that go into headers.
struct Finished {
    values: tera::Context,
    link_headers: Vec<String>,
}

struct Builder<'a> {
    site: &'a Site,
    request: &'a Request,
    found: &'a Found,
    shown: Vec<Arc<Shown>>,
    tags: BTreeSet<CacheTag>,
    page_template: String,
    interactivity: Interactivity,
}

impl Builder<'_> {
    /// Whether a password opened the post.
    fn is_unlocked(&self) -> bool {
        let post = self.found.post().filter(|post| !post.password.is_empty());
        post.is_some_and(|post| content::is_open(post, self.request.post_password.as_deref()))
    }

    /// Whether the page greets somebody who commented before.
    fn is_commenters(&self) -> bool {
        let known = self.request.commenter != super::Commenter::default();
        self.found.is_singular() && (known || self.request.parameter("unapproved").is_some())
    }

    async fn context(&mut self) -> Result<Finished> {
        let (site, found) = (self.site, self.found);
        self.tags.extend(self.shown.iter().flat_map(|shown| shown.tags.iter().cloned()));
        self.tags.extend([CacheTag::Settings, CacheTag::Theme, CacheTag::Menus]);
        self.page_template = self.page_template().await?;
        let site_view = site_view::view(site).await?;
        let (posts, post_values): (Vec<_>, Vec<_>) = self.posts().into_iter().unzip();
        let post = found.is_singular().then(|| posts.first().cloned()).flatten();
        let archive = titles::archive(site, found);
        let own_url = self.own_url(post.as_deref()).await?;
        let title = titles::document(site, found, archive.as_ref());
        let canonical = post.as_deref().map(|post| self.canonical(post));
        let css: String = self.css();
        let head = Head {
            site,
            site_view: &site_view,
            request: self.request,
            found,
            post: post.as_deref(),
            title: &title,
            canonical: canonical.as_deref(),
            own_url: &own_url,
            css: &css,
        };
        let (links, link_headers) = (head.links(), head.headers());
        let head = head.html(&links);
        let page = PageView {
            links,
            canonical,
            document_title: formatting::decode_html_text(&title).into_owned(),
            ..self.page(post.as_deref(), archive.as_ref(), &own_url).await?
        };
        let sidebars = sidebars::sidebars(site).await?;
        self.tags.extend(sidebars.tags.iter().cloned());
        self.shown.iter().for_each(|shown| self.interactivity.extend(&shown.interactivity));
        self.interactivity.extend(&sidebars.interactivity);
        let values = PageContext {
            comments: Box::pin(self.comments(post.as_deref())).await?,
            navigation: self.navigation().await?,
            more_posts: self.more_posts().await?,
            menus: Arc::new(menus::menus(site, found, &page.url).await?),
            pagination: self.pagination(&own_url),
            term: self.term(&own_url),
            author: self.author(),
            search_query: found.query.s.clone().filter(|_| matches!(found.target, Target::Search)),
            found_posts: found.total,
            user: self.user(),
            footer: String::new(),
            site: site_view,
            page,
            posts,
            post,
            archive,
            sidebars: sidebars.widgets.clone(),
            head,
        };
        Ok(Finished { values: with_posts(values, post_values)?, link_headers })
    }

    /// The posts, with what belongs to this page and this reader alone.
    fn posts(&self) -> Vec<(Arc<PostView>, tera::Value)> {
        let is_home = self.found.is_home() && self.found.query.paged <= 1;
        let edits = self.request.actor.may(Capability::EditPosts) || self.request.actor.may(Capability::EditPages);
        let view = |shown: &Arc<Shown>| {
            let is_sticky = is_home && shown.view.sticky;
            let edit_url = edits.then(|| self.edit_url(shown)).flatten();
            if !is_sticky && edit_url.is_none() {
                return (shown.view.clone(), shown.value.clone());
            }
            let mut view = (*shown.view).clone();
            if is_sticky {
                view.classes = classes::with_sticky(&view.classes);
            }
            view.edit_url = edit_url;
            let value = tera::Value::from_serializable(&view);
            (Arc::new(view), value)
        };
        self.shown.iter().map(view).collect()
    }

    fn edit_url(&self, shown: &Shown) -> Option<String> {
        let view = &shown.view;
        posts::permissions::may_edit_as(&self.request.actor, &view.post_type, &view.status, shown.author_id)
            .then(|| format!("{}/wp-admin/post.php?post={}&action=edit", self.site.url(), view.id))
    }

    /// `_wp_page_template` of a singular page.
    async fn page_template(&self) -> Result<String> {
        let Some(post) = self.found.post().filter(|_| self.found.is_singular()) else { return Ok(String::new()) };
        let load = async {
            let meta = posts::meta_of(self.site, post.id).await?;
            let template = meta.into_iter().find(|(key, _)| key == "_wp_page_template").map(|(_, value)| value);
            Ok((template.unwrap_or_default(), vec![CacheTag::Post(post.id)]))
        };
        let kept = self.site.host().objects().get_or_load(self.site.id(), format!("page template:{}", post.id), load);
        Ok((*kept.await?).clone())
    }

    async fn is_parent(&self) -> Result<bool> {
        let Some(post) = self.found.post().filter(|post| post.post_type == "page" && self.found.is_singular()) else {
            return Ok(false);
        };
        let load = async {
            let children = posts::ListQuery {
                types: vec!["page".to_owned()],
                statuses: vec!["publish".to_owned()],
                parents: vec![post.id],
                limit: 1,
                ..posts::ListQuery::default()
            };
            let is_parent = !posts::list_ids(self.site, &children).await?.0.is_empty();
            Ok((is_parent, vec![CacheTag::Posts("page".to_owned())]))
        };
        Ok(*self.site.host().objects().get_or_load(self.site.id(), format!("is parent:{}", post.id), load).await?)
    }

    /// The page's own address, without the number of a later page.
    async fn own_url(&self, post: Option<&PostView>) -> Result<String> {
        let links = Permalinks::new(self.site.settings());
        let query = &self.found.query;
        Ok(match &self.found.target {
            _ if self.found.not_found => links.under_home(self.request.path.trim_start_matches('/')),
            Target::Members(_) => links.under_home(self.request.path.trim_start_matches('/')),
            Target::Post(_) => post.map(|post| post.url.clone()).unwrap_or_default(),
            Target::Term(term) => permalinks::of_term(self.site, term).await?,
            Target::Author(author) => links.author(author.id, &author.nicename),
            Target::Type(post_type) => links.type_archive(post_type).unwrap_or_default(),
            Target::Search => links.search(query.s.as_deref().unwrap_or_default()),
            Target::Home => match self.found.posts_page.as_deref() {
                Some(page) => permalinks::of_post(self.site, page).await?,
                None => links.under_home(""),
            },
            _ => {
                let path = self.request.path.split("/page/").next().unwrap_or_default();
                links.slashed(&format!("{}{path}", canonical::origin(self.site)))
            }
        })
    }

    fn canonical(&self, post: &PostView) -> String {
        let links = Permalinks::new(self.site.settings());
        let is_front = self.found.is_front_page;
        permalinks::post_page_url(&links, &post.url, self.found.query.page.max(1), is_front)
    }

    /// Each rule once, in the order of the posts.
    fn css(&self) -> String {
        let mut seen: Vec<&str> = Vec::new();
        for shown in self.shown.iter().filter(|shown| !shown.css.is_empty()) {
            if !seen.contains(&shown.css.as_str()) {
                seen.push(&shown.css);
            }
        }
        seen.concat()
    }

    async fn page(&self, post: Option<&PostView>, archive: Option<&ArchiveView>, own_url: &str) -> Result<PageView> {
        let found = self.found;
        let body = classes::Body {
            post,
            page_template: &self.page_template,
            is_parent: self.is_parent().await?,
            actor: &self.request.actor,
        };
        let is_singular = found.is_singular();
        let number = if is_singular { found.query.page.max(1) } else { found.query.page_number() };
        let description = match (post, archive) {
            (Some(post), _) if !post.password_required => plain(&post.excerpt),
            (_, Some(archive)) => plain(&archive.description),
            _ if found.is_front_page => self.site.settings().text("blogdescription"),
            _ => String::new(),
        };
        Ok(PageView {
            kind: self.kind().to_owned(),
            is_singular,
            is_archive: found.is_archive(),
            is_front_page: found.is_front_page && !found.not_found,
            is_home: found.is_home(),
            is_paged: number > 1,
            number,
            title: titles::heading(self.site, found, archive),
            description,
            url: own_url.to_owned(),
            body_class: classes::of_body(self.site, found, &body),
            template: theming::candidates(&self.question()).first().cloned().unwrap_or_default(),
            is_preview: found.is_preview,
            content: match &found.target {
                Target::Members(page) => page.html.clone(),
                _ => String::new(),
            },
            ..PageView::default()
        })
    }

    fn kind(&self) -> &'static str {
        match &self.found.target {
            _ if self.found.not_found => "404",
            Target::Post(post) if self.found.is_front_page && post.post_type == "page" => "front-page",
            Target::Post(post) => match post.post_type.as_str() {
                "page" => "page",
                "attachment" => "attachment",
                _ => "single",
            },
            Target::Home => "home",
            Target::Term(term) => match term.taxonomy.as_str() {
                "category" => "category",
                "post_tag" => "tag",
                _ => "taxonomy",
            },
            Target::Author(_) => "author",
            Target::Date => "date",
            Target::Type(_) => "post-type-archive",
            Target::Search => "search",
            Target::Members(_) => "members",
            Target::Nothing => "404",
        }
    }

    /// What the template hierarchy asks.
    fn question(&self) -> theming::Shown {
        let found = self.found;
        if found.not_found {
            return theming::Shown { not_found: true, ..theming::Shown::default() };
        }
        let post = found.post().map(|post| self.shown_post(post));
        let privacy = self.site.settings().number("wp_page_for_privacy_policy");
        theming::Shown {
            search: matches!(found.target, Target::Search),
            front_page: found.is_front_page,
            home: found.is_home(),
            privacy_policy: privacy != 0 && post.as_ref().is_some_and(|post| post.id == privacy),
            post_type_archive: match &found.target {
                Target::Type(post_type) => Some(post_type.name.clone()),
                _ => None,
            },
            term: match &found.target {
                Target::Term(term) => {
                    Some(theming::ShownTerm { taxonomy: term.taxonomy.clone(), slug: term.slug.clone(), id: term.id })
                }
                _ => None,
            },
            author: match &found.target {
                Target::Author(author) => {
                    Some(theming::ShownAuthor { nicename: author.nicename.clone(), id: author.id })
                }
                _ => None,
            },
            date: matches!(found.target, Target::Date),
            members: matches!(found.target, Target::Members(_)),
            post,
            ..theming::Shown::default()
        }
    }

    fn shown_post(&self, post: &Post) -> theming::ShownPost {
        let format = self.shown.first().map(|shown| shown.view.format.clone()).filter(|format| format != "standard");
        theming::ShownPost {
            post_type: post.post_type.clone(),
            slug: post.slug.clone(),
            id: post.id,
            template: self.page_template.clone(),
            mime_type: post.mime_type.clone(),
            format: format.unwrap_or_default(),
        }
    }

    async fn comments(&mut self, post: Option<&PostView>) -> Result<Option<super::context::CommentsView>> {
        let (Some(row), Some(view)) = (self.found.post(), post) else { return Ok(None) };
        if !type_named(self.site.settings(), &row.post_type).is_some_and(|found| found.supports("comments")) {
            return Ok(None);
        }
        self.tags.insert(CacheTag::Comments(row.id));
        Ok(Some(comments::view(self.site, self.request, row, view, self.found.query.cpage).await?))
    }

    async fn navigation(&mut self) -> Result<Option<super::context::PostNavigation>> {
        let Some(post) = self.found.post().filter(|_| self.found.is_singular()) else { return Ok(None) };
        let found = neighbours::of(self.site, post).await?;
        if found.is_some() {
            self.tags.insert(CacheTag::Posts(post.post_type.clone()));
        }
        Ok(found)
    }

    /// Under a single post and a search.
    async fn more_posts(&mut self) -> Result<Arc<Vec<super::context::PostTeaser>>> {
        let is_single = self.found.is_singular() && self.found.post().is_some_and(|post| post.post_type == "post");
        let is_search = matches!(self.found.target, Target::Search) && !self.found.not_found;
        if !is_single && !is_search {
            return Ok(Arc::default());
        }
        self.tags.insert(CacheTag::Posts("post".to_owned()));
        let posts = more::posts(self.site).await?;
        self.tags.extend(posts.iter().map(|post| CacheTag::Post(post.id)));
        Ok(posts)
    }

    fn pagination(&self, own_url: &str) -> Option<super::context::Pagination> {
        if self.found.post().is_some() || self.found.not_found || matches!(self.found.target, Target::Members(_)) {
            return None;
        }
        let links = Permalinks::new(self.site.settings());
        let by_query = matches!(self.found.target, Target::Search) && self.found.from_query_string.contains("s");
        let base =
            if by_query { format!("{}?{}", links.under_home(""), self.request.query) } else { own_url.to_owned() };
        let words = self.site.settings().words();
        pagination(words, self.found.query.page_number(), self.found.pages(), |number| {
            list_page_url(&links, &base, number)
        })
    }

    fn term(&self, own_url: &str) -> Option<Arc<super::context::TermView>> {
        match &self.found.target {
            Target::Term(term) => Some(Arc::new(post_views::term_view(term, Some(own_url.to_owned())))),
            _ => None,
        }
    }

    fn author(&self) -> Option<Arc<super::context::AuthorView>> {
        match &self.found.target {
            Target::Author(author) => Some(Arc::new(people::view(self.site, author))),
            _ => None,
        }
    }

    fn user(&self) -> Option<UserView> {
        let user = self.request.actor.user()?;
        let may_enter = self.request.actor.may(Capability::Read);
        Some(UserView {
            id: user.id,
            name: user.display_name.clone(),
            admin_url: may_enter.then(|| format!("{}/wp-admin/", self.site.url())),
            logout_url: format!("{}/wp-login.php?action=logout", self.site.url()),
        })
    }
}

/// The page's values, with those of its posts as they were kept.
fn with_posts(page: PageContext, posts: Vec<tera::Value>) -> Result<tera::Context> {
    let is_singular = page.post.is_some();
    let page = PageContext { posts: Vec::new(), post: None, ..page };
    let mut context = tera::Context::from_serialize(&page).map_err(|error| Error::Template(error.to_string()))?;
    if let Some(post) = posts.first().filter(|_| is_singular) {
        context.insert_value("post", post.clone());
    }
    context.insert_value("posts", tera::Value::from(posts));
    Ok(context)
}

fn plain(html: &str) -> String {
    formatting::decode_html_text(&formatting::strip_tags(html)).split_whitespace().collect::<Vec<_>>().join(" ")
}
