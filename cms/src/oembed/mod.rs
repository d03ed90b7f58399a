//! oEmbed (<https://oembed.com>): a post as a card inside somebody else's page, and others' pages as cards inside posts.

mod answer;
mod card;
mod discovered;
mod of_address;
mod providers;

pub use answer::{OEmbed, of_post};
pub use card::{card, missing_card};
pub use of_address::{Wanted, of_address};
pub use providers::endpoint_for;
