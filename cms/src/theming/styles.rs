//! What a page needs beside the theme's own stylesheet, and nothing more: the styles of the blocks that stand on it,
//! and the colours, sizes and shadows that its classes name. WordPress sends all of them with every page.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::Arc;

use memchr::memmem;

use super::layer::Layer;

/// Every preset's variable begins so.
const VARIABLE: &str = "--wp--preset--";

/// The styles that pages of one theme may need.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// From the theme's `styles/` folder: the class it is for, or the start of classes up to a hyphen.
    blocks: BTreeMap<String, String>,
    /// A preset's class and its rule.
    presets: HashMap<String, String>,
    /// A preset's variable and its value.
    variables: HashMap<String, String>,
    /// Variables that the theme's own stylesheets name.
    always: BTreeSet<String>,
}

impl Styles {
    /// What a theme of these layers has; nearer layers win.
    pub fn of(layers: &[Arc<Layer>]) -> Self {
        let mut styles = Self::default();
        for layer in layers.iter().rev() {
            styles.blocks.extend(layer.styles.clone());
            styles.take_presets(layer);
        }
        for sheet in layers.iter().flat_map(|layer| &layer.assets).filter(|(name, _)| name.ends_with(".css")) {
            let text = String::from_utf8_lossy(&sheet.1.bytes);
            styles.always.extend(variables_in(&text).map(str::to_owned));
        }
        styles
    }

    fn take_presets(&mut self, layer: &Layer) {
        let manifest = &layer.manifest;
        for colour in &manifest.palette {
            self.add(
                "color",
                &colour.slug,
                &colour.color,
                &[("color", "color"), ("background-color", "background-color"), ("border-color", "border-color")],
            );
        }
        for gradient in &manifest.gradients {
            self.add("gradient", &gradient.slug, &gradient.gradient, &[("gradient-background", "background")]);
        }
        for size in &manifest.font_sizes {
            self.add("font-size", &size.slug, &size.size, &[("font-size", "font-size")]);
        }
        for font in &manifest.fonts {
            self.add("font-family", &font.slug, &font.family, &[("font-family", "font-family")]);
        }
        for space in &manifest.spacing {
            self.add("spacing", &space.slug, &space.size, &[]);
        }
        for shadow in &manifest.shadows {
            self.add("shadow", &shadow.slug, &shadow.shadow, &[]);
        }
    }

    /// `classes`: how the class ends, and the property that it sets.
    fn add(&mut self, kind: &str, slug: &str, value: &str, classes: &[(&str, &str)]) {
        self.variables.insert(format!("{VARIABLE}{kind}--{slug}"), value.to_owned());
        for (ending, property) in classes {
            let class = format!("has-{slug}-{ending}");
            let rule = format!(".{class}{{{property}:{value}!important}}");
            self.presets.insert(class, rule);
        }
    }

    /// The rules that a page needs; empty where it needs none.
    fn needed(&self, html: &str) -> String {
        let classes = classes_in(html);
        let mut blocks: BTreeSet<&str> = BTreeSet::new();
        let mut presets: BTreeSet<&str> = BTreeSet::new();
        for class in classes {
            blocks.extend(
                starts(class).find_map(|start| self.blocks.get_key_value(start)).map(|(name, _)| name.as_str()),
            );
            presets.extend(self.presets.get(class).map(String::as_str));
        }
        let mut css = self.root(html);
        css.extend(blocks.into_iter().filter_map(|name| self.blocks.get(name)).map(String::as_str));
        css.extend(presets);
        css
    }

    fn root(&self, html: &str) -> String {
        let named: BTreeSet<&str> = variables_in(html).chain(self.always.iter().map(String::as_str)).collect();
        let mut root = String::new();
        for name in named {
            if let Some(value) = self.variables.get(name) {
                let _ = write!(root, "{name}:{value};");
            }
        }
        if root.is_empty() { root } else { format!(":root{{{root}}}") }
    }

    /// Every rule there is: for the editor, where nobody knows yet what will be written.
    pub fn all(&self) -> String {
        let variables: BTreeMap<&String, &String> = self.variables.iter().collect();
        let mut css = String::from(":root{");
        for (name, value) in variables {
            let _ = write!(css, "{name}:{value};");
        }
        css.push('}');
        css.extend(self.blocks.values().map(String::as_str));
        css.extend(self.presets.values().map(String::as_str).collect::<BTreeSet<_>>());
        css
    }

