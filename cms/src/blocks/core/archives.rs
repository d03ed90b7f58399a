//! `core/archives`: months (or years, days, weeks, posts) that have posts.

use chrono::{Datelike, Days, NaiveDate};
use sea_orm::sea_query::{Alias, Expr, SimpleExpr};
use sea_orm::{ColumnTrait, DbBackend, QueryFilter, QueryOrder, QuerySelect};

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::blocks::{dates, links};
use crate::formatting::{CORE_SHORTCODES, TitleOf, esc_url, strip_tags, the_title, wptexturize};
use crate::posts::{PublishedPosts, entity};
use crate::{CacheTag, Result, Site};

/// One entry of the list.
struct Entry {
    address: String,
    text: String,
    posts: i64,
    is_current: bool,
}

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    renderer.read(CacheTag::Posts("post".to_owned()));
    let counted = call.flag("showPostCounts");
    if call.flag("displayAsDropdown") {
        return dropdown(renderer, &call, counted).await;
    }
    let entries = entries(renderer, call.text("type")).await?;
    let wrapper = call.wrapper(renderer, &[("class", "wp-block-archives-list")]);
    if entries.is_empty() {
        return Ok(format!("<div {wrapper}>{}</div>", renderer.words().say("No archives to show.")));
    }
    let items = entries.iter().map(|entry| {
        let count = if counted { format!("&nbsp;({})", entry.posts) } else { String::new() };
        let current = if entry.is_current { " aria-current=\"page\"" } else { "" };
        format!("\t<li><a href='{}'{current}>{}</a>{count}</li>\n", esc_url(&entry.address), entry.text)
    });
    Ok(format!("<ul {wrapper}>{}</ul>", items.collect::<String>()))
}

async fn dropdown(renderer: &mut BlockRenderer, call: &Call<'_>, counted: bool) -> Result<String> {
    let id = renderer.collected.unique_id("wp-block-archives-");
    let entries = entries(renderer, call.text("type")).await?;
    let options = entries.iter().map(|entry| {
        let count = if counted { format!("&nbsp;({})", entry.posts) } else { String::new() };
        format!("\t<option value='{}'> {} {count}</option>\n", esc_url(&entry.address), entry.text)
    });
    let words = renderer.words();
    let label = match call.text("type") {
        "yearly" => words.say("Select Year"),
        "monthly" => words.say("Select Month"),
        "daily" => words.say("Select Day"),
        "weekly" => words.say("Select Week"),
        _ => words.say("Select Post"),
    };
    let archives = words.say("Archives");
    let hidden = if call.flag("showLabel") { "" } else { " screen-reader-text" };
    let wrapper = call.wrapper(renderer, &[("class", "wp-block-archives-dropdown")]);
    let options = options.collect::<String>();
    let script = go_to_choice_script(&id);
    Ok(format!(
        "<div {wrapper}><label for=\"{id}\" class=\"wp-block-archives__label{hidden}\">{archives}</label>\n\t\t\
         <select id=\"{id}\" name=\"archive-dropdown\">\n\t\t<option value=\"\">{label}</option>{options}</select>{script}</div>"
    ))
}

/// A script that follows the address of the chosen option.
fn go_to_choice_script(id: &str) -> String {
    format!(
        "<script>\ndocument.getElementById(\"{id}\").addEventListener(\"change\",e=>{{\
         if(e.target.value)location.href=e.target.value}});\n</script>\n"
    )
}

async fn entries(renderer: &mut BlockRenderer, kind: &str) -> Result<Vec<Entry>> {
    match kind {
        "yearly" => Ok(periods(&renderer.site, "%Y", "YYYY")
            .await?
            .iter()
            .filter_map(|(year, posts)| {
                let number = year.parse().ok()?;
                Some(Entry {
                    address: links::date(&renderer.site, number, None, None),
                    text: year.clone(),
                    posts: *posts,
                    is_current: false,
                })
            })
            .collect()),
        "daily" => Ok(days(&renderer.site)
            .await?
            .into_iter()
            .map(|(day, posts)| {
                let address = links::date(&renderer.site, day.year(), Some(day.month()), Some(day.day()));
                Entry { address, text: dates::written(&renderer.site, "", day.into()), posts, is_current: false }
            })
            .collect()),
        "weekly" => weeks(renderer).await,
        "postbypost" | "alpha" => posts(renderer, kind == "alpha").await,
        _ => Ok(periods(&renderer.site, "%Y-%m", "YYYY-MM")
            .await?
            .iter()
            .filter_map(|(period, posts)| {
                let (year, month) = period.split_once('-')?;
                let (year, month): (i32, u32) = (year.parse().ok()?, month.parse().ok()?);
                let first = NaiveDate::from_ymd_opt(year, month, 1)?;
                let text = dates::written(&renderer.site, renderer.words().say("F Y"), first.into());
                Some(Entry {
                    address: links::date(&renderer.site, year, Some(month), None),
                    text,
                    posts: *posts,
                    is_current: false,
                })
            })
            .collect()),
    }
}

