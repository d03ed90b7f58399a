//! `platen rewrite list`.

use clap::Args;
use cms::Site;
use cms::{posts, terms};

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists how the site's addresses are made: a pattern for each kind of page.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen rewrite list --source=post --field=pattern")]
pub struct List {
    /// Only patterns of this kind, such as post or category
    #[arg(long)]
    source: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = session.site().await?;
        let wanted = |source: &str| self.source.as_deref().is_none_or(|wanted| wanted == source);
        let records = patterns(&site)
            .into_iter()
            .filter(|(source, _)| wanted(source))
            .map(|(source, pattern)| Record::new().with("pattern", pattern).with("source", source));
        self.listing.print(records.collect(), "pattern,source")
    }
}

fn patterns(site: &Site) -> Vec<(String, String)> {
    let structure = site.settings().permalink_structure();
    if structure.is_empty() {
        return vec![("post".to_owned(), "/?p=%post_id%".to_owned())];
    }
    let front = structure.split('%').next().unwrap_or("/").to_owned();
    let mut patterns = vec![
        ("post".to_owned(), structure.clone()),
        ("page".to_owned(), "/%pagename%/".to_owned()),
        ("author".to_owned(), format!("{front}author/%author%/")),
        ("date".to_owned(), format!("{front}%year%/%monthnum%/%day%/")),
        ("search".to_owned(), "/search/%search%/".to_owned()),
        ("feed".to_owned(), "/feed/%feed%/".to_owned()),
    ];
    for taxonomy in terms::taxonomies(site.settings()).iter().filter(|taxonomy| taxonomy.public) {
        if let Some(base) = &taxonomy.rewrite {
            patterns.push((taxonomy.name.clone(), format!("/{}/%{}%/", base.trim_matches('/'), taxonomy.name)));
        }
    }
    for post_type in posts::types(site.settings()).iter().filter(|post_type| post_type.public) {
        if let Some(base) = &post_type.rewrite {
            patterns.push((post_type.name.clone(), format!("/{}/%postname%/", base.trim_matches('/'))));
        }
    }
    patterns
}
