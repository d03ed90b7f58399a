//! The schema's history for Postgres and SQLite. Each step is frozen once it has landed; a change is a new step
//! that works beside the code before it (expand, then contract).

use sea_orm_migration::prelude::*;
pub use sea_orm_migration::prelude::{MigratorTrait, SchemaManager};

mod dialect;
mod m0001_sites_and_content;
mod m0002_work_and_messages;

/// All steps in their order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_sites_and_content::Migration), Box::new(m0002_work_and_messages::Migration)]
    }
}
