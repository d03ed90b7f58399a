//! Notes that editors leave on the blocks of a post, through the API as the block editor asks it.
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Installation, PlatenProcess, SiteClient, on_both_databases};

use super::rest_things::signed_in;

const COMMENTS: &str = "/wp-json/wp/v2/comments";

/// A site with one person of each role, and a published post of the author's.
async fn prepared(installation: &Installation) -> (PlatenProcess, String) {
    installation.install_site("Notes");
    for role in ["author", "contributor", "editor", "subscriber"] {
        let (mail, password) = (format!("{role}@example.org"), format!("--user_pass={role}-password"));
        installation.platen(&["user", "create", role, &mail, &format!("--role={role}"), &password]);
    }
    let post = post_of_author(installation, "publish");
    (installation.serve(), post)
}

fn post_of_author(installation: &Installation, status: &str) -> String {
    let author = installation.platen(&["user", "get", "author", "--field=ID"]);
    let (author, status) = (format!("--post_author={}", author.trim()), format!("--post_status={status}"));
    let post = installation.platen(&["post", "create", "--post_title=A", &author, &status, "--porcelain"]);
    post.trim().to_owned()
}

async fn write(client: &SiteClient, path: &str, body: Value) -> Answer {
    Answer::of(client.request(Method::POST, &format!("{COMMENTS}{path}")).json(&body)).await
}

fn code(answer: &Answer) -> (u16, String) {
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

on_both_databases! {
    async fn a_note_is_settled_by_those_who_may_edit_the_post(installation: Installation) {
        let (front, post) = prepared(&installation).await;
        let author = signed_in(front.client(), "author").await;
        let note = json!({"post": post, "type": "note", "content": "Shorter?", "status": "hold"});
        let note = write(&author, "", note).await.json();
        assert_eq!((note["type"].as_str(), note["status"].as_str()), (Some("note"), Some("hold")), "{note}");
        let (id, path) = (note["id"].clone(), format!("/{}", note["id"]));
        assert_eq!(write(&author, &path, json!({"status": "approved"})).await.json()["status"], "approved");
        let settled = json!({"post": post, "type": "note", "parent": id, "meta": {"_wp_note_status": "resolved"}});
        assert_eq!(write(&author, "", settled).await.json()["meta"]["_wp_note_status"], "resolved");
        let asked = format!("{COMMENTS}?post={post}&type=note&status=all&context=edit&_embed");
        let editor = signed_in(front.client(), "editor").await;
        let notes = editor.get(&asked).await.json();
        let shown = notes.as_array().unwrap().iter().find(|found| found["id"] == id).unwrap();
        assert_eq!(shown["_embedded"]["children"][0][0]["parent"], id, "{notes}");
        assert_eq!(editor.get(&format!("{COMMENTS}?post={post}")).await.json(), json!([]));
        let wrong = json!({"meta": {"_wp_note_status": "perhaps"}});
        assert_eq!(code(&write(&author, &path, wrong).await), (400, "rest_not_in_enum".to_owned()));
        assert_eq!(code(&write(&author, &path, json!({"type": "comment"})).await).1, "rest_comment_invalid_type");
    }

    async fn nobody_else_writes_or_reads_them(installation: Installation) {
        let (front, post) = prepared(&installation).await;
        let note = json!({"post": post, "type": "note", "content": "Shorter?"});
        let author = signed_in(front.client(), "author").await;
        let id = write(&author, "", note.clone()).await.json()["id"].clone();
        assert_eq!(code(&write(&front.client(), "", note.clone()).await), (401, "rest_comment_login_required".into()));
        for person in ["contributor", "subscriber"] {
            let client = signed_in(front.client(), person).await;
            assert_eq!(code(&write(&client, "", note.clone()).await), (403, "rest_cannot_create_note".into()));
            assert_eq!(code(&client.get(&format!("{COMMENTS}/{id}")).await), (403, "rest_cannot_read".into()));
            let deleted = Answer::of(client.request(Method::DELETE, &format!("{COMMENTS}/{id}"))).await;
            assert_eq!(code(&deleted), (403, "rest_cannot_delete".into()));
        }
        let contributor = signed_in(front.client(), "contributor").await;
        assert_eq!(contributor.get(&format!("{COMMENTS}?post={post}&type=note")).await.json(), json!([]));
        let letters = installation.platen(&["mail", "list", "--format=json"]);
        assert!(!letters.contains("Note:"), "an author is not told of an own note: {letters}");
    }

    async fn a_draft_takes_notes_and_its_author_is_told(installation: Installation) {
        let (front, _) = prepared(&installation).await;
        let draft = post_of_author(&installation, "draft");
        let editor = signed_in(front.client(), "editor").await;
        let note = json!({"post": draft, "type": "note", "content": "Not yet"});
        assert_eq!(write(&editor, "", note).await.status, 201);
        let letters = installation.platen(&["mail", "list", "--format=json"]);
        assert!(letters.contains("Note:") && letters.contains("author@example.org"), "{letters}");
        let nothing = json!({"post": draft, "type": "note", "content": " "});
        assert_eq!(code(&write(&editor, "", nothing).await), (400, "rest_comment_content_invalid".into()));
    }
}
