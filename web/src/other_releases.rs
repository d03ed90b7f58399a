//! Files for browsers across a rollout: what this program gives out, for its release to carry along; and what releases
//! before and after it gave out, for pages that another front made.

use std::path::{Component, Path, PathBuf};

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderValue};
use cms::{Host, theming};

use crate::admin;
use crate::front::Front;
use crate::output::{Policy, in_slices};

/// A file that browsers ask for under an address that names its content.
#[derive(Debug)]
pub struct BrowserFile {
    /// Where it stands in a release's `assets/`.
    pub path: PathBuf,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// All that this program gives to browsers under such addresses: its screens' bundle, and its themes' assets.
pub fn browser_files(host: &Host) -> Vec<BrowserFile> {
    let screens = admin::all_files().into_iter();
    let screens = screens.map(|(address, bytes)| BrowserFile { path: place(&address, None), bytes });
    let themes = theming::all_assets(host).into_iter().map(|asset| {
        let address = asset.address.split('?').next().unwrap_or_default();
        BrowserFile { path: place(address, Some(&asset.version)), bytes: asset.bytes.to_vec() }
    });
    screens.chain(themes).collect()
}

/// The file of another release at this address and in this version, if the host's agent keeps it.
pub async fn answer(front: &Front, address: &str, version: Option<&str>) -> Option<HttpResponse> {
    let folder = front.host().config().release_assets_dir.as_ref()?;
    let is_plain = version.is_none_or(|version| version.bytes().all(|letter| letter.is_ascii_alphanumeric()));
    let path = place(address, version);
    let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
    let bytes = if is_plain && stays { tokio::fs::read(folder.join(&path)).await.ok()? } else { return None };
    let mut response = HttpResponse::Ok().content_type(media_type(Path::new(address))).body(in_slices(bytes.into()));
    Policy::Immutable.apply(response.headers_mut());
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Some(response)
}

/// The version comes after the name, so that two of them stand side by side.
fn place(address: &str, version: Option<&str>) -> PathBuf {
    let name = address.trim_start_matches('/');
    version.map_or_else(|| name.into(), |version| format!("{name}.{version}").into())
}

fn media_type(path: &Path) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    if guess.type_() == "image" { guess.to_string() } else { format!("{guess}; charset=utf-8") }
}
