//! Says which search engines are told about a site.

use serde_json::json;

use super::Engine;
use crate::{Actor, Error, Result, Site, settings};

/// Has the engine told about the site. IndexNow gets a new key, served at `/{key}.txt`, where it has none; Search Console
/// needs the `property`, `https://example.com/` or `sc-domain:example.com`, whose owner has let in the host's service
/// account. Fails with `invalid_property`.
pub async fn enable(site: &Site, actor: &Actor, engine: Engine, property: Option<&str>) -> Result<()> {
    actor.require_manager()?;
    let value = match engine {
        Engine::IndexNow => match engine.set_to(site.settings()) {
            key if key.is_empty() => platform::secrets::random_hex(16),
            key => key,
        },
        Engine::SearchConsole => usable(property.unwrap_or_default())?,
    };
    settings::update(site, actor, engine.option(), &json!(value)).await
}

/// Has the engine told nothing more.
pub async fn disable(site: &Site, actor: &Actor, engine: Engine) -> Result<()> {
    actor.require_manager()?;
    settings::delete(site, actor, engine.option()).await
}

fn usable(property: &str) -> Result<String> {
    let property = property.trim();
    let is_address = url::Url::parse(property)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.query().is_none() && property.ends_with('/'));
    let is_domain = property
        .strip_prefix("sc-domain:")
        .is_some_and(|domain| domain.contains('.') && !domain.contains(['/', ' ', '?', '#', '%']));
    if is_address || is_domain {
        return Ok(property.to_owned());
    }
    let what = "A property is https://example.com/ with the slash at its end, or sc-domain:example.com.";
    Err(Error::invalid("invalid_property", what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_is_an_address_or_a_domain() {
        for good in ["https://example.com/", "http://example.com/blog/", "sc-domain:example.com"] {
            assert!(usable(good).is_ok(), "{good}");
        }
        for bad in ["", "example.com", "https://example.com", "sc-domain:", "sc-domain:a b.com", "ftp://example.com/"] {
            assert_eq!(usable(bad).unwrap_err().code(), "invalid_property", "{bad}");
        }
    }
}
