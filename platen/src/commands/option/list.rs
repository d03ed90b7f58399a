//! `platen option list`.

use clap::Args;

use crate::output::{Listing, Record, text_of};
use crate::session::Session;

/// Lists the options by name.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen option list --search='thumbnail_*'")]
pub struct List {
    /// Only names of this pattern, with `*` for any letters and `?` for one
    #[arg(long, value_name = "PATTERN")]
    search: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = session.site().await?;
        let wanted = |name: &str| self.search.as_deref().is_none_or(|pattern| fits(pattern, name));
        let mut found: Vec<_> = site.settings().iter().filter(|(name, _)| wanted(name)).collect();
        found.sort_by_key(|(name, _)| *name);
        let record = |(name, value): (&String, _)| {
            Record::new().with("option_name", name.clone()).with("option_value", text_of(value))
        };
        self.listing.print(found.into_iter().map(record).collect(), "option_name,option_value")
    }
}

/// Whether the name is of the pattern.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.chars().next() {
        None => name.is_empty(),
        Some('*') => fits(&pattern[1..], name) || skip_first(name).is_some_and(|rest| fits(pattern, rest)),
        Some('?') => skip_first(name).is_some_and(|rest| fits(&pattern[1..], rest)),
        Some(letter) => name.strip_prefix(letter).is_some_and(|rest| fits(&pattern[letter.len_utf8()..], rest)),
    }
}

fn skip_first(text: &str) -> Option<&str> {
    let mut letters = text.chars();
    letters.next().map(|_| letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_have_stars_and_question_marks() {
        assert!(fits("thumbnail_*", "thumbnail_size_w"));
        assert!(fits("*_size_?", "thumbnail_size_w"));
        assert!(!fits("thumbnail", "thumbnail_size_w"));
        assert!(fits("*", ""));
    }
}
