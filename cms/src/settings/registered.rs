//! The settings that WordPress registers for the REST API (`register_initial_settings`), with what each may be.

use serde_json::{Value, json};

use super::Settings;
use crate::formatting;

/// A setting that the API shows.
#[derive(Debug)]
pub struct Registered {
    /// Its name in the API.
    pub name: &'static str,
    /// The option that keeps it.
    pub option: &'static str,
    /// What it is.
    pub kind: Kind,
    /// A short title; often empty, as WordPress's are.
    pub title: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// JSON schema's `format`.
    pub format: Option<&'static str>,
    /// What it may be, if not anything.
    pub choices: &'static [&'static str],
}

/// The type of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
}

impl Kind {
    /// JSON schema's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "integer",
            Self::Flag => "boolean",
        }
    }
}

const fn text(name: &'static str, option: &'static str, title: &'static str, description: &'static str) -> Registered {
    Registered { name, option, kind: Kind::Text, title, description, format: None, choices: &[] }
}

const fn number(name: &'static str, title: &'static str, description: &'static str) -> Registered {
    Registered { kind: Kind::Number, ..text(name, name, title, description) }
}

/// All of them, in WordPress's order.
pub const REGISTERED: [Registered; 20] = [
    text("title", "blogname", "Title", "The site's title."),
    text("description", "blogdescription", "Tagline", "What the site is about, in a few words."),
    Registered { format: Some("uri"), ..text("url", "siteurl", "", "The site's address.") },
    Registered {
        format: Some("email"),
        ..text("email", "admin_email", "", "Where the site's administrator gets mail.")
    },
    text("timezone", "timezone_string", "", "A city in the site's time zone."),
    text("date_format", "date_format", "", "How dates are written."),
    text("time_format", "time_format", "", "How times are written."),
    number("start_of_week", "", "The day that weeks begin with, from Sunday's 0."),
    text("language", "WPLANG", "", "The site's language, as en_US."),
    Registered { kind: Kind::Flag, ..text("use_smilies", "use_smilies", "", "Whether :-) becomes a picture.") },
    number("default_category", "", "The category of posts that have none."),
    text("default_post_format", "default_post_format", "", "The format of posts that have none."),
    number("posts_per_page", "Maximum posts per page", "Posts on a page of a list."),
    text("show_on_front", "show_on_front", "Show on front", "What the front page shows."),
    number("page_on_front", "Page on front", "The page that is the front page."),
    number("page_for_posts", "", "The page that lists the newest posts."),
    Registered {
        choices: &["open", "closed"],
        ..text("default_ping_status", "default_ping_status", "", "Whether new posts take notices from other sites.")
    },
    Registered {
        choices: &["open", "closed"],
        ..text(
            "default_comment_status",
            "default_comment_status",
            "Allow comments on new posts",
            "Whether new posts take comments.",
        )
    },
    number("site_logo", "Logo", "The picture that is the site's logo."),
    number("site_icon", "Icon", "The picture that is the site's icon."),
];

impl Registered {
    /// The value in force.
    pub fn value(&self, settings: &Settings) -> Value {
        match (self.name, self.kind) {
            ("language", _) => json!(settings.locale()),
            // Having none is told apart from having had one.
            ("site_logo", _) if settings.number("site_logo") == 0 => Value::Null,
            (_, Kind::Text) => json!(settings.text(self.option)),
            (_, Kind::Number) => json!(settings.number(self.option)),
            (_, Kind::Flag) => json!(settings.flag(self.option)),
        }
    }

    /// The default that the schema publishes; most have none.
    pub fn published_default(&self) -> Value {
        match self.name {
            "language" => json!("en_US"),
            "use_smilies" => json!(true),
            "posts_per_page" => json!(10),
            _ => Value::Null,
        }
    }

    /// What is kept of a given value, as WordPress's `sanitize_option` has it; none where it cannot be used, and the
    /// old one stays.
    pub fn cleaned(&self, value: &Value) -> Option<Value> {
        let text = value.as_str().unwrap_or_default();
        Some(match self.name {
            "title" | "description" => json!(formatting::esc_html(text)),
            "url" => json!(some_text(formatting::esc_url_raw(text).trim_end_matches('/'))?),
            "email" => json!(formatting::is_email(text).then_some(text)?),
            "timezone" if !text.is_empty() => json!(text.parse::<chrono_tz::Tz>().ok().map(|_| text)?),
            "language" => json!(if text == "en_US" { "" } else { known_locale(text)? }),
            "date_format" | "time_format" => json!(formatting::wp_kses_data(&formatting::strip_all_tags(text, false))),
            "posts_per_page" => {
                json!(value.as_i64().map_or(1, |number| if number < -1 { -number } else { number.max(1) }))
            }
            "start_of_week" | "site_logo" | "site_icon" => json!(value.as_i64().unwrap_or_default().abs()),
            // PHP's true and false as text, as WordPress keeps them.
            "use_smilies" => json!(if value.as_bool().unwrap_or_default() { "1" } else { "" }),
            _ => value.clone(),
        })
    }
}

/// A locale that looks like one: `de_DE`, `pt_PT_ao90`.
fn known_locale(text: &str) -> Option<&str> {
    let fits = text.len() <= 20 && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    fits.then_some(text)
}

fn some_text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(name: &str, value: Value) -> Option<Value> {
        REGISTERED.iter().find(|setting| setting.name == name).unwrap().cleaned(&value)
    }

    #[test]
    fn what_cannot_be_used_is_not_kept() {
        assert_eq!(cleaned("timezone", json!("Europe/Berlin")), Some(json!("Europe/Berlin")));
        assert_eq!(cleaned("timezone", json!("Mars/Olympus")), None);
        assert_eq!(cleaned("url", json!("")), None);
        assert_eq!(cleaned("title", json!("Tom & <b>Jerry</b>")), Some(json!("Tom &amp; &lt;b&gt;Jerry&lt;/b&gt;")));
        assert_eq!(cleaned("posts_per_page", json!(0)), Some(json!(1)));
        assert_eq!(cleaned("language", json!("../../etc")), None);
    }
}
