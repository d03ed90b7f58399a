//! What blocks ask of a theme: its sizes, gaps and style variations. A theme's manifest fills this in; the defaults are
//! those of the theme that ships.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// The part of a theme's settings and styles that shows in rendered blocks.
#[derive(Debug, Clone)]
pub struct ThemeStyle {
    /// Whether blocks may set their own gaps (`settings.spacing.blockGap`).
    pub block_gap: bool,
    /// The gap between blocks (`styles.spacing.blockGap`).
    pub gap: Option<String>,
    /// The gap inside certain blocks, by block name.
    pub block_gaps: HashMap<String, String>,
    /// Whether the page's padding is given by `has-global-padding`.
    pub root_padding_aware: bool,
    /// The widest layout; the upper viewport of fluid type.
    pub wide_size: Option<String>,
    /// Whether font sizes grow with the viewport.
    pub fluid_typography: bool,
    /// Whether blocks may stick to the top.
    pub sticky_position: bool,
    /// Style variations by block name and variation name; each holds styles as theme.json writes them.
    pub variations: HashMap<String, Map<String, Value>>,
    /// Slugs of the theme's duotone presets, each with its colours.
    pub duotones: HashMap<String, Vec<String>>,
    /// The theme's patterns: texts with blocks by name.
    pub patterns: HashMap<String, String>,
    /// The widest viewports that count as mobile and as tablet, in CSS pixels.
    pub viewports: (u32, u32),
}

/// Figures of the theme that ships.
impl Default for ThemeStyle {
    fn default() -> Self {
        let gaps = [
            ("core/columns", "var(--wp--preset--spacing--50)"),
            ("core/buttons", "16px"),
            ("core/quote", "var(--wp--preset--spacing--30)"),
        ];
        Self {
            block_gap: true,
            gap: Some("1.2rem".to_owned()),
            block_gaps: gaps.map(|(block, gap)| (block.to_owned(), gap.to_owned())).into(),
            root_padding_aware: true,
            wide_size: Some("1340px".to_owned()),
            fluid_typography: true,
            sticky_position: true,
            variations: default_variations(),
            duotones: HashMap::new(),
            patterns: HashMap::new(),
            viewports: (480, 782),
        }
    }
}

impl ThemeStyle {
    /// The gap that a block of this name falls back to: of its variation, of its name, of the theme.
    pub fn gap_for(&self, block: &str, variation: Option<&str>) -> Option<String> {
        let of_variation = variation.and_then(|variation| {
            self.variations.get(block)?.get(variation)?.get("spacing")?.get("blockGap")?.as_str()
        });
        let of_block = self.block_gaps.get(block).map(String::as_str);
        of_variation.or(of_block).or(self.gap.as_deref()).map(str::to_owned)
    }

    /// The media queries of the viewports, by the key that a block's style uses for them.
    pub fn media_queries(&self) -> [(&'static str, String); 2] {
        let (mobile, tablet) = self.viewports;
        [
            ("@mobile", format!("@media (width <= {mobile}px)")),
            ("@tablet", format!("@media ({mobile}px < width <= {tablet}px)")),
        ]
    }

    /// The media query of a viewport by its plain name, `desktop` too.
    pub fn media_query(&self, viewport: &str) -> Option<String> {
        if viewport == "desktop" {
            return Some(format!("@media (width > {}px)", self.viewports.1));
        }
        self.media_queries().into_iter().find(|(key, _)| &key[1..] == viewport).map(|(_, query)| query)
    }
}

/// The variations of the theme that ships.
fn default_variations() -> HashMap<String, Map<String, Value>> {
    serde_json::from_str(include_str!("variations.json")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_variations_are_valid() {
        let theme = ThemeStyle::default();
        assert!(theme.variations["core/button"].contains_key("outline"));
        assert!(theme.variations["core/group"].contains_key("section-1"));
    }

    #[test]
    fn gaps_fall_back_to_the_theme() {
        let theme = ThemeStyle::default();
        assert_eq!(theme.gap_for("core/buttons", None).as_deref(), Some("16px"));
        assert_eq!(theme.gap_for("core/group", Some("section-1")).as_deref(), Some("1.2rem"));
    }
}
