//! The site as visitors see it: an address becomes a finished page, in a straight line: resolve, load, choose, render.

mod address;
mod answer;
mod canonical;
pub mod context;
mod feed;
mod found;
mod guess;
mod lists;
mod resolve;
mod single;
mod visibility;

pub use answer::{Answer, Commenter, Page, Redirect, Request};
pub use feed::feed;

pub use crate::permalinks::Query;
