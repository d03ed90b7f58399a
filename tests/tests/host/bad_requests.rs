//! Requests no browser sends.
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use tests::{Installation, PlatenProcess, on_both_databases};

on_both_databases! {
    async fn a_strange_path_is_not_found_and_never_an_error_of_ours(installation: Installation) {
        installation.install_site("Strange paths");
        let front = installation.serve();
        let mut complaints = Vec::new();
        for path in strange_paths() {
            let status = status_of(&front, &request(&path, &host(&front)));
            if !matches!(status, 400 | 404) {
                complaints.push(format!("{status}: {}", String::from_utf8_lossy(&path[..path.len().min(60)])));
            }
        }
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
        let words = front.log().to_lowercase();
        assert!(!words.contains("panicked"), "{words}");
    }

    async fn a_strange_question_is_never_an_error_of_ours(installation: Installation) {
        installation.install_site("Strange questions");
        let front = installation.serve();
        let questions = [
            "?p=99999999999999999999", "?p=-1", "?p=1e9", "?p[]=1", "?paged=-3", "?paged=99999999999999999999", "?m=99999999",
            "?m=abc", "?s=%00", "?s=%ff%fe", "?s='%22;--", "?s=%25%5F%5C", "?cat=-1", "?author=zero", "?year=99999", "?feed=nope",
            "?page_id=0", "?attachment_id=-5", "?tag=%00", "?name=%F0%9F%92%A9", "?=&&&===", "?orderby=1;drop", "?s=(((((((((",
        ];
        let mut complaints = Vec::new();
        for question in questions {
            let status = status_of(&front, &request(format!("/{question}").as_bytes(), &host(&front)));
            if !(200..500).contains(&status) {
                complaints.push(format!("{status}: {question}"));
            }
        }
        let forms: [(&str, &[(&str, &str)]); 3] = [
            ("/wp-login.php", &[("log", "a\0b"), ("pwd", "\0")]),
            ("/wp-comments-post.php", &[("comment_post_ID", "1"), ("author", "\0"), ("email", "a@b.example"), ("comment", "a\0b")]),
            ("/wp-comments-post.php", &[("comment_post_ID", "99999999999999999999"), ("comment_parent", "-1"), ("comment", "a")]),
        ];
        for (path, form) in forms {
            let answer = front.client().post_form(path, form).await;
            if !(200..500).contains(&answer.status) {
                complaints.push(format!("{}: {path} {form:?}", answer.status));
            }
        }
        let long = format!("/?s={}", "a".repeat(7000));
        assert!((200..500).contains(&status_of(&front, &request(long.as_bytes(), &host(&front)))));
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    }

    async fn a_host_that_nobody_owns_is_misdirected(installation: Installation) {
        installation.install_site("Owned");
        let front = installation.serve();
        for stranger in ["nobody.example", "127.0.0.1.nobody.example", "[::1]", "localhost.", "%00", "", "a".repeat(300).as_str()] {
            let answer = answer_of(&front, &request(b"/", stranger));
            let status = status(&answer);
            assert!(matches!(status, 421 | 400), "{stranger:?} got {status}");
            assert!(!String::from_utf8_lossy(&answer).contains("Owned"), "{stranger:?} sees another's site");
        }
        let answer = String::from_utf8_lossy(&answer_of(&front, &request(b"/", "nobody.example"))).into_owned();
        assert!(answer.starts_with("HTTP/1.1 421"), "{answer}");
        assert!(answer.contains("nobody.example"), "the page says which host it is about: {answer}");
    }

    async fn a_body_over_the_limit_is_refused_before_it_is_read(installation: Installation) {
        installation.install_site("Limits");
        let front = installation.serve();
        for path in ["/wp-comments-post.php", "/wp-login.php"] {
            let head = format!(
                "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                 Content-Length: 99999999999\r\nConnection: close\r\n\r\ncomment=a",
                host(&front)
            );
            assert_eq!(status_of(&front, head.as_bytes()), 413, "{path} with a length of 99 GB");
            assert_eq!(status_of_endless_body(&front, path), 413, "{path} with a body that does not end");
        }
        assert_eq!(front.client().get("/").await.status, 200);
    }

    async fn a_flood_of_headers_is_refused(installation: Installation) {
        installation.install_site("Headers");
        let front = installation.serve();
        let flood: String = (0..20_000).map(|number| format!("X-Flood-{number}: {number}\r\n")).collect();
        let status = status_of(&front, format!("GET / HTTP/1.1\r\nHost: {}\r\n{flood}\r\n", host(&front)).as_bytes());
        assert!((400..500).contains(&status), "{status}");
        assert_eq!(front.client().get("/").await.status, 200);
    }
}

fn strange_paths() -> Vec<Vec<u8>> {
    let written = [
        "/%00",
        "/a%00b/",
        "/hello%00.html",
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/wp-content/uploads/../../platen.db",
        "/wp-content/uploads/%2e%2e/%2e%2e/platen.db",
        "/wp-content/uploads/..%5c..%5cx",
        "/wp-content/uploads/%00.jpg",
        "/wp-content/uploads/",
        "/wp-content/themes/../../x",
        "/%ff%fe/",
        "/%c3%28/",
        "/%e2%82",
        "/%",
        "/%zz",
        "/.git/config",
        "/.env",
        "/wp-config.php",
        "/a\\b",
        "/wp-json/%00",
        "/feed/%00/",
        "/%0d%0aSet-Cookie:x=1",
    ];
    let mut paths: Vec<Vec<u8>> = written.iter().map(|path| path.as_bytes().to_vec()).collect();
    paths.push("/a".repeat(10_000).into_bytes());
    paths.push(format!("/{}/", "b".repeat(60_000)).into_bytes());
    paths.push("/%41%2f".repeat(2_000).into_bytes());
    paths.push(b"/\xff\xfe/".to_vec());
    paths.push(b"/\x00".to_vec());
    paths
}

fn host(front: &PlatenProcess) -> String {
    format!("127.0.0.1:{}", front.port())
}

fn request(path: &[u8], host: &str) -> Vec<u8> {
    [b"GET ", path, b" HTTP/1.1\r\nHost: ", host.as_bytes(), b"\r\nConnection: close\r\n\r\n"].concat()
}

fn connect(front: &PlatenProcess) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", front.port())).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
}

fn answer_of(front: &PlatenProcess, request: &[u8]) -> Vec<u8> {
    let mut stream = connect(front);
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    answer
}

fn status_of(front: &PlatenProcess, request: &[u8]) -> u16 {
    status(&answer_of(front, request))
}

/// The status code; 0 when the connection was closed without a word.
fn status(answer: &[u8]) -> u16 {
    let line = String::from_utf8_lossy(answer.get(..12).unwrap_or_default()).into_owned();
    line.split(' ').nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Sends chunk after chunk, a quarter of a gigabyte at most, until the server has answered.
fn status_of_endless_body(front: &PlatenProcess, path: &str) -> u16 {
    let mut stream = connect(front);
    stream.set_write_timeout(Some(Duration::from_secs(5))).unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n",
        host(front)
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut reader = stream.try_clone().unwrap();
    let answer = std::thread::spawn(move || {
        let mut start = [0; 12];
        let read = reader.read_exact(&mut start);
        if read.is_ok() { status(&start) } else { 0 }
    });
    let chunk = [format!("{:x}\r\n", 1 << 20).into_bytes(), vec![b'a'; 1 << 20], b"\r\n".to_vec()].concat();
    for _ in 0..256 {
        if answer.is_finished() || stream.write_all(&chunk).is_err() {
            break;
        }
    }
    answer.join().unwrap()
}
