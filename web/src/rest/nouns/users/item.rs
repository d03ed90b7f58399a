//! Accounts as the API shows them.

use std::collections::{HashMap, HashSet};

use cms::permalinks::Permalinks;
use cms::users::{self, Capability, Model, Role};
use serde_json::{Map, Value, json};

use super::preferences;
use crate::rest::RestRequest;
use crate::rest::error::RestResult;
use crate::rest::item::{self, Item};

/// People with all that is shown of them.
pub struct People<'a> {
    request: &'a RestRequest,
    context: &'a str,
    found: Vec<(Model, Option<Role>)>,
    elsewhere: HashSet<i64>,
    preferences: HashMap<i64, Value>,
}

impl<'a> People<'a> {
    /// Loads what belongs to these people, in as many queries for a hundred as for one.
    pub async fn load(
        request: &'a RestRequest,
        context: &'a str,
        found: Vec<(Model, Option<Role>)>,
    ) -> RestResult<Self> {
        let ids: Vec<i64> = found.iter().map(|(user, _)| user.id).collect();
        let manages = request.actor.may(Capability::EditUsers) && !request.actor.may(Capability::ManageNetwork);
        let elsewhere = if manages { users::belonging_elsewhere(&request.site, &ids).await? } else { HashSet::new() };
        let preferences =
            if context == "edit" { preferences::load(&request.site, &ids).await? } else { HashMap::new() };
        Ok(Self { request, context, found, elsewhere, preferences })
    }

    /// Each of them in the request's context.
    pub fn items(&self) -> Vec<Value> {
        self.found.iter().map(|(user, role)| self.item(user, *role)).collect()
    }

    fn item(&self, user: &Model, role: Option<Role>) -> Value {
        let fields = item::asked(self.request);
        let settings = self.request.site.settings();
        let mut item = Item::new(&fields, self.context);
        let mut add = |name: &str, contexts: &str, value: Value| item.add(name, contexts, || value);
        add("id", "veb", json!(user.id));
        add("username", "e", json!(user.login));
        add("name", "veb", json!(user.display_name));
        add("first_name", "e", json!(user.first_name));
        add("last_name", "e", json!(user.last_name));
        add("email", "e", json!(user.email));
        add("url", "veb", json!(user.url));
        add("description", "veb", json!(user.description));
        add("link", "veb", json!(Permalinks::new(settings).author(user.id, &user.nicename)));
        add("locale", "e", json!(if user.locale.is_empty() { settings.locale() } else { user.locale.clone() }));
        add("nickname", "e", json!(user.nickname));
        add("slug", "veb", json!(user.nicename));
        add("roles", "e", json!(role.map(Role::name).into_iter().collect::<Vec<_>>()));
        add("registered_date", "e", json!(user.registered.format("%Y-%m-%dT%H:%M:%S+00:00").to_string()));
        add("capabilities", "e", capabilities(user, role));
        add("extra_capabilities", "e", held(role.into_iter().map(Role::name)));
        if settings.flag("show_avatars") {
            add("avatar_urls", "veb", avatars(&user.email));
        }
        add("meta", "ve", self.meta(user));
        add("_links", "veb", self.links(user));
        Value::Object(item.finish())
    }

    /// The one registered key is for whoever edits; without it, PHP's empty list is left.
    fn meta(&self, user: &Model) -> Value {
        if self.context != "edit" {
            return json!([]);
        }
        json!({preferences::KEY: self.preferences.get(&user.id).cloned().unwrap_or_else(|| json!([]))})
    }

    fn links(&self, user: &Model) -> Value {
        let own = self.request.rest_url(&format!("wp/v2/users/{}", user.id));
        json!({
            "self": [{"href": own, "targetHints": {"allow": self.allowed(user)}}],
            "collection": [{"href": self.request.rest_url("wp/v2/users")}],
        })
    }

    fn allowed(&self, user: &Model) -> Vec<&'static str> {
        let actor = &self.request.actor;
        let is_out_of_reach =
            !actor.may(Capability::ManageNetwork) && (user.is_network_admin || self.elsewhere.contains(&user.id));
        let mut allowed = vec!["GET"];
        if actor.user_id() == user.id || actor.may(Capability::EditUsers) && !is_out_of_reach {
            allowed.extend(["POST", "PUT", "PATCH"]);
        }
        let runs_network = user.is_network_admin && !actor.may(Capability::ManageNetwork);
        if actor.may(Capability::DeleteUsers) && !runs_network {
            allowed.push("DELETE");
        }
        allowed
    }
}

/// What the role allows and the role itself. Whoever runs the network may do on every site what its administrator may.
fn capabilities(user: &Model, role: Option<Role>) -> Value {
    let effective = if user.is_network_admin { Some(Role::Administrator) } else { role };
    let allowed = effective.into_iter().flat_map(users::capability_names);
    held(allowed.chain(role.into_iter().map(Role::name)))
}

fn held(names: impl Iterator<Item = &'static str>) -> Value {
    Value::Object(names.map(|name| (name.to_owned(), json!(true))).collect::<Map<_, _>>())
}

/// Portraits by their pixels.
pub fn avatars(email: &str) -> Value {
    let address = |size: u32| (size.to_string(), json!(users::avatar_url(email, size)));
    Value::Object([24, 48, 96].into_iter().map(address).collect())
}
