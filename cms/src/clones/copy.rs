//! Fills a clone: what stands apart, then the posts with all that hangs on them, a part a transaction, then the files. At last
//! the clone opens.

use sea_orm::{ConnectionTrait, Statement};
use serde::Serialize;

use super::rows::{self, Between};
use super::{files, plans};
use crate::background::Noted;
use crate::comments::{entity as comment, meta_entity as comment_meta};
use crate::cron::event_entity as event;
use crate::media::entity as media;
use crate::posts::{entity as post, meta_entity as post_meta};
use crate::redirects::entity as redirect;
use crate::terms::{entity as term, meta_entity as term_meta, relationship_entity as relationship};
use crate::users::{meta_entity as user_meta, site_user_entity as role};
use crate::{Change, Error, Result, Site, cron, library, posts, sites, terms};

/// Posts of one transaction.
const POSTS: u64 = 500;

/// How much a clone has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Copied {
    pub(super) posts: u64,
    pub(super) terms: u64,
    pub(super) comments: u64,
    pub(super) people: u64,
    pub(super) files: u64,
    /// Files of the journal that do not stand in the folder, and so are missing in the clone.
    pub(super) missing_files: u64,
}

/// Copies all that a clone has of `from` and opens it.
pub(super) async fn copy(from: &Site, to: &Site, noted: &Noted) -> Result<Copied> {
    let mut copied = Copied::default();
    apart(from, to, &mut copied).await?;
    all_posts(from, to, noted, &mut copied).await?;
    (copied.files, copied.missing_files) = files::copy(from, to, noted).await?;
    open(from, to).await?;
    Ok(copied)
}

fn between(from: &Site, to: &Site) -> Between {
    Between { from: from.id(), to: to.id() }
}

/// What hangs on no post.
async fn apart(from: &Site, to: &Site, copied: &mut Copied) -> Result<()> {
    let (change, between) = (Change::begin(to).await?, between(from, to));
    let connection = change.connection();
    copied.terms = rows::copy::<term::Entity>(connection, between, &[], "TRUE", &[]).await?;
    let has_term = "EXISTS (SELECT 1 FROM terms h WHERE h.site_id = $1 AND h.id = t.term_id)";
    rows::copy::<term_meta::Entity>(connection, between, &["id"], has_term, &[]).await?;
    rows::copy::<redirect::Entity>(connection, between, &["id"], "TRUE", &[]).await?;
    copied.people = rows::copy::<role::Entity>(connection, between, &[], "TRUE", &[]).await?;
    rows::copy::<user_meta::Entity>(connection, between, &["id"], "TRUE", &[]).await?;
    change.commit().await
}

async fn all_posts(from: &Site, to: &Site, noted: &Noted, copied: &mut Copied) -> Result<()> {
    noted.begins(
        "posts",
        number(from, "SELECT COUNT(*) AS number FROM posts WHERE site_id = $1", &[]).await?.unsigned_abs(),
    );
    let (mut after, mut done) = (0, 0);
    loop {
        let next = "SELECT COALESCE(MAX(id), 0) AS number FROM \
                    (SELECT id FROM posts WHERE site_id = $1 AND id > $2 ORDER BY id LIMIT $3) part";
        let last = number(from, next, &[after, POSTS as i64]).await?;
        if last == 0 {
            return Ok(());
        }
        done += POSTS;
        some_posts(from, to, [after, last], copied).await?;
        noted.has_reached(done);
        after = last;
    }
}

/// Those after the one number up to the other. What came to the original a moment ago hangs on a post that is not here.
async fn some_posts(from: &Site, to: &Site, numbers: [i64; 2], copied: &mut Copied) -> Result<()> {
    let (change, between) = (Change::begin(to).await?, between(from, to));
    let connection = change.connection();
    let posts = "t.id > $3 AND t.id <= $4 AND t.status <> 'auto-draft'";
    copied.posts += rows::copy::<post::Entity>(connection, between, &[], posts, &numbers).await?;
    let of_post = "t.post_id > $3 AND t.post_id <= $4 \
                   AND EXISTS (SELECT 1 FROM posts p WHERE p.site_id = $1 AND p.id = t.post_id)";
    let lasting = format!("{of_post} AND t.meta_key <> '_edit_lock'");
    rows::copy::<post_meta::Entity>(connection, between, &["id"], &lasting, &numbers).await?;
    rows::copy::<media::Entity>(connection, between, &[], of_post, &numbers).await?;
    let of_both = format!("{of_post} AND EXISTS (SELECT 1 FROM terms h WHERE h.site_id = $1 AND h.id = t.term_id)");
    rows::copy::<relationship::Entity>(connection, between, &[], &of_both, &numbers).await?;
    copied.comments += rows::copy::<comment::Entity>(connection, between, &[], of_post, &numbers).await?;
    let of_comment = "EXISTS (SELECT 1 FROM comments c WHERE c.site_id = $1 AND c.id = t.comment_id \
                      AND c.post_id > $3 AND c.post_id <= $4)";
    rows::copy::<comment_meta::Entity>(connection, between, &["id"], of_comment, &numbers).await?;
    change.commit().await
}

/// Plans, counts, and the events that a new site has or that its posts wait for; then it opens.
async fn open(from: &Site, to: &Site) -> Result<()> {
    let mut change = Change::begin(to).await?;
    plans::copy(&change, from, to).await?;
    let counters =
        "INSERT INTO counters (site_id, kind, next_id) SELECT $1, kind, next_id FROM counters WHERE site_id = $2";
    let values = [to.id().into(), from.id().into()];
    let backend = to.host().database().backend();
    change.connection().execute_raw(Statement::from_sql_and_values(backend, counters, values)).await?;
    terms::recount_all(&change, to.id()).await?;
    cron::install(change.connection(), to.id(), to.host().now()).await?;
    events(&change, from, to).await?;
    if !sites::is_cloned(&mut change, to).await? {
        return Err(Error::conflict("site_deleted", "The new site was deleted meanwhile."));
    }
    change.commit().await
}

/// Posts that are to be published, and pictures whose sizes are being made. What a runner has in hand just now begins anew.
async fn events(change: &Change, from: &Site, to: &Site) -> Result<()> {
    let passing = [
        "id",
        "state",
        "attempt",
        "planned",
        "lease_token",
        "runner",
        "started",
        "after_run",
        "cancelled",
        "last_error",
    ];
    let hooks = [posts::PUBLISH_HOOK, library::MAKE_SIZES_HOOK];
    let condition = format!("t.state <> 'dead' AND t.hook IN ('{}', '{}')", hooks[0], hooks[1]);
    rows::copy::<event::Entity>(change.connection(), between(from, to), &passing, &condition, &[]).await?;
    Ok(())
}

async fn number(site: &Site, sql: &str, further: &[i64]) -> Result<i64> {
    let values: Vec<sea_orm::Value> = [site.id()].iter().chain(further).map(|value| (*value).into()).collect();
    let statement = Statement::from_sql_and_values(site.host().database().backend(), sql, values);
    let row = site.writer().query_one_raw(statement).await?;
    Ok(row.map(|row| row.try_get("", "number")).transpose()?.unwrap_or_default())
}
