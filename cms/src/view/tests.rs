//! Pages of a small site, from the address to the answer.

use super::*;
use crate::fixture;

fn is_send<T: Send>(future: T) -> T {
    future
}

#[tokio::test]
async fn an_answer_may_be_awaited_on_any_thread() {
    let (_folder, site) = fixture::site().await;
    let request = Request::visit("/");
    let asked = is_send(answer(&site, &request));
    assert!(size_of_val(&asked) < 2_000, "{} bytes on the stack of whoever awaits it", size_of_val(&asked));
    let asked = asked.await.unwrap();
    assert!(matches!(asked, Answer::Page(page) if page.status == 200));
}
