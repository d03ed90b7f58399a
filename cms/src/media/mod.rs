//! What is known of attachments' files, and the journal of all files of a site.

mod address;
mod attach;
mod by_site;
mod copies;
mod departing;
pub mod entity;
pub mod file_entity;
mod files;
mod lease;
pub mod lease_entity;
mod metadata;
mod queries;
mod remove_files;
mod seen;
pub mod trouble_entity;
mod troubles;

pub use address::{Variant, url_of};
pub use attach::{NewMedia, attach, update};
pub(crate) use by_site::{used_by_site, waiting_by_site};
pub use copies::{
    Place, changed, count_waiting, count_waiting_of, every_file, note_checked, note_copied, note_under_way, prune_gone,
    unchecked, waiting, waiting_since,
};
pub(crate) use departing::{are_held, has_journal, note_all_gone};
pub use entity::Model as Media;
pub use file_entity::Model as MediaFile;
pub use files::{StoredFile, is_known, note_files, note_gone, read_stored, stored, used_bytes};
pub use lease::{Lease, hold_lease, release_lease};
pub use queries::{in_change, needed_files, of_attachment, of_attachments, of_file, of_files};
pub use remove_files::{FORMER, files_of, note_removal, remove_files};
pub use seen::{SeenFile, journal, note_missing, note_read, note_settled};
pub use troubles::{Trouble, note_trouble, trouble};
