//! Which page shows what, and which form does what.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, web};

use super::desk::Desk;
use super::{account_page, own, signing};
use crate::failure::Failure;
use crate::front::Front;

/// What a form, or an address, says.
pub type Said = HashMap<String, String>;

const LARGEST_FORM: usize = 64 << 10;
/// Longer than anything that is asked for.
const LONGEST_VALUE: usize = 1_000;

/// GET of the address without its slash.
pub async fn home(request: HttpRequest, front: web::Data<Front>) -> Result<HttpResponse, Failure> {
    Ok(Desk::of(&request, front).await?.go(""))
}

/// GET: the page.
pub async fn show(
    request: HttpRequest,
    front: web::Data<Front>,
    page: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let desk = Desk::of(&request, front).await?;
    let asked = said(request.query_string().as_bytes())?;
    match page.as_str() {
        "" => account_page::show(&desk, "").await,
        "sign-up" => signing::sign_up_form(&desk, &asked, "").await,
        "sign-in" if desk.signed_in.is_some() => Ok(desk.go("")),
        "sign-in" => signing::sign_in_form(&desk, &asked, "").await,
        // A program that looks through letters opens links, but sends no forms.
        "confirm" | "link" => signing::really(&desk, &page, &asked).await,
        "card" => own::card_given(&desk, &asked).await,
        "export" => own::export(&desk).await,
        _ => Err(Failure::NotFound),
    }
}

/// POST: the form.
pub async fn submit(
    request: HttpRequest,
    front: web::Data<Front>,
    page: web::Path<String>,
    body: web::Bytes,
) -> Result<HttpResponse, Failure> {
    let desk = Desk::of(&request, front).await?;
    if body.len() > LARGEST_FORM {
        return Err(Failure::TooLarge);
    }
    let given = said(&body)?;
    match page.as_str() {
        "sign-up" => signing::sign_up(&desk, given).await,
        "sign-in" => signing::sign_in(&desk, given).await,
        "send-link" => signing::send_link(&desk, given).await,
        "confirm" => signing::confirm(&desk, given).await,
        "link" => signing::by_link(&desk, given).await,
        "sign-out" => own::sign_out(&desk, &given).await,
        "subscribe" => own::subscribe(&desk, &given).await,
        "card" => own::give_card(&desk, &given).await,
        "cancel" => own::cancel(&desk, &given).await,
        "resume" => own::resume(&desk, &given).await,
        "newsletter" => own::newsletter(&desk, &given).await,
        "password" => own::password(&desk, &given).await,
        "leave" => own::leave(&desk, &given).await,
        _ => Err(Failure::NotFound),
    }
}

fn said(pairs: &[u8]) -> Result<Said, Failure> {
    let pairs = web::Query::<Said>::from_query(&String::from_utf8_lossy(pairs));
    let mut said = pairs.map_err(|error| Failure::BadBody(error.to_string()))?.into_inner();
    said.retain(|_, value| value.len() <= LONGEST_VALUE && !value.contains('\0'));
    Ok(said)
}

/// A value, or nothing.
pub fn value<'a>(said: &'a Said, name: &str) -> &'a str {
    said.get(name).map_or("", String::as_str)
}
