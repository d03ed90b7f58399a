//! `platen plan create`.

use clap::Args;
use cms::members::{self, NewPlan};

use crate::session::Session;
use crate::voice::print;

/// Makes a plan. What a plan costs stays as it is: make another one for another price.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen plan create Reader 500 --currency=EUR --every=month --trial-days=14\n  \
    platen plan create Friend 0")]
pub struct Create {
    /// Name
    name: String,
    /// Price of a period in the currency's smallest unit, such as cents; 0 for free
    amount: i64,
    /// ISO 4217
    #[arg(long, default_value = "EUR")]
    currency: String,
    /// month or year
    #[arg(long, default_value = "month")]
    every: String,
    /// Days before the first payment
    #[arg(long, default_value_t = 0)]
    trial_days: i64,
    /// card or invoice
    #[arg(long, default_value = "card")]
    payment: String,
    /// Short name; made from the name if left out
    #[arg(long, default_value = "")]
    slug: String,
    /// A sentence for members
    #[arg(long, default_value = "")]
    description: String,
    /// Print the new plan's number alone
    #[arg(long)]
    porcelain: bool,
}

impl Create {
    /// Makes it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let new = NewPlan {
            name: self.name,
            slug: self.slug,
            description: self.description,
            amount: self.amount,
            currency: self.currency,
            every: self.every,
            trial_days: self.trial_days,
            payment: self.payment,
        };
        let plan = members::create_plan(&site, &actor, new).await?;
        match self.porcelain {
            true => print(&format!("{}\n", plan.id)),
            false => session.voice.success(&format!("Created plan {}.", plan.id)),
        }
    }
}
