//! Starts and stops what the tests talk to: PostgreSQL, Redis, nginx, Chromium and Platen itself, each a throwaway on
//! a free port, each gone when the test is, even when the test is killed.
//!
//! A test of the whole host on both databases:
//!
//! ```ignore
//! use tests::{Installation, on_both_databases};
//!
//! on_both_databases! {
//!     async fn a_new_site_shows_its_title(installation: Installation) {
//!         installation.install_site("Hello from a test");
//!         let front = installation.serve();
//!         let page = front.client().get("/").await;
//!         assert_eq!(page.status, 200);
//!         assert!(page.text.contains("Hello from a test"));
//!     }
//! }
//! ```
//!
//! Other pieces: [`Redis::start`], [`Nginx::before`] two fronts, [`Postgres::start`] for a cluster of one's own that a
//! test may stop in the middle, [`Installation::platen`] for the command line, [`PlatenProcess::freeze`],
//! [`Chromium::screenshot`], [`shared::file`] for the reference site.
//! `make test` builds the binary first and keeps one PostgreSQL for all tests (`engines`); a single
//! `cargo nextest run -p tests …` starts its own when it needs one.
#![allow(
    clippy::disallowed_methods,
    reason = "the harness stands outside the host: it reads the environment and the wall clock itself"
)]

pub mod bindfs;
pub mod both_databases;
pub mod bucket_server;
pub mod chance;
pub mod chromium;
pub mod client_programs;
pub mod cloned_site;
pub mod dns_server;
pub mod documents;
pub mod fake_stripe;
pub mod installation;
pub mod letter_box;
pub mod local_stripe;
pub mod mail_server;
pub mod mail_service;
pub mod moto;
pub mod nginx;
pub mod platen_process;
pub mod postgres;
pub mod program;
pub mod recorder;
pub mod redis;
pub mod reference;
pub mod service;
pub mod shared;
pub mod shifted_clock;
pub mod site_client;
pub mod slow_bucket;
pub mod small_disk;
pub mod sns_signer;
pub mod tidy;
pub mod waiting;
pub mod wordpress;
pub mod wxr;

pub use bindfs::BehindInotify;
pub use both_databases::{Engine, OnDatabase};
pub use bucket_server::BucketServer;
pub use chance::Chance;
pub use chromium::Chromium;
pub use cloned_site::ClonedSite;
pub use fake_stripe::{FakeStripe, Trouble};
pub use installation::Installation;
pub use local_stripe::LocalStripe;
pub use nginx::Nginx;
pub use platen_process::PlatenProcess;
pub use postgres::{FreshDatabase, Postgres};
pub use program::Program;
pub use redis::Redis;
pub use site_client::{Answer, SiteClient};
pub use slow_bucket::{Pass, SlowBucket};
pub use small_disk::SmallDisk;
