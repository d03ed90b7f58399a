//! The forms for a forgotten password, with WordPress's names and ids.

use cms::Site;

use crate::plain_page::{PlainPage, escape};
use crate::sign_in_form::{Message, said};

/// What the first form says.
pub const HOW_TO_ASK: &str = "Please enter your username or email address. You will receive an email message with \
    instructions on how to reset your password.";

/// Asks whose password was forgotten.
pub fn ask(site: &Site, login: &str, messages: &[Message]) -> PlainPage {
    let (home, login) = (escape(site.url()), escape(login));
    let words = site.settings().words();
    let said: String = messages.iter().map(|message| said(words, message)).collect();
    let body = format!(
        "<h1>{lost}</h1>{said}\
         <form name=\"lostpasswordform\" id=\"lostpasswordform\" action=\"{home}/wp-login.php?action=lostpassword\" \
         method=\"post\">\
         <label for=\"user_login\">{user}</label>\
         <input type=\"text\" name=\"user_login\" id=\"user_login\" value=\"{login}\" autocapitalize=\"off\" \
         autocomplete=\"username\" required>\
         <input type=\"hidden\" name=\"redirect_to\" value=\"\">\
         <button type=\"submit\" name=\"wp-submit\" id=\"wp-submit\" value=\"{get}\">{get}</button>\
         </form><p class=\"quiet\"><a href=\"{home}/wp-login.php\">{log_in}</a></p>",
        lost = words.say("Lost Password"),
        user = words.say("Username or Email Address"),
        get = words.say("Get New Password"),
        log_in = words.say("Log in"),
    );
    titled(site, words.say("Lost Password"), body)
}

/// Asks for the new password.
pub fn choose(site: &Site, login: &str, key: &str, messages: &[Message]) -> PlainPage {
    let (home, login, key) = (escape(site.url()), escape(login), escape(key));
    let words = site.settings().words();
    let said: String = messages.iter().map(|message| said(words, message)).collect();
    let body = format!(
        "<h1>{reset}</h1>{said}<p>{enter}</p>\
         <form name=\"resetpassform\" id=\"resetpassform\" action=\"{home}/wp-login.php?action=resetpass\" \
         method=\"post\" autocomplete=\"off\">\
         <input type=\"hidden\" id=\"user_login\" value=\"{login}\" autocomplete=\"username\">\
         <label for=\"pass1\">{new}</label>\
         <input type=\"password\" name=\"pass1\" id=\"pass1\" autocomplete=\"new-password\" spellcheck=\"false\" required>\
         <input type=\"hidden\" name=\"rp_key\" value=\"{key}\">\
         <button type=\"submit\" name=\"wp-submit\" id=\"wp-submit\" value=\"{save}\">{save}</button>\
         </form><p class=\"quiet\"><a href=\"{home}/wp-login.php\">{log_in}</a></p>",
        reset = words.say("Reset Password"),
        enter = words.say("Enter your new password below."),
        new = words.say("New password"),
        save = words.say("Save Password"),
        log_in = words.say("Log in"),
    );
    titled(site, words.say("Reset Password"), body)
}

/// Says that it is done.
pub fn done(site: &Site) -> PlainPage {
    let (words, home) = (site.settings().words(), escape(site.url()));
    let body = format!(
        "<h1>{}</h1><p class=\"notice reset-pass\">{} <a href=\"{home}/wp-login.php\">{}</a></p>",
        words.say("Password Reset"),
        words.say("Your password has been reset."),
        words.say("Log in"),
    );
    titled(site, words.say("Password Reset"), body)
}

fn titled(site: &Site, title: &str, body: String) -> PlainPage {
    let settings = site.settings();
    PlainPage::new(format!("{title} \u{2039} {}", settings.blogname()), body).in_language(&settings.language())
}
