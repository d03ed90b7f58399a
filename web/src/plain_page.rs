//! Pages of the host itself: errors, the sign-in form, the staff's first screen. They need no theme, no database and no
//! second request: their style is inside, allowed by its digest alone.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use base64::Engine;
use sha2::{Digest, Sha256};

use crate::output::Policy;

const STYLE: &str = include_str!("plain_page.css");

/// Scripts never run here; the one style is named by its digest; nobody may frame it but the site itself.
static CONTENT_SECURITY: LazyLock<String> = LazyLock::new(|| {
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'self'"
    )
});

/// A page of the host.
#[derive(Clone, Debug)]
pub struct PlainPage {
    title: String,
    language: String,
    class: String,
    script: String,
    body: String,
}

impl PlainPage {
    /// A page with this title; `body` is HTML.
    pub fn new(title: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            language: "en-US".into(),
            class: String::new(),
            script: String::new(),
            body: body.into(),
        }
    }

    /// A heading and a sentence, both text.
    pub fn saying(heading: &str, sentence: &str) -> Self {
        Self::new(heading, format!("<h1>{}</h1><p>{}</p>", escape(heading), escape(sentence)))
    }

    /// In this language (`de-DE`).
    pub fn in_language(mut self, language: &str) -> Self {
        self.language = language.to_owned();
        self
    }

    /// With this class of the body.
    pub fn with_class(mut self, class: &str) -> Self {
        self.class = class.to_owned();
        self
    }

    /// With this script of the bundle, which the page works without; empty for none.
    pub fn with_script(mut self, address: String) -> Self {
        self.script = address;
        self
    }

    /// The page as HTML.
    pub fn html(&self) -> String {
        let script = match self.script.as_str() {
            "" => String::new(),
            address => format!("<script type=\"module\" src=\"{}\"></script>\n", escape(address)),
        };
        let direction = if cms::formatting::is_right_to_left(&self.language) { " dir=\"rtl\"" } else { "" };
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\"{direction}>\n<head>\n<meta charset=\"UTF-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex, noarchive\">\n<title>{}</title>\n<style>{STYLE}</style>\n{script}</head>\n\
             <body class=\"{}\">\n<main>\n{}\n</main>\n</body>\n</html>\n",
            escape(&self.language),
            escape(&self.title),
            escape(&self.class),
            self.body
        )
    }

    /// The page as an answer that nobody keeps.
    pub fn answer(&self, status: StatusCode) -> HttpResponse {
        let mut response = HttpResponse::build(status).content_type(crate::output::HTML).body(self.html());
        Policy::NoStore.apply(response.headers_mut());
        guard(response.headers_mut());
        if !self.script.is_empty() {
            let policy = format!("{}; script-src 'self'", *CONTENT_SECURITY);
            if let Ok(value) = HeaderValue::from_str(&policy) {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, value);
            }
        }
        response
    }
}

/// The headers of every page that is the staff's or the host's.
pub fn guard(headers: &mut HeaderMap) {
    if let Ok(value) = HeaderValue::from_str(&CONTENT_SECURITY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
}

/// Besides, for what only the staff sees or sends.
pub fn guard_staff(headers: &mut HeaderMap) {
    guard(headers);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

/// Text as it may stand in HTML, between tags and inside double quotes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#039;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn what_a_visitor_wrote_cannot_become_markup() {
        let answer = PlainPage::saying("<b>", "\"'&").answer(StatusCode::NOT_FOUND);
        let policy = answer.headers().get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
        assert!(!policy.contains("unsafe"), "{policy}");
        let body = actix_web::body::to_bytes(answer.into_body()).await.unwrap();
        let html = String::from_utf8(body.to_vec()).unwrap();
        assert!(html.contains("<h1>&lt;b&gt;</h1><p>&quot;&#039;&amp;</p>"), "{html}");
    }
}
