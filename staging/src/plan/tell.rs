//! A plan as a person wants to read it.

use std::fmt::Write;

use serde_json::Value;

use super::item::{Item, Plan};
use crate::merge::{FieldChange, Outcome};

/// Letters of a value that are shown.
const SHOWN: usize = 400;

/// The plan in lines: what comes, what changes, what goes, what waits for somebody, and what stays production's.
pub fn tell(plan: &Plan) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "Plan {} for {} from {}", &plan.digest[..12], plan.url, plan.environment);
    if plan.is_empty() {
        text.push_str("Nothing to promote.\n");
    }
    plan.items.iter().for_each(|item| line(&mut text, item));
    files(&mut text, plan);
    let conflicts = plan.conflicts().count();
    if conflicts > 0 {
        let _ = writeln!(text, "\nConflicts ({conflicts}): both sides changed these, somebody has to decide.");
        plan.conflicts().for_each(|(item, change)| conflict(&mut text, plan, item, change));
    }
    if !plan.obstacles.is_empty() {
        let _ = writeln!(text, "\nIn the way:");
        for obstacle in &plan.obstacles {
            let _ = writeln!(text, "  {obstacle}");
        }
    }
    if !plan.left_out.is_empty() {
        let left: Vec<String> = plan.left_out.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "\nLeft out: {}", left.join(", "));
    }
    let _ = writeln!(
        text,
        "\nProduction's own changes since the clone stay as they are: {} rows, and everything that visitors write.",
        plan.production_changes
    );
    text
}

fn line(text: &mut String, item: &Item) {
    let along = if item.brought_along { " (comes along)" } else { "" };
    let _ = write!(
        text,
        "  {:7} {:14} {:14} \u{201c}{}\u{201d}{along}",
        item.action.name(),
        item.sort,
        item.key,
        item.title
    );
    let told: Vec<String> = item.changes.iter().filter_map(word).collect();
    if !told.is_empty() && item.action == super::Action::Change {
        let _ = write!(text, ": {}", told.join(", "));
    }
    text.push('\n');
    for note in &item.notes {
        let _ = writeln!(text, "          {note}");
    }
}

/// A changed field in a word or two; none where production's value stays.
fn word(change: &FieldChange) -> Option<String> {
    let decided = if change.decided { ", decided" } else { "" };
    match change.outcome {
        Outcome::Staging => Some(format!("{}{}", change.field, decided.replace(", ", " "))),
        Outcome::Merged => Some(format!("{} (both merged)", change.field)),
        Outcome::Conflict => Some(format!("{} (CONFLICT)", change.field)),
        Outcome::Production if change.decided => Some(format!("{} (production's{decided})", change.field)),
        Outcome::Production | Outcome::Same => None,
    }
}

fn files(text: &mut String, plan: &Plan) {
    if !plan.files.is_empty() {
        let _ = writeln!(text, "\nFiles: {} ({} KiB)", plan.files.len(), plan.new_bytes.div_ceil(1024));
    }
}

fn conflict(text: &mut String, plan: &Plan, item: &Item, change: &FieldChange) {
    let _ = writeln!(text, "  {} \u{201c}{}\u{201d}, {}", item.key, item.title, change.field);
    for (side, value) in [("clone", &change.base), ("staging", &change.staging), ("production", &change.production)] {
        let _ = writeln!(text, "    {side:11} {}", shown(value.as_ref()));
    }
    let _ = writeln!(
        text,
        "    platen staging decide {} --field='{}' --for=staging|production --env={}",
        item.key, change.field, plan.environment
    );
}

fn shown(value: Option<&Value>) -> String {
    let text = match value {
        None => "(nothing)".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    };
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace('\n', "\n                ")
}
