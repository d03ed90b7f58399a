//! Brings an export into a site: keeps its ids, dates and addresses, adds what is missing and never doubles anything.

mod attachments;
mod authors;
mod batch;
mod comments;
mod dates;
mod existing;
mod files;
mod import;
mod insert;
mod menu_items;
mod options;
mod post_rows;
mod progress;
mod recount;
mod report;
mod slugs;
mod stream;
mod survey;
mod terms;
#[cfg(test)]
mod tests;

pub use import::import;
pub use options::{AttachmentFiles, Authors, ImportOptions};
pub use progress::{Phase, Progress, Silent};
pub use report::{Counts, Note, Report, Thing, Weight};
