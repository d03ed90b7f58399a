//! The languages of the screens: our own strings, and WordPress's language packs where an operator has laid some down.

mod own;
mod pack;
mod po;

pub use own::{LANGUAGES, known, say, say_many};
pub use pack::for_scripts;
pub use po::{Catalogue, parse};
