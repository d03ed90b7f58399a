//! The second step of signing in, and what the host tells of itself at `platen/v1`.
use reqwest::Method;
use serde_json::json;
use tests::installation::{ADMIN, ADMIN_PASSWORD};
use tests::{Answer, Installation, SiteClient, on_both_databases};
use totp_rs::{Builder, Secret};

/// What of the host's own routes is there for people who write as well.
const FOR_EDITORS: [&str; 3] = ["/media/status", "/post-counts", "/visits"];

/// The text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split(before).nth(1).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split(after).next().unwrap_or_default()
}

fn code(secret: &str) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).expect("a key in base 32");
    Builder::new().with_secret(secret).build().expect("a good key").generate_current().to_string()
}

async fn first_step(client: &SiteClient) -> Answer {
    client.post_form("/wp-login.php", &[("log", ADMIN), ("pwd", ADMIN_PASSWORD)]).await
}

async fn second_step(client: &SiteClient, form: &Answer, code: &str) -> Answer {
    let token = between(&form.text, "name=\"token\" value=\"", "\"");
    client.post_form("/wp-login.php?action=second_factor", &[("token", token), ("authcode", code)]).await
}

on_both_databases! {
    async fn a_required_factor_is_set_up_at_sign_in_and_asked_for_from_then_on(installation: Installation) {
        installation.install_site("Second factors");
        installation.platen(&["option", "update", "platen_second_factor_roles", "[\"administrator\"]", "--format=json"]);
        let front = installation.serve();
        let client = front.client();
        let form = first_step(&client).await;
        assert_eq!((form.status, client.get("/wp-admin/").await.status), (200, 302), "the password alone opens nothing");
        let secret = between(&form.text, "id=\"totp-key\">", "</code>").to_owned();
        let set_up = second_step(&client, &form, &code(&secret)).await;
        let codes = between(&set_up.text, "id=\"recovery-codes\">", "</ul>");
        let recovery = between(codes, "<code>", "</code>").to_owned();
        assert_eq!(client.get("/wp-admin/").await.status, 200);

        let other = front.client();
        let form = first_step(&other).await;
        assert!(!form.text.contains("totp-key"), "the key is shown once");
        let wrong = second_step(&other, &form, "000000").await;
        assert!(wrong.text.contains("The code is not right."), "{}", wrong.text);
        let right = second_step(&other, &form, &recovery).await;
        assert_eq!((right.status, other.get("/wp-admin/").await.status), (302, 200));
        let again = front.client();
        let form = first_step(&again).await;
        assert_eq!(second_step(&again, &form, &recovery).await.status, 200, "a recovery code works once");

        let call = format!(
            "<methodCall><methodName>wp.getProfile</methodName><params><param><value>1</value></param><param><value>{ADMIN}\
             </value></param><param><value>{ADMIN_PASSWORD}</value></param></params></methodCall>"
        );
        let old = Answer::of(front.client().request(Method::POST, "/xmlrpc.php").body(call)).await;
        assert!(old.text.contains("Incorrect username or password."), "a password alone is not enough there either");
        assert_eq!(installation.platen(&["user", "second-factor", "status", ADMIN]), "enabled, required, 9 recovery codes left");
    }

    async fn the_host_describes_and_answers_its_own_routes(installation: Installation) {
        installation.install_site("Own routes");
        installation.platen(&["user", "create", "ed", "ed@example.org", "--role=editor"]);
        let front = installation.serve();
        let client = front.client();
        let program = |login: &str| installation.platen(&["user", "application-password", "create", login, "t", "--porcelain"]);
        let (admin, editor) = (program(ADMIN), program("ed"));
        let get = |login: &'static str, password: String, path: String| {
            let request = client.request(Method::GET, &format!("/wp-json/platen/v1{path}")).basic_auth(login, Some(password));
            Answer::of(request)
        };
        let described = client.get("/wp-json/platen/v1/openapi.json").await.json();
        let paths = described["paths"].as_object().expect("paths").clone();
        assert!(paths.contains_key("/platen/v1/audit-log") && paths.contains_key("/platen/v1/users/{user_id}/sessions"));
        for path in paths.keys().filter(|path| !path.contains("/{") && paths[*path].get("get").is_some()) {
            let path = path.trim_start_matches("/platen/v1").to_owned();
            assert_eq!(get(ADMIN, admin.clone(), path.clone()).await.status, 200, "{path}");
            let for_an_editor = if FOR_EDITORS.contains(&path.as_str()) { 200 } else { 403 };
            assert_eq!(get("ed", editor.clone(), path.clone()).await.status, for_an_editor, "{path}");
            let nobody = client.get(&format!("/wp-json/platen/v1{path}")).await;
            assert_eq!(nobody.status, 401, "{path}");
        }
        let request = client.request(Method::POST, "/wp-json/wp/v2/settings").basic_auth(ADMIN, Some(&admin));
        let changed = Answer::of(request.json(&json!({"title": "New"}))).await;
        assert_eq!(changed.status, 200);
        let log = get(ADMIN, admin, "/audit-log?per_page=1".into()).await.json();
        assert_eq!((&log[0]["login"], &log[0]["face"]), (&json!(ADMIN), &json!("rest")), "{log}");
        assert_eq!((&log[0]["details"]["name"], &log[0]["address"]), (&json!("blogname"), &json!("127.0.0.1")), "{log}");
    }
}
