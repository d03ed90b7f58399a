//! `platen user update`.

use clap::Args;
use cms::users::{self, Role, UserFields};

use crate::session::Session;

/// Changes accounts. A new password ends every session of the person.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user update bob --display_name=\"Bob B.\" --user_pass=new-secret")]
pub struct Update {
    /// Numbers, logins or mail addresses
    #[arg(value_name = "USER", required = true)]
    user_names: Vec<String>,
    /// Mail address
    #[arg(long = "user_email", value_name = "EMAIL")]
    email: Option<String>,
    /// Password
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
    /// Language of the screens, such as de_DE
    #[arg(long)]
    locale: Option<String>,
    /// Role on the site
    #[arg(long)]
    role: Option<Role>,
}

impl Update {
    /// Changes them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        for name in &self.user_names {
            let user = session.person(name).await?;
            users::update(&site, &actor, user.id, self.fields()).await?;
            if self.role.is_some() {
                users::set_role(&site, &actor, user.id, self.role).await?;
            }
            session.voice.success(&format!("Updated user {}.", user.id))?;
        }
        Ok(())
    }

    fn fields(&self) -> UserFields {
        UserFields {
            email: self.email.clone(),
            password: self.password.clone(),
            display_name: self.display_name.clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            nickname: self.nickname.clone(),
            nicename: self.nicename.clone(),
            url: self.website.clone(),
            description: self.description.clone(),
            locale: self.locale.clone(),
        }
    }
}
