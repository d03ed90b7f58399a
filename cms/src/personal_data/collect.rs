//! Collects it.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use crate::comments::{self, Comment};
use crate::users::{self, Capability};
use crate::{Actor, Error, Result, Site, members};

/// What is kept about whoever has a mail address.
#[derive(Clone, Debug)]
pub struct Collected {
    /// The account, if it belongs to this site.
    pub account: Option<users::Model>,
    /// Comments in all states, the oldest first.
    pub comments: Vec<Comment>,
    /// The member of the site with subscriptions and invoices, as JSON.
    pub member: Option<serde_json::Value>,
}

/// Everything under this address, written in any case of letters. Only who runs the site may.
pub async fn collect(site: &Site, actor: &Actor, email: &str) -> Result<Collected> {
    actor.require(Capability::ManageOptions)?;
    let found = users::by_email(site.host(), email).await?;
    let account = match found {
        Some(user) => users::on_site(site, user.id).await?.map(|_| user),
        None => None,
    };
    let by_address = comments::any(site).filter(comments::entity::Column::AuthorEmail.eq(email));
    let written = by_address.order_by_asc(comments::entity::Column::Id).all(site.reader()).await?;
    let member = match members::by_email(site, actor, email).await {
        Ok(member) => Some(members::export(site, actor, member.id).await?),
        Err(Error::NotFound { .. }) => None,
        Err(error) => return Err(error),
    };
    Ok(Collected { account, comments: written, member })
}
