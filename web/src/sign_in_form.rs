//! The sign-in form itself.

use cms::Site;

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
    let home = escape(site.url());
    let said: String = messages.iter().map(said).collect();
    let described = if messages.is_empty() { "" } else { " aria-describedby=\"login_error\"" };
    let default = format!("{}/wp-admin/", site.url());
    let redirect_to = escape(if redirect_to.is_empty() { &default } else { redirect_to });
    let (name, login) = (escape(&settings.blogname()), escape(login));
    let body = format!(
        "<h1>Log In</h1>{said}\
         <form name=\"loginform\" id=\"loginform\" action=\"{home}/wp-login.php\" method=\"post\">\
         <label for=\"user_login\">Username or Email Address</label>\
         <input type=\"text\" name=\"log\" id=\"user_login\"{described} value=\"{login}\" autocapitalize=\"off\" \
         autocomplete=\"username\" spellcheck=\"false\" required>\
         <label for=\"user_pass\">Password</label>\
         <input type=\"password\" name=\"pwd\" id=\"user_pass\"{described} autocomplete=\"current-password\" required>\
         <label class=\"choice\" for=\"rememberme\"><input name=\"rememberme\" type=\"checkbox\" id=\"rememberme\" \
         value=\"forever\"> Remember Me</label>\
         <button type=\"submit\" name=\"wp-submit\" id=\"wp-submit\" value=\"Log In\">Log In</button>\
         <input type=\"hidden\" name=\"redirect_to\" value=\"{redirect_to}\">\
         <input type=\"hidden\" name=\"testcookie\" value=\"1\"></form>\
         <p class=\"quiet\"><a href=\"{home}/wp-login.php?action=lostpassword\">Lost your password?</a></p>\
         <p class=\"quiet\"><a href=\"{home}/\">\u{2190} Go to {name}</a></p>"
    );
    PlainPage::new(format!("Log In \u{2039} {}", settings.blogname()), body).in_language(&settings.language())
}

fn said(message: &Message) -> String {
    match message {
        Message::Error(text) => {
            format!(
                "<div id=\"login_error\" class=\"notice error\" role=\"alert\"><p><strong>Error:</strong> {}</p></div>",
                escape(text)
            )
        }
        Message::Notice(text) => {
            format!("<div id=\"login_error\" class=\"notice\" role=\"status\"><p>{}</p></div>", escape(text))
        }
    }
}
