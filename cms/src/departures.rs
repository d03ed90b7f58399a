//! When somebody leaves: the account, the roles, and what the person wrote (WordPress's `wp_delete_user`).

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::posts::{self, entity as post};
use crate::users::{self, Capability, Model};
use crate::{Actor, CacheTag, Change, Error, Result, Site};

/// Takes somebody off the site, also, as in WordPress, whoever asks. What the person wrote here goes to `heir`, or into the trash without one. An account
/// that belongs to no other site is deleted, unless it runs the network.
pub async fn remove(site: &Site, actor: &Actor, user_id: i64, heir: Option<i64>) -> Result<Model> {
    actor.require(Capability::RemoveUsers)?;
    let user = users::by_id(site.host(), user_id).await?;
    let user = user.ok_or_else(|| Error::not_found("rest_user_invalid_id", "Invalid user ID."))?;
    if user.is_network_admin && !actor.may(Capability::ManageNetwork) {
        return Err(Error::forbidden("rest_user_cannot_delete", "Sorry, you are not allowed to delete this user."));
    }
    match heir {
        Some(heir) => hand_over(site, user_id, heir).await?,
        None => throw_away(site, actor, user_id).await?,
    }
    users::leave(site, &user).await?;
    Ok(user)
}

async fn hand_over(site: &Site, user_id: i64, heir: i64) -> Result<()> {
    let is_here = match users::by_id(site.host(), heir).await? {
        Some(user) => user.is_network_admin || users::on_site(site, heir).await?.is_some(),
        None => false,
    };
    if heir == user_id || !is_here {
        return Err(Error::invalid("rest_user_invalid_reassign", "Invalid user ID for reassignment."));
    }
    let mut change = Change::begin(site).await?;
    post::Entity::update_many()
        .col_expr(post::Column::AuthorId, Expr::value(heir))
        .filter(post::Column::SiteId.eq(site.id()))
        .filter(post::Column::AuthorId.eq(user_id))
        .exec(change.connection())
        .await?;
    // Names of authors stand on every page of the posts and lists.
    change.makes_stale(CacheTag::Site);
    change.commit().await
}

async fn throw_away(site: &Site, actor: &Actor, user_id: i64) -> Result<()> {
    let written: Vec<(i64, String)> = post::Entity::find()
        .select_only()
        .columns([post::Column::Id, post::Column::PostType])
        .filter(post::Column::SiteId.eq(site.id()))
        .filter(post::Column::AuthorId.eq(user_id))
        .filter(post::Column::Status.ne("trash"))
        .filter(post::Column::PostType.ne("revision"))
        .into_tuple()
        .all(site.writer())
        .await?;
    for (id, post_type) in written {
        if posts::has_trash(&post_type) {
            posts::trash(site, actor, id).await?;
        } else {
            posts::delete(site, actor, id).await?;
        }
    }
    Ok(())
}
