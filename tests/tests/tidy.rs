//! The tree itself, held against the rules of `docs/ARCHITECTURE.md`; each checker is tried out in `tests/src/tidy/`.
use std::sync::LazyLock;

use tests::shared::workspace;
use tests::tidy::{self, Tree};

static TREE: LazyLock<Tree> = LazyLock::new(|| Tree::of(&workspace()));

/// Fails with all complaints at once, so that one run tells everything.
#[track_caller]
fn is_tidy(check: fn(&Tree) -> Vec<String>) {
    let complaints = check(&TREE);
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_library_has_one_home() {
    is_tidy(tidy::libraries_have_one_home);
}

#[test]
fn the_arrows_between_crates_point_down() {
    is_tidy(tidy::crate_arrows_point_down);
}

#[test]
fn no_two_slices_import_each_other() {
    is_tidy(tidy::slices_form_no_circles);
}

#[test]
fn a_mod_file_declares_and_re_exports_only() {
    is_tidy(tidy::mod_files_only_declare);
}

#[test]
fn no_file_is_too_long() {
    is_tidy(tidy::files_stay_short);
}

#[test]
fn no_file_is_a_drawer_for_what_fits_nowhere() {
    is_tidy(tidy::no_place_is_a_drawer);
}

#[test]
fn every_test_has_a_sentence_for_a_name() {
    is_tidy(tidy::test_names_are_sentences);
}

#[test]
fn no_macro_stands_for_missing_work() {
    is_tidy(tidy::nothing_is_left_unfinished);
}

#[test]
fn no_path_of_a_machine_stands_in_the_tree() {
    is_tidy(tidy::no_machine_is_named);
}

#[test]
fn the_walks_of_the_architecture_lead_through_real_files() {
    is_tidy(tidy::walks_name_real_files);
}

#[test]
fn every_query_on_rows_of_a_site_names_the_site() {
    is_tidy(tidy::queries_name_their_site);
}
