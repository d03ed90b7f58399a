//! `platen site archive` and `platen site unarchive`.

use clap::Args;
use cms::{Actor, sites};

use crate::session::Session;

/// Takes sites from the public; everything in them is kept.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen site archive 2 3")]
pub struct Archive {
    /// The sites' numbers
    #[arg(value_name = "SITE_ID", required = true)]
    ids: Vec<i64>,
}

/// Opens archived sites again.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen site unarchive 2")]
pub struct Unarchive {
    /// The sites' numbers
    #[arg(value_name = "SITE_ID", required = true)]
    ids: Vec<i64>,
}

impl Archive {
    /// Suspends each.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        for id in self.ids {
            let site = sites::by_id(&session.host, id).await?;
            tell(session, id, sites::suspend(&site, &Actor::System).await?, "archived")?;
        }
        Ok(())
    }
}

impl Unarchive {
    /// Opens each.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        for id in self.ids {
            let site = sites::by_id(&session.host, id).await?;
            tell(session, id, sites::reopen(&site, &Actor::System).await?, "unarchived")?;
        }
        Ok(())
    }
}

fn tell(session: &Session, id: i64, has_changed: bool, word: &str) -> anyhow::Result<()> {
    if has_changed {
        session.voice.success(&format!("Site {id} {word}."))
    } else {
        session.voice.warning(&format!("Site {id} already {word}."));
        Ok(())
    }
}
