//! The WordPress REST API: `/wp-json`, and `?rest_route=` for sites without pretty addresses.
//!
//! A request comes in as HTTP (`http`), becomes a [`RestRequest`], finds its [`Route`] in the table (`routes`), is checked
//! against the route's arguments (`arguments`, `schema`), is answered by a handler that asks `cms`, and is then shaped
//! by what the client asked for (`fields`, `embedding`, `envelope`) and encoded as PHP does (`encode`).

mod arguments;
mod authentication;
mod collection_arguments;
mod dispatch;
mod embedding;
mod encode;
mod error;
mod fields;
mod http;
mod http_address;
mod incoming;
mod index;
mod item;
mod item_schema;
mod json_body;
mod media_links;
mod memory;
mod nouns;
mod paging;
pub(crate) mod parameters;
mod platen;
mod property;
mod request;
mod response;
pub(crate) mod resumable;
mod route;
mod routes;
mod schema;
mod seen_posts;
mod xml;

pub use dispatch::dispatch;
pub use error::RestError;
pub use http::{handle, handle_rest_route};
pub use request::RestRequest;
pub use response::RestResponse;
pub use routes::listed;
