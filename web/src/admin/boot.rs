//! What every page of the staff's side hands to its scripts.

use std::sync::LazyLock;

use cms::formatting::is_right_to_left;
use cms::languages;
use cms::permalinks::rest_url;
use cms::users::{self, Capability};
use serde_json::{Value, json};

use super::{Staff, dates};
use crate::admin_ajax::REST;
use crate::rest;

/// Pixels of the avatar in the bar, twice for sharp screens.
const AVATAR: u32 = 64;

/// Which routes of `platen/v1` this server has: screens show only what it can do.
fn own_routes() -> &'static [String] {
    static ROUTES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let all = rest::listed().into_iter().map(|(pattern, _)| pattern);
        all.filter(|pattern| pattern.starts_with("/platen/v1/")).collect()
    });
    &ROUTES
}

/// Whether it has this one.
pub fn has_route(pattern: &str) -> bool {
    own_routes().iter().any(|known| known == pattern)
}

/// What every page has, and `own`, of this page.
pub fn of(staff: &Staff, own: Value) -> Value {
    let (site, user) = (&staff.site, staff.user());
    let capabilities = Capability::ALL.into_iter().filter(|capability| staff.may(*capability));
    let mut boot = json!({
        "site": {
            "name": site.settings().blogname(),
            "url": site.url(),
            "adminUrl": staff.address(""),
            "language": site.settings().language(),
            "showsAvatars": site.settings().flag("show_avatars"),
            "canUploadMegabytes": site.host().config().upload_limit_mb,
            "isRtl": is_right_to_left(&staff.locale()),
        },
        "user": {
            "id": user.id,
            "name": user.display_name,
            "login": user.login,
            "avatar": users::avatar_url(&user.email, AVATAR),
            "capabilities": capabilities.map(Capability::name).collect::<Vec<_>>(),
            "isNetworkAdmin": user.is_network_admin,
        },
        "rest": {
            "root": rest_url(site, "/"),
            "nonce": staff.nonce(REST),
            "nonceEndpoint": staff.address("admin-ajax.php?action=rest-nonce"),
        },
        "languages": languages::LANGUAGES.map(|(value, label)| json!({"value": value, "label": label})),
        "date": dates::settings(site, &staff.locale()),
        "routes": own_routes(),
        "flags": {"ajaxurl": staff.address("admin-ajax.php"), "__experimentalDataViewsMediaModal": true},
        "logOut": format!("{}/wp-login.php?action=logout&_wpnonce={}", site.url(), staff.nonce(crate::sign_in::LOG_OUT)),
    });
    if let (Value::Object(boot), Value::Object(own)) = (&mut boot, own) {
        boot.extend(own);
    }
    boot
}
