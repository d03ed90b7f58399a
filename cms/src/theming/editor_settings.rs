//! What editors may choose from and how wide content is, in the words of WordPress's `theme.json`.

use serde_json::{Map, Value, json};

use super::{Manifest, Theme};

/// Where content is as wide as nobody said.
const CONTENT_WIDTH: u32 = 680;
/// What is wide is so much wider than content.
const WIDE: f64 = 1.6;

impl Theme {
    /// The `settings` of a `theme.json`: WordPress's presets as `default`, this theme's and its parents' as `theme`.
    pub fn editor_settings(&self) -> Value {
        let core = self.layers.last().map(|layer| &layer.manifest);
        let own = &self.manifest;
        let presets = |of: fn(&Manifest) -> Value| origins(core.map(of), of(own));
        // A theme that brings sizes of its own takes the place of WordPress's, as `editor-font-sizes` does.
        json!({
            "appearanceTools": true,
            "useRootPaddingAwareAlignments": false,
            "background": {"backgroundImage": true, "backgroundSize": true, "gradient": true},
            "border": {"color": true, "radius": true, "style": true, "width": true},
            "color": {
                "background": true, "button": true, "caption": true, "heading": true, "link": true, "text": true,
                "custom": true, "customDuotone": true, "customGradient": true,
                "defaultDuotone": false, "defaultGradients": true, "defaultPalette": true,
                "duotone": {},
                "gradients": presets(gradients),
                "palette": presets(palette),
            },
            "dimensions": {
                "aspectRatio": true, "defaultAspectRatios": true, "height": true, "minHeight": true, "minWidth": true,
                "width": true, "aspectRatios": {"default": aspect_ratios()},
            },
            "layout": self.layout(),
            "position": {"sticky": true},
            "shadow": {"defaultPresets": true, "presets": presets(shadows)},
            "spacing": {
                "blockGap": true, "margin": true, "padding": true,
                "customSpacingSize": true, "defaultSpacingSizes": true,
                "units": ["px", "em", "rem", "vh", "vw", "%"],
                "spacingSizes": presets(spacing),
            },
            "typography": {
                "customFontSize": true, "defaultFontSizes": own.font_sizes.is_empty(), "dropCap": true, "fontStyle": true,
                "fontWeight": true, "letterSpacing": true, "lineHeight": true, "textAlign": true, "textColumns": false,
                "textDecoration": true, "textTransform": true, "writingMode": false, "fluid": false,
                "fontFamilies": presets(fonts),
                "fontSizes": presets(font_sizes),
            },
            "blocks": {"core/image": {"lightbox": {"allowEditing": true}}},
        })
    }

    fn layout(&self) -> Value {
        let width = self.manifest.content_width.unwrap_or(CONTENT_WIDTH);
        let wide = (f64::from(width) * WIDE).round();
        json!({"contentSize": format!("{width}px"), "wideSize": format!("{wide}px")})
    }
}

/// Presets by where they come from. What a theme does not name it has from nobody, so that the host's stand alone.
fn origins(core: Option<Value>, own: Value) -> Value {
    let mut origins = Map::new();
    if let Some(core) = core.filter(|core| *core != json!([])) {
        origins.insert("default".into(), core);
    }
    let repeats = origins.get("default") == Some(&own);
    if own != json!([]) && !repeats {
        origins.insert("theme".into(), own);
    }
    Value::Object(origins)
}

fn palette(manifest: &Manifest) -> Value {
    manifest.palette.iter().map(|one| json!({"slug": one.slug, "name": one.name, "color": one.color})).collect()
}

fn gradients(manifest: &Manifest) -> Value {
    manifest.gradients.iter().map(|one| json!({"slug": one.slug, "name": one.name, "gradient": one.gradient})).collect()
}

fn font_sizes(manifest: &Manifest) -> Value {
    manifest.font_sizes.iter().map(|one| json!({"slug": one.slug, "name": one.name, "size": one.size})).collect()
}

fn fonts(manifest: &Manifest) -> Value {
    manifest.fonts.iter().map(|one| json!({"slug": one.slug, "name": one.name, "fontFamily": one.family})).collect()
}

fn spacing(manifest: &Manifest) -> Value {
    manifest.spacing.iter().map(|one| json!({"slug": one.slug, "name": one.name, "size": one.size})).collect()
}

fn shadows(manifest: &Manifest) -> Value {
    manifest.shadows.iter().map(|one| json!({"slug": one.slug, "name": one.name, "shadow": one.shadow})).collect()
}

fn aspect_ratios() -> Value {
    let ratios = [
        ("Square", "1"),
        ("Standard", "4/3"),
        ("Portrait", "3/4"),
        ("Classic", "3/2"),
        ("Classic Portrait", "2/3"),
        ("Wide", "16/9"),
        ("Tall", "9/16"),
    ];
    let slug = |ratio: &str| ratio.replace('/', "-");
    ratios.into_iter().map(|(name, ratio)| json!({"name": name, "slug": slug(ratio), "ratio": ratio})).collect()
}

#[cfg(test)]
mod tests {
    use crate::fixture;

    #[tokio::test]
    async fn editors_choose_from_wordpress_presets_beside_the_themes_own() {
        let (_folder, site) = fixture::site().await;
        let theme = site.host().themes().of(site.settings()).unwrap();
        let settings = theme.editor_settings();
        let slugs = |origin: &str| {
            let palette = settings["color"]["palette"][origin].as_array().cloned().unwrap_or_default();
            palette.iter().map(|colour| colour["slug"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        assert!(slugs("default").contains(&"vivid-red".to_owned()), "{settings}");
        assert!(!slugs("theme").contains(&"vivid-red".to_owned()), "{settings}");
        assert!(settings["layout"]["contentSize"].as_str().unwrap().ends_with("px"));
    }
}
