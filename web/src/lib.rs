//! Speaks HTTP: visitors' pages, the REST API, the staff's side, operations.

mod address;
mod admin;
mod admin_ajax;
mod brakes;
mod comments;
mod cookies;
mod failure;
mod form_fields;
mod front;
mod front_door;
mod install;
mod install_form;
mod kept_pages;
mod key_file;
mod lost_password;
mod lost_password_form;
mod members;
mod meters;
mod operations;
mod origin;
mod other_releases;
mod output;
mod pages;
#[cfg(test)]
mod pages_tests;
mod php_files;
mod plain_page;
mod preview_link;
mod promotions;
mod render;
mod request_id;
pub mod rest;
pub mod routes;
#[cfg(test)]
mod running;
mod second_factor;
mod second_factor_form;
mod serve;
#[cfg(test)]
mod serve_tests;
mod sign_in;
mod sign_in_form;
mod site;
mod spoken;
mod theme_assets;
mod unsubscribe;
mod uploads;
mod visitor;
mod visits;
mod xmlrpc;

pub use admin::accessibility_script;
pub use other_releases::{BrowserFile, browser_files};
pub use promotions::check_plan;
pub use serve::{ServeOptions, serve, serve_on};
