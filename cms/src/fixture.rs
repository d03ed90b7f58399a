//! What unit tests begin with: a host on the embedded database, a site, people.

use std::sync::Arc;

use platform::{Clock, Config};
use tempfile::TempDir;

use crate::sites::{self, NewSite};
use crate::users::{self, NewUser, Role};
use crate::{Actor, CurrentUser, Host, Site};

/// A migrated host in a folder that goes when the guard is dropped.
pub(crate) async fn host() -> (TempDir, Host) {
    host_at(Clock::system()).await
}

/// The same with this clock.
pub(crate) async fn host_at(clock: Clock) -> (TempDir, Host) {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data_dir: folder.path().into(), ..Config::default() };
    let host = Host::open(config, clock).await.unwrap();
    host.migrate().await.unwrap();
    (folder, host)
}

/// A site at `http://example.com` on a host of its own.
pub(crate) async fn site() -> (TempDir, Site) {
    site_at(Clock::system()).await
}

/// The same with this clock.
pub(crate) async fn site_at(clock: Clock) -> (TempDir, Site) {
    let (folder, host) = host_at(clock).await;
    let new =
        NewSite { url: "http://example.com".into(), title: "Example".into(), admin_email: "a@example.com".into() };
    let site = sites::create(&host, &Actor::System, new).await.unwrap();
    (folder, site)
}

/// Somebody new with this role, signed in.
pub(crate) async fn person(site: &Site, login: &str, role: Role) -> Actor {
    let new = NewUser { login: login.into(), email: format!("{login}@example.com"), ..NewUser::default() };
    let user = users::create(site, &Actor::System, new, role).await.unwrap();
    Actor::User(Arc::new(CurrentUser { user, role: Some(role) }))
}

/// The site with its settings as they are now.
pub(crate) async fn again(site: &Site) -> Site {
    sites::by_id(site.host(), site.id()).await.unwrap()
}
