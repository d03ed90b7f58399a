//! The command line as WordPress administrators know it, beside a host that is serving.
use std::time::Duration;

use serde_json::Value;
use tests::installation::texts;
use tests::waiting::until_async;
use tests::{Installation, on_both_databases};

/// What a change from the command line takes to be on a page, at most.
const WITHIN: Duration = Duration::from_secs(2);

/// Runs a command and reads what it printed as JSON.
fn json(installation: &Installation, arguments: &[&str]) -> Value {
    let printed = installation.platen(&[arguments, &["--format=json"]].concat());
    serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{arguments:?} printed no JSON ({error}): {printed}"))
}

/// Runs a command that must fail; gives what it said on standard error.
fn refused(installation: &Installation, arguments: &[&str]) -> String {
    let output = installation.try_platen(arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {:?}", texts(&output));
    texts(&output).1
}

/// Waits until it is so.
async fn soon<F: Future<Output = bool>>(what: &str, at_most: Duration, is_so: impl FnMut() -> F) {
    assert!(until_async(at_most, is_so).await.is_some(), "{what}: not within {at_most:?}");
}

on_both_databases! {
    async fn every_list_prints_json_csv_ids_and_a_count(installation: Installation) {
        installation.install_site("Lists");
        installation.platen(&["post", "create", "--post_title=First, and best", "--post_status=publish"]);
        let post = json(&installation, &["post", "list"])[0].clone();
        let id = post["ID"].to_string();
        assert_eq!(post["post_title"], "First, and best");
        assert_eq!(post["post_name"], "first-and-best");
        installation.platen(&["comment", "create", &format!("--comment_post_ID={id}"), "--comment_content=Well said",
            "--comment_author=Ann", "--comment_author_email=ann@example.org"]);
        installation.platen(&["post", "meta", "update", &id, "mood", "sunny"]);
        installation.platen(&["user", "application-password", "create", "admin", "Phone"]);
        installation.platen(&["user", "meta", "update", "admin", "last_name", "Gutenberg"]);
        installation.platen(&["user", "meta", "update", "admin", "shoe_size", "44"]);
        let lists: [(&[&str], &str, &str); 13] = [
            (&["post", "list"], "post_title", "First, and best"),
            (&["post", "meta", "list", &id], "meta_value", "sunny"),
            (&["term", "list", "category"], "slug", "uncategorized"),
            (&["comment", "list"], "comment_author", "Ann"),
            (&["user", "list"], "user_login", "admin"),
            (&["user", "application-password", "list", "admin"], "name", "Phone"),
            (&["user", "meta", "list", "admin", "--keys=last_name"], "meta_value", "Gutenberg"),
            (&["user", "meta", "list", "admin"], "meta_value", "44"),
            (&["option", "list", "--search=blogname"], "option_value", "Lists"),
            (&["site", "list"], "blog_id", "1"),
            (&["cron", "event", "list"], "hook", "wp_scheduled_delete"),
            (&["cron", "schedule", "list"], "name", "hourly"),
            (&["theme", "list", "--status=active"], "name", "platen-one"),
        ];
        for (command, field, expected) in lists {
            let rows = json(&installation, command);
            let rows = rows.as_array().unwrap_or_else(|| panic!("{command:?} prints a list"));
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            assert!(rows.iter().any(|row| text(&row[field]) == expected), "{command:?}: {rows:?}");
            let count = installation.platen(&[command, &["--format=count"]].concat());
            assert_eq!(count, rows.len().to_string(), "{command:?}");
            let values = installation.platen(&[command, &["--field", field]].concat());
            assert!(values.lines().any(|line| line == expected), "{command:?}: {values}");
            let csv = installation.platen(&[command, &["--format=csv"]].concat());
            assert_eq!(csv.lines().count(), rows.len() + 1, "{command:?}: {csv}");
            let table = installation.platen(command);
            assert!(table.starts_with("+-") && table.contains(expected), "{command:?}: {table}");
        }
        let passwords = installation.platen(&["user", "meta", "get", "admin", "_application_passwords"]);
        assert!(passwords.contains("\"name\":\"Phone\"") && !passwords.contains("hash"), "{passwords}");
        assert_eq!(installation.platen(&["post", "list", "--format=ids"]), id);
        assert_eq!(installation.platen(&["post", "get", &id, "--field=post_name"]), "first-and-best");
        assert_eq!(json(&installation, &["option", "get", "posts_per_page"]), 10);
    }

    async fn what_the_command_line_changes_a_serving_host_shows(installation: Installation) {
        installation.install_site("Before");
        let front = installation.serve();
        let client = front.client();
        assert!(client.get("/").await.text.contains("Before"));
        installation.platen(&["option", "update", "blogname", "Afterwards"]);
        soon("the new title", WITHIN, || async { client.get("/").await.text.contains("Afterwards") }).await;
        let id = installation.platen(&["post", "create", "--post_title=Fresh news", "--post_content=Nothing new",
            "--post_status=publish", "--porcelain"]);
        let address = installation.platen(&["post", "get", &id, "--field=url"]);
        soon("the new post", WITHIN, || async { client.get(&address).await.text.contains("Nothing new") }).await;
        soon("its teaser", WITHIN, || async { client.get("/").await.text.contains("Fresh news") }).await;
        installation.platen(&["post", "update", &id, "--post_name=old-news"]);
        let moved = installation.platen(&["post", "get", &id, "--field=url"]);
        soon("the redirect", WITHIN, || async { client.get(&address).await.status == 301 }).await;
        assert_eq!(client.get(&address).await.header("location"), moved);
        installation.platen(&["post", "delete", &id]);
        soon("its absence", WITHIN, || async { client.get(&moved).await.status == 404 }).await;
        installation.platen(&["rewrite", "structure", "/%postname%/"]);
        installation.platen(&["post", "update", &id, "--post_status=publish"]);
        soon("its new address", WITHIN, || async { client.get("/old-news/").await.status == 200 }).await;
    }

    async fn a_new_person_signs_in_and_a_removed_one_does_not(installation: Installation) {
        installation.install_site("People");
        let front = installation.serve();
        let id = installation.platen(&["user", "create", "bob", "bob@example.org", "--role=author",
            "--user_pass=first-secret", "--display_name=Bob B.", "--porcelain"]);
        assert_eq!(json(&installation, &["user", "get", "bob"])["roles"], "author");
        front.client().sign_in("bob", "first-secret").await;
        installation.platen(&["user", "update", "bob@example.org", "--user_pass=second-secret"]);
        front.client().sign_in("bob", "second-secret").await;
        let said = installation.platen(&["user", "set-role", &id, "editor"]);
        assert!(said.starts_with("Success: Added bob"), "{said}");
        assert_eq!(installation.platen(&["user", "list", "--role=editor", "--field=ID"]), id);
        installation.platen(&["user", "delete", "bob", "--reassign=admin"]);
        let answer = front.client().post_form("/wp-login.php", &[("log", "bob"), ("pwd", "second-secret")]).await;
        assert_eq!(answer.status, 200, "the form again");
        assert!(refused(&installation, &["user", "get", "bob"]).contains("Invalid user ID, email or login: 'bob'"));
    }

    async fn an_application_password_is_printed_once_and_can_be_revoked(installation: Installation) {
        installation.install_site("Programs");
        let password =
            installation.platen(&["user", "application-password", "create", "admin", "A phone", "--porcelain"]);
        assert_eq!(password.split(' ').map(str::len).collect::<Vec<_>>(), [4; 6], "{password}");
        let listed = installation.platen(&["user", "application-password", "list", "admin", "--format=json"]);
        assert!(!listed.contains(&password[..9]), "{listed}");
        let uuid = installation.platen(&["user", "application-password", "list", "admin", "--field=uuid"]);
        installation.platen(&["user", "application-password", "delete", "admin", &uuid]);
        let left = installation.platen(&["user", "application-password", "list", "admin", "--format=count"]);
        assert_eq!(left, "0");
    }

    async fn a_second_site_is_served_under_its_own_name_until_it_is_deleted(installation: Installation) {
        installation.install_site("First");
        let front = installation.serve();
        let id = installation.platen(&["site", "create", "--url=http://second.example", "--title=Second one",
            "--porcelain"]);
        let second = front.client().as_host("second.example");
        soon("the second site", WITHIN, || async { second.get("/").await.text.contains("Second one") }).await;
        installation.platen(&["post", "create", "--post_title=Only there", "--post_status=publish",
            "--url=http://second.example"]);
        assert_eq!(installation.platen(&["post", "list", "--format=count"]), "0");
        assert_eq!(installation.platen(&["post", "list", "--format=count", "--url=second.example"]), "1");
        assert!(refused(&installation, &["site", "delete", &id]).contains("--yes"));
        installation.platen(&["site", "delete", &id, "--yes", "--now"]);
        soon("its end", WITHIN, || async { second.get("/").await.status == 421 }).await;
    }

    async fn what_hangs_on_posts_and_terms_follows_them(installation: Installation) {
        installation.install_site("Followers");
        let id = installation.platen(&["post", "create", "--post_title=Talked about", "--post_status=publish",
            "--post_category=News", "--tags_input=a,b", "--porcelain"]);
        let comment = installation.platen(&["comment", "create", &format!("--comment_post_ID={id}"),
            "--comment_content=Well said", "--comment_author=Ann", "--comment_author_email=ann@example.org",
            "--porcelain"]);
        let count = |slug: &str| {
            installation.platen(&["term", "get", "category", slug, "--by=slug", "--field=count"])
        };
        assert_eq!((count("news"), count("uncategorized")), ("1".into(), "0".into()));
        installation.platen(&["post", "delete", &id]);
        assert_eq!(count("news"), "0");
        assert_eq!(installation.platen(&["comment", "list", "--format=count"]), "0");
        installation.platen(&["post", "update", &id, "--post_status=publish"]);
        assert_eq!((count("news"), installation.platen(&["comment", "list", "--format=ids"])), ("1".into(), comment));
        installation.platen(&["term", "delete", "category", "news", "--by=slug"]);
        assert_eq!(count("uncategorized"), "1", "a post has a category");
        installation.platen(&["post", "update", &id, "--post_title=Changed", "--post_name=changed"]);
        installation.platen(&["post", "delete", &id, "--force"]);
        assert_eq!(installation.platen(&["post", "list", "--post_type=post,revision", "--format=count"]), "0");
        assert_eq!(installation.platen(&["term", "list", "post_tag", "--hide_empty", "--format=count"]), "0");
    }

    async fn a_moved_site_answers_at_its_new_address(installation: Installation) {
        installation.install_site("Moving");
        let front = installation.serve();
        installation.platen(&["option", "update", "home", "http://moved.example"]);
        let moved = front.client().as_host("moved.example");
        soon("the new address", WITHIN, || async { moved.get("/robots.txt").await.status == 200 }).await;
        assert_eq!(front.client().get("/robots.txt").await.status, 421);
        assert_eq!(installation.platen(&["site", "list", "--field=url"]), "http://moved.example/");
    }

    async fn a_due_event_is_run_by_the_serving_host(installation: Installation) {
        installation.install_site("Events");
        let _front = installation.serve();
        installation.platen(&["cron", "event", "schedule", "platen_canary", "now"]);
        let waiting = || installation.platen(&["cron", "event", "list", "--hook=platen_canary", "--format=count"]);
        soon("the run", Duration::from_secs(10), || async { waiting() == "0" }).await;
        installation.platen(&["cron", "event", "schedule", "platen_canary", "+2 days", "hourly"]);
        let ran = installation.platen(&["cron", "event", "run", "platen_canary"]);
        assert!(ran.ends_with("Success: Executed a total of 1 cron event."), "{ran}");
        assert_eq!(waiting(), "1", "it recurs");
        installation.platen(&["cron", "event", "delete", "platen_canary"]);
        assert_eq!(waiting(), "0");
    }
}

#[test]
fn a_command_that_fails_says_one_sentence_and_ends_with_one() {
    let installation = Installation::on_sqlite();
    assert_eq!(installation.try_platen(&["core", "is-installed"]).status.code(), Some(1));
    let early = refused(&installation, &["user", "list"]);
    assert!(early.starts_with("Error: ") && early.contains("platen core install"), "{early}");
    installation.install_site("Failures");
    assert!(installation.try_platen(&["core", "is-installed"]).status.success());
    let cases: [(&[&str], &str); 6] = [
        (&["option", "get", "no_such_option"], "Error: Could not get 'no_such_option' option. Does it exist?"),
        (&["user", "create", "admin", "other@example.org"], "Error: Sorry, that username already exists!"),
        (&["post", "get", "999"], "Error: Could not find the post with ID 999."),
        (&["term", "create", "category", "Uncategorized"], "already exists with this parent."),
        (&["post", "list", "--url=http://nobody.example"], "Error: No site answers to nobody.example."),
        (&["post", "delete", "999"], "Warning: Failed deleting post 999: Invalid post ID."),
    ];
    for (command, sentence) in cases {
        let said = refused(&installation, command);
        assert!(said.contains(sentence), "{command:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{command:?}: {said}");
    }
}

#[test]
fn somebody_may_be_acted_for_with_that_persons_rights() {
    let installation = Installation::on_sqlite();
    installation.install_site("Rights");
    installation.platen(&["user", "create", "carl", "carl@example.org", "--role=contributor"]);
    let said = refused(&installation, &["post", "create", "--post_title=Mine", "--post_status=publish", "--user=carl"]);
    assert!(said.contains("Sorry, you are not allowed to publish posts in this post type."), "{said}");
    installation.platen(&["post", "create", "--post_title=Mine", "--user=carl"]);
    assert_eq!(installation.platen(&["post", "list", "--author=carl", "--format=count"]), "1");
}

#[test]
fn who_runs_the_host_and_what_sites_may_use_is_said_on_the_command_line() {
    let installation = Installation::on_sqlite();
    installation.install_site_at("http://one.example", "Network");
    installation.platen(&["user", "create", "ann", "ann@example.org", "--role=editor"]);
    assert_eq!(installation.platen(&["super-admin", "list", "--field=user_login"]), "admin");
    installation.platen(&["super-admin", "add", "ann"]);
    assert_eq!(installation.platen(&["super-admin", "list", "--format=count"]), "2");
    let said = refused(&installation, &["super-admin", "remove", "ann", "--user=ann"]);
    assert!(said.contains("from yourself"), "{said}");
    installation.platen(&["super-admin", "remove", "ann"]);
    let said = refused(&installation, &["super-admin", "add", "ann", "--user=ann"]);
    assert!(said.contains("Sorry, you are not allowed to do that."), "{said}");
    let allowed = installation.platen(&["site", "allow", "1", "--plan=large", "--quota=2048"]);
    assert!(allowed.contains("the plan large and 2048 MB"), "{allowed}");
    installation.platen(&["site", "domain", "add", "www.one.example"]);
    assert_eq!(installation.platen(&["option", "get", "home", "--url=http://www.one.example"]), "http://one.example");
    installation.platen(&["site", "domain", "remove", "www.one.example"]);
    let said = refused(&installation, &["option", "get", "home", "--url=http://www.one.example"]);
    assert!(said.contains("No site answers to www.one.example."), "{said}");
}
