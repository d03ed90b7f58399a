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
mod index;
mod item;
mod media_links;
mod nouns;
mod paging;
mod parameters;
mod request;
mod response;
mod route;
mod routes;
mod schema;

pub use dispatch::dispatch;
pub use error::RestError;
pub use http::{handle, handle_rest_route};
pub use request::RestRequest;
pub use response::RestResponse;
