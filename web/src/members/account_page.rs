//! A member's own page: the plan, invoices, letters, password, data, leaving.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use cms::members::{self, Invoice, Plan, Subscription, shown_amount};

use super::desk::{Desk, SignedIn};
use super::forms::{choice, field, hidden, notice, own};
use crate::failure::Failure;
use crate::plain_page::escape;

/// The page, with a sentence above it.
pub async fn show(desk: &Desk, sentence: &str) -> Result<HttpResponse, Failure> {
    let Some(signed_in) = desk.signed_in.clone() else { return Ok(desk.go("sign-in")) };
    let member = signed_in.member.clone();
    let (current, plans, invoices) = desk
        .run(|site| async move {
            let current = members::current(&site, &member).await?;
            Ok((current, members::offered_plans(&site).await?, members::own_invoices(&site, &member).await?))
        })
        .await?;
    let plan = match &current {
        Some(current) => of_current(desk, &signed_in, current, &plans),
        None => offered(desk, &signed_in, &plans),
    };
    let body = format!(
        "<p class=\"quiet\">{}</p>{}<h2>Your plan</h2>{plan}{}{}",
        escape(&signed_in.member.email),
        notice(sentence),
        papers(&invoices),
        rest(desk, &signed_in),
    );
    desk.page(StatusCode::OK, "Your account", &body).await
}

fn price(amount: i64, currency: &str, every: &str) -> String {
    if amount == 0 { "free".to_owned() } else { format!("{} a {every}", shown_amount(amount, currency)) }
}

fn of_current(desk: &Desk, signed_in: &SignedIn, current: &Subscription, plans: &[Plan]) -> String {
    let name = plans.iter().find(|plan| plan.id == current.plan_id).map_or("Your plan", |plan| plan.name.as_str());
    let until = current.period_end.map(|end| end.format("%Y-%m-%d").to_string()).unwrap_or_default();
    let state = match current.state.as_str() {
        "trialing" => format!("Free until {until}; then it is to be paid."),
        "incomplete" if current.period_end.is_none() => "It begins as soon as you have given a card.".to_owned(),
        "incomplete" => "It begins with the first payment, which is under way.".to_owned(),
        "past_due" => "The last payment was refused.".to_owned(),
        _ if current.cancel_at_end => format!("Cancelled: it ends on {until}."),
        _ if until.is_empty() => "It has no end.".to_owned(),
        _ => format!("The next payment is on {until}."),
    };
    let cost = price(current.amount, &current.currency, &current.every);
    let card = if current.payment == "card" && current.amount > 0 {
        own(desk, signed_in, "card", "", "Give a card")
    } else {
        String::new()
    };
    let end = match current.cancel_at_end {
        true => own(desk, signed_in, "resume", "", "Keep the plan"),
        false => own(desk, signed_in, "cancel", "", "Cancel the plan"),
    };
    format!("<p><strong>{}</strong>, {}. {}</p>{card}{end}", escape(name), escape(&cost), escape(&state))
}

fn offered(desk: &Desk, signed_in: &SignedIn, plans: &[Plan]) -> String {
    if plans.is_empty() {
        return "<p>There are no plans.</p>".to_owned();
    }
    let one = |plan: &Plan| {
        let trial =
            if plan.trial_days > 0 { format!(", the first {} days free", plan.trial_days) } else { String::new() };
        let cost = price(plan.amount, &plan.currency, &plan.every);
        let said = format!(
            "<p><strong>{}</strong>, {}{trial}. {}</p>",
            escape(&plan.name),
            escape(&cost),
            escape(&plan.description)
        );
        own(desk, signed_in, "subscribe", &format!("{said}{}", hidden("plan", &plan.id.to_string())), "Take it")
    };
    plans.iter().map(one).collect()
}

fn papers(invoices: &[Invoice]) -> String {
    if invoices.is_empty() {
        return String::new();
    }
    let row = |invoice: &Invoice| {
        let amount = shown_amount(invoice.amount, &invoice.currency);
        let back = match invoice.refunded {
            0 => String::new(),
            refunded => format!(", {} given back", shown_amount(refunded, &invoice.currency)),
        };
        let state = match invoice.state.as_str() {
            "charging" | "unknown" => "under way",
            "void" => "called off",
            "failed" => "not paid",
            state => state,
        };
        let day = invoice.created.format("%Y-%m-%d");
        format!(
            "<li>{} of {day}: {} for {}, {state}{back}</li>",
            invoice.number,
            escape(&amount),
            escape(&invoice.plan_name)
        )
    };
    format!("<h2>Invoices</h2><ul>{}</ul>", invoices.iter().map(row).collect::<String>())
}

fn rest(desk: &Desk, signed_in: &SignedIn) -> String {
    let letters = choice("newsletter", "Send me new posts by letter", signed_in.member.newsletter);
    let password =
        field("password", "password", "New password", "", "autocomplete=\"new-password\" minlength=\"8\" required");
    let really =
        field("text", "really", "Type the word leave to leave and have your data removed", "", "autocomplete=\"off\"");
    [
        "<h2>Letters</h2>".to_owned(),
        own(desk, signed_in, "newsletter", &letters, "Save"),
        "<h2>Password</h2>".to_owned(),
        own(desk, signed_in, "password", &password, "Set password"),
        format!(
            "<h2>Your data</h2><p><a href=\"{}\">Download all that is kept of you</a></p>",
            escape(&desk.address("export"))
        ),
        own(desk, signed_in, "leave", &really, "Leave"),
        own(desk, signed_in, "sign-out", "", "Sign out"),
    ]
    .concat()
}
