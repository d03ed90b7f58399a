//! Members, what they pay and what they may read, on both databases.
#![allow(clippy::disallowed_methods, reason = "a test stands outside the host")]

mod clones;
mod closed_posts;
mod killed_runners;
mod letters;
mod localstripe;
mod messages;
mod private_files;
mod subscriptions;
mod troubles;
mod world;
