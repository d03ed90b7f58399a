use super::*;

const WHOLE: &str = "version: 0.0
os: linux
files:
  - source: /
    destination: /opt/example
file_exists_behavior: OVERWRITE
permissions:
  - object: /opt/example
    pattern: '*.sh'
    except: [secret.sh]
    owner: root
    mode: 644
    type: [file]
hooks:
  ApplicationStart:
    - location: scripts/start.sh
      timeout: 60
      runas: www-data
  ValidateService:
    - location: scripts/validate.sh
";

fn complaint(text: &str) -> String {
    parse(text).expect_err("it is refused").to_string()
}

#[test]
fn a_whole_appspec_is_read() {
    let spec = parse(WHOLE).unwrap();
    assert_eq!(spec.file_exists_behavior, FileExistsBehavior::Overwrite);
    assert_eq!(spec.permissions[0].mode, Some(0o644));
    let start = &spec.hooks[&Event::ApplicationStart][0];
    assert_eq!((start.timeout, start.runas.as_deref()), (60, Some("www-data")));
    assert_eq!(spec.hooks[&Event::ValidateService][0].timeout, 3_600, "an hour unless it is said");
}

#[test]
fn an_unknown_key_is_named_with_its_place() {
    let told = complaint("version: 0.0\nos: linux\nhook:\n  AfterInstall: []\n");
    assert!(told.contains("`hook`") && told.contains("line 3"), "{told}");
    let told = complaint(&WHOLE.replace("      timeout: 60", "      time: 60"));
    assert!(told.contains("`time`") && told.contains("line"), "{told}");
    let told = complaint(&WHOLE.replace("ApplicationStart:", "ApplicationBegin:"));
    assert!(told.contains("ApplicationBegin") && told.contains("ApplicationStart"), "{told}");
}

#[test]
fn another_version_and_another_system_are_refused() {
    assert!(complaint("version: 1.0\nos: linux").contains("is not 0.0"));
    assert!(complaint("version: \"0.0\"\nos: linux").contains("without quotes"));
    assert!(complaint("version: 0.0\nos: windows").contains("is not linux"));
    assert!(complaint("").contains("empty"));
    assert!(complaint("os: linux").contains("version"));
}

#[test]
fn scripts_that_could_not_run_are_refused() {
    let hook = |lines: &str| complaint(&format!("version: 0.0\nos: linux\nhooks:\n{lines}"));
    assert!(hook("  Install:\n    - location: a.sh").contains("agent's own"));
    assert!(hook("  AfterInstall:\n    - location: ../a.sh").contains("inside the bundle"));
    assert!(hook("  AfterInstall:\n    - timeout: 3").contains("location"));
    assert!(hook("  AfterInstall:\n    - location: a.sh\n      timeout: 0").contains("above 0"));
    assert!(hook("  AfterInstall:\n    - location: a.sh\n      timeout: 3601").contains("at most 3600"));
    assert!(hook("  AfterInstall:\n    - location: a.sh\n      runas: 'a; b'").contains("account"));
    assert!(hook("  AfterInstall: []\n  AfterInstall: []").contains("twice"));
}

#[test]
fn permissions_and_files_that_mean_nothing_are_refused() {
    let with = |lines: &str| complaint(&format!("version: 0.0\nos: linux\n{lines}"));
    assert!(with("files:\n  - source: a\n    destination: opt").contains("from the root"));
    assert!(with("files:\n  - source: a\n    destination: /opt/../etc").contains("without `..`"));
    assert!(with("permissions:\n  - object: /a\n    mode: u+x").contains("octal"));
    assert!(with("permissions:\n  - object: /a\n    mode: 999").contains("octal"));
    assert!(with("permissions:\n  - object: /a\n  - object: /a").contains("twice"));
    assert!(with("file_exists_behavior: MAYBE").contains("MAYBE"));
    assert!(with("permissions:\n  - object: /a\n    context: {type: t, role: r}").contains("role"));
}

#[test]
fn a_script_that_is_not_in_the_bundle_is_named() {
    let bundle = tempfile::tempdir().unwrap();
    std::fs::write(bundle.path().join("appspec.yml"), WHOLE).unwrap();
    assert!(of_bundle(bundle.path()).expect_err("refused").to_string().contains("scripts/start.sh"));
    std::fs::create_dir(bundle.path().join("scripts")).unwrap();
    for script in ["start.sh", "validate.sh"] {
        std::fs::write(bundle.path().join("scripts").join(script), "#!/bin/sh\n").unwrap();
    }
    of_bundle(bundle.path()).unwrap();
}
