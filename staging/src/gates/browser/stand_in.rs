//! Stands in for the network: the site's own addresses are answered by the front on the bench, under whatever name and
//! scheme the site has; all others are refused, so that a check depends on nobody else.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chromiumoxide::Page;
use chromiumoxide::cdp::browser_protocol::fetch::{
    EventRequestPaused, FailRequestParams, FulfillRequestParams, HeaderEntry,
};
use chromiumoxide::cdp::browser_protocol::network::{ErrorReason, ResourceType};
use futures::StreamExt;
use tokio::task::JoinHandle;
use url::Url;

use super::super::bench::Side;
use super::super::fetched::Visitor;
use super::window::failed;
use crate::Result;

/// On a slow line pictures come after the text, and what they push away is seen. Longer than the half second for which the
/// browser blames whoever gave the window its size.
const LATE: Duration = Duration::from_millis(700);
/// Headers that speak of a body as it was on the wire.
const OF_THE_WIRE: [&str; 4] = ["content-length", "content-encoding", "transfer-encoding", "connection"];

/// One site's network.
#[derive(Clone, Debug)]
pub struct StandIn {
    visitor: Arc<Visitor>,
    site: Url,
}

impl StandIn {
    pub fn of(side: &Side) -> Result<Self> {
        Ok(Self { visitor: Arc::new(Visitor::of(side)?), site: side.site.clone() })
    }

    /// Scheme and name of the site.
    pub fn origin(&self) -> String {
        self.site.origin().ascii_serialization()
    }

    /// The address of a path, as people know it.
    pub fn address(&self, path: &str) -> String {
        self.site.join(path).map_or_else(|_| self.site.to_string(), String::from)
    }

    /// How the site answers at this path.
    pub async fn status(&self, path: &str) -> Option<u16> {
        let url = self.visitor.inside("/", path)?;
        self.visitor.get(&url).await.ok().map(|fetched| fetched.status)
    }

    /// Answers all that a page asks for, until that is aborted.
    pub async fn answer_for(self, page: Page) -> Result<JoinHandle<()>> {
        let mut asked = page.event_listener::<EventRequestPaused>().await.map_err(failed)?;
        Ok(tokio::spawn(async move {
            while let Some(request) = asked.next().await {
                let (page, stand_in) = (page.clone(), self.clone());
                tokio::spawn(async move { stand_in.answer(&page, &request).await });
            }
        }))
    }

    /// A page that is closed meanwhile wants no answer any more.
    async fn answer(&self, page: &Page, request: &EventRequestPaused) {
        let answer = match Url::parse(&request.request.url).ok().and_then(|url| self.visitor.inside("/", url.as_str()))
        {
            Some(url) => self.fetched(&url, request).await,
            None => None,
        };
        match answer {
            Some(answer) => drop(page.execute(answer).await),
            None => {
                let refusal = FailRequestParams::new(request.request_id.clone(), ErrorReason::BlockedByClient);
                drop(page.execute(refusal).await);
            }
        }
    }

    async fn fetched(&self, url: &Url, request: &EventRequestPaused) -> Option<FulfillRequestParams> {
        let fetched = self.visitor.get(url).await.ok()?;
        if request.resource_type == ResourceType::Image {
            tokio::time::sleep(LATE).await;
        }
        let headers = fetched.headers.into_iter().filter(|(name, _)| !OF_THE_WIRE.contains(&name.as_str()));
        let answer = FulfillRequestParams::builder()
            .request_id(request.request_id.clone())
            .response_code(i64::from(fetched.status))
            .response_headers(headers.map(|(name, value)| HeaderEntry { name, value }))
            .body(STANDARD.encode(&fetched.body));
        answer.build().ok()
    }
}
