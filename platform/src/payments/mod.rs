//! Payment providers behind one trait. No card number passes through here: cards are given on the provider's own page.

mod manual;
mod provider;
mod signature;
mod stripe;
mod stripe_answers;

pub use manual::Manual;
pub use provider::{Charge, ChargeState, IntentRequest, PaymentFailure, PaymentProvider, SavedMethod, SetupPage};
pub use signature::{SignatureError, TOLERANCE_SECONDS, sign, verify};
pub use stripe::Stripe;
