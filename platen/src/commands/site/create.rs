//! `platen site create`.

use anyhow::{Context, bail};
use clap::Args;
use cms::sites::{self, NewSite};
use cms::{Actor, Site};

use crate::session::Session;
use crate::voice;

/// Makes a further site of the host: at the address that --url gives, or with --slug below the first site's name.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen site create --url=https://second.example --title=Second\n  \
    platen site create --slug=second --title=Second")]
pub struct Create {
    /// Below the first site's name: `second` makes second.example.com
    #[arg(long)]
    slug: Option<String>,
    /// The site's title; made from its address if left out
    #[arg(long)]
    title: Option<String>,
    /// Its administrator's mail address; the first site's if left out
    #[arg(long)]
    email: Option<String>,
    /// Print only the new site's number
    #[arg(long)]
    porcelain: bool,
}

impl Create {
    /// Makes it. Whoever has the mail address becomes its administrator.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let url = self.address(session).await?;
        let email = match &self.email {
            Some(email) => email.clone(),
            None => sites::by_url(&session.host, None).await?.settings().text("admin_email"),
        };
        let title = self.title.clone().unwrap_or_else(|| title_from(&url));
        let new = NewSite { url, title, admin_email: email.clone() };
        let site = sites::create(&session.host, &Actor::System, new).await?;
        make_administrator(&site, &email).await?;
        if self.porcelain {
            return voice::print(&format!("{}\n", site.id()));
        }
        session.voice.success(&format!("Site {} created: {}/", site.id(), site.url()))
    }

    async fn address(&self, session: &Session) -> anyhow::Result<String> {
        match (&self.slug, session.url()) {
            (Some(slug), _) => below(session.site().await?.url(), slug),
            (None, Some(url)) if url.contains("://") => Ok(url.to_owned()),
            (None, Some(url)) => Ok(format!("http://{url}")),
            (None, None) => bail!("Say the new site's address: --url=https://second.example, or --slug=second."),
        }
    }
}

async fn make_administrator(site: &Site, email: &str) -> anyhow::Result<()> {
    if let Some(person) = cms::users::by_email(site.host(), email).await? {
        cms::users::set_role(site, &Actor::System, person.id, Some(cms::users::Role::Administrator)).await?;
    }
    Ok(())
}

fn below(first: &str, slug: &str) -> anyhow::Result<String> {
    if slug.is_empty() || !slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
        bail!("Missing or invalid site slug: lower-case letters, digits and hyphens.");
    }
    let mut url = url::Url::parse(first)?;
    let name = url.domain().context("The first site has no name that others could stand below; use --url.")?;
    let name = format!("{slug}.{}", name.strip_prefix("www.").unwrap_or(name));
    url.set_host(Some(&name))?;
    Ok(url.to_string())
}

fn title_from(url: &str) -> String {
    url.split("://").last().unwrap_or(url).trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_stands_below_the_first_sites_name() {
        assert_eq!(below("http://www.example.com:8080", "second").unwrap(), "http://second.example.com:8080/");
        assert!(below("http://127.0.0.1:8080", "second").is_err());
        assert!(below("http://example.com", "no dots.").is_err());
    }
}
