//! Follows the uploads folder, carries files to the buckets and to each front's local copy, and tells what is missing.
//!
//! The journal in the database (`cms::media`) and a scan that compares it with the folder are the truth; what the
//! operating system tells of changes only makes the scan come sooner, since it sees nothing that other machines write to a
//! network folder.

mod carry;
mod condition;
mod cursor;
mod follow;
mod key;
mod local;
mod meters;
mod pace;
mod places;
mod pull;
mod room;
mod scan;
mod scrub;
mod sync;
mod tree;
mod turn;

pub use follow::follow_journal;
pub use local::LocalCopy;
pub use places::Places;
pub use scan::{Scanned, scan_site};
pub use scrub::{Scrubbed, scrub, scrub_all};
pub use sync::{Syncer, run};
