//! Which templates and parts a theme can have, as editors offer them.

use serde_json::{Value, json};

/// Name, title and what it shows.
const TYPES: [(&str, &str, &str); 16] = [
    ("index", "Index", "Everything that has no template of its own."),
    ("home", "Blog Home", "The latest posts."),
    ("front-page", "Front Page", "The front page, whatever it shows."),
    ("singular", "Single Entries", "Any post or page."),
    ("single", "Single Posts", "A post."),
    ("page", "Pages", "A page."),
    ("archive", "All Archives", "Any list of posts."),
    ("author", "Author Archives", "What somebody wrote."),
    ("category", "Category Archives", "Posts of a category."),
    ("taxonomy", "Taxonomy", "Posts of a term."),
    ("date", "Date Archives", "Posts of a day, month or year."),
    ("tag", "Tag Archives", "Posts with a tag."),
    ("attachment", "Attachment Pages", "A file."),
    ("search", "Search Results", "What a search found."),
    ("privacy-policy", "Privacy Policy", "What the site does with what it knows."),
    ("404", "Page: 404", "An address where nothing stands."),
];

/// Name, label, what it is, icon and element.
const AREAS: [(&str, &str, &str, &str, &str); 5] = [
    ("uncategorized", "General", "Any part.", "symbol-filled", "div"),
    ("header", "Header", "The beginning of a page.", "header", "header"),
    ("footer", "Footer", "The end of a page.", "footer", "footer"),
    ("sidebar", "Sidebar", "What stands beside a page.", "sidebar", "aside"),
    ("navigation-overlay", "Navigation Overlay", "A menu over a page.", "navigation-overlay", "div"),
];

const FORMATS: [&str; 10] =
    ["Standard", "Aside", "Chat", "Gallery", "Link", "Image", "Quote", "Status", "Video", "Audio"];

/// Templates that a theme can have.
pub fn types() -> Value {
    let own = TYPES
        .iter()
        .map(|(slug, title, description)| json!({"title": title, "description": description, "slug": slug}));
    let of_formats = FORMATS.iter().map(|format| {
        let slug = format!("taxonomy-post_format-post-format-{}", format.to_lowercase());
        json!({"title": format!("Post Format: {format}"), "description": format!("Posts of the format {format}."), "slug": slug})
    });
    own.chain(of_formats).collect()
}

/// Where parts of templates can stand.
pub fn areas() -> Value {
    let shown = AREAS.iter().map(|(area, label, description, icon, tag)| {
        json!({"area": area, "label": label, "description": description, "icon": icon, "area_tag": tag})
    });
    shown.collect()
}
