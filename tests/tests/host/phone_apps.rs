//! What WordPress's own apps for phones rest on, as their library `wordpress-rs` expects it of a live site.
use reqwest::Method;
use serde_json::json;
use tests::{Answer, Installation, SiteClient, on_both_databases};

use super::rest_things::signed_in;

async fn administrator(installation: &Installation) -> (tests::PlatenProcess, SiteClient) {
    installation.install_site("Phones");
    let front = installation.serve();
    let client = signed_in(front.client(), "admin").await;
    (front, client)
}

async fn post(client: &SiteClient, path: &str, body: serde_json::Value) -> Answer {
    Answer::of(client.request(Method::POST, &format!("/wp-json/wp/v2/{path}")).json(&body)).await
}

on_both_databases! {
    async fn an_app_finds_the_api_from_whatever_address_it_was_given(installation: Installation) {
        let (front, _) = administrator(&installation).await;
        for address in ["/", "/wp-json", "/wp-admin.php", "/no-such-page/"] {
            let answer = Answer::of(front.client().request(Method::HEAD, address)).await;
            let link = answer.header("link").to_owned();
            assert!(link.contains("/wp-json/>; rel=\"https://api.w.org/\""), "{address}: {link}");
        }
        let index = front.client().get("/wp-json/").await.json();
        let page = &index["authentication"]["application-passwords"]["endpoints"]["authorization"];
        assert_eq!(page.as_str(), Some(format!("{}/wp-admin/authorize-application.php", front.url()).as_str()));
    }

    async fn the_sizes_of_a_site_have_all_of_wordpresss_names(installation: Installation) {
        let (_front, client) = administrator(&installation).await;
        for part in ["wordpress", "themes", "plugins", "uploads", "fonts", "database", "total"] {
            let name = format!("{part}_size");
            let sizes = client.get(&format!("/wp-json/wp-site-health/v1/directory-sizes?_fields={name}")).await.json();
            assert!(sizes[&name]["size"].is_string() && sizes[&name]["debug"].is_string(), "{sizes}");
        }
    }

    async fn people_keep_the_slugs_that_wordpress_would_give_them(installation: Installation) {
        let (_front, client) = administrator(&installation).await;
        assert_eq!(post(&client, "users/1", json!({"slug": "new_slug"})).await.json()["slug"], "new_slug");
        let new = json!({"username": "ann@example.org", "email": "ann@example.org", "password": "a long password"});
        assert_eq!(post(&client, "users", new).await.json()["slug"], "annexample-org");
    }

    async fn a_list_refuses_types_that_are_none_and_takes_an_order_that_names_nothing(installation: Installation) {
        let (_front, client) = administrator(&installation).await;
        let refused = client.get("/wp-json/wp/v2/users?has_published_posts=foo").await;
        assert_eq!((refused.status, refused.json()["code"].as_str()), (400, Some("rest_invalid_param")));
        for list in ["tags", "categories", "users"] {
            for order in ["include", "include_slugs"] {
                let answer = client.get(&format!("/wp-json/wp/v2/{list}?orderby={order}")).await;
                assert_eq!(answer.status, 200, "{list} by {order}: {}", answer.text);
            }
        }
    }

    async fn a_batch_that_needs_all_of_its_parts_does_none_when_one_is_wrong(installation: Installation) {
        let (_front, client) = administrator(&installation).await;
        let part = |body: serde_json::Value| json!({"path": "/wp/v2/posts", "body": body});
        let parts = [part(json!({"title": "Right"})), part(json!({"status": "bogus"}))];
        let batch = json!({"validation": "require-all-validate", "requests": parts});
        let answer = Answer::of(client.request(Method::POST, "/wp-json/batch/v1").json(&batch)).await;
        assert_eq!((answer.status, answer.json()["failed"].as_str()), (207, Some("validation")));
        assert!(answer.json()["responses"][0].is_null());
        assert_eq!(client.get("/wp-json/wp/v2/posts?status=draft").await.json(), json!([]));
    }

    async fn a_list_hears_what_its_type_registers_and_nothing_else(installation: Installation) {
        let (front, client) = administrator(&installation).await;
        assert_eq!(post(&client, "posts", json!({"title": "A", "status": "publish"})).await.status, 201);
        for strange in ["menu_order=5", "parent=5"] {
            let answer = front.client().get(&format!("/wp-json/wp/v2/posts?{strange}")).await;
            assert_eq!(answer.header("x-wp-total"), "1", "{strange}");
            let answer = front.client().get(&format!("/wp-json/wp/v2/pages?{strange}")).await;
            assert_eq!(answer.header("x-wp-total"), "0", "{strange}");
        }
        let found = client.get("/wp-json/wp/v2/users?search=dmi*").await;
        assert_eq!(found.json()[0]["name"], "admin", "{}", found.text);
        let hidden = front.client().get("/wp-json/wp/v2/media?status=trash").await;
        assert_eq!((hidden.status, &hidden.json()["data"]["params"]["status"]), (400, &json!("Status is forbidden.")));
    }

    async fn registered_values_are_checked_one_by_one(installation: Installation) {
        let (_front, client) = administrator(&installation).await;
        let text = post(&client, "posts", json!({"title": "A", "meta": "x"})).await;
        assert_eq!((text.status, &text.json()["data"]["params"]["meta"]), (400, &json!("Invalid parameter.")));
        let number = post(&client, "posts", json!({"title": "A", "meta": {"footnotes": 1}})).await;
        assert_eq!((number.status, number.json()["code"].as_str()), (400, Some("rest_invalid_type")));
        let kept = post(&client, "users/1", json!({"meta": {"persisted_preferences": "x"}})).await;
        assert_eq!((kept.status, kept.json()["code"].as_str()), (400, Some("rest_invalid_type")));
        let nowhere = post(&client, "menus", json!({"name": "M", "locations": ["nowhere"]})).await;
        assert_eq!(nowhere.json()["data"]["details"]["locations"]["code"], "rest_invalid_menu_location");
    }
}
