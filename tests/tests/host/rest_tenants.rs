//! What one site has, no other reads, changes or learns of: every route of the API that can name something by its number,
//! asked on another site, answers as it does about what nobody has.
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Installation, SiteClient, on_both_databases};

use super::rest_things::{PEOPLE, Things, everything, sign_everybody_in, signed_in};

/// A number that nothing has on any site.
const NOBODYS: &str = "987654321";

on_both_databases! {
    async fn no_route_tells_of_another_sites_things(installation: Installation) {
        let front = Things::prepare(&installation);
        let clients = sign_everybody_in(&front).await;
        let owner = &clients[PEOPLE.len() - 2];
        let things = Things::make(owner).await;
        let neighbour = front.client().as_host("elsewhere.example");
        let neighbour = signed_in(neighbour, "administrator-elsewhere").await;
        let before = everything(owner).await;
        let mut complaints = Vec::new();
        for (pattern, methods) in web::rest::listed() {
            let address = things.address_of(&pattern);
            let stranger = things.address_with_nobodys_numbers(&pattern, NOBODYS);
            if address == stranger || is_known_everywhere(&pattern) {
                continue;
            }
            for method in methods {
                let here = ask(&neighbour, method, &address).await;
                let nowhere = ask(&neighbour, method, &stranger).await;
                if here != nowhere {
                    complaints.push(format!("{method} {address}: {here:?} and not {nowhere:?}"));
                }
            }
        }
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
        assert_eq!(everything(owner).await, before, "a neighbour changed something");
    }

    async fn no_parameter_tells_of_another_sites_things(installation: Installation) {
        let front = Things::prepare(&installation);
        let clients = sign_everybody_in(&front).await;
        let owner = &clients[PEOPLE.len() - 2];
        let things = Things::make(owner).await;
        let neighbour = front.client().as_host("elsewhere.example");
        let neighbour = signed_in(neighbour, "administrator-elsewhere").await;
        let index = neighbour.get("/wp-json/").await.json();
        let mut complaints = Vec::new();
        let mut asked = 0;
        // Accounts, events and what else `platen/v1` numbers have the host's numbers: some of those are the neighbour's own.
        let of_a_site = |path: &str| path.starts_with("/wp/v2/") && path != "/wp/v2/users";
        for (path, name) in parameters_with_numbers(&index).into_iter().filter(|(path, _)| of_a_site(path)) {
            // 1 is the neighbour's own: both sites have a first category.
            for number in things.all_numbers().into_iter().filter(|number| *number != "1") {
                let here = listed(&neighbour, &path, &name, number).await;
                let nowhere = listed(&neighbour, &path, &name, NOBODYS).await;
                asked += 1;
                if here != nowhere {
                    complaints.push(format!("{path}?{name}={number}: {here} and not {nowhere}"));
                }
            }
        }
        assert!(asked > 100, "{asked} questions are too few: the index is read wrongly");
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    }

    async fn nothing_is_hung_onto_another_sites_things(installation: Installation) {
        let front = Things::prepare(&installation);
        let clients = sign_everybody_in(&front).await;
        let owner = &clients[PEOPLE.len() - 2];
        let things = Things::make(owner).await;
        let neighbour = front.client().as_host("elsewhere.example");
        let neighbour = signed_in(neighbour, "administrator-elsewhere").await;
        let before = everything(owner).await;
        for (list, field, kind) in NAMED_IN_BODIES {
            let hang = async |number: &str| {
                let body = json!({"title": "Hung", "name": "Hung", "content": "Hung", "status": "publish", *field: number});
                let request = neighbour.request(Method::POST, &format!("/wp-json/wp/v2/{list}")).json(&body);
                let answer = Answer::of(request).await;
                let answered = answer.json();
                if answer.status == 201 {
                    let made = format!("/wp-json/wp/v2/{list}/{}?force=true", answered["id"]);
                    Answer::of(neighbour.request(Method::DELETE, &made)).await;
                }
                (answer.status, answered["code"].clone(), answered[field].clone())
            };
            assert_eq!(hang(things.number(kind)).await, hang(NOBODYS).await, "{field} in {list}");
        }
        assert_eq!(everything(owner).await, before, "a neighbour changed something");
    }

    async fn a_neighbours_account_is_nobody_here(installation: Installation) {
        let front = Things::prepare(&installation);
        let neighbour = front.client().as_host("elsewhere.example");
        let neighbour = signed_in(neighbour, "administrator-elsewhere").await;
        for list in ["users?context=edit&per_page=100", "users?search=subscriber", "users?slug=subscriber", "search?search=access"] {
            let answer = neighbour.get(&format!("/wp-json/wp/v2/{list}")).await;
            assert!(!answer.text.contains("subscriber"), "{list}: {}", answer.text);
        }
    }
}

/// Where a body names a thing of another kind by its number: the list, the field, and the kind.
const NAMED_IN_BODIES: &[(&str, &str, &str)] = &[
    ("posts", "featured_media", "media"),
    ("posts", "categories", "categories"),
    ("posts", "tags", "tags"),
    ("pages", "parent", "pages"),
    ("comments", "post", "posts"),
    ("comments", "parent", "comments"),
    ("categories", "parent", "categories"),
    ("menu-items", "menus", "menus"),
];

/// The lists that anybody can ask, each with its parameters that are numbers or lists of them.
fn parameters_with_numbers(index: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, route) in index["routes"].as_object().expect("routes") {
        let endpoints = route["endpoints"].as_array().into_iter().flatten();
        let reads = endpoints.filter(|endpoint| endpoint["methods"][0] == "GET" && !path.contains('('));
        for (name, schema) in reads.filter_map(|endpoint| endpoint["args"].as_object()).flatten() {
            let is_list = schema["type"] == "array" && schema["items"]["type"] == "integer";
            let is_several = schema["oneOf"][0]["items"]["type"] == "integer";
            let is_paging = matches!(name.as_str(), "page" | "per_page" | "offset" | "menu_order");
            if (schema["type"] == "integer" || is_list || is_several) && !is_paging {
                found.push((path.clone(), name.clone()));
            }
        }
    }
    found
}

/// What a list answers to one number.
async fn listed(client: &SiteClient, path: &str, name: &str, number: &str) -> String {
    let answer = client.get(&format!("/wp-json{path}?{name}={number}")).await;
    format!("{} {}", answer.status, answer.text)
}

/// Names that are the same on every site: the number in them is no row's.
fn is_known_everywhere(pattern: &str) -> bool {
    [
        "/sidebars",
        "/widget-types",
        "/block-types",
        "/block-renderer",
        "/templates",
        "/template-parts",
        "/icons",
        "/themes",
    ]
    .iter()
    .any(|known| pattern.contains(known))
}

/// Status, code and message: what a stranger could learn from.
async fn ask(client: &SiteClient, method: &str, address: &str) -> (u16, Value, Value) {
    let request = client.request(Method::from_bytes(method.as_bytes()).unwrap(), &format!("/wp-json{address}"));
    let request = if method == "GET" {
        request
    } else {
        request.json(&json!({"force": true, "title": "stolen", "name": "stolen", "reassign": 1}))
    };
    let answer = Answer::of(request).await;
    let body: Value = serde_json::from_str(&answer.text).unwrap_or_default();
    (answer.status, body["code"].clone(), body["message"].clone())
}
