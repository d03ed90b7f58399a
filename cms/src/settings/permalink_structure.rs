//! Changes how addresses are made (`wp rewrite structure`, Settings → Permalinks).

use super::{Settings, update};
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site};

/// What can be changed; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct PermalinkStructure {
    /// Of posts, `/%year%/%postname%/`; empty for plain `?p=` addresses.
    pub posts: Option<String>,
    /// The first part of categories' addresses.
    pub category_base: Option<String>,
    /// The first part of tags' addresses.
    pub tag_base: Option<String>,
}

/// Writes it, cleaned as WordPress's `sanitize_option` does. A structure without a `%tag%` cannot tell posts apart and
/// is refused.
pub async fn set_permalink_structure(site: &Site, actor: &Actor, new: PermalinkStructure) -> Result<Settings> {
    actor.require(Capability::ManageOptions)?;
    let structure = new.posts.as_deref().map(cleaned).transpose()?;
    let mut change = Change::begin(site).await?;
    let values = [
        ("permalink_structure", structure),
        ("category_base", new.category_base.as_deref().map(cleaned_base)),
        ("tag_base", new.tag_base.as_deref().map(cleaned_base)),
    ];
    let mut settings = site.settings().clone();
    for (name, value) in values {
        let Some(value) = value.map(serde_json::Value::from) else { continue };
        update::write(&mut change, site, name, &value).await?;
        settings = settings.with(name, value);
    }
    change.commit().await?;
    Ok(settings)
}

fn cleaned(structure: &str) -> Result<String> {
    let structure: String = structure.trim().chars().filter(|letter| *letter != '#').collect();
    if structure.is_empty() {
        return Ok(structure);
    }
    let has_tag = structure.split('%').nth(2).is_some();
    if !has_tag {
        let message = "A structure tag is required when using custom permalinks.";
        return Err(Error::invalid("invalid_permalink_structure", message));
    }
    let parts: Vec<&str> = structure.split('/').filter(|part| !part.is_empty()).collect();
    let end = if structure.ends_with('/') { "/" } else { "" };
    Ok(format!("/{}{end}", parts.join("/")))
}

fn cleaned_base(base: &str) -> String {
    let parts: Vec<&str> = base.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { String::new() } else { format!("/{}", parts.join("/")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_structure_begins_with_one_slash_and_names_something() {
        assert_eq!(cleaned("%year%//%postname%/").unwrap(), "/%year%/%postname%/");
        assert_eq!(cleaned("/archives/%post_id%").unwrap(), "/archives/%post_id%");
        assert_eq!(cleaned("").unwrap(), "");
        assert_eq!(cleaned("/blog/").unwrap_err().code(), "invalid_permalink_structure");
        assert_eq!(cleaned_base("topics/"), "/topics");
    }
}
