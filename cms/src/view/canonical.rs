//! Sends visitors from a wrong or old address to the right one, as WordPress's `redirect_canonical` does, case for case.

use std::sync::LazyLock;

use regex::Regex;

use super::address::Address;
use super::found::{Found, Target};
use super::{Redirect, Request, guess, visibility};
use crate::permalinks::{self, Permalinks, list_page_url};
use crate::posts::{self, Post};
use crate::{CacheTag, Result, Site, media, sites, users};

/// Variables that name one post.
const NAMES: [&str; 7] = ["p", "page_id", "attachment_id", "pagename", "name", "post_type", "page"];

static PAGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"/page/?[0-9]+?(/+)?$").expect("a constant pattern"));
static FEED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"/(comments/?)?(feed|rss2?|rdf|atom)(/+)?$").expect("a constant pattern"));
static COMMENT_PAGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"/comment-page-[0-9]+?(/+)?$").expect("a constant pattern"));
static END_PUNCTUATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"( |%20|!|%21|"|%22|'|%27|\(|%28|\)|%29|,|%2C|\.|%2E|;|%3B|\{|%7B|\}|%7D|%E2%80%9C|%E2%80%9D)+$"#)
        .expect("a constant pattern")
});

/// The address to go to instead of the one that was asked for; none where that is the right one.
pub(super) async fn redirect(site: &Site, request: &Request, found: &Found) -> Result<Option<Redirect>> {
    if matches!(found.target, Target::Search) && !found.not_found || found.is_preview || found.query.tb {
        return Ok(None);
    }
    let asked = Address { path: asked_path(request), query: request.query.clone() };
    let links = Permalinks::new(site.settings());
    let mut turn = Turn { site, links, found, address: asked.clone(), target: None, is_file: false, is_loop: false };
    turn.decide().await?;
    Ok(turn.finish(&asked).map(|location| Redirect {
        location,
        status: 301,
        tags: found.tags.iter().cloned().collect(),
    }))
}

fn asked_path(request: &Request) -> String {
    if request.path.starts_with('/') { request.path.clone() } else { format!("/{}", request.path) }
}

/// A redirect that is being decided: the address as far as it is corrected, and where it leads if that is elsewhere.
struct Turn<'a> {
    site: &'a Site,
    links: Permalinks,
    found: &'a Found,
    address: Address,
    target: Option<String>,
    /// Whether it leads to an uploaded file, which has no slash at its end.
    is_file: bool,
    /// Whether WordPress would find itself in a circle and stay.
    is_loop: bool,
}

