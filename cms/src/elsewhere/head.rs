//! What the head of an HTML page says about it.

use std::cell::RefCell;

use lol_html::html_content::{Element, TextChunk};
use lol_html::{HtmlRewriter, Settings, element, text};
use url::Url;

use crate::formatting::{decode_html_text, strip_tags};

/// Another form of a page, that `<link rel="alternate">` names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alternate {
    /// Its media type.
    pub kind: String,
    /// Its address, absolute.
    pub href: String,
}

/// What a page says about itself. Texts are plain: character references are read, tags are gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// `<title>`.
    pub title: String,
    /// The address of its icon, absolute.
    pub icon: String,
    /// `og:description`, else `description`.
    pub description: String,
    /// The address of `og:image`, absolute.
    pub image: String,
    /// Its other forms.
    pub alternates: Vec<Alternate>,
}

#[derive(Default)]
struct Gathered {
    head: Head,
    plain_description: String,
    in_title: bool,
}

/// Reads the head of the page that came from `base`. What cannot be read is left out.
pub fn read_head(html: &str, base: &Url) -> Head {
    let gathered = RefCell::new(Gathered::default());
    let settings = Settings::new()
        .append_element_content_handler(text!("head > title", |chunk| {
            gathered.borrow_mut().title(chunk);
            Ok(())
        }))
        .append_element_content_handler(element!("head link[rel][href]", |link| {
            gathered.borrow_mut().link(link, base);
            Ok(())
        }))
        .append_element_content_handler(element!("head meta[content]", |meta| {
            gathered.borrow_mut().meta(meta, base);
            Ok(())
        }));
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    let read = rewriter.write(html.as_bytes());
    drop(read.and_then(|()| rewriter.end()));
    let gathered = gathered.into_inner();
    let mut head = gathered.head;
    head.title = plain(&head.title);
    if head.description.is_empty() {
        head.description = gathered.plain_description;
    }
    head
}

impl Gathered {
    fn title(&mut self, chunk: &TextChunk<'_>) {
        // Only the first title counts.
        if self.in_title || self.head.title.is_empty() {
            self.head.title.push_str(chunk.as_str());
            self.in_title = !chunk.last_in_text_node();
        }
    }

    fn link(&mut self, link: &Element<'_, '_>, base: &Url) {
        let rel = link.get_attribute("rel").unwrap_or_default().to_ascii_lowercase();
        let Some(href) = absolute(&link.get_attribute("href").unwrap_or_default(), base) else { return };
        let is = |word: &str| rel.split_ascii_whitespace().any(|one| one == word);
        if is("icon") && self.head.icon.is_empty() {
            self.head.icon = href;
        } else if is("alternate") {
            let kind = link.get_attribute("type").unwrap_or_default().to_ascii_lowercase();
            self.head.alternates.push(Alternate { kind, href });
        }
    }

    fn meta(&mut self, meta: &Element<'_, '_>, base: &Url) {
        let name = meta.get_attribute("property").or_else(|| meta.get_attribute("name")).unwrap_or_default();
        let content = meta.get_attribute("content").unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "og:description" if self.head.description.is_empty() => self.head.description = plain(&content),
            "description" if self.plain_description.is_empty() => self.plain_description = plain(&content),
            "og:image" | "og:image:url" if self.head.image.is_empty() => {
                self.head.image = absolute(&content, base).unwrap_or_default();
            }
            _ => {}
        }
    }
}

/// An http address, made absolute.
fn absolute(href: &str, base: &Url) -> Option<String> {
    let href = decode_html_text(href.trim());
    let url = base.join(&href).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

fn plain(text: &str) -> String {
    let decoded = decode_html_text(text);
    strip_tags(&decoded).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_and_its_addresses_made_whole() {
        let html = "<html><head><title> Cats &amp; dogs </title><link rel='shortcut icon' href='/i.png'>\
            <meta name=description content='plain'><meta property='og:description' content='A &lt;b&gt;story&lt;/b&gt;'>\
            <meta property='og:image' content='pic.jpg'>\
            <link rel=alternate type='application/json+oembed' href='https://b.example/o?u=1&amp;v=2'></head>\
            <body><title>no</title><svg><title>no</title></svg></body></html>";
        let head = read_head(html, &Url::parse("https://a.example/x/y").unwrap());
        assert_eq!((head.title.as_str(), head.description.as_str()), ("Cats & dogs", "A story"));
        assert_eq!(
            (head.icon.as_str(), head.image.as_str()),
            ("https://a.example/i.png", "https://a.example/x/pic.jpg")
        );
        assert_eq!(head.alternates[0].href, "https://b.example/o?u=1&v=2");
    }

    #[test]
    fn what_is_no_page_has_no_head() {
        let base = Url::parse("https://a.example/").unwrap();
        assert_eq!(read_head("{\"a\": 1}", &base), Head::default());
        assert_eq!(read_head("<head><link rel=icon href='javascript:x'>", &base), Head::default());
    }
}
