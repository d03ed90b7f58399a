//! How an import ends: what should be known of single items, then a table of everything.

use std::path::Path;

use cms::transfer::importer::{Note, Report, Thing, Weight};

use crate::output::drawn;
use crate::voice::{self, Voice};

/// Remarks that do not ask for anything are many on a site that was not empty.
const MOST_REMARKS: usize = 20;
const MOST_REASONS: usize = 3;

/// Tells the outcome of one file.
pub fn tell(voice: Voice, file: &Path, report: &Report) -> anyhow::Result<()> {
    let (remarks, losses): (Vec<&Note>, Vec<&Note>) =
        report.notes().iter().partition(|note| note.weight == Weight::Remark);
    losses.iter().for_each(|note| voice.warning(&format!("{}: {note}.", file.display())));
    for note in remarks.iter().take(MOST_REMARKS) {
        voice.tell(&note.to_string())?;
    }
    let untold = remarks.len().saturating_sub(MOST_REMARKS) as u64 + report.unlisted_notes();
    if untold > 0 {
        voice.tell(&format!("… and {untold} more such remarks."))?;
    }
    if report.renumbered_posts() > 0 {
        let how_many = report.renumbered_posts();
        voice.tell(&format!("{how_many} posts have new ids, since theirs belong to something else here."))?;
    }
    if !voice.is_quiet() {
        voice::print(&table(report))?;
    }
    match &report.fault {
        Some(fault) => {
            voice.error(&format!("{}: {fault}. What stands before it is imported.", file.display()));
            Ok(())
        }
        None => voice.success(&format!("Finished importing from '{}' file.", file.display())),
    }
}

fn table(report: &Report) -> String {
    let names = ["", "imported", "already there", "left out", "why"].map(str::to_owned);
    let row = |(thing, counts): (&Thing, &cms::transfer::importer::Counts)| {
        let numbers = [counts.imported, counts.already_there, counts.left_out].map(|number| number.to_string());
        let mut row = vec![thing.to_string()];
        row.extend(numbers);
        row.push(reasons(report, thing));
        row
    };
    drawn(&names, report.counts().map(row))
}

fn reasons(report: &Report, thing: &Thing) -> String {
    let mut reasons: Vec<(&str, u64)> = report.reasons(thing).collect();
    reasons.sort_by_key(|(_, how_many)| std::cmp::Reverse(*how_many));
    let told = reasons.iter().take(MOST_REASONS).map(|(why, how_many)| format!("{how_many} {why}"));
    let mut told: Vec<String> = told.collect();
    if reasons.len() > MOST_REASONS {
        told.push("…".to_owned());
    }
    told.join("; ")
}
