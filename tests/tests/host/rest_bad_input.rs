//! What no client should send to the REST API: it gets WordPress's code and status, never an error of ours, and nothing is
//! half written.
use reqwest::Method;
use tests::{Answer, Installation, SiteClient, on_both_databases};

use super::rest_things::signed_in;

/// Addresses that nobody means, with the status and the code that WordPress gives; no code where the answer is a list.
const QUESTIONS: [(&str, u16, &str); 21] = [
    ("posts/99999999999999999999999", 404, "rest_post_invalid_id"),
    ("posts/9223372036854775807", 404, "rest_post_invalid_id"),
    ("posts/0", 404, "rest_post_invalid_id"),
    ("posts/-1", 404, "rest_no_route"),
    ("posts?page=0", 400, "rest_invalid_param"),
    ("posts?page=-5", 400, "rest_invalid_param"),
    ("posts?page=99999999999999999999", 400, "rest_post_invalid_page_number"),
    ("posts?page=9223372036854775807&per_page=100", 400, "rest_post_invalid_page_number"),
    ("posts?per_page=1e2", 200, ""),
    ("posts?offset=9223372036854775807", 200, ""),
    ("posts?include=99999999999999999999,-1,0", 200, ""),
    ("posts?author=9e99", 200, ""),
    ("posts?after=not-a-date", 400, "rest_invalid_param"),
    ("posts?after=99999-01-01T00:00:00", 400, "rest_invalid_param"),
    ("posts?search=%25%5F%27%22%5C", 200, ""),
    ("posts?categories[terms]=1&categories[operator]=XOR", 400, "rest_invalid_param"),
    ("posts?_fields=id,,,.,...,a.b.c.d.e", 200, ""),
    ("categories?page=99999999999999999999", 200, ""),
    ("comments?page=99999999999999999999", 200, ""),
    ("block-renderer/core/latest-posts?context=edit&attributes[nope]=1", 400, "rest_invalid_param"),
    ("no-such-thing", 404, "rest_no_route"),
];

on_both_databases! {
    async fn a_question_that_nobody_means_gets_wordpresss_answer(installation: Installation) {
        installation.install_site("Bad questions");
        let front = installation.serve();
        let admin = signed_in(front.client(), "admin").await;
        send(&admin, "posts", br#"{"title":"The one post","status":"publish"}"#.to_vec()).await;
        let mut complaints = Vec::new();
        for (address, status, code) in QUESTIONS {
            let answer = admin.get(&format!("/wp-json/wp/v2/{address}")).await;
            let got = answer.json()["code"].as_str().unwrap_or_default().to_owned();
            if (answer.status, got.as_str()) != (status, code) {
                complaints.push(format!("{} {got} instead of {status} {code}: {address}", answer.status));
            }
        }
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    }

    async fn a_body_that_is_no_json_is_refused_with_its_reason(installation: Installation) {
        installation.install_site("Bad bodies");
        let front = installation.serve();
        let admin = signed_in(front.client(), "admin").await;
        let before = count(&admin).await;
        let deep = |depth: usize| format!("{{\"title\":{}{}}}", "[".repeat(depth), "]".repeat(depth)).into_bytes();
        let bodies: [(Vec<u8>, u64); 6] = [
            (b"{\"title\": ".to_vec(), 4),
            (b"{'title': 'a'}".to_vec(), 4),
            (b"{\"title\": \"\xff\xfe\"}".to_vec(), 5),
            (b"{\"title\": \"\\ud800\"}".to_vec(), 10),
            (deep(600), 1),
            (deep(900_000), 1),
        ];
        for (body, reason) in bodies {
            let answer = send(&admin, "posts", body).await;
            assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some("rest_invalid_json")), "{}", answer.text);
            assert_eq!(answer.json()["data"]["json_error_code"], reason, "{}", answer.text);
        }
        assert_eq!(count(&admin).await, before, "something was written all the same");
    }

    async fn a_body_of_wrong_things_is_never_an_error_of_ours(installation: Installation) {
        installation.install_site("Wrong bodies");
        let front = installation.serve();
        let admin = signed_in(front.client(), "admin").await;
        let bodies = [
            r#"[1,2,3]"#, r#""a""#, r#"null"#, r#"{}"#, r#"{"title":5}"#, r#"{"title":{"raw":[]}}"#, r#"{"title":"a","status":"no such"}"#,
            r#"{"title":"a","author":99999999999999999999}"#, r#"{"title":"a","date":"2026-13-45T99:99:99"}"#,
            r#"{"title":"a","categories":[1e300]}"#, r#"{"title":"a","meta":[1]}"#, r#"{"title":"a\u0000b","content":"\u0000"}"#,
            r#"{"title":"a","slug":"\u0000"}"#, r#"{"title":"a","menu_order":1e400}"#, r#"{"id":1,"title":"a"}"#,
            r#"{"title":"a","featured_media":-1}"#, r#"{"title":"a","template":"../../etc/passwd"}"#, r#"{"title":"a","tags":{"0":"x"}}"#,
        ];
        let mut complaints = Vec::new();
        for list in ["posts", "pages", "blocks", "users", "comments", "categories", "settings", "widgets", "font-families"] {
            for body in bodies {
                let answer = send(&admin, list, body.as_bytes().to_vec()).await;
                if answer.status >= 500 {
                    complaints.push(format!("{}: {list} {body}: {}", answer.status, answer.text));
                }
            }
        }
        for body in [r#"{"requests":5}"#, r#"{"requests":[5]}"#, r#"{"requests":[{"path":"http://["}]}"#, r#"{"requests":[{"path":"/batch/v1","body":{"requests":[]}}]}"#] {
            let answer = send_to(&admin, "/wp-json/batch/v1", body.as_bytes().to_vec()).await;
            if answer.status >= 500 {
                complaints.push(format!("{}: batch {body}: {}", answer.status, answer.text));
            }
        }
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    }

    async fn a_body_of_a_hundred_megabytes_is_refused(installation: Installation) {
        installation.install_site("Large bodies");
        let front = installation.serve();
        let admin = signed_in(front.client(), "admin").await;
        let mut body = br#"{"title":""#.to_vec();
        body.resize(100 << 20, b'a');
        let sent = Answer::try_of(post(&admin, "/wp-json/wp/v2/posts", body)).await;
        // Whoever goes on sending after the refusal may find the connection closed.
        assert!(sent.is_err() || sent.is_ok_and(|answer| answer.status == 413));
        assert_eq!(admin.get("/wp-json/wp/v2/posts").await.status, 200);
    }
}

async fn count(admin: &SiteClient) -> String {
    admin.get("/wp-json/wp/v2/posts?status=any").await.header("x-wp-total").to_owned()
}

async fn send(client: &SiteClient, list: &str, body: Vec<u8>) -> Answer {
    send_to(client, &format!("/wp-json/wp/v2/{list}"), body).await
}

async fn send_to(client: &SiteClient, address: &str, body: Vec<u8>) -> Answer {
    Answer::of(post(client, address, body)).await
}

fn post(client: &SiteClient, address: &str, body: Vec<u8>) -> reqwest::RequestBuilder {
    client.request(Method::POST, address).header("Content-Type", "application/json").body(body)
}
