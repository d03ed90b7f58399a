//! Several fronts of one host behind nginx.
use std::time::Duration;

use tests::service::free_port;
use tests::waiting::until_async;
use tests::{Answer, Installation, Nginx, PlatenProcess, Postgres, Redis, SiteClient};

/// What a change on one front takes to be on the others' pages, at most.
const WITHIN: Duration = Duration::from_secs(1);

/// Two fronts of one host, a balancer before them, and the Redis between them when there is one.
pub struct TwoFronts {
    pub installation: Installation,
    pub fronts: [PlatenProcess; 2],
    pub nginx: Nginx,
}

impl TwoFronts {
    /// Starts both on PostgreSQL.
    pub fn start(redis: Option<&Redis>) -> Self {
        let mut installation = Installation::on_postgres(Postgres::shared());
        if let Some(redis) = redis {
            installation = installation.with("REDIS_URL", redis.url());
        }
        let ports = [free_port(), free_port()];
        let nginx = Nginx::before(&ports);
        installation.install_site_at(&nginx.url(), "Two fronts");
        let fronts = ports.map(|port| installation.serve_on(port));
        Self { installation, fronts, nginx }
    }

    /// Asks one front for the site that the balancer serves.
    pub fn client_of(&self, front: usize) -> SiteClient {
        let host = format!("127.0.0.1:{}", self.nginx.port());
        SiteClient::new(&self.fronts[front].url()).as_host(&host)
    }

    /// A published post; its number and its path.
    pub fn new_post(&self, title: &str) -> (String, String) {
        let id = self.installation.platen(&[
            "post",
            "create",
            &format!("--post_title={title}"),
            "--post_content=Something to talk about",
            "--post_status=publish",
            "--comment_status=open",
            "--porcelain",
        ]);
        let link = self.installation.platen(&["post", "list", &format!("--post__in={id}"), "--field=url"]);
        let path =
            link.trim().strip_prefix(&self.nginx.url()).unwrap_or_else(|| panic!("an address of the site: {link}"));
        (id.clone(), path.to_owned())
    }
}

/// Leaves a comment as a visitor and gives nothing back: it waits for approval.
pub async fn leave_comment(client: &SiteClient, post: &str, text: &str) {
    let email = format!("{}@example.org", text.replace(' ', "-"));
    let fields = [
        ("comment_post_ID", post),
        ("author", "A visitor"),
        ("email", &email),
        ("comment", text),
        ("comment_parent", "0"),
    ];
    let answer = client.post_form("/wp-comments-post.php", &fields).await;
    assert_eq!(answer.status, 302, "{}", answer.text);
}

async fn shows(client: &SiteClient, path: &str, text: &str) -> bool {
    client.get(path).await.text.contains(text)
}

async fn a_comment_approved_through_one_front_is_on_the_other(host: &TwoFronts) {
    let (post, path) = host.new_post("A post with a comment");
    let clients = [host.client_of(0), host.client_of(1)];
    for client in &clients {
        assert_eq!(client.get(&path).await.status, 200);
        assert!(shows(client, &path, "Something to talk about").await);
    }
    leave_comment(&clients[0], &post, "first word on it").await;
    for client in [host.client_of(0), host.client_of(1)] {
        assert!(!shows(&client, &path, "first word on it").await, "a comment in moderation is nobody's to see");
    }
    let waiting = host.installation.platen(&["comment", "list", "--status=hold", "--format=ids"]);
    approve(host, waiting.trim()).await;
    let other = host.client_of(1);
    let took = until_async(WITHIN, || shows(&other, &path, "first word on it")).await;
    assert!(took.is_some(), "the comment is not on the other front's page within {WITHIN:?}");
}

/// Approves through the first front as an administrator's browser or phone does.
async fn approve(host: &TwoFronts, comment: &str) {
    let password =
        host.installation.platen(&["user", "application-password", "create", "admin", "test", "--porcelain"]);
    let request = host.client_of(0).request(reqwest::Method::POST, &format!("/wp-json/wp/v2/comments/{comment}"));
    let request = request.basic_auth("admin", Some(password.trim())).json(&serde_json::json!({"status": "approved"}));
    let answer = Answer::of(request).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[tokio::test]
async fn a_comment_approved_on_one_front_is_on_the_other_within_a_second_through_redis() {
    let redis = Redis::start();
    a_comment_approved_through_one_front_is_on_the_other(&TwoFronts::start(Some(&redis))).await;
}

#[tokio::test]
async fn a_comment_approved_on_one_front_is_on_the_other_within_a_second_without_redis() {
    a_comment_approved_through_one_front_is_on_the_other(&TwoFronts::start(None)).await;
}

#[tokio::test]
async fn a_comment_approved_by_command_is_on_both_fronts_within_a_second() {
    let redis = Redis::start();
    let host = TwoFronts::start(Some(&redis));
    let (post, path) = host.new_post("Approved by command");
    leave_comment(&host.client_of(0), &post, "word by command").await;
    let clients = [host.client_of(0), host.client_of(1)];
    for client in &clients {
        assert!(!shows(client, &path, "word by command").await);
    }
    let waiting = host.installation.platen(&["comment", "list", "--status=hold", "--format=ids"]);
    host.installation.platen(&["comment", "approve", waiting.trim()]);
    for client in &clients {
        assert!(until_async(WITHIN, || shows(client, &path, "word by command")).await.is_some());
    }
}

#[tokio::test]
async fn the_balancer_passes_over_a_front_that_is_down() {
    let mut host = TwoFronts::start(None);
    let client = SiteClient::new(&host.nginx.url());
    let mut answered = std::collections::BTreeSet::new();
    for _ in 0..6 {
        let answer = client.get("/").await;
        assert_eq!(answer.status, 200);
        answered.insert(answer.header("x-front").to_owned());
    }
    assert_eq!(answered.len(), 2, "both fronts answer");
    host.fronts[0].kill();
    for _ in 0..6 {
        assert_eq!(client.get("/").await.status, 200);
    }
}

#[tokio::test]
async fn a_front_from_an_empty_disk_is_ready_within_three_seconds() {
    let host = TwoFronts::start(None);
    let mut fastest = Duration::MAX;
    // The best of three: other tests share these cores.
    for _ in 0..3 {
        let disk = tempfile::tempdir().unwrap();
        let front = host.installation.serve_from(disk.path(), free_port());
        let client = SiteClient::new(&front.url()).as_host(&format!("127.0.0.1:{}", host.nginx.port()));
        assert_eq!(client.get("/").await.status, 200, "a ready front serves");
        fastest = fastest.min(front.became_ready_after());
    }
    assert!(fastest < Duration::from_secs(3), "ready after {fastest:?}");
}
