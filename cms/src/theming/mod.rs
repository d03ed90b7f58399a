//! Themes: folders of Tera templates, assets and a manifest. Which of its templates shows a page is WordPress's
//! template hierarchy; child themes look in themselves, then in their parent, then in the host's core.

mod activate;
mod assets;
mod compile;
mod customise;
#[cfg(test)]
mod documentation_tests;
mod editor_settings;
mod editor_styles;
mod fault;
mod files;
mod filters;
mod functions;
mod guard;
mod hierarchy;
mod layer;
mod list;
mod manifest;
mod manifest_meta;
mod minify;
mod pack;
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
mod user_styles;

pub use activate::activate;
pub use assets::{Asset, all_assets, asset};
pub use customise::{Customisable, customisable, customise, previewed};
pub use editor_styles::EditorSheet;
pub use fault::Fault;
pub use files::DEFAULT;
pub use hierarchy::{MEMBERS_TEMPLATE, Shown, ShownAuthor, ShownPost, ShownTerm, candidates};
pub use list::{ThemeStatus, ThemeSummary, check, list};
pub use manifest::{
    CustomTemplate, FontFamily, FontSize, Gradient, ImageSize, Manifest, PaletteColour, PostType, Shadow, Sidebar,
    Taxonomy,
};
pub use manifest_meta::PostMeta;
pub use pack::pack;
pub use registry::Themes;
pub use reload::watch;
pub use render::{Rendered, WrittenLetter, render, render_letter, render_page, render_values};
pub use settings::{Setting, SettingKind};
pub use theme::Theme;
pub use user_styles::{read_user_styles, update_user_styles, user_styles};
