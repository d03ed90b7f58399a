//! Promotions: media first, then all rows in one transaction, then a look at the pages; and their undoing.

mod approval;
mod carry_out;
mod entity;
mod file_entity;
mod files;
mod finish;
mod images;
mod kept;
mod log;
mod pages;
mod recover;
mod rollback;
mod row_entity;
mod rows;
mod stale;
mod standing;
mod state;
mod tested;
mod undo;
mod verify;
mod visitors;

pub use approval::{APPROVAL_OPTION, approve};
pub use carry_out::promote;
pub use entity::Model as Promotion;
pub use kept::promote_kept;
pub use log::{log, log_entry};
pub use recover::{Recovered, recover};
pub use rollback::rollback;
pub use row_entity::Model as PromotedRow;
pub use standing::{Standing, standing};
pub use state::State;
