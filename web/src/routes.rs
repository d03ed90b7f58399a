//! Every route of the host in one table. What is not in it is an address of the site: `pages`.

use actix_web::guard::fn_guard;
use actix_web::{Route as Handler, web};

use crate::failure::Failure;
use crate::{admin, admin_ajax, comments, operations, pages, php_files, rest, sign_in, theme_assets, uploads};

/// Who is meant to use a route. The handlers themselves ask each time; this says what they must find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Everybody,
    /// Whoever signed in; others are sent to the sign-in form or refused.
    SignedIn,
    /// Addresses inside the operator's network.
    Inside,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// The path; `{tail:.*}` takes what follows.
    pub path: &'static str,
    /// The methods; HEAD goes with GET.
    pub methods: &'static [&'static str],
    /// Who it is for.
    pub access: Access,
    handler: fn() -> Handler,
}

const GET: &[&str] = &["GET", "HEAD"];
const POST: &[&str] = &["POST"];
const GET_AND_POST: &[&str] = &["GET", "HEAD", "POST"];
/// The REST API answers every method itself, unknown ones with 404 as WordPress does.
const ANY: &[&str] = &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

const fn route(
    path: &'static str,
    methods: &'static [&'static str],
    access: Access,
    handler: fn() -> Handler,
) -> Route {
    Route { path, methods, access, handler }
}

/// The table.
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    route("/healthz", GET, Access::Everybody, || web::to(operations::healthz)),
    route("/readyz", GET, Access::Everybody, || web::to(operations::readyz)),
    route("/metrics", GET, Access::Inside, || web::to(operations::metrics)),
    route("/wp-login.php", GET, Access::Everybody, || web::to(sign_in::show)),
    route("/wp-login.php", POST, Access::Everybody, || web::to(sign_in::submit)),
    route("/wp-admin/admin-ajax.php", GET_AND_POST, Access::Everybody, || web::to(admin_ajax::answer)),
    route("/wp-admin", GET, Access::SignedIn, || web::to(admin::with_slash)),
    route("/wp-admin/", GET, Access::SignedIn, || web::to(admin::show)),
    route("/wp-admin/{screen:.*}", GET, Access::SignedIn, || web::to(admin::show)),
    route("/wp-comments-post.php", POST, Access::Everybody, || web::to(comments::submit)),
    route("/wp-comments-post.php", GET, Access::Everybody, || web::to(php_files::post_only)),
    route("/wp-content/uploads/{file:.+}", GET, Access::Everybody, || web::to(uploads::show)),
    route("/wp-content/themes/{theme}/assets/{file:.+}", GET, Access::Everybody, || web::to(theme_assets::show)),
    route("/wp-includes/images/w-logo-gray-white-bg.png", GET, Access::Everybody, || web::to(php_files::site_icon)),
    route("/wp-json", ANY, Access::Everybody, || web::to(rest::handle)),
    route("/wp-json/{path:.*}", ANY, Access::Everybody, || web::to(rest::handle)),
    route("/wp-cron.php", GET_AND_POST, Access::Everybody, || web::to(php_files::cron)),
    route("/xmlrpc.php", GET_AND_POST, Access::Everybody, || web::to(php_files::xmlrpc)),
    route("/wp-trackback.php", GET_AND_POST, Access::Everybody, || web::to(php_files::trackback)),
    route("/wp-links-opml.php", GET, Access::Everybody, || web::to(php_files::links)),
    route("/wp-signup.php", GET, Access::Everybody, || web::to(php_files::register)),
    route("/wp-activate.php", GET, Access::Everybody, || web::to(php_files::register)),
    route("/wp-mail.php", GET, Access::Everybody, || web::to(php_files::mail)),
];

/// Adds the table to an application whose bodies have at most `limit` bytes.
pub fn configure(config: &mut web::ServiceConfig, limit: usize) {
    config.app_data(web::FormConfig::default().limit(limit).error_handler(bad_form));
    config.app_data(web::PayloadConfig::new(limit));
    for route in ROUTES {
        let methods = route.methods;
        let known = fn_guard(move |context| methods.contains(&context.head().method.as_str()));
        config.service(web::resource(route.path).guard(known).route((route.handler)()));
    }
    config.default_service(web::to(pages::show));
}

fn bad_form(error: actix_web::error::UrlencodedError, _: &actix_web::HttpRequest) -> actix_web::Error {
    use actix_web::error::UrlencodedError;
    match error {
        UrlencodedError::Overflow { .. } | UrlencodedError::UnknownLength => Failure::TooLarge.into(),
        other => Failure::BadBody(other.to_string()).into(),
    }
}
