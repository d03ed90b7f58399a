//! Themes: folders of Tera templates, assets and a manifest. Which of its templates shows a page is WordPress's
//! template hierarchy; child themes look in themselves, then in their parent, then in the host's core.

mod activate;
mod assets;
mod compile;
#[cfg(test)]
mod documentation_tests;
mod fault;
mod files;
mod filters;
mod functions;
mod guard;
mod hierarchy;
mod layer;
mod list;
mod manifest;
mod minify;
#[cfg(test)]
mod promise_tests;
mod register;
mod registry;
#[cfg(test)]
mod registry_tests;
mod reload;
mod render;
#[cfg(test)]
mod render_tests;
mod scene;
mod settings;
mod styles;
mod theme;

pub use activate::activate;
pub use assets::{Asset, asset};
pub use fault::Fault;
pub use files::DEFAULT;
pub use hierarchy::{Shown, ShownAuthor, ShownPost, ShownTerm, candidates};
pub use list::{ThemeStatus, ThemeSummary, check, list};
pub use manifest::{
    CustomTemplate, FontFamily, FontSize, Gradient, ImageSize, Manifest, PaletteColour, PostType, Shadow, Sidebar,
    Taxonomy,
};
pub use registry::Themes;
pub use reload::watch;
pub use render::{Rendered, render, render_values};
pub use settings::{Setting, SettingKind};
pub use theme::Theme;
