//! Compares with what a real WordPress answered: texts, titles, excerpts and comments of its reference site.
//!
//! The recordings are not part of this tree; where they are not there, the tests say so and pass.
#![allow(clippy::disallowed_methods, reason = "where the reference material is, a test may ask the environment")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;
use regex::Regex;
use serde::Deserialize;
use serde_json::Value;

use super::{ContentFilters, EXCERPT_LENGTH, EXCERPT_MORE, generated_excerpt, has_blocks, the_content, the_excerpt};
use crate::formatting::{TitleOf, comment_text, the_title};
use crate::image_markup::{Attachment, ImageSettings};
use crate::shortcodes::{PageState, ShortcodeContext, ThemeSupport};

const HOME: &str = "http://127.0.0.1:8800";
const INCLUDES: &str = "http://127.0.0.1:8800/wp-includes/";

/// The folder with the recordings, if it is there.
fn recordings() -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared"));
    let shared = std::env::var_os("PLATEN_SHARED").map_or(beside, PathBuf::from);
    let folder = shared.join("wordpress");
    if folder.join("reference-site.xml").is_file() {
        return Some(folder);
    }
    eprintln!("\n*** NOT COMPARED WITH WORDPRESS: no recordings at {} (set PLATEN_SHARED) ***\n", folder.display());
    None
}

/// A post of the export.
struct Exported {
    id: i64,
    title: String,
    content: String,
    excerpt: String,
    has_password: bool,
}

struct Export {
    posts: BTreeMap<i64, Exported>,
    attachments: BTreeMap<i64, Arc<Attachment>>,
    comments: BTreeMap<i64, String>,
}

fn fields<'a>(text: &'a str, tag: &str) -> Vec<&'a str> {
    let (opening, closing) = (format!("<{tag}>"), format!("</{tag}>"));
    let values = text.split(&opening).skip(1).filter_map(|rest| rest.split(&closing).next());
    let values = values
        .map(|value| value.strip_prefix("<![CDATA[").and_then(|value| value.strip_suffix("]]>")).unwrap_or(value));
    values.collect()
}

fn field(text: &str, tag: &str) -> String {
    fields(text, tag).first().copied().unwrap_or_default().replace("]]]]><![CDATA[>", "]]>")
}

#[derive(Deserialize)]
struct Metadata {
    width: i64,
    height: i64,
    file: String,
    sizes: IndexMap<String, Size>,
}

#[derive(Deserialize)]
struct Size {
    file: String,
    width: i64,
    height: i64,
    #[serde(rename = "mime-type")]
    mime_type: String,
}

fn attachment(item: &str, exported: &Exported) -> Attachment {
    let keys = fields(item, "wp:meta_key");
    let values = fields(item, "wp:meta_value");
    let meta = |key: &str| keys.iter().position(|known| *known == key).map(|at| values[at]);
    let mut attachment = Attachment {
        id: exported.id,
        parent: field(item, "wp:post_parent").parse().unwrap_or_default(),
        url: field(item, "wp:attachment_url"),
        page_url: field(item, "wp:attachment_url"),
        title: exported.title.clone(),
        caption: exported.excerpt.clone(),
        alt: meta("_wp_attachment_image_alt").unwrap_or_default().to_owned(),
        mime_type: "image/jpeg".to_owned(),
        ..Attachment::default()
    };
    let metadata =
        meta("_wp_attachment_metadata").and_then(|raw| php_serde::from_bytes::<Metadata>(raw.as_bytes()).ok());
    if let Some(metadata) = metadata {
        let size = |size: &Size| serde_json::json!({"file": size.file, "width": size.width, "height": size.height, "mime-type": size.mime_type});
        let sizes: serde_json::Map<String, Value> =
            metadata.sizes.iter().map(|(name, known)| (name.clone(), size(known))).collect();
        attachment.set_metadata(&serde_json::json!({
            "file": metadata.file, "width": metadata.width, "height": metadata.height, "sizes": sizes,
        }));
    }
    attachment
}

