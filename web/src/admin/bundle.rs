//! The browser bundle of `admin/`, embedded compressed; each file's name changes with its content.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::sync::LazyLock;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use cms::blocks::BlockScripts;
use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::failure::Failure;
use crate::front::Front;
use crate::other_releases;
use crate::output::encoding::Accepted;
use crate::output::{Policy, in_slices};

/// Files of one kind.
#[derive(Clone, Copy, Debug)]
struct Folder {
    /// Its name in the bundle.
    name: &'static str,
    /// Where it is served.
    address: &'static str,
}

/// What the staff's screens load.
const ASSETS: Folder = Folder { name: "assets", address: "/wp-admin/assets/" };
/// What visitors' pages load: search engines are to see it, and they keep out of the staff's side.
const VIEWS: Folder = Folder { name: "views", address: "/wp-includes/script-modules/" };

/// The folder is there in every clone; its files come from `make admin`.
#[derive(RustEmbed)]
#[folder = "../admin/dist"]
#[include = "manifest.json"]
#[include = "assets/*"]
#[include = "views/*"]
struct Dist;

/// Which files stand behind which name.
#[derive(Debug, Default, Deserialize)]
struct Manifest {
    /// The entry's own file, then what it imports at once.
    scripts: HashMap<String, Vec<String>>,
    /// The same of the blocks whose pages have a script, by the name of the block.
    #[serde(default)]
    views: BTreeMap<String, Vec<String>>,
    styles: HashMap<String, String>,
    pictures: HashMap<String, String>,
    /// Scripts that no page loads.
    #[serde(default)]
    tools: HashMap<String, String>,
}

static MANIFEST: LazyLock<Option<Manifest>> = LazyLock::new(|| {
    let file = Dist::get("manifest.json")?;
    serde_json::from_slice(&file.data).inspect_err(|error| tracing::error!(%error, "the bundle's manifest")).ok()
});

/// Whether the binary was built with its bundle.
pub fn is_there() -> bool {
    MANIFEST.is_some()
}

/// The address of an entry's script, then of those that it imports.
pub fn scripts(entry: &str) -> Vec<String> {
    let files = MANIFEST.as_ref().and_then(|manifest| manifest.scripts.get(entry));
    files.map(|files| files.iter().map(|file| address(file)).collect()).unwrap_or_default()
}

/// What the blocks on visitors' pages load; nothing without the bundle.
pub fn block_scripts() -> BlockScripts {
    let views = MANIFEST.iter().flat_map(|manifest| &manifest.views);
    let addresses = |files: &[String]| files.iter().map(|file| format!("{}{file}", VIEWS.address)).collect();
    BlockScripts::new(views.map(|(block, files)| (block.clone(), addresses(files))))
}

/// The address of an entry's own script; empty without the bundle.
pub fn script(entry: &str) -> String {
    scripts(entry).into_iter().next().unwrap_or_default()
}

/// The address of a style sheet.
pub fn style(name: &str) -> String {
    MANIFEST.as_ref().and_then(|manifest| manifest.styles.get(name)).map(|file| address(file)).unwrap_or_default()
}

/// The address of a picture.
pub fn picture(name: &str) -> String {
    MANIFEST.as_ref().and_then(|manifest| manifest.pictures.get(name)).map(|file| address(file)).unwrap_or_default()
}

/// The script of axe-core, which finds faults of accessibility in a page; none without the bundle.
pub fn accessibility_script() -> Option<String> {
    let file = MANIFEST.as_ref()?.tools.get("axe")?;
    let (bytes, _) = encoded(ASSETS, file, Accepted { brotli: false, gzip: false })?;
    String::from_utf8(bytes.into_owned()).ok()
}

fn address(file: &str) -> String {
    format!("{}{file}", ASSETS.address)
}

/// A file of the staff's screens.
pub async fn asset(
    request: HttpRequest,
    front: web::Data<Front>,
    file: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    send(&request, &front, ASSETS, &file).await
}

/// A script of a block on visitors' pages.
pub async fn block_script(
    request: HttpRequest,
    front: web::Data<Front>,
    file: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    match (send(&request, &front, VIEWS, &file).await, todays(&file)) {
        (Err(Failure::NotFound), Some(address)) => {
            let mut answer = HttpResponse::Found();
            answer.insert_header((header::LOCATION, address)).insert_header((header::CACHE_CONTROL, "no-store"));
            Ok(answer.finish())
        }
        (answer, _) => answer,
    }
}

