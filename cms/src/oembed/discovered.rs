//! What of a stranger's oEmbed answer may stand in an editor's page (`wp_filter_oembed_result`): a frame without rights.

use std::cell::RefCell;

use lol_html::{HtmlRewriter, Settings, element};
use serde_json::Value;
use url::Url;

use crate::formatting::{esc_attr, esc_html, esc_url};

/// The answer with its HTML replaced by a frame that may run scripts and nothing else; nothing where there is no frame.
pub fn tamed(mut answer: Value) -> Option<Value> {
    let kind = answer.get("type")?.as_str()?.to_owned();
    if matches!(kind.as_str(), "rich" | "video") {
        let frame = frame_of(answer.get("html")?.as_str()?)?;
        let title = answer.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
        answer["html"] = frame_html(&frame, &title).into();
    } else if let Some(fields) = answer.as_object_mut() {
        fields.remove("html");
    }
    let public = |address: &str| Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if kind == "photo" && !answer.get("url").and_then(Value::as_str).is_some_and(public) {
        return None;
    }
    Some(answer)
}

#[derive(Default)]
struct Frame {
    source: String,
    width: Option<u32>,
    height: Option<u32>,
}

fn frame_of(html: &str) -> Option<Frame> {
    let found: RefCell<Option<Frame>> = RefCell::default();
    let handler = element!("iframe[src]", |frame| {
        let number = |name: &str| frame.get_attribute(name).and_then(|value| value.parse().ok());
        let source = frame.get_attribute("src").unwrap_or_default();
        let source = crate::formatting::decode_html_attribute(&source).into_owned();
        let is_web = Url::parse(&source).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        if is_web && found.borrow().is_none() {
            *found.borrow_mut() = Some(Frame { source, width: number("width"), height: number("height") });
        }
        Ok(())
    });
    let settings = Settings::new().append_element_content_handler(handler);
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    let read = rewriter.write(html.as_bytes());
    drop(read.and_then(|()| rewriter.end()));
    found.into_inner()
}

fn frame_html(frame: &Frame, title: &str) -> String {
    let size =
        |name: &str, pixels: Option<u32>| pixels.map_or_else(String::new, |value| format!(" {name}=\"{value}\""));
    let secret = platform::secrets::random_hex(5);
    let source = esc_url(&frame.source);
    format!(
        "<blockquote class=\"wp-embedded-content\" data-secret=\"{secret}\"><a href=\"{source}\">{shown}</a></blockquote>\
         <iframe class=\"wp-embedded-content\" sandbox=\"allow-scripts\" security=\"restricted\" title=\"{title}\" \
         src=\"{source}#?secret={secret}\" data-secret=\"{secret}\"{width}{height} frameborder=\"0\" marginwidth=\"0\" \
         marginheight=\"0\" scrolling=\"no\"></iframe>",
        shown = esc_html(if title.is_empty() { &frame.source } else { title }),
        title = esc_attr(title),
        width = size("width", frame.width),
        height = size("height", frame.height),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn html_of(html: &str) -> Option<String> {
        let answer = tamed(json!({"type": "rich", "title": "T", "html": html}))?;
        Some(answer["html"].as_str().unwrap().to_owned())
    }

    #[test]
    fn a_strangers_scripts_do_not_come_along() {
        let html =
            html_of("<script>alert(1)</script><iframe src='https://a.example/e' onload='x()' width=300></iframe>");
        let html = html.unwrap();
        assert!(html.contains("sandbox=\"allow-scripts\"") && html.contains("https://a.example/e"), "{html}");
        assert!(!html.contains("onload") && !html.contains("<script"), "{html}");
    }

    #[test]
    fn an_answer_without_a_frame_is_nothing() {
        assert_eq!(html_of("<script>alert(1)</script>"), None);
        assert_eq!(html_of("<iframe src='javascript:alert(1)'></iframe>"), None);
        assert_eq!(tamed(json!({"type": "photo", "url": "javascript:x"})), None);
    }
}
