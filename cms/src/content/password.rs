//! Posts that ask for a password.

use crate::Site;
use crate::formatting::{esc_attr, esc_url};
use crate::posts::{Post, unlocking};

/// Whether a reader with this cookie may read the post (`post_password_required`, the other way round).
pub fn is_open(post: &Post, cookie: Option<&str>) -> bool {
    post.password.is_empty() || cookie.is_some_and(|cookie| unlocking::opens(cookie, &post.password))
}

/// The form that stands where the content would (`get_the_password_form`); it leads back to `address`.
pub fn password_form(site: &Site, post: &Post, address: &str) -> String {
    let action = esc_url(&format!("{}/wp-login.php?action=postpass", site.url()));
    let words = site.settings().words();
    let field = format!("pwbox-{}", post.id);
    format!(
        "<form action=\"{action}\" class=\"post-password-form\" method=\"post\">\
         <input type=\"hidden\" name=\"redirect_to\" value=\"{back}\" />\n\t\
         <p>{please}</p>\n\
         <p><label for=\"{field}\">{password} <input name=\"post_password\" id=\"{field}\" type=\"password\" \
         spellcheck=\"false\" required size=\"20\" /></label> \
         <input type=\"submit\" name=\"Submit\" value=\"{enter}\" /></p></form>\n",
        back = esc_attr(address),
        please = words.say("This content is password-protected. To view it, please enter the password below."),
        password = words.say("Password:"),
        enter = words.say("Enter"),
    )
}
