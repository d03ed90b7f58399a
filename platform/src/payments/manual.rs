//! Invoices that people pay by transfer: nothing is asked of anybody, and somebody of the staff notes what came in.

use async_trait::async_trait;

use super::{Charge, ChargeState, IntentRequest, PaymentFailure, PaymentProvider, SavedMethod, SetupPage};

/// The provider without a provider.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manual;

fn no_cards<T>() -> Result<T, PaymentFailure> {
    Err(PaymentFailure::Refused("Cards are not taken here.".into()))
}

#[async_trait]
impl PaymentProvider for Manual {
    fn name(&self) -> &'static str {
        "manual"
    }

    async fn customer(&self, _: &str, _: &str, _: &str) -> Result<String, PaymentFailure> {
        Ok(String::new())
    }

    async fn setup_page(&self, _: &str, _: &str, _: &str) -> Result<SetupPage, PaymentFailure> {
        no_cards()
    }

    async fn saved_method(&self, _: &str) -> Result<Option<SavedMethod>, PaymentFailure> {
        Ok(None)
    }

    async fn intent(&self, request: &IntentRequest<'_>) -> Result<String, PaymentFailure> {
        Ok(format!("transfer-{}", request.reference))
    }

    async fn confirm(&self, _: &str, _: &str, _: &str) -> Result<Charge, PaymentFailure> {
        Ok(Charge { state: ChargeState::Waiting(String::new()), amount: 0 })
    }

    async fn charge(&self, _: &str) -> Result<Charge, PaymentFailure> {
        Ok(Charge { state: ChargeState::Waiting(String::new()), amount: 0 })
    }

    async fn cancel(&self, _: &str, _: &str) -> Result<Charge, PaymentFailure> {
        Ok(Charge { state: ChargeState::Cancelled, amount: 0 })
    }

    async fn refund(&self, _: &str, _: i64, _: &str, _: &str) -> Result<(), PaymentFailure> {
        Ok(())
    }

    async fn has_refund(&self, _: &str, _: &str) -> Result<bool, PaymentFailure> {
        Ok(false)
    }
}
