//! Fills a new site with the sample: posts, pages, pictures, menus and comments of a printing workshop that never was.
//! It comes in as everybody's own site does, through the importer.

use std::path::Path;

use serde_json::json;

use crate::transfer::importer::{self, AttachmentFiles, Authors, ImportOptions, Silent};
use crate::users::Capability;
use crate::{Actor, Error, Result, Site, settings, terms};

/// The sample as an export.
const EXPORT: &str = include_str!("harbour-press.xml");

/// The pictures that the export names, each in the size it was drawn and in a smaller one.
const PICTURES: [(&str, &[u8]); 12] = [
    ("harbour.jpg", include_bytes!("pictures/harbour.jpg")),
    ("harbour-768x432.jpg", include_bytes!("pictures/harbour-768x432.jpg")),
    ("ink.jpg", include_bytes!("pictures/ink.jpg")),
    ("ink-768x432.jpg", include_bytes!("pictures/ink-768x432.jpg")),
    ("mill.jpg", include_bytes!("pictures/mill.jpg")),
    ("mill-768x432.jpg", include_bytes!("pictures/mill-768x432.jpg")),
    ("paper.jpg", include_bytes!("pictures/paper.jpg")),
    ("paper-768x432.jpg", include_bytes!("pictures/paper-768x432.jpg")),
    ("press.jpg", include_bytes!("pictures/press.jpg")),
    ("press-768x432.jpg", include_bytes!("pictures/press-768x432.jpg")),
    ("type-case.jpg", include_bytes!("pictures/type-case.jpg")),
    ("type-case-768x432.jpg", include_bytes!("pictures/type-case-768x432.jpg")),
];

/// Fills `site`, which should be new, with the sample. Its title and tagline become the sample's; everything is
/// written by the site's first administrator.
pub async fn install(site: &Site, actor: &Actor) -> Result<()> {
    actor.require(Capability::Import)?;
    let folder = tempfile::tempdir()?;
    lay_out(folder.path()).await?;
    let options = ImportOptions { authors: Authors::Skip, files: AttachmentFiles::Folder(folder.path().to_owned()) };
    let report = importer::import(site, actor, &folder.path().join("sample.xml"), &options, &Silent).await?;
    if let Some(fault) = report.fault {
        return Err(Error::Internal(format!("the sample site cannot be read: {fault}")));
    }
    settings::update(site, actor, "blogname", &json!("The Harbour Press")).await?;
    settings::update(site, actor, "blogdescription", &json!("Notes from a small printing workshop")).await?;
    hang_up_menus(site, actor).await
}

async fn lay_out(folder: &Path) -> Result<()> {
    let month = folder.join("2026/10");
    tokio::fs::create_dir_all(&month).await?;
    tokio::fs::write(folder.join("sample.xml"), EXPORT).await?;
    for (name, bytes) in PICTURES {
        tokio::fs::write(month.join(name), bytes).await?;
    }
    Ok(())
}

/// An export does not say which menu stands where.
async fn hang_up_menus(site: &Site, actor: &Actor) -> Result<()> {
    let mut locations = serde_json::Map::new();
    for (location, slug) in [("primary", "main"), ("footer", "small-print")] {
        if let Some(menu) = terms::by_slug(site, "nav_menu", slug).await? {
            locations.insert(location.to_owned(), json!(menu.id));
        }
    }
    let theme = site.settings().text("stylesheet");
    settings::update(site, actor, &format!("theme_mods_{theme}"), &json!({ "nav_menu_locations": locations })).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixture, media, menus, posts};

    #[tokio::test]
    async fn the_sample_site_has_posts_pictures_menus_and_comments() {
        let (_folder, site) = fixture::site().await;
        let _administrator = fixture::person(&site, "admin", crate::users::Role::Administrator).await;
        install(&site, &Actor::System).await.unwrap();
        let site = fixture::again(&site).await;
        assert_eq!(site.settings().blogname(), "The Harbour Press");
        let menus = menus::by_location(&site).await.unwrap();
        assert_eq!(menus["primary"].items.len(), 4);
        let picture = media::of_attachment(&site, 2).await.unwrap().unwrap();
        assert_eq!((picture.width, picture.height), (1440, 810));
        let uploads = site.host().config().uploads_dir(site.id());
        for (name, bytes) in PICTURES {
            assert_eq!(std::fs::read(uploads.join("2026/10").join(name)).unwrap(), bytes, "{name}");
        }
        let black = posts::by_id(&site, 23).await.unwrap().unwrap();
        assert_eq!((black.status.as_str(), black.comment_count), ("publish", 4));
        assert!(black.content.contains("http://example.com/wp-content/uploads/2026/10/ink.jpg"), "{}", black.content);
    }

    #[tokio::test]
    async fn who_may_not_import_may_not_install_the_sample() {
        let (_folder, site) = fixture::site().await;
        let refused = install(&site, &Actor::Visitor).await.unwrap_err();
        assert_eq!(refused.code(), "rest_forbidden");
    }
}
