//! `platen user create`.

use clap::Args;
use cms::users::{self, NewUser, Role};
use platform::secrets;

use crate::session::Session;
use crate::voice;

/// Letters of a password that is made up.
const PASSWORD_LENGTH: usize = 20;

/// Makes an account with a role on the site.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user create bob bob@example.com --role=author --porcelain")]
pub struct Create {
    /// What the person signs in with
    #[arg(value_name = "LOGIN")]
    login: String,
    /// Mail address
    #[arg(value_name = "EMAIL")]
    email: String,
    /// administrator, editor, author, contributor or subscriber; the site's default role if left out
    #[arg(long)]
    role: Option<Role>,
    /// Password; made up and shown once if left out
    #[arg(long = "user_pass", value_name = "PASSWORD")]
    password: Option<String>,
    /// The name that pages show
    #[arg(long = "display_name", value_name = "NAME")]
    display_name: Option<String>,
    /// Part of the author's address
    #[arg(long = "user_nicename", value_name = "NAME")]
    nicename: Option<String>,
    /// First name
    #[arg(long = "first_name", value_name = "NAME")]
    first_name: Option<String>,
    /// Last name
    #[arg(long = "last_name", value_name = "NAME")]
    last_name: Option<String>,
    /// Nickname
    #[arg(long, value_name = "NAME")]
    nickname: Option<String>,
    /// Own website
    #[arg(long = "user_url", value_name = "ADDRESS")]
    website: Option<String>,
    /// Biographical text
    #[arg(long)]
    description: Option<String>,
    /// Write a letter with the way to a first password
    #[arg(long = "send-email")]
    send_email: bool,
    /// Print only the new account's number
    #[arg(long)]
    porcelain: bool,
}

impl Create {
    /// Makes it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let role = match self.role {
            Some(role) => role,
            None => site.settings().text("default_role").parse().unwrap_or(Role::Subscriber),
        };
        let made_up = self.password.is_none().then(|| secrets::random_password(PASSWORD_LENGTH));
        let new = NewUser {
            login: self.login,
            email: self.email,
            password: self.password.or_else(|| made_up.clone()).unwrap_or_default(),
            display_name: self.display_name.unwrap_or_default(),
            first_name: self.first_name.unwrap_or_default(),
            last_name: self.last_name.unwrap_or_default(),
            url: self.website.unwrap_or_default(),
            description: self.description.unwrap_or_default(),
            nicename: self.nicename.unwrap_or_default(),
            nickname: self.nickname.unwrap_or_default(),
            ..NewUser::default()
        };
        let user = users::create(&site, &actor, new, role).await?;
        if self.send_email {
            users::lost_password::welcome(&site, &user).await?;
        }
        if self.porcelain {
            return voice::print(&format!("{}\n", user.id));
        }
        session.voice.success(&format!("Created user {}.", user.id))?;
        match made_up {
            Some(password) => voice::print(&format!("Password: {password}\n")),
            None => Ok(()),
        }
    }
}
