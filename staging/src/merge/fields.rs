//! A document in three states, field by field.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::blocks;
use crate::documents::{Document, Fields, Key};

/// What happens to a field that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Only staging changed it: staging's value goes up.
    Staging,
    /// Only production changed it: production's value stays.
    Production,
    /// Both changed it, in different places: both changes are taken.
    Merged,
    /// Both changed it the same way.
    Same,
    /// Both changed it differently: a person decides.
    Conflict,
}

/// One field that is not the same everywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field's name.
    pub field: String,
    /// As it was when the clone was made; none where there was none.
    pub base: Option<Value>,
    /// As it is in the environment.
    pub staging: Option<Value>,
    /// As it is on production.
    pub production: Option<Value>,
    /// What happens to it.
    pub outcome: Outcome,
    /// Whether a person decided a conflict.
    pub decided: bool,
}

impl FieldChange {
    /// Whether both sides have a text here, so that a person may write a third.
    pub fn is_text(&self) -> bool {
        [&self.staging, &self.production].into_iter().all(|value| value.as_ref().is_some_and(Value::is_string))
    }
}

/// What a person decided about a conflict.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// The environment's value goes up.
    Staging,
    /// Production's value stays.
    Production,
    /// This value, which somebody wrote out of both.
    Merged(Value),
}

impl Choice {
    /// Its word in rows and on the command line.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Staging => "staging",
            Self::Production => "production",
            Self::Merged(_) => "merged",
        }
    }

    /// What then happens to the field.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Staging => Outcome::Staging,
            Self::Production => Outcome::Production,
            Self::Merged(_) => Outcome::Merged,
        }
    }
}

/// Three states of a document made into one.
#[derive(Clone, Debug)]
pub struct Merged {
    /// What production is to say.
    pub document: Document,
    /// The fields that differ.
    pub changes: Vec<FieldChange>,
}

/// Fields that follow the others: the later one is right.
const LATER_WINS: [&str; 2] = ["modified", "modified_gmt"];

/// Texts that are merged block by block.
const TEXTS: [&str; 2] = ["content", "excerpt"];

/// Merges field by field. `decide` is asked for a conflict: what it is to come to, if somebody decided.
pub fn merge(
    key: &Key,
    base: &Fields,
    staging: &Fields,
    production: &Fields,
    decide: &dyn Fn(&FieldChange) -> Option<Choice>,
) -> Merged {
    let names: BTreeSet<&String> = base.keys().chain(staging.keys()).chain(production.keys()).collect();
    let (mut fields, mut changes) = (Fields::new(), Vec::new());
    for name in names {
        let sides = [base.get(name), staging.get(name), production.get(name)];
        let (value, change) = merge_field(name, sides, decide);
        changes.extend(change);
        fields.extend(value.map(|value| (name.clone(), value)));
    }
    Merged { document: Document { key: key.clone(), fields }, changes }
}

fn merge_field(
    name: &str,
    [base, staging, production]: [Option<&Value>; 3],
    decide: &dyn Fn(&FieldChange) -> Option<Choice>,
) -> (Option<Value>, Option<FieldChange>) {
    let change = |outcome| FieldChange {
        field: name.to_owned(),
        base: base.cloned(),
        staging: staging.cloned(),
        production: production.cloned(),
        outcome,
        decided: false,
    };
    if staging == base && production == base {
        return (base.cloned(), None);
    }
    if staging == production {
        return (staging.cloned(), Some(change(Outcome::Same)));
    }
    if staging == base {
        return (production.cloned(), Some(change(Outcome::Production)));
    }
    if production == base {
        return (staging.cloned(), Some(change(Outcome::Staging)));
    }
    if let Some(value) = both(name, base, staging, production) {
        return (Some(value), Some(change(Outcome::Merged)));
    }
    let mut conflict = change(Outcome::Conflict);
    match decide(&conflict) {
        Some(choice) => {
            (conflict.outcome, conflict.decided) = (choice.outcome(), true);
            let value = match choice {
                Choice::Staging => staging.cloned(),
                Choice::Production => production.cloned(),
                Choice::Merged(value) => Some(value),
            };
            (value, Some(conflict))
        }
        // Until somebody decides, production's value is the one that harms nobody.
        None => (production.cloned(), Some(conflict)),
    }
}

