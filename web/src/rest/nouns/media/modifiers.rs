//! The steps of an edit: their arguments, and what they mean.

use cms::library::Edit;
use serde_json::{Map, Value, json};

use crate::rest::RestRequest;
use crate::rest::property::{self, Property};

/// What `edit` is asked with, before the fields of the new attachment. The percentages without `modifiers` are how it
/// was asked before WordPress 5.8.
pub fn arguments() -> Map<String, Value> {
    let percent = |description: &str| Property::new("number", description).with("minimum", 0).with("maximum", 100);
    let steps = json!({"description": "A step.", "type": "object", "required": ["type", "args"], "oneOf": [flip(), rotate(), crop()]});
    let arguments = property::all([
        ("src", Property::text("The address of the file that is edited.").format("uri").required()),
        ("modifiers", Property::new("array", "The steps.").with("minItems", 1).with("items", steps)),
        (
            "rotation",
            Property::integer("Degrees, clockwise.")
                .with("minimum", 0)
                .with("exclusiveMinimum", true)
                .with("maximum", 360)
                .with("exclusiveMaximum", true),
        ),
        ("x", percent("Where the part begins, from the left.")),
        ("y", percent("Where the part begins, from the top.")),
        ("width", percent("How wide the part is.")),
        ("height", percent("How high the part is.")),
    ]);
    arguments.as_object().cloned().unwrap_or_default()
}

fn step(title: &str, name: &str, arguments: Value) -> Value {
    json!({"title": title, "properties": {
        "type": {"description": "The kind of step.", "type": "string", "enum": [name]},
        "args": arguments,
    }})
}

fn flip() -> Value {
    let flag = |description: &str| json!({"description": description, "type": "boolean"});
    let sides = json!({"description": "Which sides change.", "type": "object", "required": ["horizontal", "vertical"],
        "properties": {"horizontal": flag("Left and right."), "vertical": flag("Top and bottom.")}});
    let arguments = json!({"description": "How it is mirrored.", "type": "object", "required": ["flip"], "properties": {"flip": sides}});
    step("Flip", "flip", arguments)
}

fn rotate() -> Value {
    let angle = json!({"description": "Degrees, clockwise.", "type": "number"});
    let arguments = json!({"description": "How it is turned.", "type": "object", "required": ["angle"], "properties": {"angle": angle}});
    step("Rotation", "rotate", arguments)
}

fn crop() -> Value {
    let percent = |description: &str| json!({"description": description, "type": "number"});
    let arguments = json!({"description": "Which part is kept.", "type": "object",
    "required": ["left", "top", "width", "height"], "properties": {
        "left": percent("Where it begins, from the left, in percent."),
        "top": percent("Where it begins, from the top, in percent."),
        "width": percent("How wide it is, in percent."),
        "height": percent("How high it is, in percent."),
    }});
    step("Crop", "crop", arguments)
}

/// The steps that a request asks for.
pub fn edits(request: &RestRequest) -> Vec<Edit> {
    match request.get("modifiers") {
        Some(Value::Array(steps)) => steps.iter().filter_map(edit).collect(),
        _ => as_before(request),
    }
}

fn edit(step: &Value) -> Option<Edit> {
    let arguments = step.get("args")?;
    let number = |name: &str| number(arguments.get(name)?);
    match step.get("type")?.as_str()? {
        "flip" => {
            let side =
                |name: &str| arguments.pointer(&format!("/flip/{name}")).and_then(Value::as_bool).unwrap_or(false);
            Some(Edit::Flip { horizontal: side("horizontal"), vertical: side("vertical") })
        }
        "rotate" => Some(Edit::Rotate(number("angle")?)),
        _ => Some(Edit::Crop {
            left: number("left")?,
            top: number("top")?,
            width: number("width")?,
            height: number("height")?,
        }),
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).filter(|number| number.is_finite())
}

fn as_before(request: &RestRequest) -> Vec<Edit> {
    let mut edits = Vec::new();
    if let Some(angle) = request.get("rotation").and_then(number).filter(|angle| *angle != 0.0) {
        edits.push(Edit::Rotate(angle));
    }
    let of = |name: &str| request.get(name).and_then(number);
    if let (Some(left), Some(top), Some(width), Some(height)) = (of("x"), of("y"), of("width"), of("height")) {
        edits.push(Edit::Crop { left, top, width, height });
    }
    edits
}
