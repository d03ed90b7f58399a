//! Where no money may be taken: a clone, and whatever else is not production. Payments are off there, or in test mode with
//! a key that the provider made for that.

use crate::{Error, Result, Site, sites};

/// How the provider's keys for tests begin.
const FOR_TESTS: [&str; 2] = ["sk_test_", "rk_test_"];

/// `off` without a key, `test` with one that moves no money, else `live`.
pub(super) fn mode(key: &str) -> &'static str {
    match key {
        "" => "off",
        key if FOR_TESTS.iter().any(|beginning| key.starts_with(beginning)) => "test",
        _ => "live",
    }
}

/// Refuses a key that would take money where none may be taken. Asked when it is given, and again whenever it is used:
/// somebody may have made a clone by copying the database.
pub(super) fn require(site: &Site, key: &str) -> Result<()> {
    let is_production = site.host().config().is_production() && !sites::is_in_environment(site);
    if is_production || mode(key) != "live" {
        return Ok(());
    }
    let message = "This is not production: it takes only a key for tests, which begins with sk_test_ or rk_test_.";
    Err(Error::refused("live_payment_key", message))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::members::{NewAccount, account as asked, set_account};
    use crate::{Actor, fixture, settings};

    fn with_key(key: &str) -> NewAccount {
        NewAccount { secret_key: Some(key.into()), ..NewAccount::default() }
    }

    async fn becomes_a_clone(site: &Site) -> Site {
        settings::update(site, &Actor::System, sites::ENVIRONMENT, &json!("staging")).await.unwrap();
        fixture::again(site).await
    }

    #[tokio::test]
    async fn a_clone_takes_keys_for_tests_and_no_others() {
        let (_folder, site) = fixture::site().await;
        let live = set_account(&site, &Actor::System, with_key("sk_live_1")).await.unwrap();
        assert_eq!(live.mode, "live");
        let clone = becomes_a_clone(&site).await;
        for key in ["sk_live_2", "rk_live_2", "something"] {
            let refused = set_account(&clone, &Actor::System, with_key(key)).await.unwrap_err();
            assert_eq!(refused.code(), "live_payment_key", "{key}");
        }
        for (key, mode) in [("sk_test_1", "test"), ("rk_test_1", "test"), ("", "off")] {
            assert_eq!(set_account(&clone, &Actor::System, with_key(key)).await.unwrap().mode, mode);
        }
        assert_eq!(asked(&clone, &Actor::System).await.unwrap().mode, "off");
    }

    #[tokio::test]
    async fn a_live_key_that_came_with_a_copy_of_the_database_is_never_used() {
        let (_folder, site) = fixture::site().await;
        set_account(&site, &Actor::System, with_key("sk_live_1")).await.unwrap();
        super::super::account::provider(&site, "card").await.unwrap();
        let clone = becomes_a_clone(&site).await;
        let refused = super::super::account::provider(&clone, "card").await.unwrap_err();
        assert_eq!(refused.code(), "live_payment_key");
        super::super::account::provider(&clone, "invoice").await.unwrap();
    }
}
