//! Google Search Console by a service account: a letter of introduction signed with the account's key (RFC 7523) for a
//! token, and the token for what is asked.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use url::Url;

use crate::http::{HttpClient, Submission};

/// Google's own addresses.
const API: &str = "https://www.googleapis.com/webmasters/v3";
const SCOPE: &str = "https://www.googleapis.com/auth/webmasters";
/// How long a token is asked for: Google gives none for longer.
const TOKEN_LIFE: Duration = Duration::hours(1);
/// A token is used no longer than this before its end.
const MARGIN: Duration = Duration::minutes(5);
/// Largest answer that is read.
const LIMIT: usize = 64 * 1024;

/// Why Search Console was not told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SearchConsoleError {
    /// Another try may help.
    #[error("{0}")]
    Later(String),
    /// It will be refused again: a key that is none, a property that the account may not manage.
    #[error("{0}")]
    Refused(String),
}

use SearchConsoleError::{Later, Refused};

/// A service account. Cheap to clone; clones share the token.
#[derive(Clone)]
pub struct SearchConsole {
    http: HttpClient,
    key: Arc<Key>,
    api: String,
    token: Arc<Mutex<Option<Token>>>,
}

/// The file that Google hands out, as far as it matters.
#[derive(Deserialize)]
struct Key {
    client_email: String,
    private_key: String,
    #[serde(default)]
    private_key_id: String,
    token_uri: String,
}

#[derive(Clone)]
struct Token {
    text: String,
    until: DateTime<Utc>,
}

#[derive(Serialize)]
struct Introduction<'a> {
    iss: &'a str,
    scope: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    #[serde(default)]
    expires_in: i64,
}

impl std::fmt::Debug for SearchConsole {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SearchConsole").field("account", &self.key.client_email).finish_non_exhaustive()
    }
}

impl SearchConsole {
    /// The account of the key file. With `stand_in`, that address is asked in place of Google, also for the token.
    pub fn open(http: HttpClient, file: &Path, stand_in: Option<&str>) -> Result<Self, SearchConsoleError> {
        let wrong = |what: String| Refused(format!("search_console_key: {what}"));
        let text = std::fs::read(file).map_err(|error| wrong(format!("{}: {error}", file.display())))?;
        // What stands in the file is told to nobody, not even in an error.
        let mut key: Key = serde_json::from_slice(&text)
            .map_err(|error| wrong(format!("the file is no service account's key (line {})", error.line())))?;
        let api = match stand_in {
            Some(address) => {
                key.token_uri = format!("{address}/token");
                address.trim_end_matches('/').to_owned()
            }
            None => API.to_owned(),
        };
        if stand_in.is_none() && !is_google(&key.token_uri) {
            return Err(wrong("token_uri is not an address of Google".to_owned()));
        }
        Ok(Self { http, key: Arc::new(key), api, token: Arc::default() })
    }

    /// The account's address, which a property's owner has to let in.
    pub fn account(&self) -> &str {
        &self.key.client_email
    }

    /// Tells that the sitemap of a property (`https://example.com/` or `sc-domain:example.com`) is there, or changed
    /// (`sitemaps.submit`). Telling it again changes nothing.
    pub async fn submit_sitemap(
        &self,
        property: &str,
        sitemap: &str,
        now: DateTime<Utc>,
    ) -> Result<(), SearchConsoleError> {
        let part =
            |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let address = format!("{}/sites/{}/sitemaps/{}", self.api, part(property), part(sitemap));
        let url = Url::parse(&address).map_err(|error| Refused(error.to_string()))?;
        let token = self.token(now).await?;
        let asked = Submission::put(&url).bearer(&token);
        let answer = self.http.submit(asked, LIMIT).await.map_err(|error| Later(error.to_string()))?;
        if answer.status == 401 {
            *self.token.lock().await = None;
        }
        judged("Search Console", answer.status, &answer.body)
    }

    async fn token(&self, now: DateTime<Utc>) -> Result<String, SearchConsoleError> {
        let mut kept = self.token.lock().await;
        if let Some(token) = kept.as_ref().filter(|token| token.until > now) {
            return Ok(token.text.clone());
        }
        let granted = self.ask_for_token(now).await?;
        let until = now + Duration::seconds(granted.expires_in.clamp(0, 3_600)) - MARGIN;
        *kept = Some(Token { text: granted.access_token.clone(), until });
        Ok(granted.access_token)
    }

    async fn ask_for_token(&self, now: DateTime<Utc>) -> Result<Granted, SearchConsoleError> {
        let key = EncodingKey::from_rsa_pem(self.key.private_key.as_bytes())
            .map_err(|_| Refused("search_console_key: private_key is no RSA key".to_owned()))?;
        let introduction = Introduction {
            iss: &self.key.client_email,
            scope: SCOPE,
            aud: &self.key.token_uri,
            iat: now.timestamp(),
            exp: (now + TOKEN_LIFE).timestamp(),
        };
        let header = Header { kid: Some(self.key.private_key_id.clone()), ..Header::new(Algorithm::RS256) };
        let signed = jsonwebtoken::encode(&header, &introduction, &key)
            .map_err(|_| Refused("search_console_key: nothing can be signed with it".to_owned()))?;
        let url = Url::parse(&self.key.token_uri).map_err(|error| Refused(error.to_string()))?;
        let form = [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", signed.as_str())];
        let answer = self.http.submit(Submission::post(&url).form(&form), LIMIT).await;
        let answer = answer.map_err(|error| Later(error.to_string()))?;
        judged("Google", answer.status, &answer.body)?;
        serde_json::from_slice(&answer.body).map_err(|_| Later("Google's token cannot be read.".to_owned()))
    }
}

fn is_google(address: &str) -> bool {
    let url = Url::parse(address).ok().filter(|url| url.scheme() == "https" && url.port().is_none());
    url.and_then(|url| url.host_str().map(|host| host == "oauth2.googleapis.com" || host == "accounts.google.com"))
        .unwrap_or(false)
}

fn judged(who: &str, status: u16, body: &[u8]) -> Result<(), SearchConsoleError> {
    let words = String::from_utf8_lossy(&body[..body.len().min(300)]).replace(['\r', '\n'], " ");
    match status {
        200..=299 => Ok(()),
        401 | 408 | 429 | 500..=599 => Err(Later(format!("{who} answered {status}: {words}"))),
        _ => Err(Refused(format!("{who} answered {status}: {words}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_asked_of_google_alone() {
        assert!(is_google("https://oauth2.googleapis.com/token"));
        for bad in ["http://oauth2.googleapis.com/token", "https://evil.com/token", "https://oauth2.googleapis.com:1/"]
        {
            assert!(!is_google(bad), "{bad}");
        }
    }

    #[test]
    fn an_error_about_the_key_file_tells_nothing_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.json");
        std::fs::write(&file, r#"{"client_email": "a@b", "private_key": 5, "token_uri": "topsecret"}"#).unwrap();
        let error = SearchConsole::open(HttpClient::new().unwrap(), &file, None).unwrap_err().to_string();
        assert!(!error.contains("topsecret") && error.contains("search_console_key"), "{error}");
    }
}
