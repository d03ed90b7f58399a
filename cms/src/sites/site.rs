//! The handle of one site.

use std::sync::Arc;

use sea_orm::DatabaseConnection;

use super::entity;
use crate::{Host, Settings};

/// One site, with its settings as they were when the handle was made: the only way to its rows. Made by the
/// functions in [`crate::sites`] alone. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Site {
    host: Host,
    record: Arc<entity::Model>,
    settings: Arc<Settings>,
}

impl Site {
    pub(super) fn new(host: Host, record: Arc<entity::Model>, settings: Arc<Settings>) -> Self {
        Self { host, record, settings }
    }

    /// The number that each of its rows carries.
    pub fn id(&self) -> i64 {
        self.record.id
    }

    /// The host it lives on.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Its row.
    pub fn record(&self) -> &entity::Model {
        &self.record
    }

    /// Its options.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The connection that its pages are read from.
    pub fn reader(&self) -> &DatabaseConnection {
        self.host.database().reader()
    }

    /// The connection that verbs read from and write to.
    pub fn writer(&self) -> &DatabaseConnection {
        self.host.database().writer()
    }

    /// Its home address, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.record.url
    }

    /// The same site as it would be with another value of one option; nothing is written.
    pub(crate) fn with_option(&self, name: &str, value: serde_json::Value) -> Self {
        let settings = Settings::clone(&self.settings).with(name, value);
        Self { settings: Arc::new(settings), ..self.clone() }
    }

    /// Now in the site's own time.
    pub fn local_now(&self) -> chrono::NaiveDateTime {
        self.settings.to_local(self.host.now())
    }
}
