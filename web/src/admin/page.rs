//! A page of the staff's side: what the browser loads, and what it may do.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use cms::formatting::is_right_to_left;
use serde_json::Value;

use super::{Staff, boot, bundle, frame};
use crate::output::{HTML, Policy};
use crate::plain_page::{PlainPage, escape, guard_staff};

/// Scripts come from the bundle alone; the one digest is the script inside the editor's canvas. Pictures, films and
/// embeds of posts may come from anywhere.
const CONTENT_SECURITY: &str = "default-src 'self'; \
    script-src 'self' 'sha256-ehBD9wGNfnN0flaZIjbVClW1//FJFsATigcdVB4VdMQ='; style-src 'self' 'unsafe-inline'; \
    img-src * data: blob:; media-src * data: blob:; frame-src * blob:; connect-src 'self' blob:; \
    font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; \
    frame-ancestors 'self'";

/// A page before its frame is drawn.
#[derive(Clone, Debug)]
pub struct AdminPage {
    /// Before the site's name in the window's title.
    pub title: String,
    /// Classes of the body beside those of every page.
    pub body_class: String,
    /// The bundle's entry.
    pub entry: &'static str,
    /// The part of the entry that it will load at once, where it has parts.
    pub part: String,
    /// Style sheets of the bundle, by name.
    pub styles: &'static [&'static str],
    /// What the entry draws into, as HTML.
    pub body: String,
    /// What the entry begins with, beside what every page has.
    pub boot: Value,
}

impl AdminPage {
    /// The whole page.
    pub async fn answer(self, staff: &Staff) -> HttpResponse {
        if !bundle::is_there() {
            return without_bundle();
        }
        let settings = staff.site.settings();
        let frame = frame::of(staff).await;
        let locale = staff.locale();
        let is_rtl = is_right_to_left(&locale);
        let boot = boot::of(staff, self.boot).to_string().replace('<', "\\u003c");
        let html = format!(
            "<!DOCTYPE html>\n<html class=\"wp-toolbar\" lang=\"{language}\"{direction}>\n<head>\n<meta charset=\"UTF-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <title>{title} \u{2039} {site}</title>\n{links}</head>\n\
             <body class=\"wp-admin wp-core-ui js admin-bar admin-color-modern{rtl} {class}\">\n\
             <a class=\"screen-reader-shortcut\" href=\"#wpbody-content\">{skip}</a>\n\
             <div id=\"wpwrap\">\n{menu}\n<div id=\"wpcontent\">\n{bar}\n<div id=\"wpbody\">\
             <main id=\"wpbody-content\" tabindex=\"-1\">\n{body}\n</main></div>\n</div>\n</div>\n\
             <script type=\"application/json\" id=\"boot\">{boot}</script>\n{scripts}</body>\n</html>\n",
            language = escape(&locale.replace('_', "-")),
            direction = if is_rtl { " dir=\"rtl\"" } else { "" },
            rtl = if is_rtl { " rtl" } else { "" },
            skip = escape(&staff.say("Skip to main content")),
            title = escape(&self.title),
            site = escape(&settings.blogname()),
            links = links(self.entry, &self.part, self.styles, is_rtl),
            class = self.body_class,
            menu = frame.menu,
            bar = frame.bar,
            body = self.body,
            scripts = scripts(self.entry, &locale),
        );
        guarded(HttpResponse::Ok().content_type(HTML).body(html))
    }
}

fn links(entry: &str, part: &str, styles: &[&str], is_rtl: bool) -> String {
    let direction = if is_rtl { "-rtl" } else { "" };
    let address = |name: &&str| bundle::style(&format!("{name}{direction}"));
    let sheets = styles.iter().map(|name| format!("<link rel=\"stylesheet\" href=\"{}\">\n", address(name)));
    let chunks: BTreeSet<String> = bundle::scripts(entry).into_iter().skip(1).chain(bundle::scripts(part)).collect();
    let early = chunks.into_iter().map(|address| format!("<link rel=\"modulepreload\" href=\"{address}\">\n"));
    sheets.chain(early).collect()
}

/// The first are no modules: they run before all of them. English needs no translations.
fn scripts(entry: &str, locale: &str) -> String {
    let translations = match locale {
        "en_US" => String::new(),
        other => format!("<script src=\"/wp-admin/languages/{}.js\"></script>\n", escape(other)),
    };
    let first = |entry| bundle::scripts(entry).into_iter().next().unwrap_or_default();
    format!(
        "{translations}<script src=\"{}\"></script>\n<script type=\"module\" src=\"{}\"></script>\n",
        first("flags"),
        first(entry)
    )
}

fn guarded(mut response: HttpResponse) -> HttpResponse {
    let headers = response.headers_mut();
    Policy::NoStore.apply(headers);
    guard_staff(headers);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY));
    response
}

fn without_bundle() -> HttpResponse {
    let sentence = "This program was built without the browser bundle of the staff's side, because npm was missing. \
                    Install Node.js 20 or later and build again with make. The REST API and the platen command do \
                    all the same work meanwhile.";
    PlainPage::saying("The screens are not built in", sentence).answer(StatusCode::OK)
}
