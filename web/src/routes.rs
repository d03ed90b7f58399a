//! Every route of the host in one table. What is not in it is an address of the site: `pages`.

use actix_web::guard::fn_guard;
use actix_web::{Route as Handler, web};

use crate::failure::Failure;
use crate::{
    admin, admin_ajax, comments, install, key_file, members, operations, pages, php_files, rest, sign_in, theme_assets,
    unsubscribe, uploads,
};

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
    /// A parameter that the query string must have; empty for none.
    pub parameter: &'static str,
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
    Route { path, methods, access, parameter: "", handler }
}

/// The API for sites without pretty addresses.
const fn rest_route(path: &'static str) -> Route {
    Route { parameter: "rest_route", ..route(path, ANY, Access::Everybody, || web::to(rest::handle_rest_route)) }
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
    route("/wp-admin/assets/{file}", GET, Access::Everybody, || web::to(admin::asset)),
    route("/wp-admin/install.php", GET, Access::Everybody, || web::to(install::show)),
    route("/wp-admin/install.php", POST, Access::Everybody, || web::to(install::submit)),
    route("/wp-admin/languages/{file}", GET, Access::Everybody, || web::to(admin::translations)),
    route("/wp-admin/post.php", GET, Access::SignedIn, || web::to(admin::edit)),
    route("/wp-admin/post-new.php", GET, Access::SignedIn, || web::to(admin::new)),
    route("/wp-admin/site-editor.php", GET, Access::SignedIn, || web::to(admin::show_site_editor)),
    route("/wp-admin/{screen:.*}", GET, Access::SignedIn, || web::to(admin::show)),
    route("/wp-comments-post.php", POST, Access::Everybody, || web::to(comments::submit)),
    route("/wp-comments-post.php", GET, Access::Everybody, || web::to(php_files::post_only)),
    route("/wp-content/uploads/{file:.+}", GET, Access::Everybody, || web::to(uploads::show)),
    route("/wp-content/themes/{theme}/assets/{file:.+}", GET, Access::Everybody, || web::to(theme_assets::show)),
    route("/wp-includes/script-modules/{file}", GET, Access::Everybody, || web::to(admin::block_script)),
    route("/wp-includes/images/w-logo-gray-white-bg.png", GET, Access::Everybody, || web::to(php_files::site_icon)),
    route("/wp-json/platen/v1/uploads", &["POST", "OPTIONS"], Access::Everybody, || web::to(rest::resumable::collection)),
    route("/wp-json/platen/v1/uploads/{id}", &["GET", "HEAD", "PATCH", "DELETE"], Access::Everybody, || web::to(rest::resumable::single)),
    route("/wp-json", ANY, Access::Everybody, || web::to(rest::handle)),
    route("/wp-json/{path:.*}", ANY, Access::Everybody, || web::to(rest::handle)),
    rest_route("/"),
    rest_route("/index.php"),
    route("/wp-cron.php", GET_AND_POST, Access::Everybody, || web::to(php_files::cron)),
    route("/xmlrpc.php", GET_AND_POST, Access::Everybody, || web::to(php_files::xmlrpc)),
    route("/wp-trackback.php", GET_AND_POST, Access::Everybody, || web::to(php_files::trackback)),
    route("/wp-members", GET, Access::Everybody, || web::to(members::home)),
    route("/wp-members/stripe", POST, Access::Everybody, || web::to(members::receive)),
    route("/wp-members/{page:.*}", GET, Access::Everybody, || web::to(members::show)),
    route("/wp-members/{page:.*}", POST, Access::Everybody, || web::to(members::submit)),
    route("/wp-links-opml.php", GET, Access::Everybody, || web::to(php_files::links)),
    route("/wp-signup.php", GET, Access::Everybody, || web::to(php_files::register)),
    route("/wp-activate.php", GET, Access::Everybody, || web::to(php_files::register)),
    Route { parameter: "unsubscribe", ..route("/wp-mail.php", GET, Access::Everybody, || web::to(unsubscribe::show)) },
    Route { parameter: "unsubscribe", ..route("/wp-mail.php", POST, Access::Everybody, || web::to(unsubscribe::submit)) },
    route("/wp-mail.php", GET, Access::Everybody, || web::to(php_files::mail)),
    route("/{key:[0-9a-f]{32}}.txt", GET, Access::Everybody, || web::to(key_file::show)),
];

/// Adds the table to an application whose bodies have at most `limit` bytes.
pub fn configure(config: &mut web::ServiceConfig, limit: usize) {
    config.app_data(web::FormConfig::default().limit(limit).error_handler(bad_form));
    config.app_data(web::PayloadConfig::new(limit));
    for route in ROUTES {
        let methods = route.methods;
        let parameter = route.parameter;
        let known = fn_guard(move |context| {
            let head = context.head();
            methods.contains(&head.method.as_str()) && has_parameter(head.uri.query(), parameter)
        });
        config.service(web::resource(route.path).guard(known).route((route.handler)()));
    }
    config.default_service(web::to(pages::show));
}

fn has_parameter(query: Option<&str>, name: &str) -> bool {
    let mut parameters = query.unwrap_or_default().split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    name.is_empty() || parameters.any(|parameter| parameter == name)
}

fn bad_form(error: actix_web::error::UrlencodedError, _: &actix_web::HttpRequest) -> actix_web::Error {
    use actix_web::error::UrlencodedError;
    match error {
        UrlencodedError::Overflow { .. } | UrlencodedError::UnknownLength => Failure::TooLarge.into(),
        other => Failure::BadBody(other.to_string()).into(),
    }
}
