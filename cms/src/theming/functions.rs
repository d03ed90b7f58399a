//! The functions that templates may call, beside Tera's own.

use serde_json::Value as Json;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::assets;
use super::scene::Scene;

/// Options that are public anyway. Everything else stays out of templates' reach.
const PUBLIC_OPTIONS: [&str; 18] = [
    "blogname",
    "blogdescription",
    "home",
    "siteurl",
    "WPLANG",
    "timezone_string",
    "gmt_offset",
    "date_format",
    "time_format",
    "start_of_week",
    "posts_per_page",
    "show_on_front",
    "page_on_front",
    "page_for_posts",
    "default_category",
    "users_can_register",
    "show_avatars",
    "thread_comments",
];

/// Makes the functions known, before the templates that call them are added.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("asset", asset);
    tera.register_function("option", option);
    tera.register_function("home_url", home_url);
    tera.register_function("now", now);
}

/// `asset(name="style.css")`: the address of the theme's own file or a parent's, with its version.
fn asset(arguments: Kwargs, _: &State) -> TeraResult<String> {
    let name = arguments.must_get::<&str>("name")?;
    Scene::ask(|scene| match scene.theme.asset(name) {
        Some(asset) => asset.address.clone(),
        None => assets::address(scene.theme.slug(), name),
    })
}

/// `option(name="date_format")`: a public option of the site.
fn option(arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let name = arguments.must_get::<&str>("name")?;
    if !PUBLIC_OPTIONS.contains(&name) {
        return Err(tera::Error::message(format!("the option {name} is not one that templates may read")));
    }
    Scene::ask(|scene| Value::from_serializable(scene.site.settings().get(name).unwrap_or(&Json::Null)))
}

/// `home_url(path="/about/")`: an address of the site.
fn home_url(arguments: Kwargs, _: &State) -> TeraResult<String> {
    let path = arguments.get::<&str>("path")?.unwrap_or("/");
    Scene::ask(|scene| format!("{}/{}", scene.site.settings().home(), path.trim_start_matches('/')))
}

/// `now()`: this moment in the site's time, for the `date` filter.
fn now(_: Kwargs, _: &State) -> TeraResult<String> {
    Scene::ask(|scene| scene.site.local_now().format("%Y-%m-%dT%H:%M:%S").to_string())
}
