//! Speaks HTTP: visitors' pages, the REST API, the staff's side, operations.

mod address;
mod admin;
mod admin_ajax;
mod brakes;
mod comments;
mod cookies;
mod failure;
mod front;
mod front_door;
mod kept_pages;
mod meters;
mod operations;
mod origin;
mod output;
mod pages;
#[cfg(test)]
mod pages_tests;
mod php_files;
mod plain_page;
mod render;
mod request_id;
pub mod rest;
pub mod routes;
#[cfg(test)]
mod running;
mod serve;
#[cfg(test)]
mod serve_tests;
mod sign_in;
mod sign_in_form;
mod site;
mod theme_assets;
mod uploads;
mod visitor;

pub use serve::{ServeOptions, serve, serve_on};
