//! `wp-site-health/v1`: what a site's owner may want to know of the host. What WordPress tests by asking itself is known
//! here without.

use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::item_schema;
use crate::rest::property::{self, Property};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

const NAMESPACE: &str = "wp-site-health/v1";

/// A test: its name in the address and in the answer, its badge, and what it found.
struct Test {
    path: &'static str,
    name: &'static str,
    badge: &'static str,
    find: fn(&RestRequest) -> Finding,
}

/// What a test found.
struct Finding {
    good: bool,
    label: &'static str,
    description: &'static str,
}

const TESTS: [Test; 6] = [
    Test {
        path: "background-updates",
        name: "background_updates",
        badge: "Security",
        find: |_| good("Updates come with the host", "Whoever runs this host brings its software up to date."),
    },
    Test {
        path: "loopback-requests",
        name: "loopback_requests",
        badge: "Performance",
        find: |_| good("Scheduled work is done", "A runner does what is due; no site has to ask itself for it."),
    },
    Test { path: "https-status", name: "https_status", badge: "Security", find: https },
    Test {
        path: "dotorg-communication",
        name: "dotorg_communication",
        badge: "Security",
        find: |_| good("No directory is needed", "Nothing on this site is installed from elsewhere."),
    },
    Test { path: "authorization-header", name: "authorization_header", badge: "Security", find: authorization },
    Test {
        path: "page-cache",
        name: "page_cache",
        badge: "Performance",
        find: |_| good("Pages are kept", "Finished pages are kept until something that they show changes."),
    },
];

fn good(label: &'static str, description: &'static str) -> Finding {
    Finding { good: true, label, description }
}

fn https(request: &RestRequest) -> Finding {
    if request.site.url().starts_with("https://") {
        return good("The site is reached over HTTPS", "What visitors send and get is encrypted.");
    }
    let description =
        "What visitors send and get can be read on its way. Put the site behind HTTPS and change its address.";
    Finding { good: false, label: "The site is reached without HTTPS", description }
}

fn authorization(request: &RestRequest) -> Finding {
    if request.headers.contains_key("authorization") {
        return good("The Authorization header arrives", "Applications can sign in with their own passwords.");
    }
    let description = "Nothing was sent in it, so there is no telling whether something in between takes it away.";
    Finding { good: false, label: "The Authorization header is missing", description }
}

/// Their routes.
pub fn routes() -> Vec<Route> {
    let test = |test: &'static Test| {
        let answer = move |request: RestRequest| async move { Ok(RestResponse::ok(result(&request, test))) };
        let endpoint = Endpoint::new(READ, json!({}), answer).permission(|request| async move { may_view(&request) });
        Route::new(NAMESPACE, format!("/{NAMESPACE}/tests/{}", test.path)).endpoint(endpoint).schema(schema())
    };
    let sizes = Endpoint::new(READ, json!({}), sizes).permission(|request| async move { may_view(&request) });
    let sizes = Route::new(NAMESPACE, format!("/{NAMESPACE}/directory-sizes")).endpoint(sizes);
    TESTS.iter().map(test).chain(std::iter::once(sizes)).collect()
}

fn may_view(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::ManageOptions) {
        return Ok(());
    }
    Err(RestError::forbidden(&request.actor, "rest_forbidden", "Sorry, you are not allowed to do that."))
}

fn result(request: &RestRequest, test: &Test) -> Value {
    let finding = (test.find)(request);
    json!({
        "label": finding.label,
        "status": if finding.good { "good" } else { "recommended" },
        "badge": {"label": test.badge, "color": "blue"},
        "description": format!("<p>{}</p>", finding.description),
        "actions": "",
        "test": test.name,
    })
}

/// What the site's files take, under WordPress's names. The rest is the host's and one for all its sites: what it takes
/// says nothing about this one.
async fn sizes(request: RestRequest) -> RestResult {
    let uploads = cms::media::used_bytes(request.site.reader(), request.site.id()).await?;
    let shown = |size: u64, folder: &str| {
        let words = spoken(size);
        json!({"path": folder, "size": words, "debug": format!("{words} ({size} bytes)"), "raw": size})
    };
    let of_host = || json!({"size": "not available", "debug": "not available"});
    Ok(RestResponse::ok(json!({
        "raw": 0,
        "wordpress_size": of_host(),
        "themes_size": of_host(),
        "plugins_size": shown(0, "wp-content/plugins"),
        "uploads_size": shown(uploads, "wp-content/uploads"),
        "fonts_size": of_host(),
        "database_size": of_host(),
        "total_size": shown(uploads, ""),
    })))
}

/// Bytes as `size_format` says them.
fn spoken(bytes: u64) -> String {
    let units = [(1_u64 << 40, "TB"), (1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")];
    let unit = units.iter().find(|(size, _)| bytes >= *size);
    unit.map_or_else(|| format!("{bytes} B"), |(size, name)| format!("{:.2} {name}", bytes as f64 / *size as f64))
}

fn schema() -> Value {
    let badge = Property::object(
        "What it is about.",
        [
            ("label", Property::text("The word.")),
            (
                "color",
                Property::text("Its colour.")
                    .one_of(&["blue", "orange", "red", "green", "purple", "gray"])
                    .default("blue"),
            ),
        ],
    );
    let fields = [
        ("test", Property::text("The test's name.").readonly()),
        ("label", Property::text("What was found, in few words.").readonly()),
        (
            "status",
            Property::text("How bad it is.").one_of(&["good", "recommended", "critical"]).default("good").readonly(),
        ),
        ("badge", badge.readonly()),
        ("description", Property::text("What was found.").readonly()),
        ("actions", Property::text("What can be done.").readonly()),
    ];
    item_schema::item("wp-site-health-test", property::all(fields))
}
