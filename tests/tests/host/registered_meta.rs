//! Meta keys that a theme registers for the API, as WordPress's `register_post_meta` does it.
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Installation, PlatenProcess, SiteClient, on_both_databases};

use super::rest_things::signed_in;

const MANIFEST: &str = r#"
name = "Books"
version = "1.0.0"
parent = "platen-one"

[post_meta.subtitle]
single = true
description = "Stands below the title."
default = "None yet"
post_types = ["post"]

[post_meta.pages]
type = "integer"
single = true

[post_meta.in_print]
type = "boolean"
single = true

[post_meta.editors]
post_types = ["post"]
"#;

async fn reader_of_books(installation: &Installation) -> (PlatenProcess, SiteClient) {
    installation.install_site("Books");
    let books = installation.data_dir().join("themes/books");
    std::fs::create_dir_all(&books).unwrap();
    std::fs::write(books.join("theme.toml"), MANIFEST).unwrap();
    installation.platen(&["theme", "activate", "books"]);
    let front = installation.serve();
    let client = signed_in(front.client(), "admin").await;
    (front, client)
}

async fn post(client: &SiteClient, path: &str, meta: Value) -> Answer {
    let body = json!({"title": "A book", "status": "publish", "meta": meta});
    Answer::of(client.request(Method::POST, &format!("/wp-json/wp/v2/{path}")).json(&body)).await
}

on_both_databases! {
    async fn a_theme_s_keys_are_shown_and_taken_in_their_types(installation: Installation) {
        let (front, client) = reader_of_books(&installation).await;
        let empty = post(&client, "posts", json!({})).await.json();
        let nothing = json!({"footnotes": "", "subtitle": "None yet", "pages": 0, "in_print": false, "editors": []});
        assert_eq!(empty["meta"], nothing);
        let given = json!({"subtitle": "A tale", "pages": "320", "in_print": true, "editors": ["Ann", "Bob"], "other": 1});
        let made = post(&client, "posts", given).await.json();
        let kept = json!({"footnotes": "", "subtitle": "A tale", "pages": 320, "in_print": true, "editors": ["Ann", "Bob"]});
        assert_eq!(made["meta"], kept);
        let address = format!("/wp-json/wp/v2/posts/{}?_fields=meta", made["id"]);
        assert_eq!(front.client().get(&address).await.json()["meta"], kept, "everybody may read them");
        let path = format!("posts/{}", made["id"]);
        let fewer = post(&client, &path, json!({"editors": ["Bob"], "pages": null, "in_print": false})).await.json();
        let left = json!({"footnotes": "", "subtitle": "A tale", "pages": 0, "in_print": false, "editors": ["Bob"]});
        assert_eq!(fewer["meta"], left);
        let page = post(&client, "pages", json!({"subtitle": "x", "pages": 7})).await.json();
        assert_eq!(page["meta"], json!({"footnotes": "", "pages": 7, "in_print": false}), "of its own type only");
    }

    async fn values_of_a_wrong_type_are_named_together_and_none_is_written(installation: Installation) {
        let (front, client) = reader_of_books(&installation).await;
        let wrong = json!({"subtitle": "Written", "pages": "many", "in_print": "perhaps", "editors": [["x"]]});
        let answer = post(&client, "posts", wrong).await;
        let said = answer.json();
        assert_eq!((answer.status, said["code"].as_str()), (400, Some("rest_invalid_type")));
        assert_eq!((&said["message"], &said["data"]), (&json!("meta.pages is not of type integer."), &json!({"status": 400})));
        assert_eq!(said["additional_data"][0], json!({"param": "meta.pages"}));
        let others: Vec<&str> = said["additional_errors"].as_array().unwrap().iter()
            .map(|error| error["message"].as_str().unwrap()).collect();
        assert_eq!(others, ["meta.in_print is not of type boolean.", "meta.editors[0] is not of type string."]);
        let titles = front.client().get("/wp-json/wp/v2/posts?search=book").await.json();
        assert_eq!(titles, json!([]), "the post is not there either");
    }

    async fn the_description_of_posts_tells_of_a_theme_s_keys(installation: Installation) {
        let (front, client) = reader_of_books(&installation).await;
        let described = Answer::of(client.request(Method::OPTIONS, "/wp-json/wp/v2/posts")).await.json();
        let meta = &described["schema"]["properties"]["meta"]["properties"];
        let subtitle = json!({"type": "string", "title": "", "description": "Stands below the title.", "default": "None yet"});
        assert_eq!(meta["subtitle"], subtitle);
        let list = json!({"type": "array", "items": {"type": "string", "title": "", "description": "", "default": ""}});
        assert_eq!(meta["editors"], list);
        drop(front);
        installation.platen(&["theme", "activate", "platen-one"]);
        let front = installation.serve();
        let client = signed_in(front.client(), "admin").await;
        let plain = post(&client, "posts", json!({"subtitle": "x"})).await.json();
        assert_eq!(plain["meta"], json!({"footnotes": ""}), "another theme has other keys");
    }
}
