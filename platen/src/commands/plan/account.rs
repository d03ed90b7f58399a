//! `platen plan account`.

use clap::Args;
use cms::members::{self, NewAccount};

use crate::session::Session;
use crate::voice::print;

/// Shows how the site is paid, and sets it. Secrets are taken from the environment, where no list of processes shows them.
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  STRIPE_SECRET_KEY=sk_live_… STRIPE_WEBHOOK_SECRET=whsec_… platen plan account --set"
)]
pub struct Account {
    /// Set what is given; without it nothing is changed
    #[arg(long)]
    set: bool,
    /// The secret key of the site's account at Stripe
    #[arg(long, env = "STRIPE_SECRET_KEY", hide_env_values = true, value_name = "KEY")]
    secret_key: Option<String>,
    /// What Stripe signs its messages with
    #[arg(long, env = "STRIPE_WEBHOOK_SECRET", hide_env_values = true, value_name = "SECRET")]
    webhook_secret: Option<String>,
    /// What invoices say about paying them
    #[arg(long, value_name = "TEXT")]
    instructions: Option<String>,
}

impl Account {
    /// Sets and shows it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let account = match self.set {
            true => {
                let new = NewAccount {
                    secret_key: self.secret_key,
                    webhook_secret: self.webhook_secret,
                    instructions: self.instructions,
                };
                members::set_account(&site, &actor, new).await?
            }
            false => members::account(&site, &actor).await?,
        };
        print(&format!("{}\n", serde_json::to_string_pretty(&account)?))?;
        print(&format!("Messages of Stripe go to {}/wp-members/stripe\n", site.url()))
    }
}
