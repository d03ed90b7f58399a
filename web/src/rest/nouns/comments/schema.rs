//! The schema of a comment.

use serde_json::Value;

use super::meta;

use crate::rest::item_schema;
use crate::rest::property::{self, Property};

/// The schema of what the API shows of comments.
pub fn schema() -> Value {
    let content = Property::object(
        "Its text.",
        [
            ("raw", Property::text("As it was written.").shown("e")),
            ("rendered", Property::text("As HTML.").shown("veb").readonly()),
        ],
    );
    let size = |pixels: u32| Property::text(&format!("{pixels} pixels wide.")).format("uri").shown("veb");
    let avatars = Property::object("Portraits of its author.", [("24", size(24)), ("48", size(48)), ("96", size(96))]);
    let date = |description: &str| Property::text(description).format("date-time");
    item_schema::item(
        "comment",
        property::all([
            ("id", Property::integer("Its number.").shown("veb").readonly()),
            ("author", Property::integer("The account of its author, or 0.").shown("veb")),
            ("author_email", Property::text("Its author's mail address.").format("email").shown("e")),
            ("author_ip", Property::text("Where it came from.").format("ip").shown("e")),
            ("author_name", Property::text("Its author's name.").shown("veb")),
            ("author_url", Property::text("Its author's website.").format("uri").shown("veb")),
            ("author_user_agent", Property::text("The browser that it came from.").shown("e")),
            ("content", content.shown("veb").unchecked()),
            ("date", date("When it was written, in the site's time.").shown("veb")),
            ("date_gmt", date("When it was written, in UTC.").shown("ve")),
            ("link", Property::text("Its address.").format("uri").shown("veb").readonly()),
            ("parent", Property::integer("The comment that it answers.").default(0).shown("veb")),
            ("post", Property::integer("Its post.").default(0).shown("ve")),
            ("status", Property::text("Its status.").shown("ve")),
            ("type", Property::text("Its type.").shown("veb").readonly()),
            ("author_avatar_urls", avatars.shown("veb").readonly()),
            (
                "meta",
                Property::new("object", "Registered values.")
                    .with("properties", meta::schema())
                    .shown("ve")
                    .unchecked(),
            ),
        ]),
    )
}
