//! Nothing goes up untested: the gates, the seal, and what is refused without them.
use cms::Actor;
use cms::posts::{self, PostFields};
use tests::cloned_site::ENVIRONMENT;
use tests::{ClonedSite, Installation, on_both_databases};

const SITE: &str = "--url=http://production.example";
/// One side of a comparison of times on a busy machine says little: here pages may be as slow as they like.
const IN_NO_HURRY: &str = "--most-times-slower=1000";

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
        site.installation.platen(&["staging", "check", IN_NO_HURRY, SITE]);
        refused("not sealed");
        let gates = site.installation.platen(&["staging", "check", &key, IN_NO_HURRY, SITE, "--format=csv", "--fields=gate,outcome"]);
        for gate in staging::gates::NAMES {
            assert!(gates.contains(&format!("{gate},green")), "{gates}");
        }
        paint(&site, &plan, "\"green\"", "\"switched_off\"");
        refused("it is not what the key");
        paint(&site, &plan, "\"switched_off\"", "\"green\"");
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
        let checked = site.installation.try_platen(&["staging", "check", &plan, IN_NO_HURRY, SITE, "--format=json"]);
        assert!(!checked.status.success());
        let told = String::from_utf8_lossy(&checked.stdout).into_owned();
        assert!(told.contains("the link to /gone/ answers 404"), "{told}");
        assert!(told.contains("the picture /wp-content/uploads/lost.png answers 404"), "{told}");
        let refused = site.installation.try_platen(&["staging", "promote", &plan, "--yes", SITE]);
        let complaint = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(complaint.contains("The gate links is not green"), "{complaint}");
        let known = ["staging", "check", &plan, IN_NO_HURRY, SITE, "--switch-off=links,pictures", "--command=own=exit 3"];
        let own = site.installation.try_platen(&known);
        assert!(String::from_utf8_lossy(&own.stdout).contains("command:own"), "{own:?}");
        site.installation.platen(&known[..known.len() - 1]);
        site.installation.platen(&["staging", "promote", &plan, "--yes", SITE]);
    }
}

/// Somebody changes what the gates said.
fn paint(site: &ClonedSite, plan: &str, before: &str, after: &str) {
    let file = site.installation.environment_dir(ENVIRONMENT).join(format!("manifests/{plan}.json"));
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen(before, after, 1)).unwrap();
}
