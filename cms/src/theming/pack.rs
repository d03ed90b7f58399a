//! A theme as an archive that can be installed elsewhere.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Theme;
use crate::users::Capability;
use crate::{Actor, Error, Result, Site};

/// The active theme's name, and its own files in a zip archive: its manifest, its templates, its styles and its assets.
pub fn pack(site: &Site, actor: &Actor) -> Result<(String, Vec<u8>)> {
    if !actor.may(Capability::Export) {
        let message = "Sorry, you are not allowed to export templates and template parts.";
        return Err(Error::forbidden("rest_cannot_export_templates", message));
    }
    let theme = site.host().themes().of(site.settings())?;
    let archive = archive(&theme).map_err(|error| Error::Internal(format!("the theme cannot be packed: {error}")))?;
    Ok((theme.slug().to_owned(), archive))
}

fn archive(theme: &Theme) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let Some(own) = theme.layers.first() else { return Ok(writer.finish()?.into_inner()) };
    let manifest = toml::to_string(&own.manifest).map_err(std::io::Error::other)?;
    let mut add = |path: String, bytes: &[u8]| -> zip::result::ZipResult<()> {
        writer.start_file(path, SimpleFileOptions::default())?;
        Ok(writer.write_all(bytes)?)
    };
    add("theme.toml".to_owned(), manifest.as_bytes())?;
    for (name, text) in &own.templates {
        add(format!("templates/{name}"), text.as_bytes())?;
    }
    for (class, css) in &own.styles {
        add(format!("styles/{class}.css"), css.as_bytes())?;
    }
    for (path, asset) in &own.assets {
        add(format!("assets/{path}"), &asset.bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::fixture;
    use crate::theming::Manifest;
    use crate::users::Role;

    #[tokio::test]
    async fn the_archive_holds_the_theme() {
        let (_folder, site) = fixture::site().await;
        let admin = fixture::person(&site, "ada", Role::Administrator).await;
        let (name, bytes) = pack(&site, &admin).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name("theme.toml").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(Manifest::parse(&name, &text).unwrap(), site.host().themes().get(&name).unwrap().layers[0].manifest);
        assert!(archive.len() > 5, "{} files", archive.len());
    }

    #[tokio::test]
    async fn an_editor_may_not_take_the_theme_along() {
        let (_folder, site) = fixture::site().await;
        let editor = fixture::person(&site, "eva", Role::Editor).await;
        assert!(pack(&site, &editor).is_err());
    }
}
