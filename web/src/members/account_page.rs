//! A member's own page: the plan, invoices, letters, password, data, leaving.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use cms::languages::Words;
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
    let words = desk.words();
    let body = format!(
        "<p class=\"quiet\">{}</p>{}<h2>{}</h2>{plan}{}{}",
        escape(&signed_in.member.email),
        notice(sentence),
        words.say("Your plan"),
        papers(words, &invoices),
        rest(desk, &signed_in),
    );
    desk.page(StatusCode::OK, words.say("Your account"), &body).await
}

fn price(words: Words, amount: i64, currency: &str, every: &str) -> String {
    let amount = if amount == 0 { None } else { Some(shown_amount(amount, currency)) };
    match (amount, every) {
        (None, _) => words.say("free").to_owned(),
        (Some(amount), "year") => words.fill("%s a year", &[&amount]),
        (Some(amount), _) => words.fill("%s a month", &[&amount]),
    }
}

fn of_current(desk: &Desk, signed_in: &SignedIn, current: &Subscription, plans: &[Plan]) -> String {
    let words = desk.words();
    let name =
        plans.iter().find(|plan| plan.id == current.plan_id).map_or(words.say("Your plan"), |plan| plan.name.as_str());
    let until = current.period_end.map(|end| end.format("%Y-%m-%d").to_string()).unwrap_or_default();
    let state = match current.state.as_str() {
        "trialing" => words.fill("Free until %s; then it is to be paid.", &[&until]),
        "incomplete" if current.period_end.is_none() => {
            words.say("It begins as soon as you have given a card.").to_owned()
        }
        "incomplete" => words.say("It begins with the first payment, which is under way.").to_owned(),
        "past_due" => words.say("The last payment was refused.").to_owned(),
        _ if current.cancel_at_end => words.fill("Cancelled: it ends on %s.", &[&until]),
        _ if until.is_empty() => words.say("It has no end.").to_owned(),
        _ => words.fill("The next payment is on %s.", &[&until]),
    };
    let cost = price(words, current.amount, &current.currency, &current.every);
    let card = if current.payment == "card" && current.amount > 0 {
        own(desk, signed_in, "card", "", words.say("Give a card"))
    } else {
        String::new()
    };
    let end = match current.cancel_at_end {
        true => own(desk, signed_in, "resume", "", words.say("Keep the plan")),
        false => own(desk, signed_in, "cancel", "", words.say("Cancel the plan")),
    };
    format!("<p><strong>{}</strong>, {}. {}</p>{card}{end}", escape(name), escape(&cost), escape(&state))
}

fn offered(desk: &Desk, signed_in: &SignedIn, plans: &[Plan]) -> String {
    let words = desk.words();
    if plans.is_empty() {
        return format!("<p>{}</p>", words.say("There are no plans."));
    }
    let one = |plan: &Plan| {
        let trial = match plan.trial_days {
            0 => String::new(),
            days => words.count(", the first day free", ", the first %s days free", days),
        };
        let cost = price(words, plan.amount, &plan.currency, &plan.every);
        let said = format!(
            "<p><strong>{}</strong>, {}{trial}. {}</p>",
            escape(&plan.name),
            escape(&cost),
            escape(&plan.description)
        );
        own(
            desk,
            signed_in,
            "subscribe",
            &format!("{said}{}", hidden("plan", &plan.id.to_string())),
            words.say("Take it"),
        )
    };
    plans.iter().map(one).collect()
}

fn papers(words: Words, invoices: &[Invoice]) -> String {
    if invoices.is_empty() {
        return String::new();
    }
    let row = |invoice: &Invoice| {
        let amount = shown_amount(invoice.amount, &invoice.currency);
        let back = match invoice.refunded {
            0 => String::new(),
            refunded => words.fill(", %s given back", &[&shown_amount(refunded, &invoice.currency)]),
        };
        let state = match invoice.state.as_str() {
            "charging" | "unknown" => words.say("under way"),
            "void" => words.say("called off"),
            "failed" => words.say("not paid"),
            "open" => words.say("open"),
            "paid" => words.say("paid"),
            state => state,
        };
        let day = invoice.created.format("%Y-%m-%d");
        let (amount, plan) = (escape(&amount), escape(&invoice.plan_name));
        let paper = words.fill("%1$s of %2$s: %3$s for %4$s", &[&invoice.number, &day, &amount, &plan]);
        format!("<li>{paper}, {state}{back}</li>")
    };
    format!("<h2>{}</h2><ul>{}</ul>", words.say("Invoices"), invoices.iter().map(row).collect::<String>())
}

fn rest(desk: &Desk, signed_in: &SignedIn) -> String {
    let words = desk.words();
    let letters = choice("newsletter", words.say("Send me new posts by letter"), signed_in.member.newsletter);
    let password = field(
        "password",
        "password",
        words.say("New password"),
        "",
        "autocomplete=\"new-password\" minlength=\"8\" required",
    );
    let really = field(
        "text",
        "really",
        words.say("Type the word leave to leave and have your data removed"),
        "",
        "autocomplete=\"off\"",
    );
    [
        format!("<h2>{}</h2>", words.say("Letters")),
        own(desk, signed_in, "newsletter", &letters, words.say("Save")),
        format!("<h2>{}</h2>", words.say("Password")),
        own(desk, signed_in, "password", &password, words.say("Set password")),
        format!(
            "<h2>{}</h2><p><a href=\"{}\">{}</a></p>",
            words.say("Your data"),
            escape(&desk.address("export")),
            words.say("Download all that is kept of you")
        ),
        own(desk, signed_in, "leave", &really, words.say("Leave")),
        own(desk, signed_in, "sign-out", "", words.say("Sign out")),
    ]
    .concat()
}