/// The value that has both changes in it, where that is safe.
fn both(name: &str, base: Option<&Value>, staging: Option<&Value>, production: Option<&Value>) -> Option<Value> {
    let (one, other) = (staging?, production?);
    if LATER_WINS.contains(&name) {
        return Some(if one.as_str() > other.as_str() { one.clone() } else { other.clone() });
    }
    if TEXTS.contains(&name) {
        let base = base.and_then(Value::as_str).unwrap_or_default();
        return blocks::merge(base, one.as_str()?, other.as_str()?).map(Value::String);
    }
    if name.starts_with("terms:") {
        return Some(as_sets(base, one, other));
    }
    None
}

/// Lists whose order means nothing: what either side added is there, what either took away is not.
fn as_sets(base: Option<&Value>, one: &Value, other: &Value) -> Value {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (base, one, other) = (list(base), list(Some(one)), list(Some(other)));
    let mut merged: Vec<Value> =
        base.iter().filter(|entry| one.contains(entry) && other.contains(entry)).cloned().collect();
    for added in one.iter().chain(&other).filter(|entry| !base.contains(entry)) {
        if !merged.iter().any(|entry| entry[0] == added[0]) {
            merged.push(added.clone());
        }
    }
    merged.sort_by_key(|pair| pair[0].as_i64());
    Value::Array(merged)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::documents::Kind;

    fn fields(pairs: &[(&str, Value)]) -> Fields {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
    }

    fn merged(base: &Fields, staging: &Fields, production: &Fields) -> Merged {
        merge(&Key::numbered(Kind::Post, 1), base, staging, production, &|_| None)
    }

    #[test]
    fn two_fields_changed_on_two_sides_are_both_taken() {
        let base = fields(&[("title", json!("T")), ("slug", json!("s")), ("excerpt", json!(""))]);
        let staging = fields(&[("title", json!("T2")), ("slug", json!("s")), ("excerpt", json!(""))]);
        let production = fields(&[("title", json!("T")), ("slug", json!("s2")), ("excerpt", json!(""))]);
        let merged = merged(&base, &staging, &production);
        assert_eq!(
            merged.document.fields,
            fields(&[("title", json!("T2")), ("slug", json!("s2")), ("excerpt", json!(""))])
        );
        let outcomes: Vec<Outcome> = merged.changes.iter().map(|change| change.outcome).collect();
        assert_eq!(outcomes, [Outcome::Production, Outcome::Staging]);
    }

    #[test]
    fn one_field_changed_on_both_sides_waits_for_a_person_and_production_keeps_its_own() {
        let side = |title: &str| fields(&[("title", json!(title))]);
        let undecided = merged(&side("T"), &side("S"), &side("P"));
        assert_eq!(undecided.changes[0].outcome, Outcome::Conflict);
        assert_eq!(undecided.document.field("title"), "P");
        let key = Key::numbered(Kind::Post, 1);
        let decided = merge(&key, &side("T"), &side("S"), &side("P"), &|_| Some(Choice::Staging));
        assert_eq!((decided.document.field("title"), decided.changes[0].decided), ("S", true));
        let written = merge(&key, &side("T"), &side("S"), &side("P"), &|_| Some(Choice::Merged(json!("S and P"))));
        assert_eq!(written.document.field("title"), "S and P");
        assert_eq!((written.changes[0].outcome, written.changes[0].decided), (Outcome::Merged, true));
    }

    #[test]
    fn terms_given_and_taken_on_both_sides_are_all_respected() {
        let side =
            |ids: &[i64]| fields(&[("terms:category", json!(ids.iter().map(|id| json!([id, 0])).collect::<Vec<_>>()))]);
        let merged = merged(&side(&[1, 2]), &side(&[1, 2, 3]), &side(&[2, 4]));
        assert_eq!(merged.document.fields["terms:category"], json!([[2, 0], [3, 0], [4, 0]]));
    }

    #[test]
    fn the_later_time_of_change_stays() {
        let side = |time: &str| fields(&[("modified", json!(time))]);
        let merged = merged(&side("2026-01-01T00:00:00"), &side("2026-01-03T00:00:00"), &side("2026-01-02T00:00:00"));
        assert_eq!(merged.document.field("modified"), "2026-01-03T00:00:00");
    }
}
