//! Who of the file is who here.

use super::super::reader::{AuthorRecord, Position};
use super::options::Authors;
use super::report::{Report, Thing};
use crate::users::{self, NewUser, Role};
use crate::{Actor, Result, Site, formatting};
use std::collections::HashMap;

const LARGEST_KEPT_ID: i64 = 100_000;

/// The accounts of the file's authors.
pub(super) struct AuthorMap {
    site: Site,
    actor: Actor,
    policy: Authors,
    by_login: HashMap<String, i64>,
    by_old_id: HashMap<i64, i64>,
    fallback: i64,
}

impl AuthorMap {
    pub(super) async fn new(site: &Site, actor: &Actor, policy: &Authors) -> Result<Self> {
        let people = users::of_site(site).await?;
        let administrator = people.iter().find(|(_, role)| *role == Role::Administrator);
        Ok(Self {
            site: site.clone(),
            actor: actor.clone(),
            policy: policy.clone(),
            by_login: HashMap::new(),
            by_old_id: HashMap::new(),
            fallback: administrator.map_or(0, |(administrator, _)| administrator.id),
        })
    }

    /// Finds or makes the account of someone whom the file lists.
    pub(super) async fn take(&mut self, author: AuthorRecord, at: Position, report: &mut Report) -> Result<()> {
        let old_id = author.id;
        let id = self.account_of(author, at, report).await?;
        if let Some(old_id) = old_id {
            self.by_old_id.insert(old_id, id);
        }
        Ok(())
    }

    /// The account of an item's author, whom WXR 1.0 names without having listed them.
    pub(super) async fn of_login(&mut self, login: &str, at: Position, report: &mut Report) -> Result<i64> {
        // Nobody wrote it, or somebody whose account was deleted there.
        if login.is_empty() {
            return Ok(0);
        }
        // WordPress's importer compares logins as they are cleaned: a stray mark makes nobody else of them.
        let cleaned = formatting::sanitize_user(login, true);
        if let Some(id) = self.by_login.get(login).or_else(|| self.by_login.get(&cleaned)) {
            return Ok(*id);
        }
        let author = AuthorRecord { login: login.to_owned(), ..AuthorRecord::default() };
        self.account_of(author, at, report).await
    }

    /// The account of somebody whom comments and meta name by the old site's number; 0 if nobody is known by it.
    pub(super) fn of_old_id(&self, id: i64) -> i64 {
        self.by_old_id.get(&id).copied().unwrap_or(0)
    }

    async fn account_of(&mut self, author: AuthorRecord, at: Position, report: &mut Report) -> Result<i64> {
        let old_login = author.login.clone();
        if let Some(id) = self.by_login.get(&old_login) {
            return Ok(*id);
        }
        let wanted = match &self.policy {
            Authors::Map(logins) => logins.get(&old_login).unwrap_or(&old_login),
            _ => &old_login,
        };
        let id = match users::by_login(self.site.host(), wanted).await? {
            Some(user) => {
                report.already_there(Thing::Author);
                self.belongs_here(user.id).await?;
                user.id
            }
            None if self.policy == Authors::Create => self.create(author, at, report).await?,
            None => {
                let why = format!("has no account here; the site's administrator becomes the author ({wanted})");
                report.note(at, format!("the author \"{old_login}\""), why);
                self.fallback
            }
        };
        self.by_login.insert(old_login, id);
        Ok(id)
    }

    /// As WordPress's importer: with the site's default role, and no password until one is set.
    async fn create(&self, author: AuthorRecord, at: Position, report: &mut Report) -> Result<i64> {
        let about = format!("the author \"{}\"", author.login);
        if let Some(user) = self.with_same_address(&author.email).await? {
            report.already_there(Thing::Author);
            report.note(at, about, format!("has the mail address of \"{}\", who is taken for the same", user.login));
            self.belongs_here(user.id).await?;
            return Ok(user.id);
        }
        let new = NewUser {
            login: author.login,
            email: author.email,
            display_name: author.display_name,
            first_name: author.first_name,
            last_name: author.last_name,
            id: self.free_id(author.id).await?,
            ..NewUser::default()
        };
        match users::create(&self.site, &self.actor, new, self.default_role()).await {
            Ok(user) => {
                report.imported(Thing::Author, 1);
                Ok(user.id)
            }
            Err(error @ crate::Error::Database(_)) => Err(error),
            Err(error) => {
                report.left_out(Thing::Author, at, about, "could not get an account", &format!(": {error}"));
                Ok(self.fallback)
            }
        }
    }

    /// The old site's number, if nobody here has it: comments and meta name people by it, and so do other exports.
    /// Numbers of WordPress.com, which count half the world, are not taken over.
    async fn free_id(&self, old: Option<i64>) -> Result<Option<i64>> {
        let Some(id) = old.filter(|id| *id <= LARGEST_KEPT_ID) else { return Ok(None) };
        Ok(users::by_id(self.site.host(), id).await?.is_none().then_some(id))
    }

    async fn with_same_address(&self, email: &str) -> Result<Option<users::Model>> {
        if email.is_empty() { Ok(None) } else { users::by_email(self.site.host(), email).await }
    }

    /// Whoever wrote something of a site has a role on it.
    async fn belongs_here(&self, user_id: i64) -> Result<()> {
        if users::on_site(&self.site, user_id).await?.is_some() {
            return Ok(());
        }
        users::set_role(&self.site, &crate::Actor::System, user_id, Some(self.default_role())).await
    }

    fn default_role(&self) -> Role {
        self.site.settings().text("default_role").parse().unwrap_or(Role::Subscriber)
    }
}
