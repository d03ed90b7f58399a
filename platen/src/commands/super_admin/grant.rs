//! `platen super-admin add` and `platen super-admin remove`.

use clap::Args;
use cms::users;

use crate::session::Session;

/// Has people run the whole host: every site, and who may what there.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen super-admin add ann")]
pub struct Add {
    /// Numbers, logins or mail addresses
    #[arg(value_name = "USER", required = true)]
    names: Vec<String>,
}

/// Takes that from people again; their roles on sites stay.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen super-admin remove ann")]
pub struct Remove {
    /// Numbers, logins or mail addresses
    #[arg(value_name = "USER", required = true)]
    names: Vec<String>,
}

impl Add {
    /// Grants it to each.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let actor = session.actor(&session.site().await?).await?;
        for name in &self.names {
            let person = session.person(name).await?;
            users::make_network_admin(&session.host, &actor, person.id).await?;
        }
        session.voice.success(&format!("Granted super-admin capabilities to {}.", people(self.names.len())))
    }
}

impl Remove {
    /// Revokes it from each.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let actor = session.actor(&session.site().await?).await?;
        for name in &self.names {
            let person = session.person(name).await?;
            users::revoke_network_admin(&session.host, &actor, person.id).await?;
        }
        session.voice.success(&format!("Revoked super-admin capabilities from {}.", people(self.names.len())))
    }
}

fn people(count: usize) -> String {
    if count == 1 { "1 user".to_owned() } else { format!("{count} users") }
}
