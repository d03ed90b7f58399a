//! `core/loginout`: signing in and out.

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::blocks::links;
use crate::formatting::esc_url;

/// Renders the block.
pub fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> String {
    let here = format!("{}{}", renderer.site.url(), renderer.visit.address());
    let back_to = call.flag("redirectToCurrent").then_some(here.as_str());
    let address = links::login(&renderer.site, back_to);
    let words = renderer.words();
    let (mut class, mut inner) = match renderer.visit.signed_in {
        true => {
            let address = format!("{address}{}action=logout", if address.contains('?') { "&" } else { "?" });
            ("logged-in", format!("<a href=\"{}\">{}</a>", esc_url(&address), words.say("Log out")))
        }
        false => ("logged-out", format!("<a href=\"{}\">{}</a>", esc_url(&address), words.say("Log in"))),
    };
    if !renderer.visit.signed_in && call.flag("displayLoginAsForm") {
        class = "logged-out has-login-form";
        inner = form(renderer, &here);
    }
    format!("<div {}>{inner}</div>", call.wrapper(renderer, &[("class", class)]))
}

fn form(renderer: &BlockRenderer, back_to: &str) -> String {
    let action = esc_url(&links::login(&renderer.site, None));
    let back_to = esc_url(back_to);
    let words = renderer.words();
    format!(
        "<form name=\"loginform\" id=\"loginform\" action=\"{action}\" method=\"post\"><p class=\"login-username\">\n\
         \t\t\t\t<label for=\"user_login\">{user}</label>\n\
         \t\t\t\t<input type=\"text\" name=\"log\" id=\"user_login\" autocomplete=\"username\" class=\"input\" value=\"\" size=\"20\" />\n\
         \t\t\t</p><p class=\"login-password\">\n\
         \t\t\t\t<label for=\"user_pass\">{password}</label>\n\
         \t\t\t\t<input type=\"password\" name=\"pwd\" id=\"user_pass\" autocomplete=\"current-password\" spellcheck=\"false\" class=\"input\" value=\"\" size=\"20\" />\n\
         \t\t\t</p><p class=\"login-remember\"><label><input name=\"rememberme\" type=\"checkbox\" id=\"rememberme\" value=\"forever\" /> {remember}</label></p>\
         <p class=\"login-submit\">\n\
         \t\t\t\t<input type=\"submit\" name=\"wp-submit\" id=\"wp-submit\" class=\"button button-primary wp-block-button__link wp-element-button\" value=\"{log_in}\" />\n\
         \t\t\t\t<input type=\"hidden\" name=\"redirect_to\" value=\"{back_to}\" />\n\
         \t\t\t</p></form>",
        user = words.say("Username or Email Address"),
        password = words.say("Password"),
        remember = words.say("Remember Me"),
        log_in = words.say("Log In"),
    )
}
