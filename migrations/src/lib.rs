//! The schema's history for Postgres and SQLite. Each step is frozen once it has landed; a change is a new step
//! that works beside the code before it (expand, then contract).

use sea_orm_migration::prelude::*;
pub use sea_orm_migration::prelude::{MigratorTrait, SchemaManager};

mod dialect;
mod m0001_sites_and_content;
mod m0002_work_and_messages;
mod m0003_letters_and_people;
mod m0004_runners;
mod m0005_media_files;
mod m0006_environments;
mod m0007_rollouts;
mod m0008_host_secrets;
mod m0009_claims_in_place;
mod m0010_members;
mod m0011_mail_and_search_engines;
mod m0012_media_leases;
mod m0013_first_visit_and_imports;
mod m0014_promotion_tasks;
mod m0015_bucket_troubles;
mod m0016_background_work;
mod m0017_large_lists;
mod m0018_deleted_sites;

/// All steps in their order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_sites_and_content::Migration),
            Box::new(m0002_work_and_messages::Migration),
            Box::new(m0003_letters_and_people::Migration),
            Box::new(m0004_runners::Migration),
            Box::new(m0005_media_files::Migration),
            Box::new(m0006_environments::Migration),
            Box::new(m0007_rollouts::Migration),
            Box::new(m0008_host_secrets::Migration),
            Box::new(m0009_claims_in_place::Migration),
            Box::new(m0010_members::Migration),
            Box::new(m0011_mail_and_search_engines::Migration),
            Box::new(m0012_media_leases::Migration),
            Box::new(m0013_first_visit_and_imports::Migration),
            Box::new(m0014_promotion_tasks::Migration),
            Box::new(m0015_bucket_troubles::Migration),
            Box::new(m0016_background_work::Migration),
            Box::new(m0017_large_lists::Migration),
            Box::new(m0018_deleted_sites::Migration),
        ]
    }
}
