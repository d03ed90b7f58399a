//! What a payment provider can be asked, and what it can answer.

use async_trait::async_trait;

/// Why the provider did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaymentFailure {
    /// The bank said no. Nothing was taken.
    #[error("{0}")]
    Declined(String),
    /// The request itself cannot be fulfilled: a wrong key, an unknown customer. Nothing was taken.
    #[error("{0}")]
    Refused(String),
    /// Not now: too many requests, or nobody there. Nothing was taken.
    #[error("{0}")]
    Later(String),
    /// Neither yes nor no. Whoever gets this asks what happened before doing anything else.
    #[error("{0}")]
    Unknown(String),
}

/// A page of the provider's on which somebody gives a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupPage {
    /// The provider's name for it.
    pub id: String,
    /// Where it is.
    pub url: String,
}

/// A card that the provider keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedMethod {
    /// The provider's name for the person.
    pub customer: String,
    /// The provider's name for the card.
    pub method: String,
}

/// One payment that is to be made ready.
#[derive(Clone, Debug)]
pub struct IntentRequest<'a> {
    /// In the currency's smallest unit.
    pub amount: i64,
    /// ISO 4217, in lower case.
    pub currency: &'a str,
    /// The provider's name for the person.
    pub customer: &'a str,
    /// Our own name for what is paid: comes back in the provider's messages.
    pub reference: &'a str,
    /// The idempotency key.
    pub key: &'a str,
}

/// How far a payment is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChargeState {
    /// Nobody has tried to take the money yet, or it was refused; and why, if it was.
    Waiting(String),
    /// The bank takes its time.
    Processing,
    /// The person has to confirm it with the bank.
    NeedsPerson,
    /// The money was taken.
    Succeeded,
    /// It was called off.
    Cancelled,
}

/// A payment as the provider has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// How far it is.
    pub state: ChargeState,
    /// What it is about, in the smallest unit.
    pub amount: i64,
}

/// A payment provider. An *intent* is one payment: it can succeed once at the most, however often it is confirmed, which
/// is what makes trying again safe. Keys only spare the provider's work.
#[async_trait]
pub trait PaymentProvider: Send + Sync + std::fmt::Debug {
    /// Its name, as rows have it.
    fn name(&self) -> &'static str;

    /// Makes the person known.
    async fn customer(&self, email: &str, reference: &str, key: &str) -> Result<String, PaymentFailure>;

    /// Opens a page on which the person gives a card for later payments; afterwards the browser goes to `back`, in which
    /// `{id}` becomes the page's name.
    async fn setup_page(&self, customer: &str, currency: &str, back: &str) -> Result<SetupPage, PaymentFailure>;

    /// The card that was given on the page; none while there is none.
    async fn saved_method(&self, page_id: &str) -> Result<Option<SavedMethod>, PaymentFailure>;

    /// Makes a payment ready and takes no money; gives the intent's name.
    async fn intent(&self, request: &IntentRequest<'_>) -> Result<String, PaymentFailure>;

    /// Takes the money.
    async fn confirm(&self, intent: &str, method: &str, key: &str) -> Result<Charge, PaymentFailure>;

    /// Asks how far the payment is.
    async fn charge(&self, intent: &str) -> Result<Charge, PaymentFailure>;

    /// Calls the payment off, so that it can never succeed.
    async fn cancel(&self, intent: &str, key: &str) -> Result<Charge, PaymentFailure>;

    /// Gives money back. `reference` is our own name for the refund.
    async fn refund(&self, intent: &str, amount: i64, reference: &str, key: &str) -> Result<(), PaymentFailure>;

    /// Asks whether there is a refund of that name.
    async fn has_refund(&self, intent: &str, reference: &str) -> Result<bool, PaymentFailure>;
}
