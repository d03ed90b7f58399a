//! Stripe by its HTTP API: customers, Checkout pages that save a card, payment intents, refunds. Each request is sent
//! once; whether to send it again is the caller's decision.

use std::time::Duration;

use async_trait::async_trait;
use serde_json::Value;
use url::Url;

use super::stripe_answers::{charge_of, customer_of, failure_of, text};
use super::{Charge, IntentRequest, PaymentFailure, PaymentProvider, SavedMethod, SetupPage};
use crate::http::{Ask, AskError, HttpClient};

/// Stripe's own address.
const STRIPE: &str = "https://api.stripe.com";
/// The version of the API that this is written for.
const VERSION: &str = "2024-06-20";
/// Stripe answers within seconds; what takes longer is of unknown fate.
const TIME_LIMIT: Duration = Duration::from_secs(15);
const LARGEST_ANSWER: usize = 1 << 20;

/// One account at Stripe.
#[derive(Clone)]
pub struct Stripe {
    http: HttpClient,
    base: Url,
    secret_key: String,
    time_limit: Duration,
}

impl std::fmt::Debug for Stripe {
    /// Without the key.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Stripe").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

type Form<'a> = &'a [(&'a str, &'a str)];

impl Stripe {
    /// The account with this secret key. `url` replaces Stripe's own address, also by one on this machine: the operator
    /// has set it.
    pub fn open(http: &HttpClient, url: Option<&str>, secret_key: &str) -> Result<Self, PaymentFailure> {
        let wrong = |error: &dyn std::fmt::Display| PaymentFailure::Refused(format!("Stripe's address: {error}"));
        let http = match url {
            Some(_) => HttpClient::reaching_private_addresses().map_err(|error| wrong(&error))?,
            None => http.clone(),
        };
        let base = Url::parse(url.unwrap_or(STRIPE)).map_err(|error| wrong(&error))?;
        Ok(Self { http, base, secret_key: secret_key.to_owned(), time_limit: TIME_LIMIT })
    }

    /// The same with another patience.
    pub fn with_time_limit(self, time_limit: Duration) -> Self {
        Self { time_limit, ..self }
    }

    async fn get(&self, path: &str, query: Form<'_>) -> Result<Value, PaymentFailure> {
        let mut url = self.address(path)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        self.send("GET", url, "", None).await
    }

    async fn post(&self, path: &str, form: Form<'_>, key: Option<&str>) -> Result<Value, PaymentFailure> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        self.send("POST", self.address(path)?, &body, key).await
    }

    fn address(&self, path: &str) -> Result<Url, PaymentFailure> {
        self.base.join(path).map_err(|error| PaymentFailure::Refused(error.to_string()))
    }

    async fn send(
        &self,
        method: &'static str,
        url: Url,
        body: &str,
        key: Option<&str>,
    ) -> Result<Value, PaymentFailure> {
        let mut headers = vec![
            ("Authorization", format!("Bearer {}", self.secret_key)),
            ("Stripe-Version", VERSION.to_owned()),
            ("Content-Type", "application/x-www-form-urlencoded".to_owned()),
        ];
        headers.extend(key.map(|key| ("Idempotency-Key", key.to_owned())));
        let ask = Ask { method, url, headers, body, time_limit: self.time_limit };
        let answer = self.http.ask(ask, LARGEST_ANSWER).await.map_err(|error| match error {
            AskError::NotSent(why) => PaymentFailure::Later(why),
            AskError::Unknown(why) => PaymentFailure::Unknown(why),
        })?;
        let body: Option<Value> = serde_json::from_slice(&answer.body).ok();
        match (answer.status, body) {
            (200..=299, Some(body)) => Ok(body),
            (200..=299, None) => Err(PaymentFailure::Unknown("the answer is not JSON".into())),
            (status, body) => Err(failure_of(status, &body.unwrap_or_default())),
        }
    }
}

#[async_trait]
impl PaymentProvider for Stripe {
    fn name(&self) -> &'static str {
        "stripe"
    }

    async fn customer(&self, email: &str, reference: &str, key: &str) -> Result<String, PaymentFailure> {
        let form = [("email", email), ("metadata[member]", reference)];
        text(&self.post("/v1/customers", &form, Some(key)).await?, "id")
    }

    async fn setup_page(&self, customer: &str, currency: &str, back: &str) -> Result<SetupPage, PaymentFailure> {
        let success = back.replace("{id}", "{CHECKOUT_SESSION_ID}");
        let cancel = back.replace("{id}", "");
        let form = [
            ("mode", "setup"),
            ("customer", customer),
            ("currency", currency),
            ("success_url", success.as_str()),
            ("cancel_url", cancel.as_str()),
        ];
        let page = self.post("/v1/checkout/sessions", &form, None).await?;
        Ok(SetupPage { id: text(&page, "id")?, url: text(&page, "url")? })
    }

    async fn saved_method(&self, page_id: &str) -> Result<Option<SavedMethod>, PaymentFailure> {
        let page = self.get(&format!("/v1/checkout/sessions/{page_id}"), &[("expand[]", "setup_intent")]).await?;
        let setup = &page["setup_intent"];
        if setup["status"] != "succeeded" {
            return Ok(None);
        }
        let (customer, method) = (customer_of(&page["customer"]), customer_of(&setup["payment_method"]));
        Ok((!customer.is_empty() && !method.is_empty()).then_some(SavedMethod { customer, method }))
    }

    async fn intent(&self, request: &IntentRequest<'_>) -> Result<String, PaymentFailure> {
        let amount = request.amount.to_string();
        let form = [
            ("amount", amount.as_str()),
            ("currency", request.currency),
            ("customer", request.customer),
            ("payment_method_types[]", "card"),
            ("metadata[reference]", request.reference),
        ];
        text(&self.post("/v1/payment_intents", &form, Some(request.key)).await?, "id")
    }

    async fn confirm(&self, intent: &str, method: &str, key: &str) -> Result<Charge, PaymentFailure> {
        let form = [("payment_method", method), ("off_session", "true")];
        charge_of(&self.post(&format!("/v1/payment_intents/{intent}/confirm"), &form, Some(key)).await?)
    }

    async fn charge(&self, intent: &str) -> Result<Charge, PaymentFailure> {
        charge_of(&self.get(&format!("/v1/payment_intents/{intent}"), &[]).await?)
    }

    async fn cancel(&self, intent: &str, key: &str) -> Result<Charge, PaymentFailure> {
        charge_of(&self.post(&format!("/v1/payment_intents/{intent}/cancel"), &[], Some(key)).await?)
    }

    async fn refund(&self, intent: &str, amount: i64, reference: &str, key: &str) -> Result<(), PaymentFailure> {
        let amount = amount.to_string();
        let form = [("payment_intent", intent), ("amount", amount.as_str()), ("metadata[reference]", reference)];
        let refund = self.post("/v1/refunds", &form, Some(key)).await?;
        match refund["status"].as_str().unwrap_or_default() {
            "failed" | "canceled" => Err(PaymentFailure::Declined("The bank did not take the refund.".into())),
            _ => Ok(()),
        }
    }

    async fn has_refund(&self, intent: &str, reference: &str) -> Result<bool, PaymentFailure> {
        let found = self.get("/v1/refunds", &[("payment_intent", intent), ("limit", "100")]).await?;
        let all = found["data"].as_array().ok_or_else(|| PaymentFailure::Unknown("no list of refunds".into()))?;
        let counts = |refund: &Value| !matches!(refund["status"].as_str(), Some("failed" | "canceled"));
        Ok(all.iter().any(|refund| refund["metadata"]["reference"] == reference && counts(refund)))
    }
}
