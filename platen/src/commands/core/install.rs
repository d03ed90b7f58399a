//! `platen core install`.

use anyhow::Context;
use clap::Args;
use cms::sites::{self, NewSite};

use crate::installation::{self, FirstAdministrator};
use crate::session::Session;

/// Makes the host's first site and its administrator, who runs the whole host. Brings the database up to date first.
/// The site begins empty: posts that an import brings keep their numbers.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen core install --url=https://example.com --title=\"An example\" \\
    --admin_user=ann --admin_email=ann@example.com")]
pub struct Install {
    /// The site's title
    #[arg(long)]
    title: String,
    /// The administrator's login
    #[arg(long = "admin_user", value_name = "LOGIN")]
    admin_user: String,
    /// The administrator's password; made up and shown once if left out
    #[arg(long = "admin_password", value_name = "PASSWORD")]
    admin_password: Option<String>,
    /// The administrator's mail address
    #[arg(long = "admin_email", value_name = "EMAIL")]
    admin_email: String,
    /// Understood for WP-CLI's sake; no mail is sent in any case
    #[arg(long = "skip-email")]
    skip_email: bool,
}

impl Install {
    /// Installs, unless there is a site already.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let url = session.url().context("Say the site's address: --url=https://example.com")?;
        session.host.migrate().await?;
        if !sites::all(&session.host).await?.is_empty() {
            return session.voice.tell("Platen is already installed.");
        }
        let site = NewSite { url: address(url), title: self.title, admin_email: self.admin_email.clone() };
        let person =
            FirstAdministrator { login: self.admin_user, email: self.admin_email, password: self.admin_password };
        let made_up = installation::install(&session.host, site, person).await?;
        if let Some(password) = made_up {
            session.voice.tell(&format!("Admin password: {password}"))?;
        }
        session.voice.success("Platen installed successfully.")
    }
}

/// An address without a scheme is taken as `http`, as WP-CLI does.
fn address(url: &str) -> String {
    if url.contains("://") { url.to_owned() } else { format!("http://{url}") }
}
