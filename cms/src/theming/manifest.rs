//! `theme.toml`: what a theme is and what it asks of the host.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::manifest_meta::PostMeta;
use super::{Fault, Setting};

/// A theme's manifest. What a child theme does not name it has from its parent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// For people.
    pub name: String,
    /// The theme's own version.
    #[serde(default)]
    pub version: String,
    /// The folder of the parent theme; empty for a theme that stands alone.
    #[serde(default)]
    pub parent: String,
    /// A sentence or two.
    #[serde(default)]
    pub description: String,
    /// Who made it.
    #[serde(default)]
    pub author: String,
    /// The author's or the theme's address.
    #[serde(default)]
    pub website: String,
    /// An SPDX expression.
    #[serde(default)]
    pub license: String,
    /// Width of the content column in pixels: embeds and large images keep to it.
    #[serde(default)]
    pub content_width: Option<u32>,
    /// Places for menus: name → label.
    #[serde(default)]
    pub menus: IndexMap<String, String>,
    /// Places for widgets.
    #[serde(default)]
    pub sidebars: IndexMap<String, Sidebar>,
    /// Image sizes beyond thumbnail, medium, medium_large and large.
    #[serde(default)]
    pub image_sizes: IndexMap<String, ImageSize>,
    /// What owners may set, in the order they see it.
    #[serde(default)]
    pub settings: IndexMap<String, Setting>,
    /// Colours that editors may choose: `has-<slug>-color` and `--wp--preset--color--<slug>`.
    #[serde(default)]
    pub palette: Vec<PaletteColour>,
    /// Sizes that editors may choose: `has-<slug>-font-size`.
    #[serde(default)]
    pub font_sizes: Vec<FontSize>,
    /// Families that editors may choose: `has-<slug>-font-family`.
    #[serde(default)]
    pub fonts: Vec<FontFamily>,
    /// Gradients that editors may choose: `has-<slug>-gradient-background`.
    #[serde(default)]
    pub gradients: Vec<Gradient>,
    /// Steps of space that editors may choose: `--wp--preset--spacing--<slug>`.
    #[serde(default)]
    pub spacing: Vec<FontSize>,
    /// Shadows that editors may choose: `--wp--preset--shadow--<slug>`.
    #[serde(default)]
    pub shadows: Vec<Shadow>,
    /// Post formats that the theme shows (`aside`, `quote`, …).
    #[serde(default)]
    pub post_formats: Vec<String>,
    /// Templates that a post or page may choose for itself: file name → facts.
    #[serde(default)]
    pub templates: IndexMap<String, CustomTemplate>,
    /// Post types that the theme brings.
    #[serde(default)]
    pub post_types: IndexMap<String, PostType>,
    /// Taxonomies that the theme brings.
    #[serde(default)]
    pub taxonomies: IndexMap<String, Taxonomy>,
    /// Meta keys of posts that the theme brings to the API.
    #[serde(default)]
    pub post_meta: IndexMap<String, PostMeta>,
}

/// A place for widgets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sidebar {
    /// For people.
    pub name: String,
    /// Where it stands.
    #[serde(default)]
    pub description: String,
}

/// A further image size, as WordPress's `add_image_size` takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageSize {
    /// Pixels; 0 for any.
    #[serde(default)]
    pub width: u32,
    /// Pixels; 0 for any.
    #[serde(default)]
    pub height: u32,
    /// Whether the picture is cut to exactly this size.
    #[serde(default)]
    pub crop: bool,
}

/// A colour of the editor's palette.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaletteColour {
    /// Part of the class name.
    pub slug: String,
    /// For people.
    pub name: String,
    /// A CSS colour.
    pub color: String,
}

/// A size of the editor's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontSize {
    /// Part of the class name.
    pub slug: String,
    /// For people.
    pub name: String,
    /// A CSS length.
    pub size: String,
}

/// A gradient of the editor's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gradient {
    /// Part of the class name.
    pub slug: String,
    /// For people.
    pub name: String,
    /// A CSS gradient.
    pub gradient: String,
}

/// A shadow of the editor's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shadow {
    /// Part of the variable's name.
    pub slug: String,
    /// For people.
    pub name: String,
    /// A CSS `box-shadow`.
    pub shadow: String,
}

/// A family of the editor's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontFamily {
    /// Part of the class name.
    pub slug: String,
    /// For people.
    pub name: String,
    /// A CSS `font-family`.
    pub family: String,
}

/// A template that a post may choose for itself (WordPress's `Template Name:`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomTemplate {
    /// For people.
    pub title: String,
    /// Which types may choose it; pages where nothing is said.
    #[serde(default = "pages_alone")]
    pub post_types: Vec<String>,
}

fn pages_alone() -> Vec<String> {
    vec!["page".into()]
}

