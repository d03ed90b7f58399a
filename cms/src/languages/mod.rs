//! The languages of the screens and of what visitors read: our own strings, WordPress's language packs where an operator
//! has laid some down, and how each language writes dates and numbers.

mod calendar;
mod lengths;
mod own;
#[cfg(test)]
mod own_tests;
mod pack;
mod po;
mod words;

pub use calendar::Calendar;
pub use own::{LANGUAGES, known, say, say_many};
pub use pack::for_scripts;
pub use po::{Catalogue, parse};
pub use words::{Words, filled};
