//! The form of the first visit.

use crate::admin;
use crate::plain_page::{PlainPage, escape};

/// Languages in which the screens are complete: WordPress's name, and what their speakers call them.
pub const LANGUAGES: [(&str, &str); 3] = [("", "English"), ("de_DE", "Deutsch"), ("ar", "العربية")];

/// What was typed before, but for the password.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The one-time code.
    pub code: String,
    /// The site's title.
    pub title: String,
    /// The person's login.
    pub login: String,
    /// The person's mail address.
    pub email: String,
    /// WordPress's name of the language.
    pub language: String,
    /// `first`, `sample` or `import`.
    pub content: String,
}

/// The language, if it is one of [`LANGUAGES`]; else English.
pub fn known_language(asked: &str) -> &'static str {
    LANGUAGES.iter().map(|(name, _)| *name).find(|name| *name == asked).unwrap_or("")
}

/// The form for a site at `url`, with what went wrong.
pub fn page(url: &str, typed: &Typed, error: Option<&str>) -> PlainPage {
    let body = format!(
        "<h1>Welcome</h1><p>This host has no site yet. Tell a few things about yours; all of them can be changed later, but \
         the username. It will answer at <strong>{url}</strong>.</p>{error}\
         <form id=\"setup\" method=\"post\" action=\"/wp-admin/install.php\">{title}{login}{password}{email}{language}{content}\
         {code}<button type=\"submit\" name=\"Submit\" id=\"submit\">Install</button></form>",
        url = escape(url),
        error = error.map(said).unwrap_or_default(),
        title = field("weblog_title", "Site Title", "text", &typed.title, "required autofocus"),
        login = field(
            "user_name",
            "Username",
            "text",
            &typed.login,
            "required autocapitalize=\"off\" autocomplete=\"username\" spellcheck=\"false\""
        ),
        password = password(),
        email = field("admin_email", "Your Email", "email", &typed.email, "required autocomplete=\"email\""),
        language = languages(&typed.language),
        content = contents(&typed.content),
        code = code(&typed.code),
    );
    PlainPage::new("Installation", body).with_script(admin::script("install"))
}

fn said(error: &str) -> String {
    format!("<div id=\"login_error\" class=\"notice error\" role=\"alert\"><p>{}</p></div>", escape(error))
}

fn field(name: &str, label: &str, kind: &str, value: &str, more: &str) -> String {
    format!(
        "<label for=\"{name}\">{label}</label><input type=\"{kind}\" id=\"{name}\" name=\"{name}\" value=\"{}\" {more}>",
        escape(value)
    )
}

fn password() -> String {
    "<label for=\"admin_password\">Password</label>\
     <input type=\"password\" id=\"admin_password\" name=\"admin_password\" required minlength=\"8\" \
     autocomplete=\"new-password\" aria-describedby=\"pass-strength-result\">\
     <p class=\"quiet\" id=\"pass-strength-result\" aria-live=\"polite\">Eight letters or more. You will need it to log \
     in.</p>"
        .to_owned()
}

fn languages(chosen: &str) -> String {
    let options = LANGUAGES.map(|(name, word)| {
        let selected = if name == chosen { " selected" } else { "" };
        format!("<option value=\"{name}\" lang=\"{}\"{selected}>{word}</option>", tag(name))
    });
    format!(
        "<label for=\"language\">Language</label><select id=\"language\" name=\"language\">{}</select>",
        options.concat()
    )
}

fn tag(name: &str) -> String {
    if name.is_empty() { "en".to_owned() } else { name.replace('_', "-") }
}

fn contents(chosen: &str) -> String {
    let choices = [
        ("first", "A first post, to change or delete"),
        ("sample", "Example posts, pages and pictures"),
        ("import", "My WordPress site: I have an export file"),
    ];
    let chosen = if choices.iter().any(|(name, _)| *name == chosen) { chosen } else { "first" };
    let lines = choices.map(|(name, words)| {
        let checked = if name == chosen { " checked" } else { "" };
        format!(
            "<label class=\"choice\" for=\"content-{name}\"><input type=\"radio\" id=\"content-{name}\" name=\"content\" \
             value=\"{name}\"{checked}> {words}</label>"
        )
    });
    format!("<fieldset><legend>What stands on it at first</legend>{}</fieldset>", lines.concat())
}

fn code(typed: &str) -> String {
    let help =
        "<p class=\"quiet\" id=\"code-help\">It stands in the server's log, so that nobody else can install.</p>";
    field(
        "code",
        "One-time code",
        "text",
        typed,
        "required autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"code-help\"",
    ) + help
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stands_in_the_form_again_and_is_no_markup() {
        let typed = Typed { title: "\"><script>".into(), content: "import".into(), ..Typed::default() };
        let html = page("http://x", &typed, Some("<b>")).html();
        assert!(html.contains("value=\"&quot;&gt;&lt;script&gt;\""), "{html}");
        assert!(html.contains("value=\"import\" checked") && html.contains("<p>&lt;b&gt;</p>"));
    }
}
