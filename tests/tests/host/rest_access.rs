//! Who may and who may not, in the REST API: every route and method, asked by everybody there is. A route without a row
//! fails. What a route says in `Allow` is what it asks before it does anything, so it is compared for all; and whoever may
//! not is refused when they try.
use reqwest::Method;
use serde_json::json;
use tests::{Answer, Installation, SiteClient, on_both_databases};

use super::rest_rows::{Least, ROWS};
use super::rest_things::{PEOPLE, Things, everything, sign_everybody_in};

/// Methods of one route, with who may use each.
fn rows_of(pattern: &str) -> Vec<(&'static str, Least)> {
    ROWS.iter().filter(|(of, _, _)| *of == pattern).map(|(_, method, least)| (*method, *least)).collect()
}

#[test]
fn every_route_of_the_api_has_its_row_and_every_row_its_route() {
    let listed = web::rest::listed();
    let mut complaints = Vec::new();
    for (pattern, methods) in &listed {
        let rows = rows_of(pattern);
        let missing = methods.iter().filter(|method| !rows.iter().any(|(of, _)| of == *method));
        complaints.extend(missing.map(|method| format!("{method} {pattern} has no row")));
    }
    let is_known =
        |pattern: &str, method: &str| listed.iter().any(|(of, methods)| of == pattern && methods.contains(&method));
    let strays = ROWS.iter().filter(|(pattern, method, _)| !is_known(pattern, method));
    complaints.extend(strays.map(|(pattern, method, _)| format!("{method} {pattern} is no route")));
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

on_both_databases! {
    async fn each_route_of_the_api_says_to_everybody_what_they_may(installation: Installation) {
        let front = Things::prepare(&installation);
        let clients = sign_everybody_in(&front).await;
        let things = Things::make(&clients[PEOPLE.len() - 1]).await;
        let mut complaints = Vec::new();
        for (pattern, _) in web::rest::listed() {
            let address = format!("/wp-json{}", things.address_of(&pattern));
            for (place, client) in clients.iter().enumerate() {
                let answer = Answer::of(client.request(Method::OPTIONS, &address)).await;
                complaints.extend(complaint(&answer, place, &pattern));
            }
        }
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    }

    async fn whoever_may_not_is_refused_and_changes_nothing(installation: Installation) {
        let front = Things::prepare(&installation);
        let clients = sign_everybody_in(&front).await;
        let admin = &clients[PEOPLE.len() - 1];
        let things = Things::make(admin).await;
        let before = everything(admin).await;
        let mut complaints = Vec::new();
        // Without the defaults of its arguments, which `OPTIONS` does not know, this list asks for any status.
        let refused = ROWS.iter().filter(|(pattern, method, _)| (*pattern, *method) != ("/wp/v2/comments", "GET"));
        for (pattern, method, least) in refused {
            let address = format!("/wp-json{}", things.address_of(pattern));
            for (place, client) in clients.iter().enumerate().filter(|(place, _)| !least.lets_in(*place)) {
                let status = attempt(client, method, &address).await;
                if !(400..500).contains(&status) {
                    complaints.push(format!("{} got {status}: {method} {address}", PEOPLE[place]));
                }
            }
        }
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
        assert_eq!(everything(admin).await, before, "somebody changed what they may not");
    }

    async fn no_route_fails_on_what_an_administrator_reads(installation: Installation) {
        let front = Things::prepare(&installation);
        let clients = sign_everybody_in(&front).await;
        let admin = &clients[PEOPLE.len() - 1];
        let things = Things::make(admin).await;
        let mut complaints = Vec::new();
        for (pattern, method, _) in ROWS.iter().filter(|(_, method, _)| *method == "GET") {
            let address = format!("/wp-json{}", things.address_of(pattern));
            for context in ["view", "edit", "embed"] {
                let status = attempt(admin, method, &format!("{address}?context={context}")).await;
                if status >= 500 {
                    complaints.push(format!("{status}: {method} {address} in {context}"));
                }
            }
        }
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    }
}

/// What is wrong with what the route allows this person.
fn complaint(answer: &Answer, place: usize, pattern: &str) -> Option<String> {
    let person = PEOPLE[place];
    if answer.status != 200 {
        return Some(format!("{person} got {} for OPTIONS of {pattern}", answer.status));
    }
    let mut allowed: Vec<&str> = answer.header("allow").split(", ").filter(|method| !method.is_empty()).collect();
    let rows = rows_of(pattern).into_iter();
    let mut expected: Vec<&str> = rows.filter(|(_, least)| least.lets_in(place)).map(|(method, _)| method).collect();
    allowed.sort_unstable();
    expected.sort_unstable();
    (allowed != expected).then(|| format!("{person} may {allowed:?} instead of {expected:?} at {pattern}"))
}

async fn attempt(client: &SiteClient, method: &str, address: &str) -> u16 {
    let request = client.request(Method::from_bytes(method.as_bytes()).unwrap(), address);
    let request = if method == "GET" {
        request
    } else {
        request.json(&json!({"force": true, "title": "changed", "name": "changed"}))
    };
    Answer::of(request).await.status
}
