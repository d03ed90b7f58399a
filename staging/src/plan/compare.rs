//! One row in its three states becomes a line of the plan.

use std::collections::BTreeSet;

use serde_json::json;

use super::decide::Decisions;
use super::item::{Action, Item};
use super::scan::Changed;
use crate::documents::{Document, Fields, Key};
use crate::merge::{FieldChange, Outcome, merge};

/// The field under which "there or not" is decided.
pub(super) const EXISTENCE: &str = "(row)";

/// The line, or none where nothing would happen: both sides did the same, or only production's decision stands.
pub(super) fn item(
    key: &Key,
    changed: &Changed,
    base: Option<&Document>,
    production: Option<&Document>,
    new_comments: u64,
    decisions: &Decisions,
) -> Option<Item> {
    let sides = Sides { key, changed, base, production };
    match (&changed.staging, production) {
        (None, None) => None,
        (None, Some(production)) => sides.deletion(production, new_comments, decisions),
        (Some(staging), None) if base.is_some() => sides.revival(staging, decisions),
        (Some(staging), None) => Some(sides.whole(Action::Add, staging, added(staging))),
        (Some(staging), Some(production)) => sides.change(staging, production, decisions),
    }
}

struct Sides<'a> {
    key: &'a Key,
    changed: &'a Changed,
    base: Option<&'a Document>,
    production: Option<&'a Document>,
}

fn added(staging: &Document) -> Vec<FieldChange> {
    let fields = staging.fields.iter().map(|(field, value)| FieldChange {
        field: field.clone(),
        base: None,
        staging: Some(value.clone()),
        production: None,
        outcome: Outcome::Staging,
        decided: false,
    });
    fields.collect()
}

impl Sides<'_> {
    fn whole(&self, action: Action, named_by: &Document, changes: Vec<FieldChange>) -> Item {
        Item {
            key: self.key.clone(),
            staging_key: self.changed.staging_key.clone(),
            action,
            title: named_by.title(),
            sort: named_by.sort().to_owned(),
            changes,
            after: self.changed.staging.clone(),
            staging_digest: self.changed.staging.as_ref().map(Document::digest),
            production_digest: self.production.map(Document::digest),
            needs: BTreeSet::new(),
            brought_along: false,
            notes: Vec::new(),
        }
    }

    fn existence(&self, staging: &str, production: &str, decisions: &Decisions) -> FieldChange {
        let mut change = FieldChange {
            field: EXISTENCE.to_owned(),
            base: Some(json!("there")),
            staging: Some(json!(staging)),
            production: Some(json!(production)),
            outcome: Outcome::Conflict,
            decided: false,
        };
        if let Some(choice) = decisions.of(&self.changed.staging_key, &change) {
            (change.outcome, change.decided) = (choice.outcome(), true);
        }
        change
    }

    /// Gone in the environment.
    fn deletion(&self, production: &Document, new_comments: u64, decisions: &Decisions) -> Option<Item> {
        let was_changed = self.base.is_none_or(|base| base.digest() != production.digest());
        let mut changes = Vec::new();
        if was_changed || new_comments > 0 {
            let said = match new_comments {
                0 => "changed since".to_owned(),
                count => format!("there, with {count} comments written since"),
            };
            changes.push(self.existence("deleted", &said, decisions));
        }
        if changes.iter().any(|change| change.outcome == Outcome::Production) {
            return None;
        }
        Some(self.whole(Action::Delete, production, changes))
    }

    /// Changed in the environment, gone on production.
    fn revival(&self, staging: &Document, decisions: &Decisions) -> Option<Item> {
        let change = self.existence("changed", "deleted since", decisions);
        if change.outcome == Outcome::Production {
            return None;
        }
        Some(self.whole(Action::Add, staging, vec![change]))
    }

    /// There on all sides, or made on both.
    fn change(&self, staging: &Document, production: &Document, decisions: &Decisions) -> Option<Item> {
        let nothing = Fields::new();
        let base = self.base.map_or(&nothing, |base| &base.fields);
        let decided = |change: &FieldChange| decisions.of(&self.changed.staging_key, change);
        let merged = merge(self.key, base, &staging.fields, &production.fields, &decided);
        let waits = merged.changes.iter().any(|change| change.outcome == Outcome::Conflict);
        if merged.document.fields == production.fields && !waits {
            return None;
        }
        let changes = merged.changes.into_iter().filter(|change| change.outcome != Outcome::Same).collect();
        Some(Item { after: Some(merged.document), ..self.whole(Action::Change, staging, changes) })
    }
}
