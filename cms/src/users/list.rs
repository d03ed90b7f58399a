//! Lists the people of a site by everything that WordPress's `WP_User_Query` and the REST API's collection can ask for.

use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QueryResult,
    QuerySelect,
};

use super::{Role, entity, roles, roles_with, site_user_entity};
use crate::collation::without_case;
use crate::page_of_list::page_of_list;
use crate::place_in_list::place_in_list;
use crate::{Result, Site};

/// What to list. Empty lists and `None` mean "all".
#[derive(Clone, Debug, Default)]
pub struct UserQuery {
    /// Only these.
    pub ids: Vec<i64>,
    /// Not these.
    pub ids_not: Vec<i64>,
    /// Only with one of these slugs.
    pub slugs: Vec<String>,
    /// Only with one of these roles, by name.
    pub roles: Vec<String>,
    /// Only who may do one of these things, under WordPress's names.
    pub capabilities: Vec<String>,
    /// Only these, such as those who have published something.
    pub among: Option<Among>,
    /// Part of a column.
    pub search: Option<String>,
    /// Where it is looked for.
    pub search_columns: Vec<UserColumn>,
    /// What to sort by.
    pub order_by: UserOrder,
    /// Whether the largest comes first.
    pub descending: bool,
    /// How many to leave out at the beginning.
    pub offset: u64,
    /// How many to list.
    pub limit: u64,
}

/// A set of accounts that another noun knows, as the part of a query that finds them.
#[derive(Clone, Debug)]
pub struct Among(pub(crate) SelectStatement);

/// A column that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserColumn {
    /// The number, which must be the same.
    Id,
    /// The login.
    Login,
    /// The part of an address.
    Nicename,
    /// The mail address.
    Email,
    /// The website.
    Url,
    /// The name that pages show.
    DisplayName,
}

/// What a list of people is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserOrder {
    /// The name that pages show.
    #[default]
    DisplayName,
    /// Number.
    Id,
    /// The time when the account was made.
    Registered,
    /// The part of an address.
    Nicename,
    /// Mail address.
    Email,
    /// Website.
    Url,
    /// As in `ids`.
    Ids,
    /// As in `slugs`.
    Slugs,
}

impl UserColumn {
    /// Where WordPress looks when nobody says where: a mail address, a number, a website, or names.
    pub fn guessed(search: &str) -> Vec<Self> {
        if search.contains('@') {
            return vec![Self::Email];
        }
        if search.parse::<i64>().is_ok() {
            return vec![Self::Login, Self::Id];
        }
        if search.starts_with("http://") || search.starts_with("https://") {
            return vec![Self::Url];
        }
        vec![Self::Login, Self::Url, Self::Email, Self::Nicename, Self::DisplayName]
    }
}

/// A part of the list of a site's people with their roles, and how many the whole list has. It checks nobody's rights.
pub async fn list(site: &Site, query: &UserQuery) -> Result<(Vec<(entity::Model, Option<Role>)>, u64)> {
    let select = entity::Entity::find().filter(conditions(site, query));
    let order = if query.descending { Order::Desc } else { Order::Asc };
    let sorted = select.clone().order_by(order_of(site, query), order).order_by_asc(entity::Column::Id);
    let limit = Ord::max(query.limit, 1);
    let sorted = sorted.expr_as(roles::on(site), ROLE);
    let (found, total) = page_of_list(site.reader(), select, sorted, query.offset, limit).await?;
    Ok((found.into_iter().map(|Member { user, role }| (user, role)).collect(), total))
}

/// The column of the role beside an account's own.
const ROLE: &str = "role_on_site";

/// An account beside its role on the site.
struct Member {
    user: entity::Model,
    role: Option<Role>,
}

impl FromQueryResult for Member {
    fn from_query_result(result: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let role: Option<String> = result.try_get(prefix, ROLE)?;
        let role = role.and_then(|role| role.parse().ok());
        Ok(Self { user: entity::Model::from_query_result(result, prefix)?, role })
    }
}

fn conditions(site: &Site, query: &UserQuery) -> Condition {
    use entity::Column as C;
    Condition::all()
        .add(C::Id.in_subquery(members(site, query)))
        .add_option((!query.ids.is_empty()).then(|| C::Id.is_in(query.ids.clone())))
        .add_option((!query.ids_not.is_empty()).then(|| C::Id.is_not_in(query.ids_not.clone())))
        .add_option((!query.slugs.is_empty()).then(|| C::Nicename.is_in(query.slugs.clone())))
        .add_option(query.among.clone().map(|among| C::Id.in_subquery(among.0)))
        .add_option(query.search.as_deref().map(|text| contains(text, &query.search_columns)))
}

