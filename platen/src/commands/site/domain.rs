//! `platen site domain …`.

use clap::{Args, Subcommand};
use cms::sites::{self, DomainState};
use platform::http::Certificate;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Commands about the names that lead to a site.
#[derive(Debug, Subcommand)]
pub enum DomainCommand {
    /// Has a further name lead to the site
    Add(Name),
    /// Lists the site's names, and asks whether they lead here
    List(List),
    /// Has a name lead to the site no more
    Remove(Name),
}

/// A name.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen site domain add www.example.com --url=https://example.com")]
pub struct Name {
    /// The name, with the port where it is not the scheme's own
    #[arg(value_name = "NAME")]
    name: String,
}

/// Lists the site's names with what the name server and the names themselves answer.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen site domain list --url=https://example.com")]
pub struct List {
    #[command(flatten)]
    listing: Listing,
}

impl DomainCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        match self {
            Self::Add(Name { name }) => {
                let added = sites::add_domain(&site, &actor, &name).await?;
                session.voice.success(&format!("{} leads to {}/ now.", added.host, site.url()))
            }
            Self::Remove(Name { name }) => {
                sites::remove_domain(&site, &actor, &name).await?;
                session.voice.success(&format!("{name} leads to {}/ no more.", site.url()))
            }
            Self::List(List { listing }) => {
                let states = sites::domain_states(&site, &actor).await?;
                let fields = "host,primary,leads_here,addresses,certificate";
                listing.print(states.into_iter().map(record).collect(), fields)
            }
        }
    }
}

fn record(state: DomainState) -> Record {
    let certificate = match state.certificate {
        Certificate::Valid(None) => "valid".to_owned(),
        Certificate::Valid(Some(until)) => format!("valid until {}", until.format("%Y-%m-%d")),
        Certificate::Invalid(why) => format!("invalid: {why}"),
        Certificate::Unreachable(why) => format!("unreachable: {why}"),
    };
    let yes_or_no = |is: bool| if is { "yes" } else { "no" };
    Record::new()
        .with("host", state.domain.host)
        .with("primary", yes_or_no(state.domain.is_primary))
        .with("leads_here", yes_or_no(state.leads_here))
        .with("addresses", state.addresses.map_or_else(|why| why, |all| all.join(" ")))
        .with("certificate", certificate)
}
