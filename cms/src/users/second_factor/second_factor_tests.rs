//! The second factor from its set-up to the lost phone.

use chrono::{DateTime, Duration};
use platform::Clock;
use serde_json::json;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::*;
use crate::users::Role;
use crate::users::second_factor_entity as entity;
use crate::{Actor, Site, fixture, settings};

async fn site_with_ann() -> (tempfile::TempDir, Site, Actor) {
    let clock = Clock::fixed(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
    let (folder, site) = fixture::site_at(clock).await;
    let ann = fixture::person(&site, "ann", Role::Author).await;
    (folder, site, ann)
}

async fn enrolled(site: &Site, ann: &Actor) -> (String, Vec<String>) {
    let made = begin(site, ann, ann.user_id()).await.unwrap();
    assert!(made.address.starts_with("otpauth://totp/"), "{}", made.address);
    let code = totp::code_at(&made.secret, site.host().now());
    let codes = confirm(site, ann, ann.user_id(), &code).await.unwrap();
    (made.secret, codes)
}

fn later(site: &Site, by: Duration) {
    site.host().clock().set(site.host().clock().now() + by);
}

#[tokio::test]
async fn a_factor_counts_once_a_code_has_confirmed_it() {
    let (_folder, site, ann) = site_with_ann().await;
    begin(&site, &ann, ann.user_id()).await.unwrap();
    assert!(!is_enabled(site.host(), ann.user_id()).await.unwrap());
    let wrong = confirm(&site, &ann, ann.user_id(), "abc").await;
    assert_eq!(wrong.unwrap_err().code(), "invalid_authcode");
    enrolled(&site, &ann).await;
    assert!(is_enabled(site.host(), ann.user_id()).await.unwrap());
    let again = begin(&site, &ann, ann.user_id()).await;
    assert_eq!(again.unwrap_err().code(), "second_factor_enabled");
}

#[tokio::test]
async fn a_secret_stands_sealed_and_one_that_stood_open_is_sealed_by_its_next_code() {
    let (_folder, site, ann) = site_with_ann().await;
    let (secret, _) = enrolled(&site, &ann).await;
    let kept = || async {
        let row = entity::Entity::find_by_id(ann.user_id()).one(site.writer()).await.unwrap();
        row.unwrap().secret
    };
    assert!(!kept().await.contains(&secret));
    let open = entity::Entity::update_many().col_expr(entity::Column::Secret, Expr::value(secret.clone()));
    open.filter(entity::Column::UserId.eq(ann.user_id())).exec(site.writer()).await.unwrap();
    later(&site, Duration::seconds(60));
    assert!(check(site.host(), ann.user_id(), &totp::code_at(&secret, site.host().now())).await.unwrap());
    assert!(!kept().await.contains(&secret));
}

#[tokio::test]
async fn no_code_works_twice() {
    let (_folder, site, ann) = site_with_ann().await;
    let (secret, codes) = enrolled(&site, &ann).await;
    let id = ann.user_id();
    later(&site, Duration::seconds(60));
    let code = totp::code_at(&secret, site.host().now());
    assert!(check(site.host(), id, &code).await.unwrap());
    assert!(!check(site.host(), id, &code).await.unwrap(), "somebody looked over the shoulder");
    assert!(check(site.host(), id, &codes[0].to_uppercase()).await.unwrap());
    assert!(!check(site.host(), id, &codes[0]).await.unwrap());
    later(&site, Duration::minutes(5));
    assert!(!check(site.host(), id, &code).await.unwrap(), "it is old");
}

#[tokio::test]
async fn nobody_else_sets_up_a_factor_but_an_administrator_takes_a_lost_one_away() {
    let (_folder, site, ann) = site_with_ann().await;
    let root = fixture::person(&site, "root", Role::Administrator).await;
    let bob = fixture::person(&site, "bob", Role::Editor).await;
    assert_eq!(begin(&site, &root, ann.user_id()).await.unwrap_err().code(), "rest_cannot_edit");
    enrolled(&site, &ann).await;
    assert_eq!(remove(&site, &bob, ann.user_id()).await.unwrap_err().code(), "rest_cannot_edit");
    assert_eq!(status(&site, &root, ann.user_id()).await.unwrap().recovery_codes, 10);
    remove(&site, &root, ann.user_id()).await.unwrap();
    let now = status(&site, &ann, ann.user_id()).await.unwrap();
    assert_eq!(now, SecondFactor { enabled: false, required: false, recovery_codes: 0 });
}

#[tokio::test]
async fn a_site_requires_a_factor_of_the_roles_that_it_names() {
    let (_folder, site, _) = site_with_ann().await;
    settings::update(&site, &Actor::System, ROLES_OPTION, &json!(["administrator", "editor"])).await.unwrap();
    let site = fixture::again(&site).await;
    assert!(is_required(site.settings(), Some(Role::Editor)));
    assert!(!is_required(site.settings(), Some(Role::Author)));
    assert!(!is_required(site.settings(), None));
}

#[tokio::test]
async fn the_second_step_is_open_for_a_few_minutes_and_a_few_tries() {
    let (_folder, site, ann) = site_with_ann().await;
    let host = site.host();
    let token = begin_sign_in(host, ann.user_id(), true).await.unwrap();
    assert!(find_sign_in(host, &token).await.unwrap().remembered);
    for _ in 0..5 {
        wrong_code(host, &token).await.unwrap();
    }
    assert_eq!(find_sign_in(host, &token).await.unwrap_err().code(), "expired_session");
    let token = begin_sign_in(host, ann.user_id(), false).await.unwrap();
    finish_sign_in(host, &token).await.unwrap();
    assert!(finish_sign_in(host, &token).await.is_err(), "once");
    let token = begin_sign_in(host, ann.user_id(), false).await.unwrap();
    later(&site, Duration::minutes(11));
    assert!(find_sign_in(host, &token).await.is_err());
    assert_eq!(sweep_sign_ins(host).await.unwrap(), 2);
}
