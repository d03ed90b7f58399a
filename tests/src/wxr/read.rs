//! Reads an export whole; the real importer streams.
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What an export holds.
#[derive(Debug, Default)]
pub struct Export {
    /// Posts of all types.
    pub items: Vec<Item>,
    /// Categories: slug and the parent's slug.
    pub categories: Vec<(String, String)>,
    /// Tags: slug.
    pub tags: Vec<String>,
    /// Logins.
    pub authors: Vec<String>,
}

/// One post of any type.
#[derive(Debug, Default, Clone)]
pub struct Item {
    /// The title as it was typed.
    pub title: String,
    /// The author's login.
    pub creator: String,
    /// The content as it was typed.
    pub content: String,
    /// `post`, `page`, `attachment`, …
    pub post_type: String,
    /// `publish`, `draft`, …
    pub status: String,
    /// The slug.
    pub post_name: String,
    /// The number.
    pub post_id: String,
    /// The parent's number, `0` for none.
    pub post_parent: String,
    /// In the site's time: `2018-10-20 20:03:48`.
    pub post_date: String,
    /// The password, mostly empty.
    pub post_password: String,
    /// Its terms.
    pub terms: Vec<Term>,
    /// How many comments it has.
    pub comments: usize,
}

/// A term of an item.
#[derive(Debug, Default, Clone)]
pub struct Term {
    /// `category`, `post_tag`, …
    pub taxonomy: String,
    /// The slug.
    pub slug: String,
}

/// Reads an export that is known to be well-formed.
pub fn read(xml: &str) -> Export {
    let mut reader = Reader::from_str(xml);
    let mut export = Export::default();
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().expect("a well-formed export") {
            Event::Start(element) => {
                path.push(name(&element));
                text.clear();
                begin(&mut export, &path, &element);
            }
            Event::Empty(element) => {
                path.push(name(&element));
                begin(&mut export, &path, &element);
                finish(&mut export, &path, "");
                path.pop();
            }
            Event::Text(part) => text.push_str(&part),
            Event::CData(part) => text.push_str(&part),
            Event::GeneralRef(part) => text.push_str(entity(&part)),
            Event::End(_) => {
                finish(&mut export, &path, text.trim());
                path.pop();
                text.clear();
            }
            Event::Eof => return export,
            _ => {}
        }
    }
}

fn name(element: &BytesStart) -> String {
    element.name().as_ref().to_owned()
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        _ => "'",
    }
}

fn begin(export: &mut Export, path: &[String], element: &BytesStart) {
    match words(path).as_slice() {
        [.., "channel", "item"] => export.items.push(Item::default()),
        [.., "channel", "wp:category"] => export.categories.push(Default::default()),
        [.., "item", "wp:comment"] => last(export).comments += 1,
        [.., "item", "category"] => {
            let attribute = |name: &str| {
                let found = element.try_get_attribute(name).ok().flatten();
                found.map(|found| found.value.into_owned()).unwrap_or_default()
            };
            let term = Term { taxonomy: attribute("domain"), slug: attribute("nicename") };
            last(export).terms.push(term);
        }
        _ => {}
    }
}

fn finish(export: &mut Export, path: &[String], text: &str) {
    match words(path).as_slice() {
        [.., "item", field] if !export.items.is_empty() => fill(last(export), field, text),
        [.., "wp:category", "wp:category_nicename"] => set(&mut export.categories, |last| last.0 = text.to_owned()),
        [.., "wp:category", "wp:category_parent"] => set(&mut export.categories, |last| last.1 = text.to_owned()),
        [.., "wp:tag", "wp:tag_slug"] => export.tags.push(text.to_owned()),
        [.., "wp:author", "wp:author_login"] => export.authors.push(text.to_owned()),
        _ => {}
    }
}

fn fill(item: &mut Item, field: &str, text: &str) {
    let place = match field {
        "title" => &mut item.title,
        "dc:creator" => &mut item.creator,
        "content:encoded" => &mut item.content,
        "wp:post_type" => &mut item.post_type,
        "wp:status" => &mut item.status,
        "wp:post_name" => &mut item.post_name,
        "wp:post_id" => &mut item.post_id,
        "wp:post_parent" => &mut item.post_parent,
        "wp:post_date" => &mut item.post_date,
        "wp:post_password" => &mut item.post_password,
        _ => return,
    };
    *place = text.to_owned();
}

fn words(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

fn last(export: &mut Export) -> &mut Item {
    export.items.last_mut().expect("inside an item")
}

fn set<T>(list: &mut [T], change: impl FnOnce(&mut T)) {
    if let Some(last) = list.last_mut() {
        change(last);
    }
}