impl Turn<'_> {
    async fn decide(&mut self) -> Result<()> {
        if self.found.query.is_feed() && self.found.query.p != 0 && self.found.is_singular() {
            self.go_to_comments_feed().await?;
        }
        if self.found.not_found {
            self.go_from_nothing().await?;
        } else if self.links.is_pretty() {
            self.go_from_something().await?;
        }
        self.go_to_file().await
    }

    fn gave(&self, name: &str) -> bool {
        self.found.from_query_string.contains(name)
    }

    fn go(&mut self, target: String, without: &[&str]) {
        self.address.remove(without);
        self.target = Some(target);
    }

    async fn go_to_comments_feed(&mut self) -> Result<()> {
        let Some(post) = self.found.post() else { return Ok(()) };
        let address = permalinks::of_post(self.site, post).await?;
        let feed = self.links.feed_of(&address, feed_name(&self.found.query.feed));
        self.go(feed, &["p", "page_id", "attachment_id", "pagename", "name", "post_type", "feed"]);
        Ok(())
    }

    /// Nothing was found: a number that is another type's, a day that is none, a page past the end, a slug that is
    /// almost right.
    async fn go_from_nothing(&mut self) -> Result<()> {
        let query = &self.found.query;
        let id = query.p.max(query.page_id).max(query.attachment_id);
        if id != 0
            && let Some(post) = posts::by_id(self.site, id).await?
            && is_public(self.site, &post)
            && visibility::may_see(self.site, &crate::Actor::Visitor, &post).await?
        {
            self.go(permalinks::of_post(self.site, &post).await?, &NAMES[..6]);
        }
        if query.year != 0
            && query.monthnum != 0
            && query.day != 0
            && self.found.post().is_none()
            && query.name.is_empty()
        {
            let month = (query.monthnum <= 12).then_some(query.monthnum);
            self.go(
                self.links.date(query.year, Some(month.unwrap_or(query.monthnum)), None),
                &["year", "monthnum", "day"],
            );
        } else if query.year != 0 && query.monthnum > 12 {
            self.go(self.links.date(query.year, None, None), &["year", "monthnum"]);
        }
        if query.page != 0
            && let Some(post) = self.found.post()
        {
            self.go(permalinks::of_post(self.site, post).await?, &["page"]);
        }
        if self.target.is_none()
            && let Some(guess) = guess::address(self.site, self.found).await?
        {
            self.go(guess, &["page", "feed", "p", "page_id", "attachment_id", "pagename", "name", "post_type"]);
        }
        Ok(())
    }

    /// Something was found, by another than its own address.
    async fn go_from_something(&mut self) -> Result<()> {
        match &self.found.target {
            Target::Post(post) => self.go_from_post(post).await?,
            Target::Home if self.found.posts_page.is_some() && self.gave("page_id") => {
                if let Some(page) = self.found.posts_page.as_deref() {
                    self.go(permalinks::of_post(self.site, page).await?, &["page_id"]);
                }
            }
            Target::Date => self.go_from_date(),
            Target::Author(author) => self.go_from_author(author).await?,
            Target::Term(term) => self.go_from_term(term).await?,
            _ => {}
        }
        self.go_from_later_page();
        Ok(())
    }

    async fn go_from_post(&mut self, post: &Post) -> Result<()> {
        let is_attachment = post.post_type == "attachment";
        let variables: &[&str] = match post.post_type.as_str() {
            "attachment" if self.gave("attachment_id") => &["attachment_id"],
            "page" if self.gave("page_id") => &["page_id"],
            "page" => &[],
            _ if self.gave("p") => &["p", "post_type"],
            _ if self.gave("name") => &["name"],
            _ => &[],
        };
        if !variables.is_empty() || is_attachment {
            self.go(permalinks::of_post(self.site, post).await?, variables);
        } else if self.found.is_front_page && !self.found.query.is_feed() {
            self.target = Some(self.links.under_home(""));
        } else if post.post_type == "post" && self.is_of_another_category(post).await? {
            self.target = Some(permalinks::of_post(self.site, post).await?);
        }
        if self.found.query.page != 0 {
            let address = match self.target.take() {
                Some(target) => target,
                None => permalinks::of_post(self.site, post).await?,
            };
            let page = self.found.query.page;
            let target = permalinks::post_page_url(&self.links, &address, page, self.found.is_front_page);
            self.go(target, &["page"]);
        }
        Ok(())
    }

    /// Whether the address names a category that the post is not in.
    async fn is_of_another_category(&self, post: &Post) -> Result<bool> {
        let named = &self.found.query.category_name;
        if named.is_empty() || !self.links.structure().contains("%category%") {
            return Ok(false);
        }
        let slug = crate::formatting::sanitize_title_for_query(named.rsplit('/').next().unwrap_or(named));
        let terms = crate::terms::of_post(self.site, post.id).await?;
        Ok(!terms.iter().any(|term| term.taxonomy == "category" && term.slug == slug))
    }

    fn go_from_date(&mut self) {
        let query = &self.found.query;
        let number = |from: usize, until: usize| query.m.get(from..until).and_then(|digits| digits.parse::<u32>().ok());
        if self.gave("m") {
            if let (4 | 6 | 8, Some(year)) = (query.m.len(), number(0, 4)) {
                self.go(self.links.date(year, number(4, 6), number(6, 8)), &["m"]);
            }
            return;
        }
        let given = |name: &str| self.gave(name);
        let (year, month, day) = (query.year, query.monthnum, query.day);
        if day != 0 && year != 0 && month != 0 && given("day") {
            self.go(self.links.date(year, Some(month), Some(day)), &["year", "monthnum", "day"]);
        } else if day == 0 && month != 0 && year != 0 && given("monthnum") {
            self.go(self.links.date(year, Some(month), None), &["year", "monthnum"]);
        } else if day == 0 && month == 0 && given("year") {
            self.go(self.links.date(year, None, None), &["year"]);
        }
    }

    async fn go_from_author(&mut self, author: &users::Model) -> Result<()> {
        let is_number = self.gave("author") && self.found.query.author.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && self.found.total > 0 {
            self.go(self.links.author(author.id, &author.nicename), &["author"]);
        }
        Ok(())
    }

    /// A term that the query string names, and nothing but it.
    async fn go_from_term(&mut self, term: &crate::terms::Term) -> Result<()> {
        let query = &self.found.query;
        let named = [&query.category_name, &query.tag].into_iter().chain(query.terms.values());
        let several = named.clone().filter(|slugs| !slugs.is_empty()).count() > 1
            || named.into_iter().any(|slugs| slugs.contains(['+', ',']))
            || query.cat.contains(',');
        if self.address.query.is_empty() || several || !self.found.from_path.is_empty() {
            return Ok(());
        }
        let variable = crate::terms::taxonomy_named(self.site.settings(), &term.taxonomy).map(|found| found.query_var);
        let variable = variable.unwrap_or_default();
        let right = Address::of(&permalinks::of_term(self.site, term).await?);
        self.address.remove(&["term", "taxonomy", "category_name", "cat", "tag", "tag_id", &variable]);
        if right.query.is_empty() {
            self.address.path = right.path;
        } else {
            self.address.add(&right.query);
        }
        Ok(())
    }

    /// Later pages, feeds and pages of comments: the same with slashes and without what goes without saying.
    fn go_from_later_page(&mut self) {
        let query = &self.found.query;
        if query.paged == 0 && !query.is_feed() && query.cpage == 0 {
            return;
        }
        let mut path = self.address.path.clone();
        while PAGE.is_match(&path) || FEED.is_match(&path) || COMMENT_PAGE.is_match(&path) {
            path = PAGE.replace(&path, "/").into_owned();
            path = FEED.replace(&path, "/").into_owned();
            path = COMMENT_PAGE.replace(&path, "/").into_owned();
        }
        let base = self.links.slashed(path.strip_suffix("/index.php").unwrap_or(&path));
        let base = if base.is_empty() { "/".to_owned() } else { base };
        let single = self.found.post().is_some_and(|post| post.post_type != "page");
        let right = if query.is_feed() {
            self.address.remove(&["feed"]);
            let comments = query.withcomments && !self.found.is_singular();
            let base = if comments { format!("{}/comments/", base.trim_end_matches('/')) } else { base };
            self.links.feed_of(&base, feed_name(&query.feed))
        } else if query.paged > 1 && !single {
            list_page_url(&self.links, &base, query.paged)
        } else if query.cpage > 0 && self.shows_comment_page(query.cpage) {
            permalinks::comment_page_url(&self.links, &base, query.cpage)
        } else {
            base
        };
        self.address.remove(if query.is_feed() { &[] } else { &["paged"] });
        // WordPress leaves the port out of such an address and, asking itself again, takes the redirect for a circle:
        // a site with a port of its own serves these addresses as they are asked for.
        self.is_loop = url::Url::parse(self.site.url()).is_ok_and(|url| url.port().is_some());
        self.target = Some(self.links.under_home(Address::of(&right).path.trim_start_matches(self.folder().as_str())));
    }

    fn shows_comment_page(&self, page: u64) -> bool {
        let settings = self.site.settings();
        settings.flag("page_comments") && (settings.text("default_comments_page") == "newest" || page > 1)
    }

    /// The path of the site itself, without slashes at its ends; empty for most.
    fn folder(&self) -> String {
        Address::of(self.links.home()).path.trim_end_matches('/').to_owned()
    }

    /// An attachment leads to its file where it has no page of its own.
    async fn go_to_file(&mut self) -> Result<()> {
        let Some(post) = self.found.post().filter(|post| post.post_type == "attachment" && !self.found.not_found)
        else {
            return Ok(());
        };
        if self.site.settings().flag("wp_attachment_pages_enabled") {
            return Ok(());
        }
        if let Some(file) = media::of_attachment(self.site, post.id).await? {
            self.target = Some(format!("{}/wp-content/uploads/{}", self.site.url(), file.file));
            self.is_file = true;
        }
        Ok(())
    }

    /// Puts the last things right that every address may have wrong; the whole new address, if it is another.
    fn finish(mut self, asked: &Address) -> Option<String> {
        if let Some(target) = self.target.take() {
            let target = Address::of(&target);
            let kept = std::mem::replace(&mut self.address, target).query;
            self.address.add(&kept);
        }
        self.clean_path();
        self.clean_query();
        if self.is_loop || self.address == *asked {
            return None;
        }
        let origin = origin(self.site);
        Some(format!("{origin}{}", self.address.text()))
    }

    fn clean_path(&mut self) {
        let path = &self.address.path;
        let path = path
            .trim_end_matches('/')
            .strip_suffix("/index.php")
            .map_or_else(|| path.clone(), |path| format!("{path}/"));
        let mut path = END_PUNCTUATION.replace(&path, "").into_owned();
        if self.links.root().is_empty() {
            path = path.replace("/index.php/", "/");
        }
        let query = &self.found.query;
        let is_slashed = !self.found.not_found && (!self.found.is_front_page || query.paged > 1);
        if self.links.is_pretty() && !self.is_file && is_slashed {
            path = self.links.slashed(&path);
        } else if self.found.is_front_page {
            path = format!("{}/", path.trim_end_matches('/'));
        }
        while path.contains("//") {
            path = path.replace("//", "/");
        }
        if path.is_empty() || path == self.folder() {
            path.push('/');
        }
        self.address.path = path;
    }

    fn clean_query(&mut self) {
        let is_kept =
            |pair: &&str| !matches!(*pair, "" | "p" | "p=" | "page_id" | "page_id=" | "cat" | "cat=" | "tag" | "tag=");
        let pairs: Vec<String> =
            self.address.query.split('&').filter(is_kept).map(|pair| self.clean_pair(pair)).collect();
        self.address.query = pairs.join("&");
    }

    fn clean_pair(&self, pair: &str) -> String {
        match pair.split_once('=') {
            Some(("p" | "page_id" | "cat" | "tag", _)) => END_PUNCTUATION.replace(pair, "").into_owned(),
            Some(("feed", "rss")) => "feed=rss2".to_owned(),
            _ => pair.to_owned(),
        }
    }
}

