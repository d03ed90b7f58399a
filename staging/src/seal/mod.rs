//! Signatures: who may say that something was built or tested here.
mod key;
mod manifests;
mod trust;

pub use key::{Seal, SigningKey};
pub use trust::TrustedKeys;
