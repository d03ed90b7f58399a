//! Accounts over the REST API: who is shown to whom, who may change whom, and programs' own passwords.
use serde_json::json;
use tests::installation::ADMIN;
use tests::{Answer, Installation, Program, on_both_databases};

fn code(answer: &Answer) -> (u16, String) {
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

fn number_of(installation: &Installation, login: &str) -> String {
    installation.platen(&["user", "get", login, "--field=ID"])
}

on_both_databases! {
    async fn an_account_is_made_changed_and_taken_away(installation: Installation) {
        installation.install_site("People");
        let front = installation.serve();
        let admin = Program::of(&installation, front.client(), ADMIN);
        let new = json!({"username": "bob", "email": "bob@example.org", "password": "a b c", "roles": ["author"]});
        let made = admin.post("/users", new.clone()).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let id = made.json()["id"].as_i64().unwrap();
        assert!(made.header("location").ends_with(&format!("/wp-json/wp/v2/users/{id}")));
        assert_eq!(made.json()["roles"], json!(["author"]));
        assert_eq!(code(&admin.post("/users", new).await), refused(500, "existing_user_login"));
        let changed = admin.post(&format!("/users/{id}"), json!({"roles": ["editor"], "nickname": "B"})).await.json();
        assert_eq!((&changed["roles"], &changed["nickname"]), (&json!(["editor"]), &json!("B")));
        let username = json!({"username": "other"});
        assert_eq!(code(&admin.post(&format!("/users/{id}"), username).await), refused(400, "rest_user_invalid_argument"));
        let wrong = json!({"username": "a<b", "email": "c@example.org", "password": "\\"});
        let answer = admin.post("/users", wrong).await.json();
        assert_eq!(answer["data"]["params"].as_object().unwrap().len(), 2, "{answer}");
        let gone = admin.delete(&format!("/users/{id}?force=true&reassign=1")).await;
        assert_eq!(gone.json()["deleted"], true, "{}", gone.text);
        assert_eq!(code(&admin.get(&format!("/users/{id}")).await), refused(404, "rest_user_invalid_id"));
    }

    async fn nobody_changes_the_account_of_somebody_above(installation: Installation) {
        installation.install_site("People");
        for role in ["editor", "subscriber"] {
            let (email, role_flag) = (format!("{role}@example.org"), format!("--role={role}"));
            installation.platen(&["user", "create", role, &email, &role_flag]);
        }
        let (editor_id, subscriber_id) = (number_of(&installation, "editor"), number_of(&installation, "subscriber"));
        let front = installation.serve();
        let editor = Program::of(&installation, front.client(), "editor");
        let body = json!({"name": "Mallory"});
        let others = editor.post(&format!("/users/{subscriber_id}"), body.clone()).await;
        assert_eq!(code(&others), refused(403, "rest_cannot_edit"));
        assert_eq!(code(&editor.post("/users", body.clone()).await).0, 400, "the arguments are looked at first");
        let promotion = json!({"roles": ["administrator"]});
        assert_eq!(code(&editor.post("/users/me", promotion).await), refused(403, "rest_cannot_edit_roles"));
        let own = editor.post("/users/me", json!({"name": "Eddie", "meta": {"persisted_preferences": {"a": {}}}})).await;
        assert_eq!((own.status, &own.json()["name"]), (200, &json!("Eddie")));
        assert_eq!(own.json()["meta"]["persisted_preferences"], json!({"a": []}));
        let subscriber = Program::of(&installation, front.client(), "subscriber");
        assert_eq!(code(&subscriber.get(&format!("/users/{editor_id}")).await), refused(403, "rest_user_cannot_view"));
        assert_eq!(code(&subscriber.get("/users?roles=editor").await), refused(403, "rest_user_cannot_view"));
        assert_eq!(subscriber.get("/users").await.json(), json!([]), "nobody has published anything");
        assert_eq!(subscriber.get("/users?search=editor@example.org").await.json(), json!([]));
    }

    async fn a_site_does_not_tell_of_people_elsewhere(installation: Installation) {
        installation.install_site("People");
        let elsewhere = "--url=http://elsewhere.example";
        installation.platen(&["site", "create", elsewhere, "--title=Elsewhere"]);
        installation.platen(&["user", "create", "root", "root@example.org", "--role=administrator"]);
        installation.platen(&["user", "create", "far", "far@example.org", "--role=author", elsewhere]);
        let far = number_of(&installation, "far");
        let front = installation.serve();
        let root = Program::of(&installation, front.client(), "root");
        let unknown = refused(404, "rest_user_invalid_id");
        for path in [format!("/users/{far}"), format!("/users/{far}/application-passwords")] {
            assert_eq!(code(&root.get(&path).await), unknown, "{path}");
            assert_eq!(code(&root.post(&path, json!({"name": "x"})).await), unknown, "{path}");
        }
        assert_eq!(code(&root.delete(&format!("/users/{far}?force=true&reassign=1")).await), unknown);
        let listed = root.get("/users?per_page=100&context=edit").await.json();
        assert!(listed.as_array().unwrap().iter().all(|user| user["username"] != "far"), "{listed}");
    }

    async fn a_program_finds_and_revokes_its_own_password(installation: Installation) {
        installation.install_site("People");
        let front = installation.serve();
        let admin = Program::of(&installation, front.client(), ADMIN);
        let own = admin.get("/users/me/application-passwords/introspect").await.json();
        assert_eq!(own["name"], "test");
        let twice = [json!({"name": "Phone"}), json!({"name": "Phone"})];
        for body in twice {
            assert_eq!(admin.post("/users/me/application-passwords", body).await.status, 201);
        }
        let empty = admin.post("/users/me/application-passwords", json!({"name": "   "})).await;
        assert_eq!(code(&empty), refused(400, "rest_invalid_param"));
        let listed = admin.get("/users/me/application-passwords").await.json();
        assert_eq!(listed.as_array().unwrap().len(), 3, "{listed}");
        assert!(listed.as_array().unwrap().iter().all(|one| one.get("password").is_none()));
        let uuid = own["uuid"].as_str().unwrap();
        let path = format!("/users/me/application-passwords/{uuid}");
        assert_eq!(admin.post(&path, json!({"name": "Desk"})).await.json()["name"], "Desk");
        assert_eq!(admin.delete(&path).await.json()["deleted"], true);
        assert_eq!(code(&admin.get("/users/me").await), refused(401, "rest_not_logged_in"), "it is revoked");
    }

    async fn settings_are_for_administrators_and_change_together(installation: Installation) {
        installation.install_site("People");
        installation.platen(&["user", "create", "ed", "ed@example.org", "--role=editor"]);
        let front = installation.serve();
        let admin = Program::of(&installation, front.client(), ADMIN);
        let editor = Program::of(&installation, front.client(), "ed");
        assert_eq!(code(&editor.get("/settings").await), refused(403, "rest_forbidden"));
        assert_eq!(code(&editor.post("/settings", json!({"title": "x"})).await), refused(403, "rest_forbidden"));
        let wrong = json!({"title": "New", "posts_per_page": "many"});
        assert_eq!(code(&admin.post("/settings", wrong).await), refused(400, "rest_invalid_param"));
        assert_eq!(admin.get("/settings").await.json()["title"], "People", "nothing was changed");
        let right = json!({"title": "A & B", "timezone": "Mars/Olympus", "posts_per_page": 3});
        let changed = admin.post("/settings", right).await.json();
        assert_eq!((&changed["title"], &changed["timezone"]), (&json!("A &amp; B"), &json!("")));
        assert_eq!(installation.platen(&["option", "get", "posts_per_page"]), "3");
    }
}
