//! `platen user session destroy`.

use clap::Args;
use cms::users;

use crate::session::Session;

/// Ends sessions of a person: those named, or all. Application passwords stay.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user session destroy ann --all")]
pub struct Destroy {
    /// Number, login or mail address
    #[arg(value_name = "USER")]
    user_name: String,
    /// The sessions' numbers, as `list` shows them
    #[arg(value_name = "SESSION", required_unless_present = "all", conflicts_with = "all")]
    sessions: Vec<i64>,
    /// Every session of the person
    #[arg(long)]
    all: bool,
}

impl Destroy {
    /// Ends them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let user = session.person(&self.user_name).await?;
        if self.all {
            users::end_sessions(&site, &actor, user.id).await?;
            return session.voice.success("Destroyed all sessions.");
        }
        for id in &self.sessions {
            users::end_session(&site, &actor, user.id, *id).await?;
        }
        session.voice.success(&format!("Destroyed {} sessions.", self.sessions.len()))
    }
}
