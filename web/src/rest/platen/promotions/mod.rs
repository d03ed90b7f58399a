//! The rooms for promotions: environments, plans, what the gates said, and what was promoted.

mod addresses;
mod checks;
mod decisions;
mod environments;
mod items;
mod log;
mod nouns;
mod pictures;
mod plans;
mod refusals;
mod routes;
mod runs;
mod tasks;

pub use routes::routes;
