//! The second factor: codes of an app (RFC 6238, TOTP) and recovery codes. Whoever has one gives it after the password;
//! a site may require it of roles. Application passwords are for programs, which have no second factor.

mod check;
mod enrol;
mod pending;
mod recovery;
mod remove;
mod required;
#[cfg(test)]
mod second_factor_tests;
mod status;
mod totp;

pub use check::check;
pub use enrol::{Enrolment, begin, confirm};
pub use pending::{Pending, begin_sign_in, find_sign_in, finish_sign_in, sweep_sign_ins, wrong_code};
pub use recovery::renew_codes;
pub use remove::remove;
pub use required::{ROLES_OPTION, is_enabled, is_required};
pub use status::{SecondFactor, status};
