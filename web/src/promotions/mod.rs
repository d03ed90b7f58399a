//! What promotions need of a front: sites served for the gates alone.

mod check;
mod own_front;

pub use check::check_plan;
