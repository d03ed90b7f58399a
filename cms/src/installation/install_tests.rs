use super::{FirstPerson, NewInstallation, StartsWith, code, install_by_code};
use crate::sites::NewSite;
use crate::{Host, fixture, posts, users};

fn new(password: &str) -> NewInstallation {
    NewInstallation {
        site: NewSite { url: "http://example.org".into(), title: "First".into(), admin_email: "a@example.org".into() },
        person: FirstPerson { login: "ann".into(), email: "a@example.org".into(), password: password.into() },
        locale: "de_DE".into(),
        starts_with: StartsWith::FirstPost,
    }
}

async fn empty_host() -> (tempfile::TempDir, Host) {
    let (folder, site) = fixture::site().await;
    let host = site.host().clone();
    crate::sites::erase(&site, &crate::Actor::System).await.unwrap();
    (folder, host)
}

#[tokio::test]
async fn whoever_has_the_code_installs_once() {
    let (_folder, host) = empty_host().await;
    let right = code(&host).await.unwrap().unwrap();
    assert_eq!(code(&host).await.unwrap().unwrap(), right, "every front has the same");
    let refused = install_by_code(&host, "wrong", new("long enough")).await.unwrap_err();
    assert_eq!(refused.code(), "installation_code");
    let refused = install_by_code(&host, &right, new("short")).await.unwrap_err();
    assert_eq!(refused.code(), "admin_password");
    let (site, person) = install_by_code(&host, &right, new("long enough")).await.unwrap();
    assert!(users::by_id(&host, person.id).await.unwrap().unwrap().is_network_admin);
    assert_eq!(site.settings().locale(), "de_DE");
    let formats = ["date_format", "time_format"].map(|name| site.settings().text(name));
    assert_eq!(formats, ["j. F Y", "G:i"], "dates begin as the language writes them");
    assert_eq!(posts::by_id(&site, 1).await.unwrap().unwrap().status, "publish");
    assert_eq!(code(&host).await.unwrap(), None);
    let refused = install_by_code(&host, &right, new("long enough")).await.unwrap_err();
    assert_eq!(refused.code(), "already_installed");
}

#[tokio::test]
async fn without_a_person_there_is_no_site() {
    let (_folder, host) = empty_host().await;
    let right = code(&host).await.unwrap().unwrap();
    let nowhere = NewInstallation { site: NewSite { url: "http://".into(), ..new("").site }, ..new("long enough") };
    assert!(install_by_code(&host, &right, nowhere).await.is_err());
    let again = code(&host).await.unwrap().unwrap();
    assert_ne!(again, right, "a code is used once");
    install_by_code(&host, &again, new("long enough")).await.unwrap();
}
