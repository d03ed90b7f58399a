//! The first site of a host and the person who runs it: what `core install` and the sample site begin with.

use cms::installation::{self, FirstPerson, NewInstallation, StartsWith};
use cms::sites::NewSite;
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
    let made_up = person.password.is_none().then(|| secrets::random_password(PASSWORD_LENGTH));
    let password = person.password.or_else(|| made_up.clone()).unwrap_or_default();
    let new = NewInstallation {
        site,
        person: FirstPerson { login: person.login, email: person.email, password },
        locale: String::new(),
        starts_with: StartsWith::Nothing,
    };
    installation::install(host, &Actor::System, new).await?;
    Ok(made_up)
}
