//! The Media Library: what comes in, what is made of it, and what it becomes.

mod allowed;
mod asf;
mod aside;
mod avi;
#[cfg(test)]
mod bad_files_tests;
mod clean_up;
mod drawings;
mod edit;
mod fetch;
mod film;
mod first_page;
mod focal_point;
mod folder;
mod head;
mod image_sizes;
mod import_file;
mod make_sizes;
mod ogg;
mod on_demand;
mod permissions;
mod promise;
mod quota;
mod reading;
mod receive;
mod references;
mod resumable;
mod sizes_hook;
mod standing;
mod store;
mod told;
mod true_type;
mod update;
mod upload;
#[cfg(test)]
mod upload_tests;
mod variants;
mod wave;
mod webm;

pub use allowed::allowed_types;
pub use clean_up::{clean_up_incoming, clean_up_parts, is_part, promised_files};
pub use edit::{Edit, EditedFields, edit};
pub use fetch::fetch_image;
pub use first_page::draw_first_page;
pub use focal_point::{focal_point, focal_point_to_edit, set_focal_point};
pub use image_sizes::{RegisteredSize, missing_sizes, registered_sizes};
pub use import_file::{adopt, adoptable_files, import_file};
pub use make_sizes::{Wanted, make_missing_sizes, make_sizes};
pub use on_demand::make_on_demand;
pub use permissions::may_upload;
pub use quota::{Usage, usage};
pub use reading::may_read_file;
pub use receive::{Received, Receiving, receive};
pub use references::{files_of_folder, forget_folder, refer_to, without_leftovers};
pub use resumable::{
    Appending, NewResumable, Resumable, abandon_resumable, append_to_resumable, begin_resumable, find_resumable,
    resumable_ends,
};
pub use sizes_hook::{HOOK as MAKE_SIZES_HOOK, make_sizes_when_due};
pub use standing::{BucketStanding, Standing, standing};
pub use update::{AttachmentFields, update};
pub use upload::{NewUpload, upload};
pub use variants::{make_variant, variants_for};
