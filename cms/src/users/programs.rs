//! Who speaks through a program. Each of its requests proves it anew, so the account, its role and its application
//! passwords come in one statement.

use chrono::NaiveDateTime;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QueryResult, QuerySelect};

use super::application_passwords::{self as passwords, Presented};
use super::{Role, application_password_entity as password, entity, roles};
use crate::{CurrentUser, Result, Site};

/// A person as a program speaks for them.
#[derive(Clone, Debug)]
pub struct Program {
    /// Whom it speaks for, with their role on the site.
    pub current: CurrentUser,
    /// The UUID of its application password.
    pub uuid: String,
}

/// The person with this login, or this mail address where nobody has such a login, if `presented` is one of their
/// application passwords, with or without its spaces. Notes the use, by `ip`.
pub async fn sign_in_program(site: &Site, login: &str, presented: &str, ip: &str) -> Result<Option<Program>> {
    let mut candidates = candidates(site, entity::Column::Login, login).await?;
    if candidates.is_empty() {
        candidates = self::candidates(site, entity::Column::Email, login).await?;
    }
    let presented = Presented::new(presented);
    let is_proved = |candidate: &Candidate| candidate.hash.as_ref().is_some_and(|hash| presented.is(hash));
    let Some(Candidate { user, role, uuid: Some(uuid), last_used, .. }) = candidates.into_iter().find(is_proved) else {
        return Ok(None);
    };
    passwords::note_use(site.host(), &uuid, last_used, ip).await?;
    let role = role.and_then(|role| role.parse::<Role>().ok());
    Ok(Some(Program { current: CurrentUser { user, role }, uuid }))
}

/// An account beside one of its application passwords, or beside none.
struct Candidate {
    user: entity::Model,
    role: Option<String>,
    uuid: Option<String>,
    hash: Option<String>,
    last_used: Option<NaiveDateTime>,
}

impl FromQueryResult for Candidate {
    fn from_query_result(result: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            user: entity::Model::from_query_result(result, prefix)?,
            role: result.try_get(prefix, "role_on_site")?,
            uuid: result.try_get(prefix, "password_uuid")?,
            hash: result.try_get(prefix, "password_hashed")?,
            last_used: result.try_get(prefix, "password_last_used")?,
        })
    }
}

/// The accounts whose `column` is `text`, whatever the case, once for each of their application passwords.
async fn candidates(site: &Site, column: entity::Column, text: &str) -> Result<Vec<Candidate>> {
    let same = Expr::expr(Func::lower(Expr::col((entity::Entity, column)))).eq(text.to_lowercase());
    let of_person =
        entity::Entity::belongs_to(password::Entity).from(entity::Column::Id).to(password::Column::UserId).into();
    let query = entity::Entity::find()
        .join(JoinType::LeftJoin, of_person)
        .column_as(password::Column::Uuid, "password_uuid")
        .column_as(password::Column::PasswordHash, "password_hashed")
        .column_as(password::Column::LastUsed, "password_last_used")
        .expr_as(roles::on(site), "role_on_site")
        .filter(same)
        .order_by_asc(password::Column::Created);
    Ok(query.into_model().all(site.writer()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Actor, fixture};

    #[tokio::test]
    async fn a_program_speaks_for_whom_its_password_belongs_to_with_their_role() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Author).await;
        for name in ["Phone", "Desk"] {
            passwords::create(&site, &ann, ann.user_id(), name, "").await.unwrap();
        }
        let made = passwords::create(&site, &ann, ann.user_id(), "Script", "").await.unwrap();
        let sign_in = async |login: &str, password: &str| sign_in_program(&site, login, password, "192.0.2.1").await;
        for login in ["ann", "ANN", "ann@example.com"] {
            let program = sign_in(login, &made.password).await.unwrap().unwrap();
            assert_eq!((program.current.user.id, program.current.role), (ann.user_id(), Some(Role::Author)));
            assert_eq!(program.uuid, made.row.uuid);
        }
        assert!(sign_in("ann", "AAAA AAAA AAAA AAAA AAAA AAAA").await.unwrap().is_none());
        assert!(sign_in("nobody", &made.password).await.unwrap().is_none());
        let rows = passwords::list(&site, &Actor::System, ann.user_id()).await.unwrap();
        let used: Vec<_> = rows.iter().map(|row| row.last_ip.as_deref()).collect();
        assert_eq!(used.iter().filter(|ip| **ip == Some("192.0.2.1")).count(), 1, "the one that was used: {used:?}");
    }

    #[tokio::test]
    async fn whoever_has_no_application_password_is_not_let_in_and_nobody_has_the_role_of_another_site() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Editor).await;
        assert!(sign_in_program(&site, "ann", "", "").await.unwrap().is_none());
        let made = passwords::create(&site, &ann, ann.user_id(), "Phone", "").await.unwrap();
        let other = crate::sites::NewSite {
            url: "http://other.example.com".into(),
            title: "Other".into(),
            admin_email: "o@example.com".into(),
        };
        let other = crate::sites::create(site.host(), &Actor::System, other).await.unwrap();
        let program = sign_in_program(&other, "ann", &made.password, "").await.unwrap().unwrap();
        assert_eq!(program.current.role, None);
    }

    #[tokio::test]
    async fn it_costs_one_statement() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Editor).await;
        let made = passwords::create(&site, &ann, ann.user_id(), "Phone", "").await.unwrap();
        sign_in_program(&site, "ann", &made.password, "").await.unwrap().unwrap();
        let before = site.host().database().statements();
        sign_in_program(&site, "ann", &made.password, "").await.unwrap().unwrap();
        assert_eq!(site.host().database().statements() - before, 1);
    }
}
