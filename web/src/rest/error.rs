//! What the API answers when it does not do what was asked: a code, a message, a status, and details.

use serde_json::{Map, Value, json};

use super::RestResponse;

/// A result of the API.
pub type RestResult<T = RestResponse> = Result<T, RestError>;

/// WordPress's `WP_Error` as the REST API shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct RestError {
    /// A stable word such as `rest_post_invalid_id`.
    pub code: String,
    /// One sentence.
    pub message: String,
    /// HTTP status.
    pub status: u16,
    /// What `data` carries: usually the status, and `params` and `details` for wrong arguments. Null where WordPress
    /// sends none.
    pub data: Value,
    /// What stands beside it: more data of the same error, and more errors. Mostly nothing.
    pub beside: Map<String, Value>,
}

impl RestError {
    /// An error whose `data` is its status alone.
    pub fn new(status: u16, code: &str, message: &str) -> Self {
        Self {
            code: code.to_owned(),
            message: message.to_owned(),
            status,
            data: json!({"status": status}),
            beside: Map::new(),
        }
    }

    /// The same with more in `data`.
    pub fn with(mut self, key: &str, value: Value) -> Self {
        if let Value::Object(data) = &mut self.data {
            data.insert(key.to_owned(), value);
        }
        self
    }

    /// Not allowed: 401 for nobody, 403 for somebody (`rest_authorization_required_code`).
    pub fn forbidden(actor: &cms::Actor, code: &str, message: &str) -> Self {
        Self::new(if actor.is_signed_in() { 403 } else { 401 }, code, message)
    }

    /// What a verb of `cms` refused, as somebody who is not signed in or is sees it: 401 or 403 for what is not allowed,
    /// and the statuses of WordPress's controllers where they are odd.
    pub fn refused(actor: &cms::Actor, error: cms::Error) -> Self {
        if let cms::Error::Forbidden { code, message } = &error {
            return Self::forbidden(actor, code, message);
        }
        let odd = match error.code() {
            "rest_already_trashed" => Some(410),
            "rest_trash_not_supported" => Some(501),
            "term_exists" | "duplicate_term_slug" | "comment_flood" => Some(400),
            _ => None,
        };
        odd.map_or_else(|| Self::from(&error), |status| Self::new(status, error.code(), &error.to_string()))
    }

    /// A wrong argument of which WordPress says nothing more.
    pub fn invalid_parameter() -> Self {
        Self::new(400, "", "Invalid parameter.")
    }

    /// Several wrong arguments at once, in the order in which they were found wrong.
    pub fn invalid_parameters(found: &[(String, RestError)]) -> Self {
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        let messages: Map<String, Value> =
            found.iter().map(|(name, error)| (name.clone(), json!(error.message))).collect();
        let explained = found.iter().filter(|(_, error)| !error.code.is_empty());
        let details: Map<String, Value> = explained.map(|(name, error)| (name.clone(), error.body())).collect();
        // PHP's empty array is a list.
        let details = if details.is_empty() { json!([]) } else { Value::Object(details) };
        Self::new(400, "rest_invalid_param", &format!("Invalid parameter(s): {}", names.join(", ")))
            .with("params", Value::Object(messages))
            .with("details", details)
    }

    /// Errors that were found together, answered with one status: the first, with the others beside it
    /// (`rest_convert_error_to_response`). What each said of itself goes before the status.
    pub fn several(status: u16, errors: Vec<Self>) -> Self {
        let mut said: Map<String, Value> = Map::new();
        for error in errors.iter().filter(|error| !error.data.is_null()) {
            let of_code = said.entry(error.code.clone()).or_insert_with(|| json!([]));
            of_code.as_array_mut().into_iter().for_each(|all| {
                if !all.is_empty() {
                    all.push(json!({"status": status}));
                }
                all.push(error.data.clone());
            });
        }
        let mut answered = errors.into_iter().map(|error| {
            let mut one = Self::new(status, &error.code, &error.message);
            one.beside.extend(said.get(&error.code).map(|data| ("additional_data".to_owned(), data.clone())));
            one
        });
        let mut first = answered.next().unwrap_or_else(Self::invalid_parameter);
        let others: Vec<Value> = answered.map(|error| error.body()).collect();
        if !others.is_empty() {
            first.beside.insert("additional_errors".to_owned(), others.into());
        }
        first
    }

    /// The body that clients see.
    pub fn body(&self) -> Value {
        let mut body = json!({"code": self.code, "message": self.message, "data": self.data});
        if let Value::Object(fields) = &mut body {
            fields.extend(self.beside.clone());
        }
        body
    }
}

impl From<cms::Error> for RestError {
    fn from(error: cms::Error) -> Self {
        Self::from(&error)
    }
}

impl From<&cms::Error> for RestError {
    fn from(error: &cms::Error) -> Self {
        if error.code() == "rest_upload_storage_full" {
            tracing::error!("the disk of the uploads is full");
            return Self::new(507, error.code(), &error.to_string());
        }
        let status = match error {
            cms::Error::NotFound { .. } => 404,
            cms::Error::Forbidden { .. } => 403,
            cms::Error::Invalid { .. } => 400,
            cms::Error::Conflict { .. } => 409,
            cms::Error::Refused { .. } => 429,
            cms::Error::Database(_) => 503,
            _ => 500,
        };
        if status >= 500 {
            tracing::error!(%error, "the REST API could not answer");
            let message = if status == 503 { "The database is not available." } else { "Something went wrong." };
            return Self::new(status, error.code(), message);
        }
        Self::new(status, error.code(), &error.to_string())
    }
}
