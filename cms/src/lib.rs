//! The nouns of a site and every rule about them; turns a path into a page. Knows no HTTP.

pub mod transfer;
