//! A term as lists show it, under WP-CLI's names; and how one is named on the command line.

use anyhow::bail;
use clap::ValueEnum;
use cms::terms::{self, Term};
use cms::{Site, permalinks};

use crate::output::Record;

/// What a term is named by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Its number
    Id,
    /// Its slug
    Slug,
}

/// The terms with their addresses.
pub async fn of(site: &Site, found: &[Term]) -> anyhow::Result<Vec<Record>> {
    let mut records = Vec::new();
    for term in found {
        let address = permalinks::of_term(site, term).await?;
        records.push(
            Record::new()
                .with("term_id", term.id)
                .with("term_taxonomy_id", term.id)
                .with("name", term.name.clone())
                .with("slug", term.slug.clone())
                .with("description", term.description.clone())
                .with("parent", term.parent_id)
                .with("count", term.count)
                .with("taxonomy", term.taxonomy.clone())
                .with("url", address),
        );
    }
    Ok(records)
}

/// The term of the taxonomy that `name` means.
pub async fn named(site: &Site, taxonomy: &str, name: &str, by: By) -> anyhow::Result<Term> {
    let found = match by {
        By::Slug => terms::by_slug(site, taxonomy, name).await?,
        By::Id => match name.parse() {
            Ok(id) => terms::by_id(site, id).await?.filter(|term| term.taxonomy == taxonomy),
            Err(_) => None,
        },
    };
    match found {
        Some(term) => Ok(term),
        None => bail!("Term doesn't exist."),
    }
}
