//! New posts by letter: one to each member who wants them, however often the sending is interrupted.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::json;

use super::{Member, entity, find, newsletter_entity, notices, reader};
use crate::letters::{self, Kind, WayOut};
use crate::posts::{self, Post};
use crate::{Change, Error, Result, Site, content, formatting, permalinks};

/// Letters that are written in one transaction.
const AT_ONCE: u64 = 100;

/// Writes the letters about a post that are still to be written; gives how many there are in all. The number of the last
/// member who has one commits with the letters.
pub async fn send_newsletter(site: &Site, post_id: i64) -> Result<i64> {
    let found = posts::by_id(site, post_id).await?;
    let is_public = |post: &Post| post.status == "publish" && post.password.is_empty();
    let Some(post) = found.filter(is_public) else { return Ok(0) };
    begin(site, post_id).await?;
    loop {
        if let Some(letters) = write_some(site, &post).await? {
            return Ok(letters);
        }
    }
}

async fn begin(site: &Site, post_id: i64) -> Result<()> {
    let row = newsletter_entity::ActiveModel {
        site_id: Set(site.id()),
        post_id: Set(post_id),
        last_member: Set(0),
        letters: Set(0),
        created: Set(site.host().now()),
        finished: Set(None),
    };
    let key = [newsletter_entity::Column::SiteId, newsletter_entity::Column::PostId];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    newsletter_entity::Entity::insert(row).on_conflict(once).exec_without_returning(site.writer()).await?;
    Ok(())
}

/// Writes the next letters; how many there are in all, once there are no more.
async fn write_some(site: &Site, post: &Post) -> Result<Option<i64>> {
    let missing = || Error::Internal("a newsletter that was begun is not there".into());
    let so_far =
        newsletter_entity::Entity::find_by_id((site.id(), post.id)).one(site.writer()).await?.ok_or_else(missing)?;
    if so_far.finished.is_some() {
        return Ok(Some(so_far.letters));
    }
    let next = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Newsletter.eq(true))
        .filter(entity::Column::Id.gt(so_far.last_member))
        .order_by_asc(entity::Column::Id)
        .limit(AT_ONCE)
        .all(site.writer())
        .await?;
    let texts = Texts::of(site, post).await?;
    let change = Change::begin(site).await?;
    let last = next.last().map_or(so_far.last_member, |member| member.id);
    let letters = so_far.letters + i64::try_from(next.len()).unwrap_or_default();
    let finished = next.is_empty().then(|| site.host().now());
    let moved = newsletter_entity::Entity::update_many()
        .col_expr(newsletter_entity::Column::LastMember, Expr::value(last))
        .col_expr(newsletter_entity::Column::Letters, Expr::value(letters))
        .col_expr(newsletter_entity::Column::Finished, Expr::value(finished))
        .filter(newsletter_entity::Column::SiteId.eq(site.id()))
        .filter(newsletter_entity::Column::PostId.eq(post.id))
        .filter(newsletter_entity::Column::LastMember.eq(so_far.last_member))
        .filter(newsletter_entity::Column::Finished.is_null())
        .exec(change.connection())
        .await?;
    if moved.rows_affected == 0 {
        return Err(Error::conflict("claim_lost", "Another runner writes this newsletter."));
    }
    for member in &next {
        let context = texts.for_member(site, post, member).await?;
        letters::queue(&change, site, Kind::Newsletter, &member.email, &context).await?;
    }
    change.commit().await?;
    Ok(next.is_empty().then_some(letters))
}

/// What the letters say, for those who may read all of it and for those who may not.
struct Texts {
    title: String,
    url: String,
    whole: String,
    beginning: String,
}

impl Texts {
    async fn of(site: &Site, post: &Post) -> Result<Self> {
        let plain = |html: &str| formatting::decode_html_text(&formatting::strip_tags(html)).trim().to_owned();
        Ok(Self {
            title: plain(&content::title(site, post)),
            url: permalinks::of_post(site, post).await?,
            whole: plain(&content::for_staff(site, post).await?.content),
            beginning: plain(&content::unlocked(site, post).await?.content),
        })
    }

    async fn for_member(&self, site: &Site, post: &Post, member: &Member) -> Result<serde_json::Value> {
        let may_read = posts::access::may_read(post, &reader(site, member).await?);
        Ok(json!({
            "name": notices::called(member), "title": self.title, "url": self.url,
            "text": if may_read { &self.whole } else { &self.beginning },
            "account_url": notices::page(site, ""),
        }))
    }
}

/// No more letters of a kind to whoever holds one of them. Whoever leaves the newsletter sees it in their account too.
/// Doing it again changes nothing; fails with `invalid_key` where the site has not signed the token.
pub async fn unsubscribe(site: &Site, token: &str) -> Result<WayOut> {
    let way_out = letters::way_out(site, token).await?;
    let mut change = Change::begin(site).await?;
    letters::unsubscribe(&mut change, site, &way_out).await?;
    if way_out.kind == Kind::Newsletter
        && let Some(member) = find::with_email(site, &way_out.address).await?
    {
        write_wish(&change, &member, false).await?;
    }
    change.commit().await?;
    Ok(way_out)
}

/// Whether a member wants new posts by letter. Who left them by a letter and wants them again gets them again.
pub async fn set_newsletter(site: &Site, member: &Member, wanted: bool) -> Result<Member> {
    let mut change = Change::begin(site).await?;
    if wanted {
        letters::resubscribe(&mut change, site, Kind::Newsletter, &member.email).await?;
    }
    let member = write_wish(&change, member, wanted).await?;
    change.commit().await?;
    Ok(member)
}

async fn write_wish(change: &Change, member: &Member, wanted: bool) -> Result<Member> {
    let mut row = member.clone().into_active_model();
    row.newsletter = Set(wanted);
    Ok(row.update(change.connection()).await?)
}