/// A post type, in the words of WordPress's `register_post_type`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostType {
    /// Plural, for people.
    pub label: String,
    /// Singular, for people.
    pub singular: String,
    /// Whether visitors may see it.
    #[serde(default = "yes")]
    pub public: bool,
    /// Whether its posts have parents, as pages do.
    #[serde(default)]
    pub hierarchical: bool,
    /// Whether it has an archive at its own address.
    #[serde(default)]
    pub has_archive: bool,
    /// The first part of its addresses; the type's name where nothing is said.
    #[serde(default)]
    pub slug: String,
    /// Under `wp/v2/`; the type's name where nothing is said.
    #[serde(default)]
    pub rest_base: String,
    /// `title`, `editor`, `thumbnail`, `excerpt`, `comments`, `revisions`, …
    #[serde(default)]
    pub supports: Vec<String>,
    /// Taxonomies it takes part in.
    #[serde(default)]
    pub taxonomies: Vec<String>,
}

/// A taxonomy, in the words of WordPress's `register_taxonomy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taxonomy {
    /// Plural, for people.
    pub label: String,
    /// Singular, for people.
    pub singular: String,
    /// Whether its terms have parents, as categories do.
    #[serde(default)]
    pub hierarchical: bool,
    /// Whether visitors may see it.
    #[serde(default = "yes")]
    pub public: bool,
    /// The first part of its addresses; the taxonomy's name where nothing is said.
    #[serde(default)]
    pub slug: String,
    /// Under `wp/v2/`; the taxonomy's name where nothing is said.
    #[serde(default)]
    pub rest_base: String,
    /// The types whose posts it sorts.
    #[serde(default)]
    pub post_types: Vec<String>,
}

fn yes() -> bool {
    true
}

impl Manifest {
    /// Reads a manifest and checks what the types cannot say.
    pub(super) fn parse(theme: &str, text: &str) -> Result<Self, Fault> {
        let manifest: Self = toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            Fault::at(theme, "theme.toml", text, offset, error.message())
        })?;
        for (name, setting) in &manifest.settings {
            setting.check(name).map_err(|reason| Fault::in_file(theme, "theme.toml", reason))?;
        }
        for (key, meta) in &manifest.post_meta {
            meta.check(key).map_err(|reason| Fault::in_file(theme, "theme.toml", reason))?;
        }
        Ok(manifest)
    }

    /// What it does not say, from its parent.
    pub(super) fn inherit(&mut self, parent: &Self) {
        self.content_width = self.content_width.or(parent.content_width);
        inherit_entries(&mut self.menus, &parent.menus);
        inherit_entries(&mut self.sidebars, &parent.sidebars);
        inherit_entries(&mut self.image_sizes, &parent.image_sizes);
        inherit_entries(&mut self.settings, &parent.settings);
        inherit_entries(&mut self.templates, &parent.templates);
        inherit_entries(&mut self.post_types, &parent.post_types);
        inherit_entries(&mut self.taxonomies, &parent.taxonomies);
        inherit_entries(&mut self.post_meta, &parent.post_meta);
        inherit_list(&mut self.palette, &parent.palette);
        inherit_list(&mut self.font_sizes, &parent.font_sizes);
        inherit_list(&mut self.fonts, &parent.fonts);
        inherit_list(&mut self.gradients, &parent.gradients);
        inherit_list(&mut self.spacing, &parent.spacing);
        inherit_list(&mut self.shadows, &parent.shadows);
        inherit_list(&mut self.post_formats, &parent.post_formats);
    }
}

fn inherit_entries<T: Clone>(own: &mut IndexMap<String, T>, parent: &IndexMap<String, T>) {
    for (name, value) in parent {
        own.entry(name.clone()).or_insert_with(|| value.clone());
    }
}

fn inherit_list<T: Clone>(own: &mut Vec<T>, parent: &[T]) {
    if own.is_empty() {
        own.extend_from_slice(parent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_named_with_its_line() {
        let fault = Manifest::parse("mine", "name = \"Mine\"\nversion = \"1\"\ncolour = 3\n").unwrap_err();
        assert_eq!((fault.file.as_str(), fault.line, fault.column), ("theme.toml", 3, 1));
        assert!(fault.reason.contains("colour"), "{}", fault.reason);
    }

    #[test]
    fn a_default_that_its_own_setting_refuses_is_a_mistake() {
        let text =
            "name = \"Mine\"\n[settings.accent]\nlabel = \"Accent\"\ntype = \"colour\"\ndefault = \"blue-ish\"\n";
        let fault = Manifest::parse("mine", text).unwrap_err();
        assert!(fault.reason.contains("accent"), "{}", fault.reason);
    }

    #[test]
    fn a_child_has_what_it_does_not_name_from_its_parent() {
        let parent = "name = \"Parent\"\n[menus]\nprimary = \"Main\"\nfooter = \"Foot\"\n";
        let parent = Manifest::parse("parent", parent).unwrap();
        let mut child = Manifest::parse("child", "name = \"Child\"\n[menus]\nprimary = \"Top\"\n").unwrap();
        child.inherit(&parent);
        assert_eq!((child.name.as_str(), child.menus["primary"].as_str()), ("Child", "Top"));
        assert_eq!(child.menus["footer"], "Foot");
    }
}
