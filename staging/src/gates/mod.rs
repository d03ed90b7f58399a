//! Gates: what must hold of an environment before a promotion. Each has a name, a result, a duration and findings; one
//! that cannot run is as good as red.
mod bench;
mod browser;
mod budget;
mod check_plan;
mod commands;
mod document;
mod fetched;
mod kept;
mod kinds;
mod links;
mod migrations;
mod pages;
mod paths;
mod pictures;
mod run;
mod shown;
mod tested;
mod well_formed;

pub use bench::{Bench, Budget, CustomCommand, Side};
pub use browser::NAMES as BROWSER_NAMES;
pub use check_plan::{CheckOptions, MOST_PAGES, OnBench, check_plan};
pub use kept::{manifest_file, read_manifest, write_manifest};
pub use kinds::paths_of_every_kind;
pub use paths::changed_pages;
pub use run::{NAMES, check};
pub use shown::{Pictures, checked, picture, picture_names, pictures};
pub use tested::Tested;
