//! Editors that speak XML-RPC: posts, terms and comments in their words, and what they may not do.
use std::time::Duration;

use tests::installation::{ADMIN, ADMIN_PASSWORD};
use tests::waiting::until_async;
use tests::{Answer, Installation, SiteClient, on_both_databases};

/// Calls a method with these parameters, each the inside of a `<value>`.
async fn call(client: &SiteClient, method: &str, parameters: &[&str]) -> String {
    let given: String = parameters.iter().map(|value| format!("<param><value>{value}</value></param>")).collect();
    let body = format!(
        "<?xml version=\"1.0\"?><methodCall><methodName>{method}</methodName><params>{given}</params></methodCall>"
    );
    let answer = send(client, body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.text
}

async fn send(client: &SiteClient, body: String) -> Answer {
    Answer::of(client.request(reqwest::Method::POST, "/xmlrpc.php").header("Content-Type", "text/xml").body(body)).await
}

fn member(name: &str, value: &str) -> String {
    format!("<member><name>{name}</name><value>{value}</value></member>")
}

/// The text of a member of the first struct that has it.
fn member_of<'a>(answer: &'a str, name: &str) -> &'a str {
    let rest = answer.split(&format!("<name>{name}</name>")).nth(1).unwrap_or_else(|| panic!("no {name}: {answer}"));
    rest.split("<string>").nth(1).and_then(|rest| rest.split("</string>").next()).unwrap_or_default()
}

fn new_number(answer: &str) -> String {
    let inside = answer.split("<string>").nth(1).and_then(|rest| rest.split("</string>").next());
    inside.unwrap_or_else(|| panic!("no number: {answer}")).to_owned()
}