/// What this program has for the script of a block that a page names as an earlier program had it: kept pages outlive it.
fn todays(file: &str) -> Option<String> {
    let (name, _) = file.strip_suffix(".js")?.rsplit_once('-')?;
    let views = &MANIFEST.as_ref()?.views;
    let is_it = |own: &&String| own.rsplit_once('-').is_some_and(|(own, _)| own == name);
    let own = views.values().filter_map(|files| files.first()).find(is_it)?;
    (own != file).then(|| format!("{}{own}", VIEWS.address))
}

/// One file, for ever: another content would have another name.
async fn send(request: &HttpRequest, front: &Front, folder: Folder, file: &str) -> Result<HttpResponse, Failure> {
    let accepted = Accepted::by(request.headers());
    let Some((bytes, encoding)) = encoded(folder, file, accepted) else {
        return other_releases::answer(front, request.path(), None).await.ok_or(Failure::NotFound);
    };
    let bytes = match bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    };
    let mut response = HttpResponse::Ok().content_type(media_type(file)).body(in_slices(bytes));
    let headers = response.headers_mut();
    Policy::Immutable.apply(headers);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}

/// Every file with the address at which it is served.
pub fn all_files() -> Vec<(String, Vec<u8>)> {
    [ASSETS, VIEWS].into_iter().flat_map(files_of).collect()
}

fn files_of(folder: Folder) -> Vec<(String, Vec<u8>)> {
    let name = |path: &str| Some(path.strip_prefix(folder.name)?.strip_prefix('/')?.strip_suffix(".gz")?.to_owned());
    let names = Dist::iter().filter_map(|path| name(&path));
    let plain = Accepted { brotli: false, gzip: false };
    let address = |name: &str| format!("{}{name}", folder.address);
    names.filter_map(|name| Some((address(&name), encoded(folder, &name, plain)?.0.into_owned()))).collect()
}

fn encoded(folder: Folder, file: &str, accepted: Accepted) -> Option<(Cow<'static, [u8]>, Option<&'static str>)> {
    let stored = |ending: &str| Dist::get(&format!("{}/{file}.{ending}", folder.name)).map(|found| found.data);
    if accepted.brotli {
        return Some((stored("br")?, Some("br")));
    }
    let gzipped = stored("gz")?;
    if accepted.gzip {
        return Some((gzipped, Some("gzip")));
    }
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(gzipped.as_ref()).read_to_end(&mut plain).ok()?;
    Some((plain.into(), None))
}

fn media_type(file: &str) -> String {
    let guess = mime_guess::from_path(file).first_or_octet_stream();
    let is_picture = guess.type_() == "image";
    if is_picture { guess.to_string() } else { format!("{guess}; charset=utf-8") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_sent_as_the_browser_takes_it() {
        let Some(manifest) = MANIFEST.as_ref() else {
            println!("!!! NOT TESTED: this binary was built without the browser bundle; run `make admin` !!!");
            return;
        };
        let file = &manifest.scripts["flags"][0];
        let of = |brotli, gzip| encoded(ASSETS, file, Accepted { brotli, gzip }).unwrap();
        assert_eq!((of(true, true).1, of(false, true).1, of(false, false).1), (Some("br"), Some("gzip"), None));
        assert!(String::from_utf8_lossy(&of(false, false).0).contains("getElementById"));
        assert!(encoded(ASSETS, "../manifest.json", Accepted { brotli: true, gzip: true }).is_none());
    }

    #[test]
    fn every_script_of_a_block_is_there_with_what_it_imports() {
        let Some(manifest) = MANIFEST.as_ref() else { return };
        for block in ["image", "navigation", "accordion", "tabs", "search", "file", "query", "fit-text"] {
            let files = &manifest.views[&format!("core/{block}")];
            assert!(files.len() > 1, "{block}");
            for file in files {
                assert!(encoded(VIEWS, file, Accepted { brotli: true, gzip: true }).is_some(), "{file}");
            }
        }
        assert_eq!(
            todays("view-image-0LDER000.js"),
            Some(format!("{}{}", VIEWS.address, manifest.views["core/image"][0]))
        );
        assert_eq!(
            (todays("chunk-0LDER000.js"), todays("none.js"), todays(&manifest.views["core/image"][0])),
            (None, None, None)
        );
        assert!(all_files().iter().any(|(address, _)| address.starts_with("/wp-includes/script-modules/view-image-")));
    }

    #[test]
    fn every_screen_finds_its_files() {
        let Some(manifest) = MANIFEST.as_ref() else { return };
        for entry in ["flags", "post-editor", "site-editor", "screens"] {
            assert!(!manifest.scripts[entry].is_empty(), "{entry}");
        }
        for name in ["bar", "shell", "screens", "post-editor", "site-editor", "canvas"] {
            assert!(style(name).ends_with(".css"), "{name}");
        }
    }
}
