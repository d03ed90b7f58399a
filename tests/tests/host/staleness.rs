//! No page is stale for ever: whatever changes while fronts fill their caches, in the end every front shows what is.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tests::waiting::until_async;
use tests::{Chance, Redis, SiteClient};

use crate::fronts::TwoFronts;

/// What every page is to show within this time after the last change.
const SETTLED: Duration = Duration::from_secs(2);

struct ChangingPost {
    id: String,
    path: String,
    version: u32,
}

impl ChangingPost {
    fn title(&self) -> String {
        format!("Post {} in version {};", self.id, self.version)
    }
}

/// Changes posts at random while visitors keep asking for them on both fronts, then looks at every page of every front.
async fn changes_reach_every_page(
    host: &mut TwoFronts,
    redis: Option<&mut Redis>,
    chance: &mut Chance,
    changes: usize,
) {
    let mut posts: Vec<ChangingPost> = Vec::new();
    for number in 0..4 {
        let (id, path) = host.new_post(&format!("Post at first {number}"));
        posts.push(ChangingPost { id, path, version: 0 });
    }
    let stop = Arc::new(AtomicBool::new(false));
    let paths: Vec<String> =
        posts.iter().map(|post| post.path.clone()).chain(["/".to_owned(), "/feed/".to_owned()]).collect();
    let visitors: Vec<_> =
        [0, 1].map(|front| tokio::spawn(visit(host.client_of(front), paths.clone(), stop.clone()))).into();
    let mut redis = redis;
    for change in 0..changes {
        let post = &mut posts[chance.below(4)];
        post.version += 1;
        host.installation.platen(&["post", "update", &post.id, &format!("--post_title={}", post.title())]);
        if let Some(redis) = redis.as_deref_mut().filter(|_| change % 7 == 3) {
            redis.kill();
            redis.start_again();
        }
        tokio::time::sleep(Duration::from_millis(chance.below(60) as u64)).await;
    }
    let fresh = host_shows_all(host, &posts);
    let settled = until_async(SETTLED, || async { fresh.missing().await.is_empty() }).await;
    stop.store(true, Ordering::Relaxed);
    let mut unanswered = Vec::new();
    for visitor in visitors {
        unanswered.extend(visitor.await.unwrap());
    }
    assert!(settled.is_some(), "stale after {SETTLED:?}: {:?}", fresh.missing().await);
    assert_eq!(unanswered, Vec::<String>::new());
}

struct Expected {
    clients: Vec<SiteClient>,
    pages: Vec<(String, String)>,
}

impl Expected {
    /// Pages that do not show what they should, by front.
    async fn missing(&self) -> Vec<String> {
        let mut missing = Vec::new();
        for (front, client) in self.clients.iter().enumerate() {
            for (path, title) in &self.pages {
                if !client.get(path).await.text.contains(title.as_str()) {
                    missing.push(format!("front {front} {path}: {title}"));
                }
            }
        }
        missing
    }
}

fn host_shows_all(host: &TwoFronts, posts: &[ChangingPost]) -> Expected {
    let changed = posts.iter().filter(|post| post.version > 0);
    let pages =
        changed.flat_map(|post| [post.path.clone(), "/".into(), "/feed/".into()].map(|path| (path, post.title())));
    Expected { clients: vec![host.client_of(0), host.client_of(1)], pages: pages.collect() }
}

async fn visit(client: SiteClient, paths: Vec<String>, stop: Arc<AtomicBool>) -> Vec<String> {
    let mut unanswered = Vec::new();
    for path in paths.iter().cycle() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let answer = client.get(path).await;
        if answer.status != 200 {
            unanswered.push(format!("{} {path}", answer.status));
        }
    }
    unanswered
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_stays_stale_however_changes_and_visits_interleave() {
    let redis = Redis::start();
    let mut host = TwoFronts::start(Some(&redis));
    changes_reach_every_page(&mut host, None, &mut Chance::from_environment(), 25).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_stays_stale_without_redis() {
    let mut host = TwoFronts::start(None);
    changes_reach_every_page(&mut host, None, &mut Chance::from_environment(), 25).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_stays_stale_when_redis_dies_between_changes() {
    let mut redis = Redis::start();
    let mut host = TwoFronts::start(Some(&redis));
    changes_reach_every_page(&mut host, Some(&mut redis), &mut Chance::from_environment(), 22).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes long: make soak"]
async fn no_page_stays_stale_through_a_thousand_changes_and_a_hundred_outages_of_redis() {
    let mut redis = Redis::start();
    let mut host = TwoFronts::start(Some(&redis));
    changes_reach_every_page(&mut host, Some(&mut redis), &mut Chance::from_environment(), 1000).await;
}