    /// The page with what it needs before its first stylesheet, so that the theme has the last word.
    pub fn add_to(&self, html: String) -> String {
        let Some(place) = html.find("<link rel=\"stylesheet\"").or_else(|| html.find("</head>")) else { return html };
        let css = self.needed(&html);
        if css.is_empty() {
            return html;
        }
        [&html[..place], "<style id=\"block-styles\">", &css, "</style>\n", &html[place..]].concat()
    }
}

/// Each class of the page once.
fn classes_in(html: &str) -> HashSet<&str> {
    let mut classes = HashSet::new();
    for start in memmem::find_iter(html.as_bytes(), b"class=\"") {
        let rest = &html[start + 7..];
        let end = memchr::memchr(b'"', rest.as_bytes()).unwrap_or_default();
        classes.extend(rest[..end].split_ascii_whitespace());
    }
    classes
}

/// `a-b-c`, `a-b`, `a`.
fn starts(class: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(class), |longer| longer.rsplit_once('-').map(|(start, _)| start))
}

fn variables_in(text: &str) -> impl Iterator<Item = &str> {
    memmem::find_iter(text.as_bytes(), VARIABLE).map(|start| {
        let rest = &text[start..];
        let end = rest.find(|character: char| !character.is_ascii_alphanumeric() && character != '-');
        &rest[..end.unwrap_or(rest.len())]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles() -> Styles {
        let files: [(&str, &str); 4] = [
            (
                "theme.toml",
                "name = \"A\"\n[[palette]]\nslug = \"moss\"\nname = \"Moss\"\ncolor = \"#353\"\n[[spacing]]\nslug = \"50\"\nname = \"M\"\nsize = \"1.5rem\"\n",
            ),
            ("styles/wp-block-gallery.css", ".wp-block-gallery { display: flex }"),
            ("styles/is-layout.css", ".is-layout-flex { display: flex }"),
            ("assets/style.css", "body { color: var(--wp--preset--color--moss) }"),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().into())).to_vec();
        Styles::of(&[Arc::new(Layer::from_files("a", files).unwrap())])
    }

    #[test]
    fn a_page_gets_the_styles_of_the_blocks_on_it_and_no_others() {
        let css = styles().needed("<ul class=\"x wp-block-gallery\">");
        assert!(css.contains(".wp-block-gallery{display:flex") && !css.contains("is-layout"), "{css}");
        let css = styles().needed("<div class=\"is-layout-flex\">");
        assert!(css.contains(".is-layout-flex{") && !css.contains("gallery"), "{css}");
    }

    #[test]
    fn a_page_gets_the_presets_that_it_names() {
        let css = styles()
            .needed("<p class=\"has-moss-color has-other-color\" style=\"margin:var(--wp--preset--spacing--50)\">");
        assert!(css.contains(".has-moss-color{color:#353!important}"), "{css}");
        assert!(css.contains("--wp--preset--spacing--50:1.5rem;") && !css.contains("has-moss-background"), "{css}");
    }

    #[test]
    fn the_editor_gets_every_rule() {
        let css = styles().all();
        assert!(css.starts_with(":root{--wp--preset--color--moss:#353;"), "{css}");
        assert!(css.contains(".wp-block-gallery{") && css.contains(".has-moss-background-color{"), "{css}");
    }

    #[test]
    fn what_the_themes_own_stylesheet_names_is_always_there() {
        assert_eq!(styles().needed("<p>"), ":root{--wp--preset--color--moss:#353;}");
    }

    #[test]
    fn the_themes_stylesheet_has_the_last_word() {
        let page = "<head><meta><link rel=\"stylesheet\" href=\"a\"></head><p class=\"is-layout-flex\">";
        let html = styles().add_to(page.to_owned());
        let place = |text: &str| html.find(text).unwrap();
        assert!(place("<meta>") < place("<style") && place("<style") < place("<link"), "{html}");
        assert_eq!(Styles::default().add_to(page.to_owned()), page);
    }
}
