//! The first site of a host and the person who runs it: what `core install` and the sample site begin with.

use cms::sites::{self, NewSite};
use cms::users::{self, NewUser, Role};
use cms::{Actor, Host};
use platform::secrets;

/// Letters of a password that is made up.
const PASSWORD_LENGTH: usize = 20;

/// Who is to run the host.
#[derive(Debug)]
pub struct FirstAdministrator {
    /// What the person signs in with.
    pub login: String,
    /// Mail address.
    pub email: String,
    /// As typed, or none to have one made up.
    pub password: Option<String>,
}

/// Makes the site and its administrator, who becomes network admin too. Gives the
/// password, where one was made up.
pub async fn install(host: &Host, site: NewSite, person: FirstAdministrator) -> anyhow::Result<Option<String>> {
    let site = sites::create(host, &Actor::System, site).await?;
    let made_up = person.password.is_none().then(|| secrets::random_password(PASSWORD_LENGTH));
    let password = person.password.or_else(|| made_up.clone()).unwrap_or_default();
    let new = NewUser {
        url: site.url().to_owned(),
        login: person.login,
        email: person.email,
        password,
        ..NewUser::default()
    };
    let administrator = users::create(&site, &Actor::System, new, Role::Administrator).await?;
    users::make_network_admin(host, &Actor::System, administrator.id).await?;
    Ok(made_up)
}
