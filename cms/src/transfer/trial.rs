//! What the tests of transfer begin with: a site on the embedded database, and a small export to bring into it.

use super::importer::{ImportOptions, Report, Silent, import};
use crate::sites::{self, NewSite, create};
use crate::users::{NewUser, Role};
use crate::{Actor, Site, comments, fixture, posts, terms, users};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::path::PathBuf;

/// A small export of a site that never was, with something of everything.
pub(super) const VILLAGE: &str = include_str!("fixtures/village.xml");

/// A site to try things on.
pub(super) struct Trial {
    pub(super) folder: tempfile::TempDir,
    pub(super) site: Site,
}

impl Trial {
    pub(super) async fn new() -> Self {
        let (folder, host) = fixture::host().await;
        let new = NewSite { url: "http://new.example".into(), title: "New".into(), admin_email: String::new() };
        let site = create(&host, &Actor::System, new).await.unwrap();
        let admin = NewUser { login: "root".into(), email: "root@new.example".into(), ..NewUser::default() };
        users::create(&site, &Actor::System, admin, Role::Administrator).await.unwrap();
        Self { folder, site }
    }

    pub(super) fn file(&self, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join("export.xml");
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(super) async fn import(&self, text: &str) -> Report {
        self.import_with(text, &ImportOptions::default()).await
    }

    pub(super) async fn import_with(&self, text: &str, options: &ImportOptions) -> Report {
        import(&self.site, &Actor::System, &self.file(text), options, &Silent).await.unwrap()
    }

    pub(super) async fn post(&self, id: i64) -> posts::Post {
        posts::by_id(&self.site, id).await.unwrap().unwrap_or_else(|| panic!("there is no post {id}"))
    }

    pub(super) async fn posts(&self) -> Vec<posts::Post> {
        posts::entity::Entity::find()
            .filter(posts::entity::Column::SiteId.eq(self.site.id()))
            .order_by_asc(posts::entity::Column::Id)
            .all(self.site.reader())
            .await
            .unwrap()
    }

    pub(super) async fn meta(&self, post_id: i64, key: &str) -> Option<String> {
        let all = posts::meta_of(&self.site, post_id).await.unwrap();
        all.into_iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub(super) async fn term(&self, taxonomy: &str, slug: &str) -> terms::Term {
        terms::by_slug(&self.site, taxonomy, slug).await.unwrap().unwrap_or_else(|| panic!("no {taxonomy} {slug}"))
    }

    pub(super) async fn comments(&self) -> Vec<comments::Comment> {
        comments::entity::Entity::find()
            .filter(comments::entity::Column::SiteId.eq(self.site.id()))
            .order_by_asc(comments::entity::Column::Id)
            .all(self.site.reader())
            .await
            .unwrap()
    }

    /// Another site on the same host.
    pub(super) async fn second_site(&self) -> Site {
        let new = NewSite { url: "http://second.example".into(), title: "New".into(), admin_email: String::new() };
        let second = create(self.site.host(), &Actor::System, new).await.unwrap();
        sites::by_id(self.site.host(), second.id()).await.unwrap()
    }
}
