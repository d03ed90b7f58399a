use super::*;

async fn run_text(text: &str, seconds: u64) -> (Result<(), ScriptFault>, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("script.sh");
    fs::write(&file, format!("#!/bin/sh\n{text}\n")).unwrap();
    let script = Script {
        file,
        location: "scripts/script.sh".into(),
        timeout: Duration::from_secs(seconds),
        runas: None,
        environment: BTreeMap::from([("LIFECYCLE_EVENT".to_owned(), "AfterInstall".to_owned())]),
        log: folder.path().join("logs/scripts.log"),
        stamp: "2026-01-01 00:00:00".into(),
    };
    let ended = run(&script, |_| Ok(())).await;
    (ended, fs::read_to_string(&script.log).unwrap_or_default())
}

async fn code(text: &str, seconds: u64) -> u8 {
    run_text(text, seconds).await.0.expect_err("it fails").code
}

#[tokio::test]
async fn a_script_gets_its_variables_and_its_log() {
    let (ended, log) = run_text("echo in $LIFECYCLE_EVENT; echo trouble >&2; echo ${SECRET:-nothing else}", 5).await;
    ended.unwrap();
    assert!(log.contains("2026-01-01 00:00:00 [stdout]in AfterInstall\n"), "{log}");
    assert!(log.contains("[stderr]trouble") && log.contains("nothing else"), "{log}");
}

#[tokio::test]
async fn a_script_that_fails_has_codedeploys_code() {
    assert_eq!(code("exit 3", 5).await, 4);
    assert_eq!(code("kill -9 $$", 5).await, 4);
    assert!(run_text("exit 3", 5).await.0.unwrap_err().reason.contains("ended with code 3"));
}

#[tokio::test]
async fn a_script_that_hangs_is_killed_with_all_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("child");
    let (ended, _) = run_text(&format!("sleep 600 & echo $! > {}; sleep 600", file.display()), 1).await;
    let fault = ended.unwrap_err();
    assert!(fault.code == 3 && fault.reason.contains("process group after 1 s"), "{fault:?}");
    let child: i32 = fs::read_to_string(&file).unwrap().trim().parse().unwrap();
    let is_gone = || fs::read_to_string(format!("/proc/{child}/stat")).map_or(true, |stat| stat.contains(") Z "));
    for _ in 0..100 {
        if is_gone() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("what it started is still there");
}

#[tokio::test]
async fn what_holds_the_output_open_is_found_and_what_lets_go_is_not() {
    assert_eq!(code("sleep 600 &", 30).await, 6);
    run_text("sleep 0.1 >/dev/null 2>&1 &", 5).await.0.unwrap();
}
