//! Pages of other sites, as far as an editor asks about them.

mod details;
mod head;

pub use details::{Details, details};
pub use head::{Alternate, Head, read_head};
