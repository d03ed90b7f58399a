//! `core/post-date`: when a post was published or changed.

use chrono::{DateTime, NaiveDateTime};

use super::{Call, classes, shown_post};
use crate::blocks::context::BlockRenderer;
use crate::blocks::{dates, links, php};
use crate::formatting::{esc_attr, esc_html, esc_url};
use crate::{Result, Site};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let mut class = Vec::new();
    let is_bound = php::at(call.attributes, &["metadata", "bindings", "datetime", "source"]).is_some();
    let own = call.attributes.get("datetime").filter(|value| !value.is_null()).map(php::to_text);
    let modified = call.text("displayType") == "modified";
    let written = match own {
        Some(own) => own,
        None if is_bound => String::new(),
        None => {
            class.extend(modified.then(|| "wp-block-post-date__modified-date".to_owned()));
            of_post(renderer, &call, modified).await?
        }
    };
    if written.is_empty() {
        return Ok(String::new());
    }
    let text = formatted(&renderer.site, &written, call.text("format"));
    class.push(classes::aligned(&call));
    let class: Vec<_> = class.into_iter().filter(|class| !class.is_empty()).collect();
    let mut time = format!("<time datetime=\"{}\">{}</time>", esc_attr(&written), esc_html(&text));
    if call.flag("isLink")
        && let Some(id) = call.post_id()
        && let Some(post) = shown_post::load(renderer, id).await?
    {
        time = format!("<a href=\"{}\">{time}</a>", esc_url(&links::post(&renderer.site, &post).await?));
    }
    Ok(format!("<div {}>{time}</div>", call.wrapper(renderer, &[("class", &class.join(" "))])))
}

async fn of_post(renderer: &mut BlockRenderer, call: &Call<'_>, modified: bool) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(String::new()) };
    if !post.password.is_empty() || post.status != "publish" {
        return Ok(String::new());
    }
    Ok(match modified {
        true if post.modified > post.date => dates::written(&renderer.site, "c", post.modified),
        true => String::new(),
        false => dates::written(&renderer.site, "c", post.date),
    })
}

/// A date by the block's format, in the site's time.
fn formatted(site: &Site, written: &str, format: &str) -> String {
    let utc = match DateTime::parse_from_rfc3339(written) {
        Ok(date) => date.naive_utc(),
        Err(_) => match NaiveDateTime::parse_from_str(written, "%Y-%m-%d %H:%M:%S") {
            Ok(local) => local,
            Err(_) => return String::new(),
        },
    };
    if format == "human-diff" {
        let (then, now) = (utc.and_utc().timestamp(), site.host().now().and_utc().timestamp());
        let words = site.settings().words();
        let length = words.time_between(then, now);
        return if then > now { words.fill("%s from now", &[&length]) } else { words.fill("%s ago", &[&length]) };
    }
    dates::written(site, format, site.settings().to_local(utc))
}