/// A feed's own name, with the standard one under its own.
fn feed_name(feed: &str) -> &str {
    if matches!(feed, "feed" | "rss" | "rss2") { "rss2" } else { feed }
}

fn is_public(site: &Site, post: &Post) -> bool {
    posts::type_named(site.settings(), &post.post_type).is_some_and(|found| found.public)
}

/// Scheme, host and port of the site.
pub(super) fn origin(site: &sites::Site) -> String {
    let home = site.url();
    let after_scheme = home.find("://").map_or(0, |at| at + 3);
    let end = home[after_scheme..].find('/').map_or(home.len(), |at| after_scheme + at);
    home[..end].to_owned()
}

/// The redirects of addresses that are wrong in every way but well known: `/login`, `/admin`
/// (`wp_redirect_admin_locations`).
pub(super) fn to_staff(site: &Site, request: &Request, found: &Found) -> Option<Redirect> {
    if !found.not_found || !Permalinks::new(site.settings()).is_pretty() || !request.query.is_empty() {
        return None;
    }
    let folder = Address::of(site.url()).path.trim_end_matches('/').to_owned();
    let target = match request.path.trim_end_matches('/').strip_prefix(folder.as_str())? {
        "/wp-admin" | "/dashboard" | "/admin" => "wp-admin/",
        "/wp-login.php" | "/login.php" | "/login" => "wp-login.php",
        _ => return None,
    };
    let location = format!("{}/{target}", site.url());
    Some(Redirect {
        location,
        status: 302,
        tags: vec![CacheTag::Settings, CacheTag::Posts("page".into()), CacheTag::Posts("post".into())],
    })
}
