//! Reads an `appspec.yml` strictly: what the agent of AWS would stumble over later is said at once, with its place.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_yaml_ng::Value;

use super::{AppSpec, Event, FileExistsBehavior, FileRule, HookScript, ObjectType, PermissionRule, SecurityContext};
use super::{limits, sources};
use crate::{Fault, Result};

/// The names it may have, in the order in which they are looked for.
pub const FILE_NAMES: [&str; 2] = ["appspec.yaml", "appspec.yml"];
/// More is no AppSpec.
const LONGEST: u64 = 1 << 20;

/// The AppSpec of an unpacked bundle. What it names must be there.
pub fn of_bundle(bundle: &Path) -> Result<AppSpec> {
    let found = FILE_NAMES.iter().map(|name| bundle.join(name)).find(|file| file.is_file());
    let file = found.ok_or_else(|| Fault::AppSpec("there is none at the top of the bundle".into()))?;
    let size = std::fs::metadata(&file).map_err(Fault::at(&file))?.len();
    if size > LONGEST {
        return Err(Fault::AppSpec(format!("{size} bytes; at most {LONGEST}")));
    }
    let spec = parse(&std::fs::read_to_string(&file).map_err(Fault::at(&file))?)?;
    sources::require_all(&spec, bundle)?;
    Ok(spec)
}

/// Reads the text alone.
pub fn parse(text: &str) -> Result<AppSpec> {
    if text.trim().is_empty() {
        return Err(Fault::AppSpec("it is empty".into()));
    }
    let document: Document = serde_yaml_ng::from_str(text).map_err(|error| Fault::AppSpec(error.to_string()))?;
    if !is_version_zero(&document.version) {
        let given = serde_yaml_ng::to_string(&document.version).unwrap_or_default();
        let hint = if document.version.is_string() { " (a number, without quotes)" } else { "" };
        return Err(Fault::AppSpec(format!("version: {} is not 0.0{hint}", given.trim())));
    }
    if document.os != "linux" {
        return Err(Fault::AppSpec(format!("os: {} is not linux", document.os)));
    }
    let permissions = document.permissions.unwrap_or_default().into_iter().map(Permission::checked);
    let spec = AppSpec {
        files: document.files.unwrap_or_default(),
        file_exists_behavior: document.file_exists_behavior.unwrap_or_default(),
        permissions: permissions.collect::<Result<_>>()?,
        hooks: document.hooks.unwrap_or_default().0,
    };
    limits::check(&spec)?;
    Ok(spec)
}

/// The agent of AWS compares numbers: a quoted 0.0 is another version.
fn is_version_zero(version: &Value) -> bool {
    version.as_f64() == Some(0.0)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: Value,
    os: String,
    files: Option<Vec<FileRule>>,
    file_exists_behavior: Option<FileExistsBehavior>,
    permissions: Option<Vec<Permission>>,
    hooks: Option<Hooks>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Permission {
    object: String,
    pattern: Option<String>,
    except: Option<Vec<String>>,
    owner: Option<String>,
    group: Option<String>,
    mode: Option<Value>,
    acls: Option<Vec<String>>,
    context: Option<SecurityContext>,
    #[serde(rename = "type")]
    types: Option<Vec<ObjectType>>,
}

impl Permission {
    fn checked(self) -> Result<PermissionRule> {
        Ok(PermissionRule {
            mode: self.mode.map(|mode| bits(&self.object, &mode)).transpose()?,
            object: self.object,
            pattern: self.pattern.unwrap_or_else(|| "**".to_owned()),
            except: self.except.unwrap_or_default(),
            owner: self.owner,
            group: self.group,
            acls: self.acls.unwrap_or_default(),
            context: self.context,
            types: self.types.unwrap_or_default(),
        })
    }
}

/// One to four octal digits; a number of YAML is read by its digits, as CodeDeploy does.
fn bits(object: &str, mode: &Value) -> Result<u32> {
    let digits = match mode {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => String::new(),
    };
    let is_octal = (1..=4).contains(&digits.len()) && digits.bytes().all(|digit| (b'0'..=b'7').contains(&digit));
    let bits = u32::from_str_radix(&digits, 8).ok().filter(|_| is_octal);
    bits.ok_or_else(|| {
        Fault::AppSpec(format!("permissions of {object}: mode {digits:?} is not one to four octal digits"))
    })
}

/// The hooks; an event that is named twice would silently lose its first scripts.
#[derive(Default)]
struct Hooks(BTreeMap<Event, Vec<HookScript>>);

impl<'de> Deserialize<'de> for Hooks {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Hooks;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("life cycle events and their scripts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Hooks, A::Error> {
                let mut hooks = BTreeMap::new();
                while let Some(event) = map.next_key::<Event>()? {
                    let scripts = map.next_value::<Option<Vec<HookScript>>>()?.unwrap_or_default();
                    if hooks.insert(event, scripts).is_some() {
                        return Err(serde::de::Error::custom(format!("{event} is named twice")));
                    }
                }
                Ok(Hooks(hooks))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
