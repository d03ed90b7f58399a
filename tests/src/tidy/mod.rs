//! What keeps the tree straight, each rule a check: a function from the tree to its complaints, an empty list when
//! all is well. Each is tried on small bad examples beside its code, and on the tree itself in `tests/tests/tidy.rs`.
mod arrows;
mod circles;
mod homes;
mod lengths;
mod machine_paths;
mod mod_files;
mod names;
mod sentences;
mod source;
mod tenants;
mod tree;
mod unfinished;
mod walks;

pub use arrows::crate_arrows_point_down;
pub use circles::slices_form_no_circles;
pub use homes::libraries_have_one_home;
pub use lengths::files_stay_short;
pub use machine_paths::no_machine_is_named;
pub use mod_files::mod_files_only_declare;
pub use names::no_place_is_a_drawer;
pub use sentences::test_names_are_sentences;
pub use tenants::queries_name_their_site;
pub use tree::Tree;
pub use unfinished::nothing_is_left_unfinished;
pub use walks::walks_name_real_files;
