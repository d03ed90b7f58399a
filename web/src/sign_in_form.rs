//! The sign-in form itself.

use cms::Site;
use cms::languages::Words;

use crate::plain_page::{PlainPage, escape};

/// What the form has to say above its fields.
#[derive(Clone, Debug)]
pub enum Message {
    /// Something went wrong.
    Error(String),
    /// Something to know.
    Notice(String),
}

/// The form with these messages, and with what was typed before.
pub fn form(site: &Site, login: &str, redirect_to: &str, messages: &[Message]) -> PlainPage {
    let settings = site.settings();
    let say = |text: &str| escape(settings.words().say(text));
    let home = escape(site.url());
    let said: String = messages.iter().map(|message| said(settings.words(), message)).collect();
    let described = if messages.is_empty() { "" } else { " aria-describedby=\"login_error\"" };
    let default = format!("{}/wp-admin/", site.url());
    let redirect_to = escape(if redirect_to.is_empty() { &default } else { redirect_to });
    let (name, login) = (escape(&settings.blogname()), escape(login));
    let body = format!(
        "<h1>{log_in}</h1>{said}\
         <form name=\"loginform\" id=\"loginform\" action=\"{home}/wp-login.php\" method=\"post\">\
         <label for=\"user_login\">{user}</label>\
         <input type=\"text\" name=\"log\" id=\"user_login\"{described} value=\"{login}\" autocapitalize=\"off\" \
         autocomplete=\"username\" spellcheck=\"false\" required>\
         <label for=\"user_pass\">{password}</label>\
         <input type=\"password\" name=\"pwd\" id=\"user_pass\"{described} autocomplete=\"current-password\" required>\
         <label class=\"choice\" for=\"rememberme\"><input name=\"rememberme\" type=\"checkbox\" id=\"rememberme\" \
         value=\"forever\"> {remember}</label>\
         <button type=\"submit\" name=\"wp-submit\" id=\"wp-submit\" value=\"{log_in}\">{log_in}</button>\
         <input type=\"hidden\" name=\"redirect_to\" value=\"{redirect_to}\">\
         <input type=\"hidden\" name=\"testcookie\" value=\"1\"></form>\
         <p class=\"quiet\"><a href=\"{home}/wp-login.php?action=lostpassword\">{lost}</a></p>\
         <p class=\"quiet\"><a href=\"{home}/\">\u{2190} {back}</a></p>",
        log_in = say("Log In"),
        user = say("Username or Email Address"),
        password = say("Password"),
        remember = say("Remember Me"),
        lost = say("Lost your password?"),
        back = say("Go to %s").replace("%s", &name),
    );
    PlainPage::new(format!("{} \u{2039} {}", settings.words().say("Log In"), settings.blogname()), body)
        .in_language(&settings.language())
}

/// A message as it stands above a form.
pub fn said(words: &Words, message: &Message) -> String {
    match message {
        Message::Error(text) => {
            format!(
                "<div id=\"login_error\" class=\"notice error\" role=\"alert\"><p><strong>{}:</strong> {}</p></div>",
                words.say("Error"),
                escape(words.say(text))
            )
        }
        Message::Notice(text) => {
            format!("<div id=\"login_error\" class=\"notice\" role=\"status\"><p>{}</p></div>", escape(words.say(text)))
        }
    }
}
