//! The site that a newcomer finds after `make run`.

use std::io::Write;
use std::path::PathBuf;

use cms::sites::{self, NewSite};
use cms::{Actor, Host};

use crate::installation::{self, FirstAdministrator};

/// Where the first login and password are written, in the data folder.
const FIRST_SIGN_IN: &str = "first-sign-in.txt";
/// The first administrator's login.
const LOGIN: &str = "admin";

/// Makes the sample site on an embedded database that has no site. Anything else is left alone.
pub async fn install(host: &Host, listen: &str) -> anyhow::Result<()> {
    let embedded = host.config().database_url.as_deref().unwrap_or_default().is_empty();
    if !embedded || !sites::all(host).await?.is_empty() {
        return Ok(());
    }
    let url = address(listen);
    let site = NewSite { url: url.clone(), title: "Platen".into(), admin_email: "admin@example.com".into() };
    let person = FirstAdministrator { login: LOGIN.into(), email: "admin@example.com".into(), password: None };
    let password = installation::install(host, site, person).await?;
    write_first_sign_in(host, &url, &password.unwrap_or_default())?;
    Ok(cms::sample::install(&sites::by_url(host, Some(&url)).await?, &Actor::System).await?)
}

/// The file with the first login and password, where there is one.
pub fn first_sign_in(host: &Host) -> Option<PathBuf> {
    Some(host.config().data_dir.join(FIRST_SIGN_IN)).filter(|file| file.is_file())
}

/// A browser on this machine reaches it as localhost; that is the name the site gets.
fn address(listen: &str) -> String {
    let port = listen.rsplit(':').next().unwrap_or("80");
    if port == "80" { "http://localhost".to_owned() } else { format!("http://localhost:{port}") }
}

fn write_first_sign_in(host: &Host, url: &str, password: &str) -> anyhow::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let path = host.config().data_dir.join(FIRST_SIGN_IN);
    let mut file = std::fs::OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path)?;
    writeln!(
        file,
        "{url}/wp-login.php\nlogin: {LOGIN}\npassword: {password}\nDelete this file once you have changed it."
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_site_stands_at_localhost() {
        assert_eq!(address("127.0.0.1:8080"), "http://localhost:8080");
        assert_eq!(address("0.0.0.0:80"), "http://localhost");
    }
}
