//! What kinds of posts there are, and in which states.

use cms::posts::{self, PostType};
use cms::terms::FORMATS;
use cms::users::Capability;
use cms::{Actor, Site};
use dxr::Value;

use super::call::Caller;
use super::fault::{Fault, fault, refused};
use super::methods;
use super::parameters::Parameters;
use super::values::{flag, list, structure, text};

/// Calls one of them.
pub async fn call(caller: &Caller, method: &str, given: &Parameters) -> Result<Value, Fault> {
    given.require(3)?;
    let actor = caller.sign_in(given, 1).await?;
    actor.require(Capability::EditPosts).map_err(refused)?;
    answer(&caller.site, &actor, method, given)
}

fn answer(site: &Site, actor: &Actor, method: &str, given: &Parameters) -> Result<Value, Fault> {
    match method {
        "getPostType" => {
            let found = posts::type_named(site.settings(), &given.text(3));
            let found = found.filter(|kind| may_see(actor, kind)).ok_or_else(|| fault(403, "Invalid post type."))?;
            Ok(shown(&found))
        }
        "getPostTypes" => {
            let all = posts::types(site.settings());
            let mine = all.iter().filter(|kind| kind.rest_base.is_some() && may_see(actor, kind));
            Ok(Value::Struct(mine.map(|kind| (kind.name.clone(), shown(kind))).collect()))
        }
        "getPostFormats" => {
            let names = std::iter::once("standard").chain(FORMATS);
            Ok(Value::Struct(names.map(|name| (name.to_owned(), text(capitalised(name)))).collect()))
        }
        "getPostStatusList" => Ok(structure([
            ("draft", text("Draft")),
            ("pending", text("Pending Review")),
            ("private", text("Private")),
            ("publish", text("Published")),
        ])),
        "getPageStatusList" => {
            Ok(structure([("draft", text("Draft")), ("private", text("Private")), ("publish", text("Published"))]))
        }
        "getPageTemplates" => Ok(structure([("Default", text("default"))])),
        _ => Err(methods::unknown(method)),
    }
}

fn may_see(actor: &Actor, kind: &PostType) -> bool {
    actor.may(posts::capabilities(&kind.name).edit)
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn shown(kind: &PostType) -> Value {
    structure([
        ("name", text(&kind.name)),
        ("label", text(&kind.label)),
        ("hierarchical", flag(kind.hierarchical)),
        ("public", flag(kind.public)),
        ("show_ui", flag(true)),
        ("_builtin", flag(kind.builtin)),
        ("has_archive", flag(kind.archive.is_some())),
        ("supports", Value::Struct(kind.supports.iter().map(|name| (name.clone(), flag(true))).collect())),
        ("map_meta_cap", flag(true)),
        ("taxonomies", list(kind.taxonomies.iter().map(text))),
        ("labels", structure([("name", text(&kind.label)), ("singular_name", text(&kind.singular))])),
    ])
}
