//! WordPress's language packs: `.json` and `.po` files in the folder `languages` of the data folder, as they stand in
//! `wp-content/languages` of a WordPress site.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::own;
use super::po::{Catalogue, parse};
use crate::{Host, Result};

/// Larger files are no language packs.
const LARGEST: u64 = 16 << 20;

/// All that scripts need to speak this language, as Jed has it (`wp.i18n.setLocaleData`): the packs, and our own strings
/// over them. Nothing for English.
pub async fn for_scripts(host: &Host, locale: &str) -> Result<Option<Value>> {
    let is_a_name = (2..=20).contains(&locale.len())
        && locale.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if !is_a_name || locale == "en_US" {
        return Ok(None);
    }
    let (folder, name) = (host.config().data_dir.join("languages"), locale.to_owned());
    let read = tokio::task::spawn_blocking(move || packs(&folder, &name)).await;
    let mut messages = read.map_err(|error| crate::Error::Internal(error.to_string()))?;
    if let Some(own) = own::known(locale) {
        add(&mut messages, own);
    }
    Ok((!messages.is_empty()).then(|| Value::Object(messages)))
}

fn packs(folder: &Path, locale: &str) -> Map<String, Value> {
    let mut messages = Map::new();
    let mut files: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files.iter().filter(|file| is_of(file, locale)) {
        let is_small = std::fs::metadata(file).is_ok_and(|facts| facts.is_file() && facts.len() <= LARGEST);
        let Some(text) = is_small.then(|| std::fs::read_to_string(file).ok()).flatten() else { continue };
        if file.extension().is_some_and(|ending| ending == "po") {
            add(&mut messages, &parse(&text));
        } else if let Some(jed) =
            serde_json::from_str::<Value>(&text).ok().as_ref().and_then(|pack| pack["locale_data"].as_object())
        {
            jed.values().filter_map(Value::as_object).for_each(|domain| messages.extend(domain.clone()));
        }
    }
    messages
}

/// `de_DE.po`, `admin-de_DE.po`, `de_DE-0f3c….json`
fn is_of(file: &Path, locale: &str) -> bool {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    matches!(ending, "po" | "json") && stem.split('-').any(|part| part == locale)
}

fn add(messages: &mut Map<String, Value>, catalogue: &Catalogue) {
    for (id, forms) in catalogue {
        match id.as_str() {
            "" => _ = messages.insert(String::new(), header(&forms[0])),
            id => _ = messages.insert(id.to_owned(), json!(forms)),
        }
    }
}

/// Jed wants the language and the rule of its plurals.
fn header(text: &str) -> Value {
    let line = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
    json!({"domain": "messages", "lang": line("Language"), "plural-forms": line("Plural-Forms")})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[tokio::test]
    async fn a_pack_of_wordpress_speaks_and_our_strings_stand_over_it() {
        let (_folder, site) = fixture::site().await;
        let folder = site.host().config().data_dir.join("languages");
        std::fs::create_dir_all(&folder).unwrap();
        let pack = r#"{"locale_data":{"messages":{"":{"lang":"de"},"Block Inspector":["Block-Inspektor"],"Posts":["Artikel"]}}}"#;
        std::fs::write(folder.join("de_DE-0f3c.json"), pack).unwrap();
        std::fs::write(folder.join("fr_FR.po"), "msgid \"Posts\"\nmsgstr \"Articles\"\n").unwrap();
        let german = for_scripts(site.host(), "de_DE").await.unwrap().unwrap();
        assert_eq!(
            (&german["Block Inspector"][0], &german["Posts"][0]),
            (&json!("Block-Inspektor"), &json!("Beiträge"))
        );
        assert_eq!(german[""]["plural-forms"], "nplurals=2; plural=(n != 1);");
        let french = for_scripts(site.host(), "fr_FR").await.unwrap().unwrap();
        assert_eq!(french["Posts"][0], "Articles");
        for none in ["en_US", "../de_DE", "xx"] {
            assert_eq!(for_scripts(site.host(), none).await.unwrap(), None, "{none}");
        }
    }
}
