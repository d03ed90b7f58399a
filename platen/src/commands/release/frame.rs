//! The AppSpec and the scripts of a release, as they stand in `deploy/release/`; they are in the binary, so that a
//! release can be built anywhere.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const FILES: [(&str, &str); 8] = [
    ("appspec.yml", include_str!("../../../../deploy/release/appspec.yml")),
    ("scripts/host.sh", include_str!("../../../../deploy/release/scripts/host.sh")),
    ("scripts/application_stop.sh", include_str!("../../../../deploy/release/scripts/application_stop.sh")),
    ("scripts/before_install.sh", include_str!("../../../../deploy/release/scripts/before_install.sh")),
    ("scripts/after_install.sh", include_str!("../../../../deploy/release/scripts/after_install.sh")),
    ("scripts/application_start.sh", include_str!("../../../../deploy/release/scripts/application_start.sh")),
    ("scripts/validate_service.sh", include_str!("../../../../deploy/release/scripts/validate_service.sh")),
    ("systemd/platen-web.service", include_str!("../../../../deploy/release/systemd/platen-web.service")),
];

/// Writes them into `folder`.
pub fn write(folder: &Path) -> anyhow::Result<()> {
    for (name, text) in FILES {
        let place = folder.join(name);
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&place, text)?;
        let mode = if name.ends_with(".sh") { 0o755 } else { 0o644 };
        fs::set_permissions(&place, fs::Permissions::from_mode(mode))?;
    }
    Ok(())
}
