//! The site as visitors see it: an address becomes a finished page, in a straight line: resolve, load, choose, render.

mod address;
mod answer;
mod canonical;
mod classes;
mod comments;
pub mod context;
mod dates;
mod feed;
mod found;
mod guess;
mod head;
mod images;
mod lists;
mod members_page;
mod menus;
mod more;
mod neighbours;
mod not_found;
mod page;
mod page_end;
mod pagination;
mod people;
mod post_at;
mod post_views;
mod resolve;
mod respond;
mod sidebars;
mod single;
mod site_view;
mod titles;
mod visibility;

pub use answer::{Answer, Commenter, Page, Redirect, Request};
pub use feed::feed;
pub use members_page::members_page;
pub use not_found::not_found;
pub use post_at::post_at;
pub use respond::answer;
pub use sidebars::widget_html;

pub use crate::permalinks::Query;

#[cfg(test)]
mod language_tests;
#[cfg(test)]
mod reference_tests;
#[cfg(test)]
mod tests;