fn export(folder: &std::path::Path) -> Export {
    let xml = std::fs::read_to_string(folder.join("reference-site.xml")).expect("a readable export");
    let mut export = Export { posts: BTreeMap::new(), attachments: BTreeMap::new(), comments: BTreeMap::new() };
    for item in xml.split("<item>").skip(1) {
        let post = Exported {
            id: field(item, "wp:post_id").parse().expect("a number"),
            title: field(item, "title"),
            content: field(item, "content:encoded"),
            excerpt: field(item, "excerpt:encoded"),
            has_password: !field(item, "wp:post_password").is_empty(),
        };
        for comment in item.split("<wp:comment>").skip(1) {
            let id = field(comment, "wp:comment_id").parse().expect("a number");
            export.comments.insert(id, field(comment, "wp:comment_content"));
        }
        if field(item, "wp:post_type") == "attachment" {
            export.attachments.insert(post.id, Arc::new(attachment(item, &post)));
        }
        export.posts.insert(post.id, post);
    }
    export
}

/// Calls `visit` with every object that WordPress answered with, down through lists and embedded ones.
fn each_answer(folder: &std::path::Path, visit: &mut dyn FnMut(&Value)) {
    fn walk(value: &Value, visit: &mut dyn FnMut(&Value)) {
        match value {
            Value::Object(object) => {
                visit(value);
                object.values().for_each(|value| walk(value, visit));
            }
            Value::Array(list) => list.iter().for_each(|value| walk(value, visit)),
            _ => {}
        }
    }
    for group in ["posts", "pages", "comments", "errors", "media"] {
        let Ok(files) = std::fs::read_dir(folder.join("golden").join(group)) else { continue };
        for file in files.flatten().filter(|file| file.path().extension().is_some_and(|extension| extension == "json"))
        {
            let answer = std::fs::read_to_string(file.path()).expect("a readable answer");
            let answer: Value = serde_json::from_str(&answer).expect("an answer in JSON");
            walk(&answer["json"], visit);
        }
    }
}

struct Context<'a> {
    export: &'a Export,
    post_id: i64,
    page: PageState,
    theme: ThemeSupport,
    images: ImageSettings,
}

impl ShortcodeContext for Context<'_> {
    fn post_id(&self) -> i64 {
        self.post_id
    }

    fn page(&self) -> &PageState {
        &self.page
    }

    fn theme(&self) -> &ThemeSupport {
        &self.theme
    }

    fn images(&self) -> &ImageSettings {
        &self.images
    }

    fn attachment(&self, id: i64) -> Option<Arc<Attachment>> {
        self.export.attachments.get(&id).cloned()
    }

    fn attached_to(&self, post_id: i64) -> Vec<Arc<Attachment>> {
        self.export.attachments.values().filter(|attachment| attachment.parent == post_id).cloned().collect()
    }
}

impl<'a> Context<'a> {
    fn new(export: &'a Export, post_id: i64) -> Self {
        let sizes = [("thumbnail", 150, 150), ("medium", 300, 300), ("medium_large", 768, 0), ("large", 1024, 1024)];
        let sizes = sizes.map(|(name, width, height)| (name.to_owned(), width, height)).to_vec();
        let images = ImageSettings { upload_url: format!("{HOME}/wp-content/uploads"), sizes, content_width: None };
        Self { export, post_id, page: PageState::default(), theme: ThemeSupport::default(), images }
    }

    fn filters(&self) -> ContentFilters<'_> {
        ContentFilters {
            context: self,
            render_blocks: &str::to_owned,
            includes_url: Some(INCLUDES),
            home_url: HOME,
            moved_to_https: false,
            attachment: self.export.attachments.get(&self.post_id).map(Arc::as_ref),
        }
    }
}

/// The players of a page are numbered, and a list shows several posts.
fn without_numbers_of_players(html: &str) -> String {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"((?:audio|video)-[0-9]+-|_=|gallery-)[0-9]+").expect("a constant pattern"));
    NUMBER.replace_all(html, "${1}N").into_owned()
}

/// What is compared: how often, and what differs.
#[derive(Default)]
struct Comparison {
    compared: usize,
    differences: Vec<String>,
}

