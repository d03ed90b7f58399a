//! The look of a theme inside the editor's canvas: what its pages would need, all at once, since nobody knows yet what
//! will be written. After the sheet of its pages a theme may bring `assets/editor.css`, for the canvas alone.

use super::Theme;

/// One sheet for the canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorSheet {
    /// What stands in it.
    pub css: String,
    /// Where it is served, for the addresses in it; none for sheets that name no files.
    pub address: Option<String>,
}

impl Theme {
    /// The sheets in the order in which a page has them: presets and blocks first, the theme's own last.
    pub fn editor_styles(&self) -> Vec<EditorSheet> {
        let shared = EditorSheet { css: self.styles.all(), address: None };
        let own = ["style.css", "editor.css"].into_iter().filter_map(|name| self.asset(name));
        let own = own.map(|sheet| EditorSheet {
            css: String::from_utf8_lossy(&sheet.bytes).into_owned(),
            address: Some(sheet.address.clone()),
        });
        [shared].into_iter().chain(own).collect()
    }
}
