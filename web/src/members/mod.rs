//! The members' own pages below `/wp-members/`, and where a payment provider sends its messages.

mod account_page;
mod desk;
mod forms;
mod own;
mod reading;
mod routes;
mod signing;
mod webhook;

pub use reading::reader_of;
pub use routes::{home, show, submit};
pub use webhook::receive;
