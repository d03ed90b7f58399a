//! What a list costs: as many statements for a hundred posts as for ten.
use tests::wxr::made_export;
use tests::{Installation, PlatenProcess, SiteClient, on_both_databases};

/// The log's mark of a statement that was sent to the database.
const MARK: &str = "db.statement";
/// What the front asks for some times a second, whoever visits.
const PURGES: &str = "purge_outbox";
/// On a busy machine a long answer takes so long that the front looks again at what it knew a moment ago, the site for one.
const BY_THE_CLOCK: usize = 2;

on_both_databases! {
    async fn a_list_of_a_hundred_posts_asks_as_little_as_one_of_ten(installation: Installation) {
        let installation = installation.with("PLATEN_LOG", "warn,sqlx=debug");
        installation.install_site("Counted");
        let export = installation.data_dir().join("made.xml");
        std::fs::write(&export, made_export(120)).unwrap();
        installation.platen(&["import", &export.display().to_string(), "--authors=create"]);
        talk_about_everything(&installation);
        let front = installation.serve_by_front();
        let visitor = front.client();
        for list in ["posts?_embed=1", "posts?_embed=author,wp:term", "posts?", "comments?_embed=1", "tags?_embed=1", "users?"] {
            let ten = statements(&front, &visitor, &format!("{list}&per_page=10")).await;
            let hundred = statements(&front, &visitor, &format!("{list}&per_page=100")).await;
            assert!(ten > 0, "the log tells of no statement: {}", front.log());
            let told = format!("{list}: {ten} statements for ten items and {hundred} for a hundred");
            assert!(hundred <= ten + BY_THE_CLOCK, "{told}");
        }
    }
}

/// A comment on each of many posts, each by somebody else.
fn talk_about_everything(installation: &Installation) {
    for post in 1..=12 {
        let (post, author) = (format!("--comment_post_ID={post}"), format!("--comment_author=Visitor {post}"));
        installation.platen(&["comment", "create", &post, "--comment_content=A word", &author, "--comment_approved=1"]);
    }
}

/// How many statements one answer takes, when the front has already seen what it is made of: the fewest of several, since
/// what the front asks by the clock stands in the same log.
async fn statements(front: &PlatenProcess, visitor: &SiteClient, list: &str) -> usize {
    let address = format!("/wp-json/wp/v2/{list}");
    let first = visitor.get(&address).await;
    assert_eq!(first.status, 200, "{address}: {}", first.text);
    let mut fewest = usize::MAX;
    for _ in 0..8 {
        let before = logged(front);
        visitor.get(&address).await;
        fewest = fewest.min(logged(front) - before);
    }
    fewest
}

/// Statements so far, but for those that look for purges.
fn logged(front: &PlatenProcess) -> usize {
    front.log().lines().filter(|line| line.contains(MARK) && !line.contains(PURGES)).count()
}
