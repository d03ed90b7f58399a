//! The commands, one file each.

pub mod cache;
pub mod comment;
pub mod config;
pub mod core;
pub mod cron;
pub mod export;
pub mod import;
pub mod migrate;
pub mod option;
pub mod post;
pub mod rewrite;
pub mod serve;
pub mod site;
pub mod term;
pub mod theme;
pub mod user;
pub mod web;
pub mod worker;
