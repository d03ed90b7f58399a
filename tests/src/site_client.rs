//! A visitor: asks for pages, keeps cookies, follows no redirect by itself.
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response};

/// A client of one site.
pub struct SiteClient {
    base: String,
    host: Option<String>,
    headers: Vec<(String, String)>,
    client: Client,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, unpacked.
    pub bytes: Vec<u8>,
    /// The body as text.
    pub text: String,
}

impl SiteClient {
    /// `base` is where to connect to, without a slash at the end.
    pub fn new(base: &str) -> Self {
        let client = Client::builder()
            .redirect(Policy::none())
            .cookie_store(true)
            .timeout(Duration::from_secs(60))
            .build()
            .expect("a client can be made");
        Self { base: base.to_owned(), host: None, headers: Vec::new(), client }
    }

    /// Asks for the site of another name at the same address.
    pub fn as_host(mut self, host: &str) -> Self {
        self.host = Some(host.to_owned());
        self
    }

    /// Sends this header with everything from now on.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Where it connects to.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A request to be finished by the caller; `path` begins with a slash, a full address is taken as it is.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let address = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) };
        let request = self.client.request(method, address);
        let request = self.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
        match &self.host {
            Some(host) => request.header("Host", host),
            None => request,
        }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    /// POST of a form.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        Answer::of(self.request(Method::POST, path).form(fields)).await
    }

    /// Signs in at `/wp-login.php`; later requests carry the cookies.
    pub async fn sign_in(&self, login: &str, password: &str) {
        let answer = self.post_form("/wp-login.php", &[("log", login), ("pwd", password)]).await;
        assert_eq!(answer.status, 302, "{login} could not sign in: {}", answer.text);
    }
}

impl Answer {
    /// Sends the request; panics when there is no answer at all.
    pub async fn of(request: RequestBuilder) -> Self {
        Self::try_of(request).await.expect("the server answers")
    }

    /// Sends the request; an error when the connection broke or the body was cut.
    pub async fn try_of(request: RequestBuilder) -> Result<Self, reqwest::Error> {
        let response: Response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await?.to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Self { status, headers, bytes, text })
    }

    /// A header's value, or an empty text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as JSON; panics with the body when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text))
    }
}
