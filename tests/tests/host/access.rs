//! Who may and who may not: every route of the host, asked by everybody there is. A route without a row fails.
use reqwest::Method;
use tests::{Answer, Installation, SiteClient, on_both_databases};
use web::routes::{Access, ROUTES};

/// What a row expects.
#[derive(Clone, Copy)]
enum Expect {
    /// The same status for all.
    Everybody(u16),
    /// This status for whoever signed in, the sign-in form for strangers.
    SignedIn(u16),
    /// One status for strangers, another for whoever signed in.
    Differs { stranger: u16, signed_in: u16 },
    /// The sign-in form for strangers, 403 for whoever may not style the site.
    MayStyle,
    /// Nobody gets in this way.
    Refused,
    /// This status inside the operator's network, and nothing there for the public.
    Inside(u16),
}

use Expect::{Differs, Everybody, Inside, MayStyle, Refused, SignedIn};

/// The route, the method, an address of it, and who gets what there.
const ROWS: [(&str, &str, &str, Expect); 72] = [
    ("/healthz", "GET", "/healthz", Everybody(200)),
    ("/readyz", "GET", "/readyz", Everybody(200)),
    ("/metrics", "GET", "/metrics", Inside(200)),
    ("/wp-login.php", "GET", "/wp-login.php", Differs { stranger: 200, signed_in: 302 }),
    ("/wp-login.php", "POST", "/wp-login.php", Everybody(200)),
    (
        "/wp-admin/admin-ajax.php",
        "GET",
        "/wp-admin/admin-ajax.php?action=rest-nonce",
        Differs { stranger: 400, signed_in: 200 },
    ),
    (
        "/wp-admin/admin-ajax.php",
        "POST",
        "/wp-admin/admin-ajax.php?action=rest-nonce",
        Differs { stranger: 400, signed_in: 200 },
    ),
    ("/wp-admin", "GET", "/wp-admin", Everybody(301)),
    ("/wp-admin/", "GET", "/wp-admin/", SignedIn(200)),
    ("/wp-admin/assets/{file}", "GET", "/wp-admin/assets/none.js", Everybody(404)),
    ("/wp-admin/install.php", "GET", "/wp-admin/install.php", Everybody(200)),
    ("/wp-admin/install.php", "POST", "/wp-admin/install.php", Everybody(200)),
    ("/wp-admin/languages/{file}", "GET", "/wp-admin/languages/de_DE.js", Everybody(200)),
    ("/wp-admin/post.php", "GET", "/wp-admin/post.php?post=999999&action=edit", SignedIn(404)),
    ("/wp-admin/post-new.php", "GET", "/wp-admin/post-new.php?post_type=no-such-type", SignedIn(400)),
    ("/wp-admin/site-editor.php", "GET", "/wp-admin/site-editor.php", MayStyle),
    ("/wp-admin/{screen:.*}", "GET", "/wp-admin/profile.php", SignedIn(200)),
    ("/wp-comments-post.php", "POST", "/wp-comments-post.php", Everybody(404)),
    ("/wp-comments-post.php", "GET", "/wp-comments-post.php", Everybody(405)),
    ("/wp-content/uploads/{file:.+}", "GET", "/wp-content/uploads/none.jpg", Everybody(404)),
    ("/wp-includes/script-modules/{file}", "GET", "/wp-includes/script-modules/none.js", Everybody(404)),
    ("/wp-content/themes/{theme}/assets/{file:.+}", "GET", "/wp-content/themes/none/assets/none.css", Everybody(404)),
    (
        "/wp-includes/images/w-logo-gray-white-bg.png",
        "GET",
        "/wp-includes/images/w-logo-gray-white-bg.png",
        Everybody(200),
    ),
    ("/wp-cron.php", "GET", "/wp-cron.php", Everybody(200)),
    ("/wp-cron.php", "POST", "/wp-cron.php", Everybody(200)),
    ("/xmlrpc.php", "GET", "/xmlrpc.php", Everybody(405)),
    ("/xmlrpc.php", "POST", "/xmlrpc.php", Everybody(200)),
    ("/wp-trackback.php", "GET", "/wp-trackback.php", Everybody(404)),
    ("/wp-trackback.php", "POST", "/wp-trackback.php", Everybody(404)),
    ("/wp-members", "GET", "/wp-members", Everybody(303)),
    ("/wp-members/stripe", "POST", "/wp-members/stripe", Everybody(403)),
    ("/wp-members/{page:.*}", "GET", "/wp-members/sign-up", Everybody(200)),
    ("/wp-members/{page:.*}", "POST", "/wp-members/none", Everybody(404)),
    ("/wp-links-opml.php", "GET", "/wp-links-opml.php", Everybody(200)),
    ("/wp-signup.php", "GET", "/wp-signup.php", Everybody(302)),
    ("/wp-activate.php", "GET", "/wp-activate.php", Everybody(302)),
    ("/wp-mail.php", "GET", "/wp-mail.php", Everybody(403)),
    ("/wp-json/platen/v1/uploads", "POST", "/wp-json/platen/v1/uploads", Refused),
    ("/wp-json/platen/v1/uploads", "OPTIONS", "/wp-json/platen/v1/uploads", Everybody(204)),
    ("/wp-json/platen/v1/uploads/{id}", "GET", "/wp-json/platen/v1/uploads/none", Refused),
    ("/wp-json/platen/v1/uploads/{id}", "PATCH", "/wp-json/platen/v1/uploads/none", Refused),
    ("/wp-json/platen/v1/uploads/{id}", "DELETE", "/wp-json/platen/v1/uploads/none", Refused),
    ("/wp-mail.php", "POST", "/wp-mail.php?unsubscribe=none", Everybody(403)),
    ("/{key:[0-9a-f]{32}}.txt", "GET", "/00000000000000000000000000000000.txt", Everybody(404)),
    ("/wp-json", "GET", "/wp-json", Everybody(200)),
    ("/wp-json", "POST", "/wp-json", Everybody(404)),
    ("/wp-json", "PUT", "/wp-json", Everybody(404)),
    ("/wp-json", "PATCH", "/wp-json", Everybody(404)),
    ("/wp-json", "DELETE", "/wp-json", Everybody(404)),
    ("/wp-json", "OPTIONS", "/wp-json", Everybody(200)),
    ("/wp-json/{path:.*}", "GET", "/wp-json/wp/v2/posts", Everybody(200)),
    // A session's cookie without its nonce is nobody: another site's form could have sent it.
    ("/wp-json/{path:.*}", "POST", "/wp-json/wp/v2/posts", Refused),
    ("/wp-json/{path:.*}", "PUT", "/wp-json/wp/v2/posts/1", Refused),
    ("/wp-json/{path:.*}", "PATCH", "/wp-json/wp/v2/posts/1", Refused),
    ("/wp-json/{path:.*}", "DELETE", "/wp-json/wp/v2/posts/1", Refused),
    ("/wp-json/{path:.*}", "OPTIONS", "/wp-json/wp/v2/posts", Everybody(200)),
    ("/", "GET", "/?rest_route=/wp/v2/posts", Everybody(200)),
    ("/", "OPTIONS", "/?rest_route=/wp/v2/posts", Everybody(200)),
    ("/", "POST", "/?rest_route=/wp/v2/posts", Refused),
    ("/", "PUT", "/?rest_route=/wp/v2/posts/1", Refused),
    ("/", "PATCH", "/?rest_route=/wp/v2/posts/1", Refused),
    ("/", "DELETE", "/?rest_route=/wp/v2/posts/1", Refused),
    ("/index.php", "GET", "/index.php?rest_route=/wp/v2/posts", Everybody(200)),
    ("/index.php", "OPTIONS", "/index.php?rest_route=/wp/v2/posts", Everybody(200)),
    ("/index.php", "POST", "/index.php?rest_route=/wp/v2/posts", Refused),
    ("/index.php", "PUT", "/index.php?rest_route=/wp/v2/posts/1", Refused),
    ("/index.php", "PATCH", "/index.php?rest_route=/wp/v2/posts/1", Refused),
    ("/index.php", "DELETE", "/index.php?rest_route=/wp/v2/posts/1", Refused),
    // What is in no table is an address of the site.
    ("", "GET", "/", Everybody(200)),
    ("", "GET", "/no-such-page/", Everybody(404)),
    ("", "GET", "/feed/", Everybody(200)),
    ("", "POST", "/no-such-page/", Everybody(404)),
];

