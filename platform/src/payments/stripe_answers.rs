//! Reads what Stripe answers.

use serde_json::Value;

use super::{Charge, ChargeState, PaymentFailure};

/// What an error means for the money. 409 says that a request with the same key is still running there, and 5xx that
/// something broke in the middle: neither yes nor no.
pub fn failure_of(status: u16, body: &Value) -> PaymentFailure {
    let error = &body["error"];
    let word = |name: &str| error[name].as_str().unwrap_or_default();
    let said = match word("message") {
        "" => format!("status {status}"),
        message => message.chars().take(500).collect(),
    };
    match status {
        402 => PaymentFailure::Declined(said),
        // The payment went on since we last looked.
        400 if word("code") == "payment_intent_unexpected_state" => PaymentFailure::Unknown(said),
        429 => PaymentFailure::Later(said),
        409 | 500..=599 => PaymentFailure::Unknown(said),
        _ => PaymentFailure::Refused(said),
    }
}

/// How far a payment intent is.
pub fn charge_of(intent: &Value) -> Result<Charge, PaymentFailure> {
    let why = intent["last_payment_error"]["message"].as_str().unwrap_or_default().to_owned();
    let state = match intent["status"].as_str().unwrap_or_default() {
        "succeeded" => ChargeState::Succeeded,
        "processing" => ChargeState::Processing,
        "requires_action" => ChargeState::NeedsPerson,
        "canceled" => ChargeState::Cancelled,
        "requires_payment_method" | "requires_confirmation" | "requires_capture" => ChargeState::Waiting(why),
        other => return Err(PaymentFailure::Unknown(format!("a payment in a state that is not known: '{other}'"))),
    };
    Ok(Charge { state, amount: intent["amount"].as_i64().unwrap_or_default() })
}

/// A text of an answer. Without it nobody knows what was done.
pub fn text(answer: &Value, name: &str) -> Result<String, PaymentFailure> {
    let found = answer[name].as_str().filter(|text| !text.is_empty());
    found.map(str::to_owned).ok_or_else(|| PaymentFailure::Unknown(format!("the answer has no {name}")))
}

/// The name of something that stands in an answer as its name or as a whole.
pub fn customer_of(value: &Value) -> String {
    value.as_str().or_else(|| value["id"].as_str()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_is_certain_counts_as_no() {
        let with = |status: u16, code: &str| failure_of(status, &json!({"error": {"code": code, "message": "m"}}));
        assert!(matches!(with(402, "card_declined"), PaymentFailure::Declined(_)));
        assert!(matches!(with(401, ""), PaymentFailure::Refused(_)));
        assert!(matches!(with(429, ""), PaymentFailure::Later(_)));
        for status in [409, 500, 502, 503] {
            assert!(matches!(with(status, ""), PaymentFailure::Unknown(_)), "{status}");
        }
        assert!(matches!(with(400, "payment_intent_unexpected_state"), PaymentFailure::Unknown(_)));
        assert!(matches!(charge_of(&json!({"status": "new word"})), Err(PaymentFailure::Unknown(_))));
    }
}
