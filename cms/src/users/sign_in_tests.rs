//! Signing in, on the embedded database.

use chrono::{Duration, TimeZone, Utc};
use platform::{Clock, Config};

use super::{NewUser, Role, create, sessions, sign_in};
use crate::sites::NewSite;
use crate::{Actor, Host, sites};

async fn host_with_ann() -> (tempfile::TempDir, Host, Clock) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::fixed(Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap());
    let config = Config { data_dir: folder.path().into(), ..Config::default() };
    let host = Host::open(config, clock.clone()).await.unwrap();
    host.migrate().await.unwrap();
    let new =
        NewSite { url: "http://example.com".into(), title: "Example".into(), admin_email: "a@example.com".into() };
    let site = sites::create(&host, &Actor::System, new).await.unwrap();
    let ann = NewUser {
        login: "ann".into(),
        email: "ann@example.com".into(),
        password: "correct horse".into(),
        ..NewUser::default()
    };
    create(&site, &Actor::System, ann, Role::Editor).await.unwrap();
    (folder, host, clock)
}

#[tokio::test]
async fn login_and_mail_address_both_sign_in() {
    let (_folder, host, _) = host_with_ann().await;
    assert_eq!(sign_in(&host, "ANN ", "correct horse").await.unwrap().login, "ann");
    assert_eq!(sign_in(&host, "ann@example.com", "correct horse").await.unwrap().login, "ann");
}

#[tokio::test]
async fn a_refused_sign_in_says_why_in_words_that_wordpress_uses() {
    let (_folder, host, _) = host_with_ann().await;
    let cases = [
        ("", "x", "empty_username"),
        ("ann", "", "empty_password"),
        ("bob", "x", "invalid_username"),
        ("bob@example.com", "x", "invalid_email"),
        ("ann", "wrong", "incorrect_password"),
    ];
    for (login, password, code) in cases {
        assert_eq!(sign_in(&host, login, password).await.unwrap_err().code(), code);
    }
}

#[tokio::test]
async fn a_session_is_found_until_it_ends() {
    let (_folder, host, clock) = host_with_ann().await;
    let ann = sign_in(&host, "ann", "correct horse").await.unwrap();
    let short = sessions::start(&host, ann.id, false, sessions::Place::default()).await.unwrap();
    let long = sessions::start(&host, ann.id, true, sessions::Place::default()).await.unwrap();
    assert_eq!(short.token.len(), 64);
    assert_eq!(sessions::find(&host, &short.token).await.unwrap().unwrap().id, ann.id);
    assert!(sessions::find(&host, "guessed").await.unwrap().is_none());
    clock.set(clock.now() + Duration::days(3));
    assert!(sessions::find(&host, &short.token).await.unwrap().is_none(), "two days are over");
    assert!(sessions::find(&host, &long.token).await.unwrap().is_some());
    assert_eq!(sessions::sweep(&host).await.unwrap(), 1);
    sessions::end(&host, &long.token).await.unwrap();
    assert!(sessions::find(&host, &long.token).await.unwrap().is_none());
}
