//! The inside of `<head>` (WordPress's `wp_head`), and what goes into `Link` headers.

use std::fmt::Write;

use super::context::{LinkView, PostView, SiteView};
use super::found::{Found, Target};
use super::{Request, site_view};
use crate::Site;
use crate::content;
use crate::formatting::{esc_attr, esc_html, esc_url, strip_tags};
use crate::permalinks::{Permalinks, rest_url};
use crate::posts::type_named;
use crate::terms::taxonomy_named;

/// Between a site and its feed.
const BETWEEN: &str = "»";

/// What the head is made from.
pub(super) struct Head<'a> {
    /// The site.
    pub site: &'a Site,
    /// The same as templates see it.
    pub site_view: &'a SiteView,
    /// The request.
    pub request: &'a Request,
    /// What the page is about.
    pub found: &'a Found,
    /// The post of a singular page.
    pub post: Option<&'a PostView>,
    /// The document's title. HTML.
    pub title: &'a str,
    /// The canonical address, where there is one.
    pub canonical: Option<&'a str>,
    /// The address of the archive's or post's own page, for its feed.
    pub own_url: &'a str,
    /// CSS that the texts on the page need.
    pub css: &'a str,
}

impl Head<'_> {
    /// Feeds and other relations, in their order.
    pub fn links(&self) -> Vec<LinkView> {
        let mut links = self.feeds();
        links.extend(self.discovery());
        links.push(link("https://api.w.org/", rest_url(self.site, "/"), "", ""));
        if let Some(json) = self.rest_address() {
            links.push(link("alternate", json, "application/json", "JSON"));
        }
        links.push(link("EditURI", format!("{}/xmlrpc.php?rsd", self.site.url()), "application/rsd+xml", "RSD"));
        links.extend(self.canonical.map(|canonical| link("canonical", canonical.to_owned(), "", "")));
        links.extend(self.shortlink().map(|short| link("shortlink", short, "", "")));
        links
    }

    /// The finished HTML.
    pub fn html(&self, links: &[LinkView]) -> String {
        let mut html = String::with_capacity(2048 + self.css.len());
        let _ = writeln!(html, "<meta name=\"robots\" content=\"{}\" />", self.robots());
        let _ = writeln!(html, "<title>{}</title>", self.title);
        for found in links {
            let _ = write!(html, "<link rel=\"{}\"", found.rel);
            for (name, value) in [("type", &found.media_type), ("title", &found.title)] {
                if !value.is_empty() {
                    let _ = write!(html, " {name}=\"{}\"", esc_attr(value));
                }
            }
            let _ = writeln!(html, " href=\"{}\" />", esc_url(&found.href));
        }
        let _ = writeln!(html, "<meta name=\"generator\" content=\"Platen {}\" />", env!("CARGO_PKG_VERSION"));
        self.icon(&mut html);
        if !self.css.is_empty() {
            let _ = writeln!(
                html,
                "<style id=\"core-block-supports-inline-css\">{}</style>",
                self.css.replace("</", "<\\/")
            );
        }
        html
    }

    /// The values of the page's `Link` headers.
    pub fn headers(&self) -> Vec<String> {
        let mut headers = vec![format!("<{}>; rel=\"https://api.w.org/\"", rest_url(self.site, "/"))];
        if let Some(json) = self.rest_address() {
            headers.push(format!("<{json}>; rel=\"alternate\"; title=\"JSON\"; type=\"application/json\""));
        }
        headers.extend(self.shortlink().map(|short| format!("<{short}>; rel=shortlink")));
        headers
    }

    fn robots(&self) -> &'static str {
        let is_hidden = !self.site.settings().flag("blog_public");
        let is_search = matches!(self.found.target, Target::Search) && !self.found.not_found;
        let is_members = matches!(self.found.target, Target::Members(_));
        match (is_hidden || is_members, is_search || self.request.parameter("replytocom").is_some()) {
            (true, _) => "noindex, nofollow",
            (_, true) => "noindex, follow, max-image-preview:large",
            _ => "max-image-preview:large",
        }
    }

    fn feeds(&self) -> Vec<LinkView> {
        let name = site_view::title_html(self.site);
        let feed = |title: String, href: String| {
            let title = crate::formatting::decode_html_text(&title).into_owned();
            link("alternate", href, "application/rss+xml", &title)
        };
        let words = self.site.settings().words();
        let mut feeds = vec![
            feed(words.fill("%1$s %2$s Feed", &[&name, &BETWEEN]), self.site_view.feed_url.clone()),
            feed(words.fill("%1$s %2$s Comments Feed", &[&name, &BETWEEN]), self.site_view.comments_feed_url.clone()),
        ];
        if let Some(title) = self.own_feed(&name) {
            let links = Permalinks::new(self.site.settings());
            feeds.push(feed(title, links.feed_of(self.own_url, "rss2")));
        }
        feeds
    }

    /// The title of the page's own feed on the site of this name; none where it has none.
    fn own_feed(&self, name: &str) -> Option<String> {
        if self.found.not_found {
            return None;
        }
        let words = self.site.settings().words();
        Some(match &self.found.target {
            Target::Post(post) => {
                self.post.filter(|view| view.comments_open || view.comment_count > 0)?;
                let title = strip_tags(&content::title(self.site, post));
                words.fill("%1$s %2$s %3$s Comments Feed", &[&name, &BETWEEN, &title])
            }
            Target::Term(term) => {
                let kind = match term.taxonomy.as_str() {
                    "category" => words.say("Category").to_owned(),
                    "post_tag" => words.say("Tag").to_owned(),
                    other => taxonomy_named(self.site.settings(), other)?.singular,
                };
                words.fill("%1$s %2$s %3$s %4$s Feed", &[&name, &BETWEEN, &term.name, &kind])
            }
            Target::Author(author) => {
                words.fill("%1$s %2$s Posts by %3$s Feed", &[&name, &BETWEEN, &esc_html(&author.display_name)])
            }
            Target::Type(post_type) => {
                words.fill("%1$s %2$s %3$s Feed", &[&name, &BETWEEN, &words.say(&post_type.label)])
            }
            Target::Search => {
                let asked = esc_html(self.found.query.s.as_deref().unwrap_or_default());
                words.fill("%1$s %2$s Search Results for &#8220;%3$s&#8221; Feed", &[&name, &BETWEEN, &asked])
            }
            _ => return None,
        })
    }

    /// Where other sites find a card of the post.
    fn discovery(&self) -> Vec<LinkView> {
        let Some(post) = self.post.filter(|_| self.found.is_singular()) else { return Vec::new() };
        let encoded: String = url::form_urlencoded::byte_serialize(post.url.as_bytes()).collect();
        let embed = rest_url(self.site, "oembed/1.0/embed");
        let joint = if embed.contains('?') { '&' } else { '?' };
        let address = format!("{embed}{joint}url={encoded}");
        vec![
            link("alternate", address.clone(), "application/json+oembed", "oEmbed (JSON)"),
            link("alternate", format!("{address}&format=xml"), "text/xml+oembed", "oEmbed (XML)"),
        ]
    }

    /// The same thing in REST (`rest_get_queried_resource_route`).
    fn rest_address(&self) -> Option<String> {
        if self.found.not_found {
            return None;
        }
        let settings = self.site.settings();
        let (base, id) = match &self.found.target {
            Target::Post(post) => (type_named(settings, &post.post_type)?.rest_base?, post.id),
            Target::Term(term) => (taxonomy_named(settings, &term.taxonomy)?.rest_base?, term.id),
            Target::Author(author) => ("users".to_owned(), author.id),
            _ => return None,
        };
        Some(rest_url(self.site, &format!("wp/v2/{base}/{id}")))
    }

    /// WordPress's `wp_get_shortlink`.
    fn shortlink(&self) -> Option<String> {
        let post = self.found.post().filter(|_| self.found.is_singular())?;
        let links = Permalinks::new(self.site.settings());
        if post.post_type == "page" && post.id == links.page_on_front() {
            return Some(links.under_home(""));
        }
        let is_public = type_named(self.site.settings(), &post.post_type).is_some_and(|found| found.public);
        (is_public && links.is_pretty()).then(|| links.under_home(&format!("?p={}", post.id)))
    }

    fn icon(&self, html: &mut String) {
        let Some(icon) = &self.site_view.icon else { return };
        let address = esc_url(&icon.src);
        let _ = writeln!(html, "<link rel=\"icon\" href=\"{address}\" sizes=\"32x32\" />");
        let _ = writeln!(html, "<link rel=\"icon\" href=\"{address}\" sizes=\"192x192\" />");
        let _ = writeln!(html, "<link rel=\"apple-touch-icon\" href=\"{address}\" />");
    }
}

fn link(rel: &str, href: String, media_type: &str, title: &str) -> LinkView {
    LinkView { rel: rel.to_owned(), href, media_type: media_type.to_owned(), title: title.to_owned() }
}
