//! `platen subscription …`.

mod cancel;
mod invoices;
mod list;
mod pay;
mod refund;

use clap::Subcommand;

use crate::session::Session;

/// Commands about subscriptions and their invoices.
#[derive(Debug, Subcommand)]
pub enum SubscriptionCommand {
    /// Lists subscriptions
    List(list::List),
    /// Cancels a subscription
    Cancel(cancel::Cancel),
    /// Lists invoices
    Invoices(invoices::Invoices),
    /// Notes that an invoice was paid by transfer
    Pay(pay::Pay),
    /// Gives an invoice, or a part of it, back
    Refund(refund::Refund),
}

impl SubscriptionCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::List(command) => command.run(session).await,
            Self::Cancel(command) => command.run(session).await,
            Self::Invoices(command) => command.run(session).await,
            Self::Pay(command) => command.run(session).await,
            Self::Refund(command) => command.run(session).await,
        }
    }
}
