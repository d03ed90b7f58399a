//! People of the whole host: who has an account, on which sites, and who runs them all.

use std::collections::HashMap;

use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, Set};
use sea_orm::{QueryFilter, QueryOrder, QuerySelect};

use super::list::contains;
use super::{Capability, Role, UserColumn, entity, find, site_user_entity};
use crate::audit::Deed;
use crate::{Actor, CacheTag, Change, Error, Host, Result};

/// Which accounts to list.
#[derive(Clone, Debug, Default)]
pub struct NetworkQuery {
    /// Part of a login, a name, a mail address.
    pub search: Option<String>,
    /// Only those who run the host, or only the others.
    pub network_admins: Option<bool>,
    /// How many to leave out at the beginning.
    pub offset: u64,
    /// How many to list; all, if none.
    pub limit: Option<u64>,
}

/// An account with the sites that it has roles on.
#[derive(Clone, Debug)]
pub struct NetworkUser {
    /// The account.
    pub account: entity::Model,
    /// The sites' numbers, with the role on each.
    pub sites: Vec<(i64, Role)>,
}

/// The host's accounts by login, and how many there are in all. Only the host itself and network admins may.
pub async fn of_network(host: &Host, actor: &Actor, query: &NetworkQuery) -> Result<(Vec<NetworkUser>, u64)> {
    actor.require(Capability::ManageNetwork)?;
    let search = query.search.as_deref().filter(|text| !text.is_empty());
    let conditions = Condition::all()
        .add_option(query.network_admins.map(|admins| entity::Column::IsNetworkAdmin.eq(admins)))
        .add_option(search.map(|text| contains(text, &UserColumn::guessed(text))));
    let select = entity::Entity::find().filter(conditions);
    let total = select.clone().count(host.database().reader()).await?;
    let sorted = select.order_by_asc(entity::Column::Login).order_by_asc(entity::Column::Id).offset(query.offset);
    let accounts = sorted.limit(query.limit.unwrap_or(total).max(1)).all(host.database().reader()).await?;
    let mut sites = sites_of(host, &accounts).await?;
    let with_sites =
        |account: entity::Model| NetworkUser { sites: sites.remove(&account.id).unwrap_or_default(), account };
    Ok((accounts.into_iter().map(with_sites).collect(), total))
}

/// The account with the sites that it has roles on. Only the host itself and network admins may.
pub async fn on_network(host: &Host, actor: &Actor, user_id: i64) -> Result<NetworkUser> {
    actor.require(Capability::ManageNetwork)?;
    let account = find::required(host, user_id).await?;
    let sites = sites_of(host, std::slice::from_ref(&account)).await?.remove(&account.id).unwrap_or_default();
    Ok(NetworkUser { account, sites })
}

async fn sites_of(host: &Host, accounts: &[entity::Model]) -> Result<HashMap<i64, Vec<(i64, Role)>>> {
    let rows = site_user_entity::Entity::find()
        .filter(site_user_entity::Column::UserId.is_in(accounts.iter().map(|account| account.id)))
        .order_by_asc(site_user_entity::Column::SiteId)
        .all(host.database().reader())
        .await?;
    let mut sites: HashMap<i64, Vec<(i64, Role)>> = HashMap::new();
    for row in rows {
        if let Ok(role) = row.role.parse() {
            sites.entry(row.user_id).or_default().push((row.site_id, role));
        }
    }
    Ok(sites)
}

/// Makes somebody run the whole host. Only the host itself and network admins may.
pub async fn make_network_admin(host: &Host, actor: &Actor, user_id: i64) -> Result<entity::Model> {
    actor.require(Capability::ManageNetwork)?;
    set(host, user_id, true, "grant-network-admin").await
}

/// Takes that from somebody again. Nobody takes it from oneself, so that somebody is left who can give it.
pub async fn revoke_network_admin(host: &Host, actor: &Actor, user_id: i64) -> Result<entity::Model> {
    actor.require(Capability::ManageNetwork)?;
    if actor.is_signed_in() && actor.user_id() == user_id {
        let message = "You cannot take the rights of a network administrator from yourself.";
        return Err(Error::forbidden("rest_cannot_edit", message));
    }
    set(host, user_id, false, "revoke-network-admin").await
}

async fn set(host: &Host, user_id: i64, is_admin: bool, deed: &'static str) -> Result<entity::Model> {
    let account = find::required(host, user_id).await?;
    if account.is_network_admin == is_admin {
        return Ok(account);
    }
    let mut change = Change::begin_for_host(host).await?;
    let mut row = account.into_active_model();
    row.is_network_admin = Set(is_admin);
    let account = row.update(change.connection()).await?;
    change.makes_stale(CacheTag::User(user_id));
    change.notes(Deed::new(deed, "user", user_id).with("login", account.login.as_str()));
    change.commit().await?;
    Ok(account)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixture, users};

    #[tokio::test]
    async fn the_network_lists_everybody_with_their_sites_and_finds_them_by_name() {
        let (_folder, site) = fixture::site().await;
        fixture::person(&site, "zoe", Role::Editor).await;
        let ann = fixture::person(&site, "ann", Role::Author).await;
        users::set_role(&site, &Actor::System, ann.user_id(), None).await.unwrap();
        let (all, total) = of_network(site.host(), &Actor::System, &NetworkQuery::default()).await.unwrap();
        let told: Vec<(&str, &[(i64, Role)])> =
            all.iter().map(|one| (one.account.login.as_str(), one.sites.as_slice())).collect();
        assert_eq!((told, total), (vec![("ann", &[][..]), ("zoe", &[(site.id(), Role::Editor)][..])], 2));
        let query = NetworkQuery { search: Some("ZO".into()), ..NetworkQuery::default() };
        assert_eq!(of_network(site.host(), &Actor::System, &query).await.unwrap().1, 1);
        let admins = NetworkQuery { network_admins: Some(true), ..NetworkQuery::default() };
        assert_eq!(of_network(site.host(), &Actor::System, &admins).await.unwrap().1, 0);
    }

    #[tokio::test]
    async fn an_administrator_of_a_site_neither_sees_the_network_nor_joins_who_runs_it() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        let host = site.host();
        assert_eq!(of_network(host, &ann, &NetworkQuery::default()).await.unwrap_err().code(), "rest_forbidden");
        assert_eq!(on_network(host, &ann, ann.user_id()).await.unwrap_err().code(), "rest_forbidden");
        assert_eq!(make_network_admin(host, &ann, ann.user_id()).await.unwrap_err().code(), "rest_forbidden");
        assert_eq!(revoke_network_admin(host, &ann, 1).await.unwrap_err().code(), "rest_forbidden");
    }

    #[tokio::test]
    async fn nobody_takes_the_network_from_oneself() {
        let (_folder, site) = fixture::site().await;
        let host = site.host();
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        let bob = fixture::person(&site, "bob", Role::Administrator).await;
        for person in [&ann, &bob] {
            make_network_admin(host, &Actor::System, person.user_id()).await.unwrap();
        }
        let signed_in = |user: entity::Model| Actor::User(crate::CurrentUser { user, role: None }.into());
        let ann = signed_in(find::required(host, ann.user_id()).await.unwrap());
        assert_eq!(revoke_network_admin(host, &ann, ann.user_id()).await.unwrap_err().code(), "rest_cannot_edit");
        assert!(!revoke_network_admin(host, &ann, bob.user_id()).await.unwrap().is_network_admin);
    }
}
