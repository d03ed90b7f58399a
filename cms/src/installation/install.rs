//! Makes the first site, the person who runs it, and what stands on it at first.

use std::sync::Arc;

use super::code;
use crate::languages::Words;
use crate::posts::{self, PostFields};
use crate::sites::NewSite;
use crate::users::{self, NewUser, Role};
use crate::{Actor, CurrentUser, Error, Host, Result, Site, sample, settings, sites};

/// Who is to run the host.
#[derive(Clone, Debug)]
pub struct FirstPerson {
    /// What the person signs in with.
    pub login: String,
    /// Mail address.
    pub email: String,
    /// As typed.
    pub password: String,
}

/// What stands on the site at first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StartsWith {
    /// Nothing: posts that an import brings keep their numbers.
    #[default]
    Nothing,
    /// A post that says hello.
    FirstPost,
    /// The printing workshop that never was.
    Sample,
}

/// Everything about it.
#[derive(Clone, Debug)]
pub struct NewInstallation {
    /// The site.
    pub site: NewSite,
    /// Its administrator.
    pub person: FirstPerson,
    /// WordPress's name of its language (`de_DE`); empty for English.
    pub locale: String,
    /// What stands on it.
    pub starts_with: StartsWith,
}

/// As [`install`], for whoever knows the one-time code and while there is no site. What cannot be used is refused
/// before the code is used up.
pub async fn install_by_code(host: &Host, given: &str, new: NewInstallation) -> Result<(Site, users::Model)> {
    if !code::is_needed(host).await? {
        return Err(Error::conflict("already_installed", "Platen is already installed."));
    }
    check(&new)?;
    code::take(host, given).await?;
    install(host, &Actor::System, new).await
}

/// Makes the site and its administrator, who becomes network admin too; only the host itself and network admins may.
/// When the person cannot be made there is no site either.
pub async fn install(host: &Host, actor: &Actor, new: NewInstallation) -> Result<(Site, users::Model)> {
    let site = sites::create(host, actor, new.site.clone()).await?;
    let person = match first_person(&site, actor, new.person).await {
        Ok(person) => person,
        Err(error) => {
            sites::erase(&site, actor).await?;
            return Err(error);
        }
    };
    if !new.locale.is_empty() {
        // As WordPress does, dates begin as the language writes them.
        let words = Words::of(&new.locale);
        for (name, format) in [("date_format", words.say("F j, Y")), ("time_format", words.say("g:i a"))] {
            settings::update(&site, actor, name, &format.into()).await?;
        }
        settings::update(&site, actor, "WPLANG", &new.locale.into()).await?;
    }
    fill(&site, &person, new.starts_with).await?;
    Ok((sites::by_id(host, site.id()).await?, person))
}

async fn first_person(site: &Site, actor: &Actor, person: FirstPerson) -> Result<users::Model> {
    let new = NewUser {
        url: site.url().to_owned(),
        login: person.login,
        email: person.email,
        password: person.password,
        ..NewUser::default()
    };
    let administrator = users::create(site, actor, new, Role::Administrator).await?;
    users::make_network_admin(site.host(), actor, administrator.id).await?;
    Ok(administrator)
}

async fn fill(site: &Site, person: &users::Model, with: StartsWith) -> Result<()> {
    let current = CurrentUser { user: person.clone(), role: Some(Role::Administrator) };
    match with {
        StartsWith::Nothing => Ok(()),
        StartsWith::FirstPost => {
            let fields = PostFields {
                title: Some("Hello world!".into()),
                content: Some(
                    "<!-- wp:paragraph -->\n<p>This is the first post of this site. Change it, or delete it, and write \
                     your own.</p>\n<!-- /wp:paragraph -->"
                        .into(),
                ),
                status: Some("publish".into()),
                ..PostFields::default()
            };
            posts::create(site, &Actor::User(Arc::new(current)), "post", fields).await.map(drop)
        }
        StartsWith::Sample => {
            let title = site.settings().blogname();
            sample::install(site, &Actor::System).await?;
            // The sample brings a name of its own; here somebody has typed one.
            let site = sites::by_id(site.host(), site.id()).await?;
            settings::update(&site, &Actor::System, "blogname", &title.into()).await
        }
    }
}

/// What a person may have typed wrongly, as sentences.
fn check(new: &NewInstallation) -> Result<()> {
    let invalid = |code: &'static str, words: &str| Err(Error::invalid(code, words));
    let login = new.person.login.trim();
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || " _.-@".contains(letter);
    if login.is_empty() || login.len() > 60 || !login.chars().all(is_plain) {
        return invalid("user_name", "The username may have letters, numbers, spaces, and the signs _ . - @ only.");
    }
    if !new.person.email.contains('@') || new.person.email.len() > 100 {
        return invalid("admin_email", "That is not a valid email address.");
    }
    if new.person.password.chars().count() < SHORTEST_PASSWORD {
        return invalid("admin_password", "The password needs eight letters or more.");
    }
    Ok(())
}

/// Whoever runs a whole host has no shorter one.
const SHORTEST_PASSWORD: usize = 8;
