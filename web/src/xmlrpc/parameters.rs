//! What a call gives, by place, as PHP takes it: numbers as texts and texts as numbers.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use dxr::Value;

use super::fault::{Fault, fault};

/// A struct of a call.
pub type Members = BTreeMap<String, Value>;

/// The parameters of a call.
#[derive(Clone, Debug, Default)]
pub struct Parameters(Vec<Value>);

impl From<Vec<Value>> for Parameters {
    fn from(values: Vec<Value>) -> Self {
        Self(values)
    }
}

impl Parameters {
    /// A fault where there are fewer than `least` (`minimum_args`).
    pub fn require(&self, least: usize) -> Result<(), Fault> {
        if self.0.len() >= least {
            return Ok(());
        }
        Err(fault(400, "Insufficient arguments passed to this XML-RPC method."))
    }

    /// The parameter at this place.
    pub fn get(&self, at: usize) -> Option<&Value> {
        self.0.get(at)
    }

    /// It as a text; empty for none.
    pub fn text(&self, at: usize) -> String {
        self.get(at).map(text).unwrap_or_default()
    }

    /// It as a number; 0 for none.
    pub fn number(&self, at: usize) -> i64 {
        self.get(at).map_or(0, number)
    }

    /// It as a switch.
    pub fn flag(&self, at: usize) -> bool {
        self.get(at).is_some_and(flag)
    }

    /// It as a struct; empty for none.
    pub fn members(&self, at: usize) -> Members {
        match self.get(at) {
            Some(Value::Struct(members)) => members.clone(),
            _ => Members::new(),
        }
    }

    /// Its items; none for what is no list.
    pub fn list(&self, at: usize) -> Vec<Value> {
        self.get(at).map(list).unwrap_or_default()
    }
}

/// A value as a text.
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Long(number) => number.to_string(),
        Value::Double(number) => number.to_string(),
        Value::Boolean(flag) => if *flag { "1" } else { "" }.to_owned(),
        Value::DateTime(time) => time.to_string(),
        Value::Base64(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    }
}

/// A value as a number.
pub fn number(value: &Value) -> i64 {
    match value {
        Value::Integer(number) => i64::from(*number),
        Value::Long(number) => *number,
        Value::Double(number) => *number as i64,
        Value::Boolean(flag) => i64::from(*flag),
        other => text(other).trim().parse().unwrap_or_default(),
    }
}

/// A value as a switch.
pub fn flag(value: &Value) -> bool {
    match value {
        Value::Boolean(flag) => *flag,
        other => !matches!(text(other).as_str(), "" | "0" | "false"),
    }
}

/// A value's items; a struct's members are items too, as PHP's arrays have it.
pub fn list(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.clone(),
        Value::Struct(members) => members.values().cloned().collect(),
        _ => Vec::new(),
    }
}

/// A value as a time: `20120131T08:00:00`, or with hyphens.
pub fn time(value: &Value) -> Option<NaiveDateTime> {
    let text = text(value);
    let text = text.trim().trim_end_matches('Z');
    let formats = ["%Y%m%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y%m%dT%H%M%S"];
    formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}
