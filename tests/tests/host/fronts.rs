//! Several fronts of one host behind nginx.
use std::time::Duration;

use tests::service::free_port;
use tests::waiting::until_async;
use tests::{Installation, Nginx, PlatenProcess, Postgres, Redis, SiteClient};

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

async fn an_approved_comment_is_on_both_fronts(host: &TwoFronts) {
    let (post, path) = host.new_post("A post with a comment");
    for front in [0, 1] {
        let client = host.client_of(front);
        assert_eq!(client.get(&path).await.status, 200);
        assert!(shows(&client, &path, "Something to talk about").await);
    }
    leave_comment(&host.client_of(0), &post, "first word on it").await;
    // Clients of their own: whoever commented sees the comment while it waits.
    let others = [host.client_of(0), host.client_of(1)];
    for client in &others {
        assert!(!shows(client, &path, "first word on it").await, "a comment in moderation is nobody's to see");
    }
    let waiting = host.installation.platen(&["comment", "list", "--status=hold", "--format=ids"]);
    host.installation.platen(&["comment", "approve", waiting.trim()]);
    for client in &others {
        let took = until_async(WITHIN, || shows(client, &path, "first word on it")).await;
        assert!(took.is_some(), "the comment is not on {} within {WITHIN:?}", client.base());
    }
}

#[tokio::test]
async fn an_approved_comment_is_on_both_fronts_within_a_second_through_redis() {
    let redis = Redis::start();
    an_approved_comment_is_on_both_fronts(&TwoFronts::start(Some(&redis))).await;
}

#[tokio::test]
async fn an_approved_comment_is_on_both_fronts_within_a_second_without_redis() {
    an_approved_comment_is_on_both_fronts(&TwoFronts::start(None)).await;
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
