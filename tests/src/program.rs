//! A program that speaks the REST API for somebody.
use reqwest::Method;
use serde_json::Value;

use crate::{Answer, Installation, SiteClient};

/// A program that speaks for somebody with an application password.
pub struct Program {
    client: SiteClient,
    login: String,
    password: String,
}

impl Program {
    /// The program of `login`, with an application password of its own.
    pub fn of(installation: &Installation, client: SiteClient, login: &str) -> Self {
        let arguments = ["user", "application-password", "create", login, "test", "--porcelain"];
        Self { client, login: login.to_owned(), password: installation.platen(&arguments) }
    }

    /// Asks below `/wp-json/wp/v2`; a body of null is none.
    pub async fn ask(&self, method: Method, path: &str, body: Value) -> Answer {
        let request = self.client.request(method, &format!("/wp-json/wp/v2{path}"));
        let request = request.basic_auth(&self.login, Some(&self.password));
        Answer::of(if body.is_null() { request } else { request.json(&body) }).await
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, Value::Null).await
    }

    /// POST of JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, path, body).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        self.ask(Method::DELETE, path, Value::Null).await
    }
}
