//! Arguments that must not be read in a copy of the database. They are opened when the event runs, for its own site alone.

use platform::sealing::MARK;
use serde_json::Value;

use crate::{Error, Result, Site};

/// `text` as an argument that only a run of this site can read. Never the same twice: an event with it needs a key of its
/// own to be one of its kind.
pub fn seal(site: &Site, text: &str) -> Result<Value> {
    let sealed = site.host().sealing()?.seal(&whom(site), text);
    Ok(Value::String(sealed.map_err(|error| Error::Internal(error.to_string()))?))
}

/// The arguments of an event with everything in them opened. Fails with `invalid_arguments` where they are no JSON, or
/// something in them cannot be opened.
pub fn opened(site: &Site, arguments: &str) -> Result<Value> {
    let unusable = |why: String| Error::invalid("invalid_arguments", format!("The arguments cannot be used: {why}"));
    let mut value: Value = serde_json::from_str(arguments).map_err(|error| unusable(error.to_string()))?;
    if arguments.contains(MARK) {
        open(site, &mut value).map_err(|error| unusable(error.to_string()))?;
    }
    Ok(value)
}

fn open(site: &Site, value: &mut Value) -> Result<()> {
    match value {
        Value::String(text) if text.starts_with(MARK) => {
            let opened = site.host().sealing()?.open(&whom(site), text);
            *text = opened.map_err(|error| Error::Internal(error.to_string()))?;
            Ok(())
        }
        Value::Array(items) => items.iter_mut().try_for_each(|item| open(site, item)),
        Value::Object(items) => items.values_mut().try_for_each(|item| open(site, item)),
        _ => Ok(()),
    }
}

fn whom(site: &Site) -> String {
    format!("cron arguments of site {}", site.id())
}
