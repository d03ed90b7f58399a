//! The oEmbed provider (<https://oembed.com>): a post as a card inside somebody else's page.

mod answer;
mod card;

pub use answer::{OEmbed, of_post};
pub use card::{card, missing_card};
