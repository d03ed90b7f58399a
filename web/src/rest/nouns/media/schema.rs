//! The schema of an attachment.

use serde_json::{Value, json};

use crate::rest::item_schema;
use crate::rest::property::{self, Property};

/// What the API shows of an attachment, in WordPress's order.
pub fn attachment() -> Value {
    let mut properties = property::all([
        ("date", date("When it was uploaded, in the site's time.").shown("veb")),
        ("date_gmt", date("When it was uploaded, in UTC.").shown("ve")),
        ("guid", rendered("An address that never changes.", "ve").readonly()),
        ("id", Property::integer("Its number.").shown("veb").readonly()),
        ("link", Property::text("The address of its page.").format("uri").shown("veb").readonly()),
        ("modified", Property::text("Last change, in the site's time.").format("date-time").shown("ve").readonly()),
        ("modified_gmt", Property::text("Last change, in UTC.").format("date-time").shown("ve").readonly()),
        ("slug", Property::text("The last part of its address.").shown("veb")),
        (
            "status",
            Property::text("Its status.").one_of(&["publish", "future", "draft", "pending", "private"]).shown("ve"),
        ),
        ("type", Property::text("Its type.").shown("veb").readonly()),
        ("permalink_template", Property::text("Its address with a place for the slug.").shown("e").readonly()),
        ("generated_slug", Property::text("The slug that its title makes.").shown("e").readonly()),
        (
            "class_list",
            Property::list("Class names for its element.", json!({"type": "string"})).shown("ve").readonly(),
        ),
        ("title", rendered("Its title.", "veb").unchecked()),
        ("author", Property::integer("Who uploaded it.").shown("veb")),
        ("featured_media", Property::integer("The picture that stands for it.").shown("veb")),
        ("comment_status", Property::text("Whether it takes comments.").one_of(&["open", "closed"]).shown("ve")),
        ("ping_status", Property::text("Whether it takes pings.").one_of(&["open", "closed"]).shown("ve")),
        ("meta", Property::new("object", "Further values.").with("properties", json!([])).shown("ve")),
        ("template", Property::text("The template that shows it.").shown("ve")),
        ("alt_text", Property::text("The text for those who do not see it.").shown("veb")),
        ("caption", rendered("Its caption.", "veb").unchecked()),
        ("description", rendered("Its description.", "ve").unchecked()),
        ("media_type", Property::text("Its kind.").one_of(&["image", "file"]).shown("veb").readonly()),
        ("mime_type", Property::text("Its MIME type.").shown("veb").readonly()),
        ("media_details", Property::new("object", "What is known of its file.").shown("veb").readonly()),
        ("post", Property::integer("The post that it hangs on.").shown("ve")),
        ("source_url", Property::text("The address of its file.").format("uri").shown("veb").readonly()),
    ]);
    if let (Value::Object(properties), Value::Object(more)) = (&mut properties, for_editors()) {
        properties.extend(more);
    }
    item_schema::item("attachment", properties)
}

/// What editors ask for besides.
fn for_editors() -> Value {
    let texts = json!({"type": "string"});
    property::all([
        ("missing_image_sizes", Property::list("Sizes that are not made yet.", texts).shown("e").readonly()),
        ("filename", Property::text("The name of the file that was uploaded.").shown("ve").readonly()),
        (
            "filesize",
            Property::text("Bytes of its file.").with("type", json!(["integer", "null"])).shown("ve").readonly(),
        ),
        ("exif_orientation", Property::integer("How it is turned, as EXIF counts.").shown("e").readonly()),
        ("image_quality", Property::new("object", "The quality that sizes are made with.").shown("e").readonly()),
        (
            "image_output_format",
            Property::text("The type that sizes are made in, if another.")
                .with("type", json!(["string", "null"]))
                .shown("e")
                .readonly(),
        ),
        ("image_save_progressive", Property::flag("Whether sizes come in step by step.").shown("e").readonly()),
    ])
}

fn date(description: &str) -> Property {
    Property::text(description).with("type", json!(["string", "null"])).format("date-time")
}

/// A text as it was written and as it is shown.
fn rendered(description: &str, contexts: &str) -> Property {
    let fields = [
        ("raw", Property::text("As it was written.").shown("e")),
        ("rendered", Property::text("As it is shown.").shown(contexts).readonly()),
    ];
    Property::object(description, fields).shown(contexts)
}
