//! `/xmlrpc.php`: the methods that desktop and phone editors speak (`wp.*`, `metaWeblog.*`, `blogger.*`, `mt.*`,
//! `system.*`). Each reads its parameters, asks the verb that REST asks too, and answers in its own words. Pingbacks are
//! neither taken nor answered: they make a site fetch addresses for strangers.

mod blogs;
mod call;
mod comments;
mod fault;
mod http;
mod items;
mod media;
mod methods;
mod multicall;
mod options;
mod parameters;
mod people;
mod pingbacks;
mod post_fields;
mod posts;
mod revisions;
mod terms;
mod types;
mod values;
mod weblog;

pub use http::handle;
