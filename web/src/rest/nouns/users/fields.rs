//! What a request says about an account, checked as WordPress's own sanitizers check it.

use cms::formatting::{esc_url_raw, sanitize_text_field, sanitize_title, sanitize_user};
use cms::users::Role;

use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest};

/// A one-line text without tags.
pub fn line(request: &RestRequest, name: &str) -> Option<String> {
    request.text(name).map(|text| sanitize_text_field(&text))
}

/// The website.
pub fn url(request: &RestRequest) -> Option<String> {
    request.text("url").map(|url| esc_url_raw(&url))
}

/// The wanted part of an address.
pub fn slug(request: &RestRequest) -> Option<String> {
    request.text("slug").map(|slug| sanitize_title(&slug)).filter(|slug| !slug.is_empty())
}

/// Refuses logins with letters that WordPress does not take, empty passwords, and backslashes in them.
pub fn check(request: &RestRequest) -> RestResult<()> {
    let mut wrong = Vec::new();
    if request.text("username").is_some_and(|login| login.is_empty() || sanitize_user(&login, true) != login) {
        let message = "This username is invalid because it uses illegal characters. Please enter a valid username.";
        wrong.push(("username".to_owned(), RestError::new(400, "rest_user_invalid_username", message)));
    }
    if let Some(password) = request.text("password") {
        let fault = match password.as_str() {
            "" | "0" => Some("Passwords cannot be empty."),
            password if password.contains('\\') => Some("Passwords cannot contain the \"\\\" character."),
            _ => None,
        };
        if let Some(message) = fault {
            wrong.push(("password".to_owned(), RestError::new(400, "rest_user_invalid_password", message)));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(RestError::invalid_parameters(&wrong)) }
}

/// The role that the request gives; of several, the one that may do most, since an account has one on each site.
pub fn role(request: &RestRequest) -> RestResult<Option<Role>> {
    let mut highest = None;
    for name in request.texts("roles") {
        let role: Role = name
            .parse()
            .map_err(|_| RestError::new(400, "rest_user_invalid_role", &format!("The role {name} does not exist.")))?;
        highest = highest.max(Some(role));
    }
    Ok(highest)
}
