//! Writing over the REST API: who may make, change and take away what, and in which words it is refused.
use serde_json::{Value, json};
use tests::installation::ADMIN;
use tests::{Answer, Installation, PlatenProcess, Program, on_both_databases};

/// The site's administrator, and one person of each lesser role that writes.
struct People {
    admin: Program,
    editor: Program,
    author: Program,
    contributor: Program,
}

fn people(installation: &Installation, front: &PlatenProcess) -> People {
    let new = |role: &str| {
        let (email, role_flag) = (format!("{role}@example.org"), format!("--role={role}"));
        installation.platen(&["user", "create", role, &email, &role_flag]);
        Program::of(installation, front.client(), role)
    };
    People {
        admin: Program::of(installation, front.client(), ADMIN),
        editor: new("editor"),
        author: new("author"),
        contributor: new("contributor"),
    }
}

fn outcome(answer: &Answer) -> (u16, String) {
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

fn id(answer: &Answer) -> i64 {
    answer.json()["id"].as_i64().unwrap_or_else(|| panic!("no post: {}", answer.text))
}

async fn published(by: &Program, title: &str) -> i64 {
    id(&by.post("/posts", json!({"title": title, "content": "Words", "status": "publish"})).await)
}

on_both_databases! {
    async fn a_post_is_drafted_published_trashed_and_deleted(installation: Installation) {
        installation.install_site("Writing");
        let front = installation.serve();
        let editor = people(&installation, &front).editor;
        let made = editor.post("/posts?context=view", json!({"title": "First", "slug": "First post!"})).await;
        assert_eq!((made.status, &made.json()["status"]), (201, &json!("draft")));
        assert_eq!(made.json()["title"]["raw"], "First", "what was made is shown to its editor");
        let path = format!("/posts/{}", id(&made));
        assert!(made.header("location").ends_with(&format!("/wp-json/wp/v2{path}")));
        let live = editor.post(&path, json!({"status": "publish", "excerpt": {"raw": "Short"}})).await.json();
        assert_eq!((&live["slug"], &live["excerpt"]["raw"]), (&json!("first-post"), &json!("Short")));
        let address = live["link"].as_str().unwrap().to_owned();
        let page = front.client().get(address.strip_prefix(front.client().base()).unwrap_or(&address)).await;
        assert_eq!(page.status, 200);
        let trashed = editor.delete(&path).await.json();
        assert_eq!((&trashed["status"], &trashed["slug"]), (&json!("trash"), &json!("first-post__trashed")));
        assert_eq!(outcome(&editor.delete(&path).await), refused(410, "rest_already_trashed"));
        assert_eq!(outcome(&Answer::of(front.client().request(reqwest::Method::GET, &format!("/wp-json/wp/v2{path}"))).await).0, 401);
        let back = editor.post(&path, json!({"status": "draft"})).await.json();
        assert_eq!((&back["status"], &back["slug"]), (&json!("draft"), &json!("first-post")));
        let gone = editor.delete(&format!("{path}?force=true")).await.json();
        assert_eq!((&gone["deleted"], &gone["previous"]["title"]["raw"]), (&json!(true), &json!("First")));
        assert_eq!(outcome(&editor.get(&path).await), refused(404, "rest_post_invalid_id"));
    }

    async fn nobody_writes_what_their_role_does_not_allow(installation: Installation) {
        installation.install_site("Writing");
        let front = installation.serve();
        let People { admin, editor, author, contributor } = people(&installation, &front);
        let of_admin = format!("/posts/{}", published(&admin, "Mine").await);
        let editor_id = id(&editor.get("/users/me").await);
        let refusals: [(&Program, &str, Value, (u16, &str)); 8] = [
            (&contributor, "/posts", json!({"title": "x", "status": "publish"}), (403, "rest_cannot_publish")),
            (&contributor, "/posts", json!({"title": "x", "status": "private"}), (403, "rest_cannot_publish")),
            (&contributor, "/pages", json!({"title": "x"}), (403, "rest_cannot_create")),
            (&contributor, "/categories", json!({"name": "x"}), (403, "rest_cannot_create")),
            (&author, "/posts", json!({"title": "x", "author": editor_id}), (403, "rest_cannot_edit_others")),
            (&author, "/posts", json!({"title": "x", "sticky": true}), (403, "rest_cannot_assign_sticky")),
            (&author, &of_admin, json!({"title": "Stolen"}), (403, "rest_cannot_edit")),
            (&editor, "/menus", json!({"name": "x"}), (403, "rest_cannot_create")),
        ];
        for (by, path, body, (status, code)) in refusals {
            let answer = by.post(path, body.clone()).await;
            assert_eq!(outcome(&answer), refused(status, code), "{path} {body}");
        }
        assert_eq!(outcome(&author.delete(&of_admin).await), refused(403, "rest_cannot_delete"));
        assert_eq!(admin.get(&of_admin).await.json()["title"]["rendered"], "Mine", "nothing of it happened");
        assert_eq!(contributor.post("/tags", json!({"name": "fresh"})).await.status, 201, "tags are for everybody who writes");
    }

    async fn what_cannot_be_is_refused_in_wordpress_words(installation: Installation) {
        installation.install_site("Writing");
        let front = installation.serve();
        let admin = people(&installation, &front).admin;
        let cases: [(&str, Value, (u16, &str)); 9] = [
            ("/posts", json!({}), (400, "empty_content")),
            ("/posts", json!({"id": 1, "title": "x"}), (400, "rest_post_exists")),
            ("/posts", json!({"title": "x", "status": "bogus"}), (400, "rest_invalid_param")),
            ("/posts", json!({"title": "x", "author": 999_999}), (400, "rest_invalid_author")),
            ("/posts", json!({"title": "x", "sticky": true, "password": "p"}), (400, "rest_invalid_field")),
            ("/posts", json!({"title": "x", "template": "no-such"}), (400, "rest_invalid_param")),
            ("/pages", json!({"title": "x", "parent": 999_999}), (400, "rest_post_invalid_id")),
            ("/categories", json!({"name": "x", "parent": 999_999}), (400, "rest_term_invalid")),
            ("/tags", json!({"name": "x", "parent": 1}), (400, "rest_taxonomy_not_hierarchical")),
        ];
        for (path, body, (status, code)) in cases {
            assert_eq!(outcome(&admin.post(path, body.clone()).await), refused(status, code), "{path} {body}");
        }
        assert_eq!(outcome(&admin.delete("/categories/1?force=true").await), refused(403, "rest_cannot_delete"));
    }

    async fn two_editors_of_one_post_lose_no_text(installation: Installation) {
        installation.install_site("Writing");
        let front = installation.serve();
        let People { admin, editor, .. } = people(&installation, &front);
        let post = published(&admin, "Shared").await;
        let path = format!("/posts/{post}");
        let (by_admin, by_editor) = tokio::join!(
            admin.post(&path, json!({"content": "The administrator's text"})),
            editor.post(&path, json!({"content": "The editor's text"})),
        );
        assert_eq!((by_admin.status, by_editor.status), (200, 200), "{} {}", by_admin.text, by_editor.text);
        let versions = admin.get(&format!("{path}/revisions?context=edit")).await.json();
        let texts: Vec<&str> =
            versions.as_array().unwrap().iter().filter_map(|version| version["content"]["raw"].as_str()).collect();
        for text in ["The administrator's text", "The editor's text"] {
            assert!(texts.contains(&text), "{text} is lost: {texts:?}");
        }
    }

    async fn an_autosave_stands_beside_what_others_wrote(installation: Installation) {
        installation.install_site("Writing");
        let front = installation.serve();
        let People { editor, author, contributor, .. } = people(&installation, &front);
        let own = id(&author.post("/posts", json!({"title": "Draft", "content": "Begun"})).await);
        let saved = author.post(&format!("/posts/{own}/autosaves"), json!({"content": "Further"})).await;
        assert_eq!((saved.status, id(&saved)), (200, own), "the author's own draft is written itself");
        let beside = editor.post(&format!("/posts/{own}/autosaves"), json!({"title": "T", "content": "Other"})).await;
        assert_eq!(beside.json()["parent"], own);
        assert!(beside.json()["preview_link"].as_str().unwrap().contains("preview=true"));
        let read = author.get(&format!("/posts/{own}?context=edit")).await.json();
        assert_eq!(read["content"]["raw"], "Further");
        let hidden = contributor.get(&format!("/posts/{own}/autosaves")).await;
        assert_eq!(outcome(&hidden), refused(403, "rest_cannot_read"));
    }

    async fn what_an_author_writes_is_cleaned_and_what_an_editor_writes_is_kept(installation: Installation) {
        installation.install_site("Writing");
        let front = installation.serve();
        let People { editor, author, .. } = people(&installation, &front);
        let body = json!({"title": "x", "content": "<p onclick=\"x()\">a</p><script>b</script>"});
        let cleaned = author.post("/posts", body.clone()).await.json();
        assert_eq!(cleaned["content"]["raw"], "<p>a</p>b");
        assert_eq!(editor.post("/posts", body.clone()).await.json()["content"]["raw"], body["content"]);
    }

    async fn a_menu_is_made_filled_and_shown_where_the_theme_has_a_place(installation: Installation) {
        installation.install_site("Writing");
        let front = installation.serve();
        let admin = people(&installation, &front).admin;
        let places = admin.get("/menu-locations").await.json();
        let place = places.as_object().unwrap().keys().next().unwrap().clone();
        let menu = admin.post("/menus", json!({"name": "Main", "locations": [place]})).await;
        assert_eq!((menu.status, &menu.json()["locations"]), (201, &json!([place])), "{}", menu.text);
        let again = admin.post("/menus", json!({"name": "Main"})).await;
        assert_eq!((outcome(&again), &again.json()["data"]["term_id"]), (refused(400, "menu_exists"), &menu.json()["id"]));
        let link = json!({"title": "Elsewhere", "url": "https://example.org/", "menus": id(&menu), "status": "publish"});
        let item = admin.post("/menu-items", link).await;
        assert_eq!((item.status, &item.json()["type_label"]), (201, &json!("Custom Link")), "{}", item.text);
        assert_eq!(admin.get(&format!("/menu-locations/{place}")).await.json()["menu"], menu.json()["id"]);
        assert!(front.client().get("/").await.text.contains("https://example.org/"), "the place shows the menu");
        let gone = admin.delete(&format!("/menu-items/{}?force=true", id(&item))).await;
        assert_eq!(gone.json()["deleted"], true);
    }
}