impl Comparison {
    fn add(&mut self, what: &str, id: i64, theirs: &str, ours: &str) {
        self.compared += 1;
        let (theirs, ours) = (without_numbers_of_players(theirs), without_numbers_of_players(ours));
        if theirs != ours {
            let at = theirs.bytes().zip(ours.bytes()).take_while(|(one, other)| one == other).count();
            let around = |text: &str| {
                text[text.floor_char_boundary(at.saturating_sub(60))..].chars().take(300).collect::<String>()
            };
            self.differences.push(format!(
                "{what} {id}\n  WordPress: {:?}\n  ours:      {:?}",
                around(&theirs),
                around(&ours)
            ));
        }
    }

    fn check(mut self, what: &str, least: usize) {
        self.differences.sort();
        self.differences.dedup();
        eprintln!("{what}: {} compared, {} differ", self.compared, self.differences.len());
        assert!(self.differences.is_empty(), "{}", self.differences.join("\n"));
        assert!(self.compared >= least, "only {} {what} compared", self.compared);
    }
}

#[test]
fn every_classic_text_is_shown_as_wordpress_shows_it() {
    let Some(folder) = recordings() else { return };
    let export = export(&folder);
    let mut comparison = Comparison::default();
    each_answer(&folder, &mut |answer| {
        let Some(post) = answer["id"].as_i64().and_then(|id| export.posts.get(&id)) else { return };
        let Some(rendered) = answer["content"]["rendered"].as_str().filter(|_| answer["slug"].is_string()) else {
            return;
        };
        let hidden = post.has_password && rendered.is_empty();
        if has_blocks(&post.content) || hidden {
            return;
        }
        let context = Context::new(&export, post.id);
        comparison.add("text of", post.id, rendered, &the_content(&post.content, &context.filters()));
    });
    comparison.check("classic texts", 40);
}

#[test]
fn every_excerpt_of_a_classic_text_is_wordpress_s() {
    let Some(folder) = recordings() else { return };
    let export = export(&folder);
    let mut comparison = Comparison::default();
    each_answer(&folder, &mut |answer| {
        let Some(post) = answer["id"].as_i64().and_then(|id| export.posts.get(&id)) else { return };
        let Some(rendered) = answer["excerpt"]["rendered"].as_str().filter(|_| answer["slug"].is_string()) else {
            return;
        };
        if has_blocks(&post.content) || post.has_password {
            return;
        }
        let context = Context::new(&export, post.id);
        let filters = context.filters();
        let excerpt = match post.excerpt.trim().is_empty() {
            true => generated_excerpt(&post.content, post.id, &filters, &str::to_owned, EXCERPT_LENGTH, EXCERPT_MORE),
            false => post.excerpt.clone(),
        };
        comparison.add("excerpt of", post.id, rendered, &the_excerpt(&excerpt, &filters));
    });
    comparison.check("excerpts", 40);
}

#[test]
fn every_title_is_wordpress_s() {
    let Some(folder) = recordings() else { return };
    let export = export(&folder);
    let mut comparison = Comparison::default();
    each_answer(&folder, &mut |answer| {
        let Some(post) = answer["id"].as_i64().and_then(|id| export.posts.get(&id)) else { return };
        let Some(rendered) = answer["title"]["rendered"].as_str().filter(|_| answer["slug"].is_string()) else {
            return;
        };
        // The API leaves the words before a private post's title out.
        comparison.add("title of", post.id, rendered, &the_title(&post.title, TitleOf::Public));
    });
    comparison.check("titles", 80);
}

#[test]
fn every_comment_is_shown_as_wordpress_shows_it() {
    let Some(folder) = recordings() else { return };
    let export = export(&folder);
    let mut comparison = Comparison::default();
    each_answer(&folder, &mut |answer| {
        let Some(rendered) = answer["content"]["rendered"].as_str().filter(|_| answer["author_name"].is_string())
        else {
            return;
        };
        let Some((id, text)) = answer["id"].as_i64().and_then(|id| Some((id, export.comments.get(&id)?))) else {
            return;
        };
        comparison.add("comment", id, rendered, &comment_text(text, HOME, Some(INCLUDES)));
    });
    comparison.check("comments", 10);
}
