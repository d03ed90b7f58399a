//! The commands, one file each.

pub mod cache;
pub mod config;
pub mod core;
pub mod export;
pub mod import;
pub mod migrate;
pub mod option;
pub mod serve;
pub mod site;
pub mod user;
pub mod web;
pub mod worker;
