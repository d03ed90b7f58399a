//! Who is editing a post at the moment (WordPress's `wp_set_post_lock` and its kin): advice for people, kept in the meta
//! value `_edit_lock` as `seconds:user`. It changes nothing that visitors see, so it purges nothing.

use super::{Post, lookup, meta, permissions};
use crate::{Actor, Change, Result, Site, users};

const META_KEY: &str = "_edit_lock";
/// A browser renews its lock every few seconds; without that it ends after this many (`wp_check_post_lock_window`).
const SECONDS: i64 = 150;
/// A page that was left for another is open again at once if the other is the same post (`wp_ajax_wp_remove_post_lock`).
const SECONDS_LEFT_ON_LEAVING: i64 = 5;

/// The account that holds the post, if that is somebody else than `actor`.
pub async fn held_by_another(site: &Site, actor: &Actor, post: &Post) -> Result<Option<users::Model>> {
    permissions::require_edit(actor, post)?;
    match held(site, post.id).await? {
        Some((_, user)) if user != actor.user_id() => users::by_id(site.host(), user).await,
        _ => Ok(None),
    }
}

/// Takes or renews the lock, whoever holds it; answers the lock as clients know it.
pub async fn take(site: &Site, actor: &Actor, post_id: i64) -> Result<String> {
    permissions::require_edit(actor, &lookup::required(site, post_id).await?)?;
    let lock = format!("{}:{}", now(site), actor.user_id());
    write(site, post_id, &lock).await?;
    Ok(lock)
}

/// Gives the lock back if `actor` still holds it.
pub async fn release(site: &Site, actor: &Actor, post_id: i64) -> Result<()> {
    permissions::require_edit(actor, &lookup::required(site, post_id).await?)?;
    match held(site, post_id).await? {
        Some((_, user)) if user == actor.user_id() => {
            let almost_over = now(site) - SECONDS + SECONDS_LEFT_ON_LEAVING;
            write(site, post_id, &format!("{almost_over}:{user}")).await
        }
        _ => Ok(()),
    }
}

/// When it was last renewed, and by whom; none when it has run out.
async fn held(site: &Site, post_id: i64) -> Result<Option<(i64, i64)>> {
    let lock = meta::read(site.writer(), site.id(), post_id, META_KEY).await?;
    let lock = lock.as_deref().and_then(|lock| lock.split_once(':'));
    let parsed = lock.and_then(|(since, user)| Some((since.parse::<i64>().ok()?, user.parse::<i64>().ok()?)));
    Ok(parsed.filter(|(since, user)| *user > 0 && since.saturating_add(SECONDS) > now(site)))
}

async fn write(site: &Site, post_id: i64, lock: &str) -> Result<()> {
    let change = Change::begin(site).await?;
    meta::write(change.connection(), site.id(), post_id, META_KEY, Some(lock)).await?;
    change.commit().await
}

fn now(site: &Site) -> i64 {
    site.host().now().and_utc().timestamp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posts::{self, PostFields};
    use crate::users::Role;
    use crate::{fixture, purges};
    use sea_orm::EntityTrait;

    async fn draft(site: &Site) -> Post {
        let fields = PostFields { title: Some("Shared".into()), ..PostFields::default() };
        posts::create(site, &Actor::System, "post", fields).await.unwrap()
    }

    #[tokio::test]
    async fn the_second_at_a_post_learns_of_the_first_and_may_take_it_over() {
        let (_folder, site) = fixture::site().await;
        let (one, other) =
            (fixture::person(&site, "one", Role::Editor).await, fixture::person(&site, "other", Role::Editor).await);
        let post = draft(&site).await;
        let lock = take(&site, &one, post.id).await.unwrap();
        assert!(lock.ends_with(&format!(":{}", one.user_id())), "{lock}");
        assert!(held_by_another(&site, &one, &post).await.unwrap().is_none());
        let holder = held_by_another(&site, &other, &post).await.unwrap().unwrap();
        assert_eq!(holder.id, one.user_id());
        take(&site, &other, post.id).await.unwrap();
        assert_eq!(held_by_another(&site, &one, &post).await.unwrap().unwrap().id, other.user_id());
    }

    #[tokio::test]
    async fn only_the_holder_gives_a_lock_back_and_no_page_is_purged_by_it() {
        let (_folder, site) = fixture::site().await;
        let (one, other) =
            (fixture::person(&site, "one", Role::Editor).await, fixture::person(&site, "other", Role::Editor).await);
        let post = draft(&site).await;
        let purged = purges::entity::Entity::find().all(site.writer()).await.unwrap().len();
        take(&site, &one, post.id).await.unwrap();
        release(&site, &other, post.id).await.unwrap();
        let since = |lock: Option<(i64, i64)>| lock.map(|(since, _)| since);
        let before = since(held(&site, post.id).await.unwrap()).unwrap();
        release(&site, &one, post.id).await.unwrap();
        let after = since(held(&site, post.id).await.unwrap()).unwrap();
        assert!(after < before, "the lock is almost over");
        assert_eq!(purges::entity::Entity::find().all(site.writer()).await.unwrap().len(), purged);
    }

    #[tokio::test]
    async fn who_may_not_edit_a_post_may_not_hold_it() {
        let (_folder, site) = fixture::site().await;
        let author = fixture::person(&site, "author", Role::Author).await;
        let post = draft(&site).await;
        assert!(take(&site, &author, post.id).await.is_err());
        assert!(held_by_another(&site, &author, &post).await.is_err());
    }
}
