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
    let said: String = messages.iter().map(said).collect();
    let body = format!(
        "<h1>Lost Password</h1>{said}\
         <form name=\"lostpasswordform\" id=\"lostpasswordform\" action=\"{home}/wp-login.php?action=lostpassword\" \
         method=\"post\">\
         <label for=\"user_login\">Username or Email Address</label>\
         <input type=\"text\" name=\"user_login\" id=\"user_login\" value=\"{login}\" autocapitalize=\"off\" \
         autocomplete=\"username\" required>\
         <input type=\"hidden\" name=\"redirect_to\" value=\"\">\
         <button type=\"submit\" name=\"wp-submit\" id=\"wp-submit\" value=\"Get New Password\">Get New Password</button>\
         </form><p class=\"quiet\"><a href=\"{home}/wp-login.php\">Log in</a></p>"
    );
    titled(site, "Lost Password", body)
}

/// Asks for the new password.
pub fn choose(site: &Site, login: &str, key: &str, messages: &[Message]) -> PlainPage {
    let (home, login, key) = (escape(site.url()), escape(login), escape(key));
    let said: String = messages.iter().map(said).collect();
    let body = format!(
        "<h1>Reset Password</h1>{said}<p>Enter your new password below.</p>\
         <form name=\"resetpassform\" id=\"resetpassform\" action=\"{home}/wp-login.php?action=resetpass\" \
         method=\"post\" autocomplete=\"off\">\
         <input type=\"hidden\" id=\"user_login\" value=\"{login}\" autocomplete=\"username\">\
         <label for=\"pass1\">New password</label>\
         <input type=\"password\" name=\"pass1\" id=\"pass1\" autocomplete=\"new-password\" spellcheck=\"false\" required>\
         <input type=\"hidden\" name=\"rp_key\" value=\"{key}\">\
         <button type=\"submit\" name=\"wp-submit\" id=\"wp-submit\" value=\"Save Password\">Save Password</button>\
         </form><p class=\"quiet\"><a href=\"{home}/wp-login.php\">Log in</a></p>"
    );
    titled(site, "Reset Password", body)
}

/// Says that it is done.
pub fn done(site: &Site) -> PlainPage {
    let home = escape(site.url());
    let body = format!(
        "<h1>Password Reset</h1><p class=\"notice reset-pass\">Your password has been reset. \
         <a href=\"{home}/wp-login.php\">Log in</a></p>"
    );
    titled(site, "Password Reset", body)
}

fn titled(site: &Site, title: &str, body: String) -> PlainPage {
    let settings = site.settings();
    PlainPage::new(format!("{title} \u{2039} {}", settings.blogname()), body).in_language(&settings.language())
}