/// Who has a role on the site, and one of those that were asked for.
fn members(site: &Site, query: &UserQuery) -> SelectStatement {
    let mut members = Query::select();
    members
        .column(site_user_entity::Column::UserId)
        .from(site_user_entity::Entity)
        .and_where(site_user_entity::Column::SiteId.eq(site.id()));
    if !query.roles.is_empty() {
        members.and_where(site_user_entity::Column::Role.is_in(query.roles.clone()));
    }
    if !query.capabilities.is_empty() {
        let roles = roles_with(&query.capabilities).into_iter().map(Role::name);
        members.and_where(site_user_entity::Column::Role.is_in(roles));
    }
    members.to_owned()
}

pub(super) fn contains(text: &str, columns: &[UserColumn]) -> Condition {
    let escaped = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let like = |column: entity::Column| {
        let pattern = LikeExpr::new(format!("%{escaped}%")).escape('\\');
        Expr::expr(Func::lower(Expr::col(column))).like(pattern)
    };
    columns.iter().fold(Condition::any(), |any, column| match column {
        UserColumn::Id => any.add(entity::Column::Id.eq(text.parse::<i64>().unwrap_or(-1))),
        UserColumn::Login => any.add(like(entity::Column::Login)),
        UserColumn::Nicename => any.add(like(entity::Column::Nicename)),
        UserColumn::Email => any.add(like(entity::Column::Email)),
        UserColumn::Url => any.add(like(entity::Column::Url)),
        UserColumn::DisplayName => any.add(like(entity::Column::DisplayName)),
    })
}

fn order_of(site: &Site, query: &UserQuery) -> SimpleExpr {
    use entity::Column as C;
    let text = |column: C| without_case(column, site.host().database().backend());
    match query.order_by {
        UserOrder::DisplayName => text(C::DisplayName),
        UserOrder::Nicename => text(C::Nicename),
        UserOrder::Email => text(C::Email),
        UserOrder::Url => text(C::Url),
        UserOrder::Id => Expr::col(C::Id),
        UserOrder::Registered => Expr::col(C::Registered),
        UserOrder::Ids => place_in_list(C::Id, query.ids.iter().copied()),
        UserOrder::Slugs => place_in_list(C::Nicename, query.slugs.iter().cloned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    async fn logins(site: &Site, query: UserQuery) -> Vec<String> {
        let (found, _) = list(site, &UserQuery { limit: 10, ..query }).await.unwrap();
        found.into_iter().map(|(user, _)| user.login).collect()
    }

    #[tokio::test]
    async fn people_are_found_by_role_by_capability_and_by_name() {
        let (_folder, site) = fixture::site().await;
        fixture::person(&site, "zoe", Role::Editor).await;
        fixture::person(&site, "Ann", Role::Author).await;
        fixture::person(&site, "bob", Role::Subscriber).await;
        assert_eq!(logins(&site, UserQuery::default()).await, ["Ann", "bob", "zoe"]);
        let editors = UserQuery { roles: vec!["editor".into()], ..UserQuery::default() };
        assert_eq!(logins(&site, editors).await, ["zoe"]);
        let publishers = UserQuery { capabilities: vec!["publish_posts".into()], ..UserQuery::default() };
        assert_eq!(logins(&site, publishers).await, ["Ann", "zoe"]);
        let named =
            UserQuery { search: Some("AN".into()), search_columns: vec![UserColumn::Login], ..UserQuery::default() };
        assert_eq!(logins(&site, named).await, ["Ann"]);
        let nobody = UserQuery { capabilities: vec!["fly".into()], ..UserQuery::default() };
        assert!(logins(&site, nobody).await.is_empty());
    }

    #[tokio::test]
    async fn people_of_another_site_are_not_listed() {
        let (_folder, site) = fixture::site().await;
        fixture::person(&site, "ann", Role::Editor).await;
        let new = crate::sites::NewSite {
            url: "http://other.example".into(),
            title: "Other".into(),
            admin_email: String::new(),
        };
        let other = crate::sites::create(site.host(), &crate::Actor::System, new).await.unwrap();
        assert!(logins(&other, UserQuery::default()).await.is_empty());
    }
}
