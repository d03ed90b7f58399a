//! A site's settings under the names that editors know.

use cms::users::Capability;
use cms::{Actor, Site, settings};
use dxr::Value;
use serde_json::json;

use super::call::Caller;
use super::fault::{Fault, refused};
use super::methods;
use super::parameters::{self, Members, Parameters};
use super::values::{flag, structure, text};

/// Name, option, description, whether editors may set it.
const OPTIONS: [(&str, &str, &str, bool); 21] = [
    ("software_name", "", "Software Name", false),
    ("software_version", "", "Software Version", false),
    ("blog_url", "home", "WordPress Address (URL)", false),
    ("home_url", "home", "Site Address (URL)", false),
    ("login_url", "", "Login Address (URL)", false),
    ("admin_url", "", "The URL to the admin area", false),
    ("blog_title", "blogname", "Site Title", true),
    ("blog_tagline", "blogdescription", "Site Tagline", true),
    ("time_zone", "gmt_offset", "Time Zone", true),
    ("date_format", "date_format", "Date Format", true),
    ("time_format", "time_format", "Time Format", true),
    ("users_can_register", "users_can_register", "Allow new users to sign up", true),
    ("thumbnail_size_w", "thumbnail_size_w", "Thumbnail Width", true),
    ("thumbnail_size_h", "thumbnail_size_h", "Thumbnail Height", true),
    ("medium_size_w", "medium_size_w", "Medium size image width", true),
    ("medium_size_h", "medium_size_h", "Medium size image height", true),
    ("large_size_w", "large_size_w", "Large size image width", true),
    ("large_size_h", "large_size_h", "Large size image height", true),
    ("default_comment_status", "default_comment_status", "Allow people to submit comments on new posts.", true),
    ("default_ping_status", "default_ping_status", "Allow link notifications from other blogs.", true),
    ("stylesheet", "stylesheet", "Stylesheet", false),
];

/// Calls one of them.
pub async fn call(caller: &Caller, method: &str, given: &Parameters) -> Result<Value, Fault> {
    given.require(3)?;
    let actor = caller.sign_in(given, 1).await?;
    match method {
        "getOptions" => {
            let named: Vec<String> = given.list(3).iter().map(parameters::text).collect();
            let named = if named.is_empty() && !given.text(3).is_empty() { vec![given.text(3)] } else { named };
            Ok(shown(&caller.site, &actor, &named))
        }
        "setOptions" => {
            let wanted = given.members(3);
            cms::audit::asked_by(caller.asker(&actor), set(&caller.site, &actor, &wanted)).await
        }
        _ => Err(methods::unknown(method)),
    }
}

/// The options that were named, or all.
fn shown(site: &Site, actor: &Actor, named: &[String]) -> Value {
    let may_set = actor.may(Capability::ManageOptions);
    let wanted = OPTIONS.iter().filter(|option| named.is_empty() || named.iter().any(|name| name == option.0));
    let one = |(name, option, description, settable): &(&str, &str, &str, bool)| {
        let value = match *name {
            "software_name" => "WordPress".to_owned(),
            "software_version" => cms::WORDPRESS_VERSION.to_owned(),
            "blog_url" | "home_url" => site.url().to_owned(),
            "login_url" => format!("{}/wp-login.php", site.url()),
            "admin_url" => format!("{}/wp-admin/", site.url()),
            _ => site.settings().text(option),
        };
        let members =
            [("desc", text(description)), ("readonly", flag(!(*settable && may_set))), ("value", text(value))];
        ((*name).to_owned(), structure(members))
    };
    Value::Struct(wanted.map(one).collect())
}

/// Sets those that editors may set; the others are passed over, as in WordPress.
async fn set(site: &Site, actor: &Actor, given: &Members) -> Result<Value, Fault> {
    actor.require_manager().map_err(refused)?;
    for (name, value) in given {
        let known = OPTIONS.iter().find(|(known, _, _, settable)| known == name && *settable);
        let Some((_, option, _, _)) = known else { continue };
        settings::update(site, actor, option, &json!(parameters::text(value))).await.map_err(refused)?;
    }
    let named: Vec<String> = given.keys().cloned().collect();
    let site = cms::sites::by_id(site.host(), site.id()).await.map_err(refused)?;
    Ok(shown(&site, actor, &named))
}