on_both_databases! {
    async fn an_editor_writes_reads_and_removes_a_post(installation: Installation) {
        installation.install_site("Old editors");
        let front = installation.serve();
        let client = front.client();
        let who = [ADMIN, ADMIN_PASSWORD];
        let blogs = call(&client, "wp.getUsersBlogs", &who).await;
        assert_eq!(member_of(&blogs, "blogName"), "Old editors");
        let names = format!(
            "<struct>{}{}{}{}</struct>",
            member("post_title", "<string>From an old &lt;editor&gt;</string>"),
            member("post_content", "Words"),
            member("post_status", "publish"),
            member("terms_names", "<struct><member><name>post_tag</name><value><array><data><value>blue</value></data></array></value></member></struct>"),
        );
        let post = new_number(&call(&client, "wp.newPost", &["1", who[0], who[1], &names]).await);
        let read = call(&client, "wp.getPost", &["1", who[0], who[1], &format!("<int>{post}</int>")]).await;
        assert_eq!(member_of(&read, "post_status"), "publish");
        assert!(read.contains("blue"), "{read}");
        let old_words = call(&client, "metaWeblog.getPost", &[&post, who[0], who[1]]).await;
        assert_eq!((member_of(&old_words, "description"), member_of(&old_words, "mt_keywords")), ("Words", "blue"));
        let listed = call(&client, "blogger.getRecentPosts", &["key", "1", who[0], who[1], "<int>5</int>"]).await;
        assert!(listed.contains(&format!("<string>{post}</string>")), "{listed}");
        let gone = call(&client, "wp.deletePost", &["1", who[0], who[1], &post]).await;
        assert!(gone.contains("<boolean>1</boolean>"), "{gone}");
        assert_eq!(installation.platen(&["post", "get", &post, "--field=post_status"]), "trash");
        let faces = installation.platen(&["audit", "list", "--object-type=post", "--fields=action,face,login", "--format=csv"]);
        assert!(faces.contains("trash,xml-rpc,admin") && faces.contains("create,xml-rpc,admin"), "{faces}");
    }

    async fn an_editor_lists_earlier_versions_and_puts_one_back(installation: Installation) {
        installation.install_site("Old editors");
        let front = installation.serve();
        let client = front.client();
        let who = [ADMIN, ADMIN_PASSWORD];
        let content = |words: &str| format!("<struct>{}{}</struct>", member("post_title", "Changed"), member("post_content", words));
        let post = new_number(&call(&client, "wp.newPost", &["1", who[0], who[1], &content("First words")]).await);
        for words in ["Second words", "Third words"] {
            call(&client, "wp.editPost", &["1", who[0], who[1], &post, &content(words)]).await;
        }
        let fields = "<array><data><value>post_content</value></data></array>";
        let versions = call(&client, "wp.getRevisions", &["1", who[0], who[1], &post, fields]).await;
        assert!(versions.contains("Second words") && !versions.contains("post_excerpt"), "{versions}");
        let second = versions.split("<struct>").find(|version| version.contains("Second words")).unwrap();
        let restored = call(&client, "wp.restoreRevision", &["1", who[0], who[1], member_of(second, "post_id")]).await;
        assert!(restored.contains("<boolean>1</boolean>"), "{restored}");
        let read = call(&client, "wp.getPost", &["1", who[0], who[1], &post]).await;
        assert_eq!(member_of(&read, "post_content"), "Second words");
        let refused = call(&client, "wp.restoreRevision", &["1", who[0], who[1], &post]).await;
        assert!(refused.contains("<int>404</int>") || refused.contains("<i4>404</i4>"), "{refused}");
        let nowhere = call(&client, "pingback.extensions.getPingbacks", &["http://elsewhere.example/"]).await;
        assert!(nowhere.contains("33"), "{nowhere}");
        assert!(call(&client, "wp.deleteFile", &["1", who[0], who[1], &post]).await.contains("<boolean>1</boolean>"));
    }

    async fn nobody_does_by_xml_rpc_what_the_role_does_not_allow(installation: Installation) {
        installation.install_site("Old editors");
        installation.platen(&["user", "create", "con", "con@example.org", "--role=contributor", "--user_pass=con-password"]);
        let post = installation.platen(&["post", "create", "--post_title=Hers", "--post_status=publish", "--porcelain"]);
        let front = installation.serve();
        let client = front.client();
        let who = ["con", "con-password"];
        let refused = call(&client, "wp.getPost", &["1", who[0], who[1], &post]).await;
        assert!(refused.contains("not allowed to edit this post"), "{refused}");
        let published = format!("<struct>{}{}</struct>", member("post_title", "x"), member("post_status", "publish"));
        let refused = call(&client, "wp.newPost", &["1", who[0], who[1], &published]).await;
        assert!(refused.contains("<fault>") && refused.contains("not allowed to publish"), "{refused}");
        let refused = call(&client, "wp.setOptions", &["1", who[0], who[1], &format!("<struct>{}</struct>", member("blog_title", "Mine"))]).await;
        assert!(refused.contains("<fault>"), "{refused}");
        let wrong = call(&client, "wp.getProfile", &["1", "con", "guessed"]).await;
        assert!(wrong.contains("Incorrect username or password."), "{wrong}");
    }

    async fn one_request_tries_one_password_and_no_pingback(installation: Installation) {
        installation.install_site("Old editors");
        let front = installation.serve();
        let client = front.client();
        let one = |password: &str| {
            let parameters = format!("<array><data><value>1</value><value>{ADMIN}</value><value>{password}</value></data></array>");
            format!("<value><struct>{}{}</struct></value>", member("methodName", "wp.getProfile"), member("params", &parameters))
        };
        let calls = format!("<array><data>{}{}</data></array>", one("guessed"), one(ADMIN_PASSWORD));
        let answer = call(&client, "system.multicall", &[&calls]).await;
        assert_eq!(answer.matches("Incorrect username or password.").count(), 2, "{answer}");
        let pingback = call(&client, "pingback.ping", &["http://192.0.2.1/", &format!("{}/?p=1", installation.url())]).await;
        assert!(pingback.contains("-32601"), "{pingback}");
        let deep = send(&client, format!("{}{}", "<value>".repeat(20_000), "</value>".repeat(20_000))).await;
        assert!(deep.status == 200 && deep.text.contains("-32700"), "{}", deep.text);
        installation.platen(&["option", "update", "enable_xmlrpc", "0"]);
        let disabled = "XML-RPC services are disabled on this site.";
        let is_off = || async { call(&client, "system.listMethods", &[]).await.contains(disabled) };
        assert!(until_async(Duration::from_secs(30), is_off).await.is_some(), "the option switches it off");
    }
}
