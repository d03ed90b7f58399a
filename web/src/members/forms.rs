//! Pieces of the forms.

use super::desk::{Desk, SignedIn};
use crate::plain_page::escape;

/// What a member's form proves that it was meant for.
pub const NONCE: &str = "members";

/// A sentence about what went wrong or what was done; nothing for none.
pub fn notice(sentence: &str) -> String {
    if sentence.is_empty() { String::new() } else { format!("<div class=\"notice\"><p>{}</p></div>", escape(sentence)) }
}

/// A form of a member with these fields and this button.
pub fn own(desk: &Desk, signed_in: &SignedIn, page: &str, fields: &str, button: &str) -> String {
    let nonce = cms::users::nonces::make(&signed_in.token, NONCE, desk.site.host().now());
    let fields = format!("<input type=\"hidden\" name=\"nonce\" value=\"{nonce}\">{fields}");
    form(desk, page, &fields, button)
}

/// A form with these fields and this button.
pub fn form(desk: &Desk, page: &str, fields: &str, button: &str) -> String {
    let (action, button) = (escape(&desk.address(page)), escape(button));
    format!("<form action=\"{action}\" method=\"post\">{fields}<button type=\"submit\">{button}</button></form>")
}

/// A hidden value.
pub fn hidden(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escape(value))
}

/// A field for a mail address, and for a password as well.
pub fn field(kind: &str, name: &str, label: &str, value: &str, more: &str) -> String {
    let (label, value) = (escape(label), escape(value));
    format!(
        "<label for=\"{name}\">{label}</label><input type=\"{kind}\" name=\"{name}\" id=\"{name}\" value=\"{value}\" {more}>"
    )
}

/// A box to tick.
pub fn choice(name: &str, label: &str, is_ticked: bool) -> String {
    let (ticked, label) = (if is_ticked { " checked" } else { "" }, escape(label));
    format!("<label class=\"choice\"><input type=\"checkbox\" name=\"{name}\" value=\"1\"{ticked}> {label}</label>")
}