/// Everybody there is.
const PEOPLE: [&str; 8] =
    ["nobody", "subscriber", "contributor", "author", "editor", "administrator", "administrator-elsewhere", "admin"];

#[test]
fn every_route_has_its_row_and_every_row_its_route() {
    let mut complaints = Vec::new();
    for route in ROUTES {
        for method in route.methods.iter().filter(|method| **method != "HEAD") {
            let row = ROWS.iter().find(|(path, of, ..)| *path == route.path && of == method);
            match (row.map(|row| row.3), route.access) {
                (None, _) => complaints.push(format!("{method} {} has no row", route.path)),
                (Some(Inside(_)), Access::Inside)
                | (Some(Everybody(_) | Differs { .. } | Refused), Access::Everybody) => {}
                (Some(SignedIn(_) | MayStyle | Everybody(301)), Access::SignedIn) => {}
                (Some(_), access) => complaints.push(format!("{method} {} is for {access:?}", route.path)),
            }
        }
    }
    let is_known = |path: &str, method: &str| ROUTES.iter().any(|it| it.path == path && it.methods.contains(&method));
    let strays = ROWS.iter().filter(|(path, method, ..)| !path.is_empty() && !is_known(path, method));
    complaints.extend(strays.map(|(path, method, ..)| format!("{method} {path} is no route")));
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

on_both_databases! {
    async fn each_route_lets_in_whom_it_is_for(installation: Installation) {
        create_people(&installation);
        let front = installation.serve();
        let mut complaints = Vec::new();
        for person in PEOPLE {
            let client = front.client();
            if person != "nobody" {
                client.sign_in(person, &format!("{person}-password")).await;
            }
            for (_, method, address, expect) in ROWS {
                complaints.extend(complaint(&client, person, method, address, expect).await);
            }
        }
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    }
}

async fn complaint(client: &SiteClient, person: &str, method: &str, address: &str, expect: Expect) -> Option<String> {
    let ask = || {
        let request = client.request(Method::from_bytes(method.as_bytes()).unwrap(), address);
        if method == "POST" { request.form(&[("nothing", "at all")]) } else { request }
    };
    let answer = Answer::of(ask()).await;
    let stranger = person == "nobody";
    let expected = match expect {
        Everybody(status) | Inside(status) => status,
        // An API that knows the route says 401, one that does not 404; neither writes.
        Refused if matches!(answer.status, 401 | 404) => answer.status,
        Refused => 401,
        SignedIn(_) | MayStyle if stranger => 302,
        MayStyle if matches!(person, "administrator" | "admin") => 200,
        MayStyle => 403,
        SignedIn(status) => status,
        Differs { stranger: status, .. } if stranger => status,
        Differs { signed_in, .. } => signed_in,
    };
    if answer.status != expected {
        return Some(format!("{person} got {} instead of {expected}: {method} {address}", answer.status));
    }
    let sent_to_form = answer.header("location").contains("/wp-login.php?redirect_to=");
    if matches!(expect, SignedIn(_)) && sent_to_form != stranger {
        return Some(format!("{person} was sent to {}: {method} {address}", answer.header("location")));
    }
    if matches!(expect, Inside(_)) {
        let outside = Answer::of(ask().header("X-Forwarded-For", "8.8.8.8")).await;
        return (outside.status != 404).then(|| format!("the public got {}: {method} {address}", outside.status));
    }
    None
}

fn create_people(installation: &Installation) {
    installation.install_site("Access");
    installation.platen(&["site", "create", "--url=http://elsewhere.example", "--title=Elsewhere"]);
    for role in ["subscriber", "contributor", "author", "editor", "administrator"] {
        create(installation, role, role, &[]);
    }
    create(installation, "administrator-elsewhere", "administrator", &["--url=http://elsewhere.example"]);
}

fn create(installation: &Installation, login: &str, role: &str, site: &[&str]) {
    let email = format!("{login}@example.org");
    let (role, password) = (format!("--role={role}"), format!("--user_pass={login}-password"));
    installation.platen(&[&["user", "create", login, &email, &role, &password, "--porcelain"], site].concat());
}
