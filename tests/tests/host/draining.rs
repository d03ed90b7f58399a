//! SIGTERM drains: what was begun is finished, then the process ends.
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use tests::{Installation, PlatenProcess, on_both_databases};

on_both_databases! {
    async fn a_request_in_flight_is_finished_after_sigterm(installation: Installation) {
        installation.install_site("Draining");
        let id = installation.platen(&["post", "create", "--post_title=Slow", "--post_status=publish", "--comment_status=open", "--porcelain"]);
        let mut front = installation.serve();
        let body = format!("comment_post_ID={id}&author=Slow&email=slow%40example.org&comment=typed+slowly&comment_parent=0");
        let (first, rest) = body.split_at(body.len() / 2);
        let mut stream = connect(&front);
        let head = format!(
            "POST /wp-comments-post.php HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{first}",
            front.port(), body.len(),
        );
        stream.write_all(head.as_bytes()).unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
        front.terminate();
        tokio::time::sleep(Duration::from_millis(700)).await;
        stream.write_all(rest.as_bytes()).unwrap();
        let answer = read_all(&mut stream);
        assert!(answer.starts_with("HTTP/1.1 302"), "the request was cut: {answer:?}");
        assert!(front.wait_until_ended(Duration::from_secs(35)), "a drained front ends with code 0:\n{}", front.log());
        assert_eq!(installation.platen(&["comment", "list", "--status=hold", "--format=count"]), "1");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_answer_is_cut_while_fronts_drain_under_load() {
    let installation = Installation::on_sqlite();
    installation.install_site("Draining under load");
    let mut front = installation.serve();
    let port = front.port();
    let visitors: Vec<_> = (0..8).map(|_| std::thread::spawn(move || ask_until_refused(port))).collect();
    tokio::time::sleep(Duration::from_millis(600)).await;
    let terminated = Instant::now();
    front.terminate();
    assert!(front.wait_until_ended(Duration::from_secs(35)), "a drained front ends with code 0:\n{}", front.log());
    let asked: Vec<_> = visitors.into_iter().flat_map(|visitor| visitor.join().unwrap()).collect();
    let whole = asked.iter().filter(|(_, whole)| *whole).count();
    assert!(whole > 20, "the visitors asked only {whole} times");
    let cut = asked.iter().filter(|(begun, whole)| !whole && *begun < terminated).count();
    assert_eq!(cut, 0, "{cut} of {} answers were cut", asked.len());
}

/// Asks for the home page until nobody listens any more: when each request was begun, and whether its answer was whole.
fn ask_until_refused(port: u16) -> Vec<(Instant, bool)> {
    let mut asked = Vec::new();
    while let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) {
        let begun = Instant::now();
        let request = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
        let answer = stream.write_all(request.as_bytes()).map(|()| read_all(&mut stream)).unwrap_or_default();
        asked.push((begun, answer.starts_with("HTTP/1.1 200") && answer.trim_end().ends_with("</html>")));
    }
    asked
}

fn connect(front: &PlatenProcess) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", front.port())).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
}

fn read_all(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}
