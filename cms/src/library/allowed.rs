//! Which types may be uploaded: WordPress's `get_allowed_mime_types`.

use crate::formatting::mime_types;
use crate::users::Capability;
use crate::{Actor, Settings};

/// The option that names the extensions which may be uploaded, separated by blanks; all of WordPress's where it is empty.
const EXTENSIONS: &str = "upload_filetypes";
/// The option that lets drawings in (SVG), which are cleaned: what they could run or fetch is taken out.
const DRAWINGS: &str = "platen_allow_svg";
/// Their extension and type.
pub(super) const DRAWING: (&str, &str) = ("svg", "image/svg+xml");
/// What nobody may upload.
const NEVER: [&str; 2] = ["swf", "exe"];
/// What only those may who may write any HTML.
const HTML: [&str; 2] = ["htm|html", "js"];

/// Extensions (several are separated by `|`) with their media type, as `actor` may upload them.
pub fn allowed_types(settings: &Settings, actor: &Actor) -> Vec<(String, &'static str)> {
    let trusted = actor.may(Capability::UnfilteredHtml);
    let wanted = settings.text(EXTENSIONS).to_ascii_lowercase();
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    let known = mime_types().iter().filter(|(names, _)| !NEVER.contains(names) && (trusted || !HTML.contains(names)));
    let drawings = settings.flag(DRAWINGS).then_some(&DRAWING);
    known.chain(drawings).filter_map(|(names, mime_type)| Some((chosen(names, &wanted)?, *mime_type))).collect()
}

/// Of the extensions of one type those that are wanted.
fn chosen(names: &str, wanted: &[&str]) -> Option<String> {
    if wanted.is_empty() {
        return Some(names.to_owned());
    }
    let chosen: Vec<&str> = names.split('|').filter(|name| wanted.contains(name)).collect();
    (!chosen.is_empty()).then(|| chosen.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn has(settings: &Settings, name: &str) -> bool {
        let allowed = allowed_types(settings, &Actor::Visitor);
        allowed.iter().any(|(names, _)| names.split('|').any(|known| known == name))
    }

    #[test]
    fn what_could_be_run_is_not_allowed() {
        let settings = Settings::default();
        assert!(has(&settings, "jpeg") && has(&settings, "pdf") && has(&settings, "zip"));
        for never in ["exe", "swf", "html", "js", "svg", "php"] {
            assert!(!has(&settings, never), "{never}");
        }
        assert!(allowed_types(&settings, &Actor::System).iter().any(|(names, _)| names == "htm|html"));
    }

    #[test]
    fn a_site_names_what_it_allows() {
        let settings = Settings::default().with(EXTENSIONS, json!("jpg PDF svg"));
        assert!(has(&settings, "jpg") && has(&settings, "pdf"));
        assert!(!has(&settings, "svg"), "a drawing can carry scripts");
        assert!(!has(&settings, "jpeg") && !has(&settings, "zip"));
        let settings = settings.with(DRAWINGS, json!(1));
        assert!(has(&settings, "svg"), "unless they are switched on, and cleaned");
    }
}
