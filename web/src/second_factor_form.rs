//! The forms of the second step.

use cms::Site;
use cms::users::second_factor::Enrolment;

use crate::plain_page::{PlainPage, escape};
use crate::sign_in_form::{Message, said};

/// Asks for a code.
pub fn ask(site: &Site, token: &str, redirect_to: &str, messages: &[Message]) -> PlainPage {
    let words = site.settings().words();
    let said: String = messages.iter().map(|message| said(words, message)).collect();
    let body = format!(
        "<h1>{}</h1>{said}<p>{}</p>{}",
        words.say("Log In"),
        words.say("Enter the code that your authentication app shows, or one of your recovery codes."),
        form(site, token, redirect_to)
    );
    titled(site, body)
}

/// Shows a new secret and asks for its first code.
pub fn enrol(site: &Site, token: &str, redirect_to: &str, enrolment: &Enrolment, messages: &[Message]) -> PlainPage {
    let words = site.settings().words();
    let said: String = messages.iter().map(|message| said(words, message)).collect();
    let grouped: Vec<String> =
        enrolment.secret.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    let body = format!(
        "<h1>{}</h1>{said}<p>{}</p><p><code id=\"totp-key\">{}</code></p><p class=\"quiet\"><a href=\"{}\">{}</a></p>{}",
        words.say("Set up two-factor authentication"),
        words.say(
            "Your role on this site needs a second step at every login. Add this key to an authentication app, then enter \
             the code that it shows."
        ),
        escape(&grouped.join(" ")),
        escape(&enrolment.address),
        words.say("Open in the app on this device"),
        form(site, token, redirect_to)
    );
    titled(site, body)
}

/// Shows the recovery codes, this once.
pub fn recovery(site: &Site, codes: &[String], redirect_to: &str) -> PlainPage {
    let listed: String = codes.iter().map(|code| format!("<li><code>{}</code></li>", escape(code))).collect();
    let words = site.settings().words();
    let to = crate::sign_in::target(site, redirect_to);
    let body = format!(
        "<h1>{}</h1><p>{}</p><ul id=\"recovery-codes\">{listed}</ul><p><a href=\"{}\">{}</a></p>",
        words.say("Recovery codes"),
        words.say(
            "Keep these codes where you find them without your phone. Each works once instead of a code of the app. They are \
             not shown again."
        ),
        escape(&to),
        words.say("Continue")
    );
    titled(site, body)
}

fn form(site: &Site, token: &str, redirect_to: &str) -> String {
    let words = site.settings().words();
    format!(
        "<form name=\"validate_2fa_form\" id=\"loginform\" action=\"{}/wp-login.php?action=second_factor\" method=\"post\" \
         autocomplete=\"off\"><label for=\"authcode\">{}</label>\
         <input type=\"text\" name=\"authcode\" id=\"authcode\" inputmode=\"numeric\" autocomplete=\"one-time-code\" \
         required autofocus><input type=\"hidden\" name=\"token\" value=\"{}\">\
         <input type=\"hidden\" name=\"redirect_to\" value=\"{}\">\
         <button type=\"submit\" name=\"wp-submit\" id=\"wp-submit\" value=\"{verify}\">{verify}</button></form>",
        escape(site.url()),
        words.say("Authentication Code"),
        escape(token),
        escape(redirect_to),
        verify = words.say("Verify"),
    )
}

fn titled(site: &Site, body: String) -> PlainPage {
    let settings = site.settings();
    let title = settings.words().say("Log In");
    PlainPage::new(format!("{title} \u{2039} {}", settings.blogname()), body).in_language(&settings.language())
}
