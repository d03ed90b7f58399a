//! The sites that somebody may write on: this one.

use cms::users::Capability;
use dxr::Value;

use super::call::Caller;
use super::fault::Fault;
use super::parameters::Parameters;
use super::values::{flag, list, structure, text};

/// `wp.getUsersBlogs`, and its kin with the login at another place.
pub async fn of_user(caller: &Caller, given: &Parameters, login_at: usize) -> Result<Value, Fault> {
    given.require(login_at + 2)?;
    let actor = caller.sign_in(given, login_at).await?;
    let site = &caller.site;
    Ok(list([structure([
        ("isAdmin", flag(actor.may(Capability::ManageOptions))),
        ("url", text(format!("{}/", site.url()))),
        // WordPress numbers the blogs of an installation; editors keep the number and send it back unread.
        ("blogid", text("1")),
        ("blogName", text(site.settings().blogname())),
        ("xmlrpc", text(format!("{}/xmlrpc.php", site.url()))),
    ])]))
}
