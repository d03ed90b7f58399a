//! A front that really listens, asked over real connections.

use platform::Config;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::running::{Running, read};

#[tokio::test(flavor = "multi_thread")]
async fn operators_hear_how_the_front_is() {
    let front = Running::start().await;
    assert_eq!(front.get("/healthz").await.status, 200);
    let ready = front.get("/readyz").await;
    assert_eq!(ready.status, 200);
    assert!(ready.text().contains("\"status\":\"ready\""), "{}", ready.text());
    let metrics = front.get("/metrics").await;
    assert!(metrics.text().contains("platen_purge_lag_milliseconds"), "{}", metrics.text());
    let outside = front.ask("GET", "/metrics", &[("X-Forwarded-For", "198.41.0.4")], "").await;
    assert_eq!(outside.status, 404, "a visitor from outside");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_nobody_owns_is_told_so() {
    let front = Running::start().await;
    let answer = front.ask("GET", "/", &[("Host", "nobody.example")], "").await;
    assert_eq!(answer.status, 421);
    assert!(answer.text().contains("nobody.example"));
    assert_eq!(front.ask("GET", "/", &[("Host", "<script>")], "").await.status, 421);
    assert_eq!(front.ask("GET", "/", &[("Host", "")], "").await.status, 421);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_that_was_made_has_a_name() {
    let front = Running::start().await;
    assert_eq!(front.get("/nothing-here/").await.header("x-request-id").len(), 32);
    let given = front.ask("GET", "/nothing-here/", &[("X-Request-Id", "from-the-balancer")], "").await;
    assert_eq!(given.header("x-request-id"), "from-the-balancer", "loopback is trusted by default");
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_made_to_deceive_are_refused() {
    let front = Running::start().await;
    for path in ["/%00", "/../etc/passwd", "/%2e%2e/x", "/%ff", "/wp-content/uploads/../x", "/a%0d%0aSet-Cookie:x"] {
        assert_eq!(front.get(path).await.status, 400, "{path}");
    }
    assert_eq!(front.get(&"/a".repeat(10_000)).await.status, 404);
    assert_eq!(front.send(b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_large_is_refused() {
    let front = Running::start_with(Config { body_limit_mb: 1, ..Config::default() }).await;
    let said = front.ask("POST", "/wp-login.php", &[("Content-Length", "99999999999")], "").await;
    assert_eq!(said.status, 413, "by what it says of itself");
    let body = format!("log={}", "a".repeat(1 << 20));
    let file = [("Content-Type", "image/png"), ("Content-Length", "3000000")];
    let refused = front.ask("POST", "/index.php?rest_route=/wp/v2/media", &file, "").await;
    assert_eq!(refused.status, 401, "a file may be larger, wherever the site has its API");
    assert_eq!(front.ask("POST", "/index.php?rest_route=/wp/v2/posts", &file, "").await.status, 413);
    assert_eq!(front.post("/wp-login.php", &body).await.status, 413, "by what comes");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_in_stays_signed_in_until_signing_out() {
    let front = Running::start().await;
    let stranger = front.get("/wp-admin/").await;
    assert_eq!(stranger.status, 302);
    assert!(stranger.header("location").contains("/wp-login.php?redirect_to=http%3A%2F%2F"), "{}", stranger.head);
    let form = front.get("/wp-login.php").await;
    assert!(form.text().contains("name=\"log\"") && form.text().contains("name=\"pwd\""), "{}", form.text());
    assert!(!form.header("content-security-policy").contains("unsafe"), "{}", form.head);
    let signed_in = front.post("/wp-login.php", "log=ann&pwd=correct+horse").await;
    assert_eq!(signed_in.status, 302, "{}", signed_in.text());
    assert!(signed_in.header("set-cookie").contains("HttpOnly"), "{}", signed_in.head);
    let cookie = signed_in.cookie("wordpress_logged_in_").unwrap();
    let desk = front.get_as(&cookie, "/wp-admin/").await;
    assert!(desk.text().contains("Ann &lt;3"), "{}", desk.text());
    assert!(desk.header("cache-control").contains("no-store"));
    let nonce = desk.text().split("_wpnonce=").nth(1).unwrap()[..10].to_owned();
    let unmeant = front.get_as(&cookie, "/wp-login.php?action=logout").await;
    assert_eq!(unmeant.status, 403, "a link elsewhere signs nobody out");
    let out = front.get_as(&cookie, &format!("/wp-login.php?action=logout&_wpnonce={nonce}")).await;
    assert_eq!(out.status, 302);
    assert_eq!(front.get_as(&cookie, "/wp-admin/").await.status, 302, "the session has ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_fails_says_why_and_leads_nowhere_else() {
    let front = Running::start().await;
    let wrong = front.post("/wp-login.php", "log=ann&pwd=wrong").await;
    assert_eq!(wrong.status, 200);
    assert!(wrong.text().contains("The password you entered for the username ann is incorrect."), "{}", wrong.text());
    assert!(wrong.cookie("wordpress_logged_in_").is_none());
    let nobody = front.post("/wp-login.php", "log=%3Cb%3E&pwd=x").await;
    assert!(nobody.text().contains("The username &lt;b&gt; is not registered"), "{}", nobody.text());
    let null = front.post("/wp-login.php", "log=a%00nn&pwd=wr%00ong").await;
    assert_eq!(null.status, 200, "{}", null.text());
    let elsewhere = "log=ann&pwd=correct+horse&redirect_to=https%3A%2F%2Fevil.example%2F";
    let led = front.post("/wp-login.php", elsewhere).await.header("location");
    assert_eq!(led, format!("http://{}/wp-admin/", front.address));
    let cookieless = front.post("/wp-login.php", "log=ann&pwd=correct+horse&testcookie=1").await;
    assert!(cookieless.text().contains("Cookies are blocked"), "{}", cookieless.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_passwords_is_slowed() {
    let front = Running::start().await;
    let mut statuses = Vec::new();
    for _ in 0..8 {
        statuses.push(front.post("/wp-login.php", "log=ann&pwd=guess").await.status);
    }
    assert_eq!(statuses[0], 200);
    assert_eq!(statuses[7], 429);
    let owner = front.post("/wp-login.php", "log=ann&pwd=correct+horse").await;
    assert_eq!(owner.status, 429, "from the same address");
    assert!(!owner.header("retry-after").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protected_posts_password_becomes_a_cookie_that_does_not_tell_it() {
    let front = Running::start().await;
    let target = format!("http%3A%2F%2F{}%2Fsecret%2F", front.address.replace(':', "%3A"));
    let answer =
        front.post("/wp-login.php?action=postpass", &format!("post_password=enter&redirect_to={target}")).await;
    assert_eq!(answer.status, 302);
    assert_eq!(answer.header("location"), format!("http://{}/secret/", front.address));
    let cookie = answer.cookie("wp-postpass_").unwrap();
    let sealed = cookie.split_once('=').unwrap().1.replace("%2E", ".");
    assert!(cms::posts::unlocking::opens(&sealed, "enter"), "{cookie}");
    assert!(!cookie.contains("enter"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_uploaded_file_comes_whole_or_in_parts() {
    let front = Running::start().await;
    front.upload("2026/11/a b.txt", b"0123456789").await;
    let whole = front.get("/wp-content/uploads/2026/11/a%20b.txt").await;
    assert_eq!((whole.status, whole.text().as_str()), (200, "0123456789"));
    assert!(whole.header("cache-control").contains("immutable"));
    let part = front.ask("GET", "/wp-content/uploads/2026/11/a%20b.txt", &[("Range", "bytes=2-4")], "").await;
    assert_eq!((part.status, part.text().as_str()), (206, "234"));
    let known = [("If-None-Match", whole.header("etag"))];
    let known = known.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>();
    assert_eq!(front.ask("GET", "/wp-content/uploads/2026/11/a%20b.txt", &known, "").await.status, 304);
    let head = front.ask("HEAD", "/wp-content/uploads/2026/11/a%20b.txt", &[], "").await;
    assert_eq!((head.status, head.body.len(), head.header("content-length").as_str()), (200, 0, "10"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_never_runs_as_the_sites_own_script() {
    let front = Running::start().await;
    for name in ["a.html", "a.svg", "a.js", "a.xml", "a.xhtml"] {
        front.upload(name, b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>").await;
        let answer = front.get(&format!("/wp-content/uploads/{name}")).await;
        assert_eq!(answer.status, 200, "{name}");
        assert!(answer.header("content-security-policy").starts_with("sandbox"), "{name}: {}", answer.head);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
        let is_taken_home = answer.header("content-disposition").starts_with("attachment");
        assert_eq!(is_taken_home, name != "a.svg", "{name}: {}", answer.head);
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn what_lies_beside_the_uploads_is_not_served() {
    let front = Running::start().await;
    front.upload("a.txt", b"x").await;
    front.upload(".secret", b"x").await;
    let folder = front.site.host().config().uploads_dir(front.site.id());
    std::os::unix::fs::symlink("/etc/passwd", folder.join("link.txt")).unwrap();
    for path in [".secret", "link.txt", "nothing.txt", "%2e%2e/%2e%2e/platen.sqlite", "a.txt/"] {
        let status = front.get(&format!("/wp-content/uploads/{path}")).await.status;
        assert!(matches!(status, 400 | 404), "{path}: {status}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_front_that_is_stopped_finishes_what_it_has_begun() {
    let mut front = Running::start().await;
    let mut slow = TcpStream::connect(&front.address).await.unwrap();
    let body = "log=ann&pwd=correct+horse";
    let head = format!(
        "POST /wp-login.php HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        front.address,
        body.len()
    );
    slow.write_all(format!("{head}{}", &body[..5]).as_bytes()).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    front.stop.take().unwrap().send(()).unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let ready = front.get("/readyz").await;
    assert_eq!(ready.status, 503);
    assert!(ready.text().contains("draining"), "{}", ready.text());
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    assert!(TcpStream::connect(&front.address).await.is_err(), "nobody new is taken");
    slow.write_all(&body.as_bytes()[5..]).await.unwrap();
    assert_eq!(read(&mut slow).await.status, 302, "the request in flight is answered");
    front.served.await.unwrap().unwrap();
}
