//! The site as visitors see it: an address becomes a finished page, in a straight line: resolve, load, choose, render.

mod answer;
pub mod context;

pub use answer::{Answer, Commenter, Page, Redirect, Request};

pub use crate::permalinks::Query;