/// Published posts by a part of their date, newest first; the part by SQLite's and by Postgres's format.
async fn periods(site: &Site, sqlite: &str, postgres: &str) -> Result<Vec<(String, i64)>> {
    let period = |text: String| -> SimpleExpr { Expr::cust(text) };
    let expression = match site.reader().get_database_backend() {
        DbBackend::Postgres => period(format!("to_char(\"date\", '{postgres}')")),
        _ => period(format!("strftime('{sqlite}', \"date\")")),
    };
    let query = PublishedPosts::any(site)
        .filter(entity::Column::PostType.eq("post"))
        .filter(entity::Column::Status.eq("publish"))
        .select_only()
        .column_as(expression.clone(), "period")
        .column_as(entity::Column::Id.count(), "posts")
        .group_by(expression)
        .order_by_desc(Expr::col(Alias::new("period")));
    Ok(query.into_tuple::<(String, i64)>().all(site.reader()).await?)
}

async fn days(site: &Site) -> Result<Vec<(NaiveDate, i64)>> {
    let periods = periods(site, "%Y-%m-%d", "YYYY-MM-DD").await?;
    Ok(periods.into_iter().filter_map(|(day, posts)| Some((day.parse().ok()?, posts))).collect())
}

/// Weeks begin on the site's first day of the week; their numbers are those of the archive's address.
async fn weeks(renderer: &BlockRenderer) -> Result<Vec<Entry>> {
    let site = &renderer.site;
    let first_day = u64::try_from(site.settings().number("start_of_week")).unwrap_or_default();
    let mut weeks: Vec<(NaiveDate, i32, i64)> = Vec::new();
    for (day, posts) in days(site).await? {
        let behind = (u64::from(day.weekday().num_days_from_sunday()) + 7 - first_day) % 7;
        let start = day.checked_sub_days(Days::new(behind)).unwrap_or(day);
        match weeks.iter_mut().find(|(known, year, _)| *known == start && *year == day.year()) {
            Some((_, _, count)) => *count += posts,
            None => weeks.push((start, day.year(), posts)),
        }
    }
    let entry = |(start, year, posts): (NaiveDate, i32, i64)| {
        let end = start.checked_add_days(Days::new(6)).unwrap_or(start);
        let week = if first_day == 1 { start.iso_week().week() } else { sunday_week(start, year) };
        let text = format!("{}&#8211;{}", dates::written(site, "", start.into()), dates::written(site, "", end.into()));
        Entry { address: format!("{}/?m={year}&w={week}", site.url()), text, posts, is_current: false }
    };
    Ok(weeks.into_iter().map(entry).collect())
}

/// The week's number with weeks that start on Sundays, MySQL's mode 0.
fn sunday_week(start: NaiveDate, year: i32) -> u32 {
    if start.year() < year { 0 } else { (start.ordinal0() + 7 - start.weekday().num_days_from_sunday()) / 7 }
}

async fn posts(renderer: &mut BlockRenderer, by_title: bool) -> Result<Vec<Entry>> {
    let site = renderer.site.clone();
    let query = PublishedPosts::any(&site)
        .filter(entity::Column::PostType.eq("post"))
        .filter(entity::Column::Status.eq("publish"));
    let query = if by_title {
        query.order_by_asc(entity::Column::Title)
    } else {
        query.order_by_desc(entity::Column::Date).order_by_desc(entity::Column::Id)
    };
    let mut entries = Vec::new();
    for post in query.all(site.reader()).await? {
        let title = strip_tags(&the_title(&post.title, TitleOf::Public));
        let text = if post.title.is_empty() { post.id.to_string() } else { wptexturize(&title, CORE_SHORTCODES) };
        let is_current = renderer.post.as_ref().is_some_and(|current| current.id == post.id);
        entries.push(Entry { address: links::post(&site, &post).await?, text, posts: 1, is_current });
    }
    Ok(entries)
}
