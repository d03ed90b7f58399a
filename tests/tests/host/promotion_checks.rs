//! Nothing goes up untested: the gates, the seal, and what is refused without them.
use std::path::{Path, PathBuf};

use cms::Actor;
use cms::posts::{self, PostFields};
use cms::users::Role;
use serde_json::Value;
use tests::cloned_site::ENVIRONMENT;
use tests::{ClonedSite, Installation, on_both_databases};

const SITE: &str = "--url=http://production.example";
/// One side of a comparison of times on a busy machine says little: here pages may be as slow as they like.
const IN_NO_HURRY: &str = "--most-times-slower=1000";
/// The gates that need a browser have their own test, in it.
const BLIND: &str = "--switch-off=console,accessibility,layout,screenshots";

on_both_databases! {
    async fn what_the_gates_let_through_is_sealed_and_only_that_is_promoted(installation: Installation) {
        let keys = tempfile::tempdir().unwrap();
        let key = format!("--key={}", keys.path().join("staging.key").display());
        let public = installation.platen(&["staging", "key", key.strip_prefix("--key=").unwrap()]);
        let public = public.lines().last().unwrap().to_owned();
        let site = ClonedSite::with_posts(installation.with("PLATEN_TRUSTED_KEYS", public), 3).await.cloned().await;
        site.retitle(&site.staging().await, 1, "Tested").await;
        let plan = site.plan().await.digest;
        let promote = ["staging", "promote", &format!("--plan={plan}"), "--yes", SITE].map(str::to_owned);
        let promote: Vec<&str> = promote.iter().map(String::as_str).collect();
        let refused = |why: &str| {
            let output = site.installation.try_platen(&promote);
            let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success() && complaint.contains(why), "{complaint}");
        };

        refused("not sealed");
        site.installation.platen(&["staging", "check", IN_NO_HURRY, BLIND, SITE]);
        refused("not sealed");
        let gates = site.installation.platen(&["staging", "check", &key, IN_NO_HURRY, BLIND, SITE, "--format=csv", "--fields=gate,outcome"]);
        for gate in staging::gates::NAMES {
            assert!(gates.contains(&format!("{gate},green")), "{gates}");
        }
        paint(&site, &plan, "\"green\"", "\"switched_off\"");
        refused("it is not what the key");
        paint(&site, &plan, "\"switched_off\"", "\"green\"");
        site.installation.platen(&promote);
        assert_eq!(site.title(1).await.as_deref(), Some("Tested"));
    }

    async fn a_site_may_ask_for_a_second_person(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 1).await.cloned().await;
        for login in ["ann", "bob"] {
            site.person(login, Role::Administrator).await;
        }
        site.installation.platen(&["option", "update", staging::promote::APPROVAL_OPTION, "1", SITE]);
        site.retitle(&site.staging().await, 1, "Approved").await;
        let plan = format!("--plan={}", site.plan().await.digest);
        let promote = |person: &str| {
            let output = site.installation.try_platen(&["staging", "promote", &plan, "--yes", SITE, person]);
            String::from_utf8_lossy(&output.stderr).into_owned()
        };
        let approve = |people: &[&str]| site.installation.try_platen(&[&["staging", "approve", &plan, SITE], people].concat());
        assert!(promote("--user=bob").contains("asks for a second person"));
        assert!(!approve(&[]).status.success(), "nobody approves without a name");
        assert!(!approve(&["--user=ed"]).status.success(), "an editor may not");
        assert!(approve(&["--user=bob"]).status.success());
        assert!(promote("--user=bob").contains("a second person must"));
        assert_eq!(site.title(1).await.as_deref(), Some("Post 0"));
        promote("--user=ann");
        assert_eq!(site.title(1).await.as_deref(), Some("Approved"));
        let log = staging::promote::log(&site.now().await, &Actor::System).await.unwrap();
        assert!(log[0].manifest.contains(r#""approved_by":"bob""#), "{}", log[0].manifest);
    }

    async fn a_theme_that_is_not_the_one_that_was_tested_is_named(installation: Installation) {
        let theme = |data: &Path| data.join("themes/ours");
        let ours = theme(installation.data_dir());
        std::fs::create_dir_all(ours.join("assets")).unwrap();
        std::fs::write(ours.join("theme.toml"), "name = \"Ours\"\nversion = \"1.0.0\"\nparent = \"platen-one\"\n").unwrap();
        let site = ClonedSite::with_posts(installation, 2).await;
        cms::theming::activate(&site.production, &Actor::System, "ours").await.unwrap();
        let site = site.cloned().await;
        site.retitle(&site.staging().await, 1, "Tested").await;
        let plan = site.plan().await.digest;
        site.installation.platen(&["staging", "check", IN_NO_HURRY, BLIND, SITE]);
        let promote = ["staging", "promote", &format!("--plan={plan}"), "--yes", SITE].map(str::to_owned);
        let promote: Vec<&str> = promote.iter().map(String::as_str).collect();
        let refused = |why: &str| {
            let output = site.installation.try_platen(&promote);
            let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success() && complaint.contains(why), "{complaint}");
        };

        let sides = [
            (site.installation.environment_dir(ENVIRONMENT), "The theme ours of staging was changed since"),
            (site.installation.data_dir().to_path_buf(), "The theme ours of production is not the one"),
        ];
        for (side, why) in sides {
            let style = theme(&side).join("assets/own.css");
            std::fs::create_dir_all(style.parent().unwrap()).unwrap();
            std::fs::write(&style, "a { color: red }").unwrap();
            refused(why);
            std::fs::remove_file(style).unwrap();
        }
        let (file, text) = manifest(&site, &plan);
        let release = text["release_digest"].as_str().unwrap().to_owned();
        assert_eq!((text["theme"].as_str(), release.len()), (Some("ours"), 64), "{text}");
        let of_another = text.to_string().replace(&release, &"0".repeat(64));
        std::fs::write(&file, of_another).unwrap();
        refused("The plan was checked with the release 000000000000, and this is");
        std::fs::write(&file, text.to_string()).unwrap();
        site.installation.platen(&promote);
        assert_eq!(site.title(1).await.as_deref(), Some("Tested"));
    }

    async fn a_dead_link_and_a_missing_picture_stand_in_the_way(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 2).await.cloned().await;
        let staging = site.staging().await;
        let content = "<!-- wp:html --><p><a href=\"/gone/\">there</a></p>\
                       <img src=\"/wp-content/uploads/lost.png\" alt=\"\"><!-- /wp:html -->";
        let fields = PostFields { content: Some(content.into()), ..PostFields::default() };
        posts::update(&staging, &Actor::System, 1, fields).await.unwrap();
        let plan = format!("--plan={}", site.plan().await.digest);
        let checked = site.installation.try_platen(&["staging", "check", &plan, IN_NO_HURRY, BLIND, SITE, "--format=json"]);
        assert!(!checked.status.success());
        let told = String::from_utf8_lossy(&checked.stdout).into_owned();
        assert!(told.contains("the link to /gone/ answers 404"), "{told}");
        assert!(told.contains("the picture /wp-content/uploads/lost.png answers 404"), "{told}");
        let refused = site.installation.try_platen(&["staging", "promote", &plan, "--yes", SITE]);
        let complaint = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(complaint.contains("The gate links is not green"), "{complaint}");
        let known = ["staging", "check", &plan, IN_NO_HURRY, SITE, BLIND, "--switch-off=links,pictures", "--command=own=exit 3"];
        let own = site.installation.try_platen(&known);
        assert!(String::from_utf8_lossy(&own.stdout).contains("command:own"), "{own:?}");
        site.installation.platen(&known[..known.len() - 1]);
        site.installation.platen(&["staging", "promote", &plan, "--yes", SITE]);
    }
}

/// Somebody changes what the gates said.
fn paint(site: &ClonedSite, plan: &str, before: &str, after: &str) {
    let file = manifest_file(site, plan);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen(before, after, 1)).unwrap();
}

/// What the gates said, and where it stands.
fn manifest(site: &ClonedSite, plan: &str) -> (PathBuf, Value) {
    let file = manifest_file(site, plan);
    let text = std::fs::read_to_string(&file).unwrap();
    (file, serde_json::from_str(&text).unwrap())
}

fn manifest_file(site: &ClonedSite, plan: &str) -> PathBuf {
    site.installation.environment_dir(ENVIRONMENT).join(format!("manifests/{plan}.json"))
}
