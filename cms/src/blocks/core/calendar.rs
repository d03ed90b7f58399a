//! `core/calendar`: a month with links to the days that have posts.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value, json};

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::blocks::style_engine::{Presets, compile};
use crate::blocks::{links, php};
use crate::formatting::{esc_attr, php_date};
use crate::posts::{PublishedPosts, entity};
use crate::{CacheTag, Result, Site};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    renderer.read(CacheTag::Posts("post".to_owned()));
    if newest(&renderer.site, None).await?.is_none() {
        let notice = renderer.words().say("The calendar block is hidden because there are no published posts.");
        return Ok(if renderer.visit.signed_in { format!("<div>{notice}</div>") } else { String::new() });
    }
    let structure = renderer.site.settings().permalink_structure();
    let chosen = (structure.contains("%monthnum%") && structure.contains("%year%"))
        .then(|| NaiveDate::from_ymd_opt(call.number("year") as i32, call.number("month") as u32, 1))
        .flatten();
    let today = renderer.site.local_now().date();
    let month = chosen.or_else(|| today.with_day(1)).unwrap_or(today);
    let table = table(&renderer.site, month, today).await?;
    let (style, classes) = colors(&call);
    let table = table
        .replace("<table", &format!("<table{style}"))
        .replace("class=\"wp-calendar-table", &format!("class=\"wp-calendar-table{classes}"));
    Ok(format!("<div {}>{table}</div>", call.wrapper(renderer, &[])))
}

fn colors(call: &Call<'_>) -> (String, String) {
    let mut colors = Map::new();
    for (name, preset) in [("text", "textColor"), ("background", "backgroundColor")] {
        let by_preset =
            call.attributes.get(preset).map(|slug| json!(format!("var:preset|color|{}", php::to_text(slug))));
        let value = by_preset.or_else(|| php::at(call.attributes, &["style", "color", name]).cloned());
        colors.extend(value.map(|value| (name.to_owned(), value)));
    }
    let compiled = compile(&Map::from_iter([("color".to_owned(), Value::Object(colors))]), Presets::AsClasses);
    let css = compiled.inline();
    let style = if css.is_empty() { String::new() } else { format!(" style=\"{}\"", esc_attr(&css)) };
    let mut classes = compiled.classes;
    classes.extend(call.has_link_color().then(|| "has-link-color".to_owned()));
    let classes = classes.iter().map(|class| format!(" {}", esc_attr(class)));
    (style, classes.collect())
}

/// Published posts' dates.
fn dates(site: &Site) -> sea_orm::Select<entity::Entity> {
    let query = PublishedPosts::any(site).filter(entity::Column::PostType.eq("post"));
    query.filter(entity::Column::Status.eq("publish")).select_only().column(entity::Column::Date)
}

async fn newest(site: &Site, before: Option<NaiveDateTime>) -> Result<Option<NaiveDateTime>> {
    let mut query = dates(site).order_by_desc(entity::Column::Date);
    if let Some(before) = before {
        query = query.filter(entity::Column::Date.lt(before));
    }
    Ok(query.into_tuple::<NaiveDateTime>().one(site.reader()).await?)
}

/// WordPress's `get_calendar`.
async fn table(site: &Site, month: NaiveDate, today: NaiveDate) -> Result<String> {
    let after = month.checked_add_months(Months::new(1)).unwrap_or(month);
    let previous = newest(site, Some(month.into())).await?;
    let next =
        dates(site).order_by_asc(entity::Column::Date).filter(entity::Column::Date.gte(NaiveDateTime::from(after)));
    let next = next.into_tuple::<NaiveDateTime>().one(site.reader()).await?;
    let within = dates(site)
        .filter(entity::Column::Date.gte(NaiveDateTime::from(month)))
        .filter(entity::Column::Date.lt(NaiveDateTime::from(after)));
    let with_posts = within.into_tuple::<NaiveDateTime>().all(site.reader()).await?;
    let with_posts: Vec<u32> = with_posts.iter().map(|date| date.day()).collect();
    let first_day = u32::try_from(site.settings().number("start_of_week")).unwrap_or_default();
    let names = site.settings().words().calendar();
    let head = (0..7).map(|day| (day + first_day) % 7).map(|day| {
        let (name, initial) = (names.weekday(day), names.weekday_initial(day));
        format!("\n\t\t<th scope=\"col\" aria-label=\"{name}\">{initial}</th>")
    });
    let name = names.month_alone(month.month());
    Ok(format!(
        "<table id=\"wp-calendar\" class=\"wp-calendar-table\">\n\t<caption>{name} {}</caption>\n\t<thead>\n\t<tr>{}\n\t</tr>\n\
         \t</thead>\n\t<tbody>\n\t<tr>{}\n\t</tr>\n\t</tbody>\n\t</table>{}",
        month.year(),
        head.collect::<String>(),
        rows(site, (month, after), today, &with_posts, first_day),
        navigation(site, previous, next)
    ))
}

fn rows(
    site: &Site,
    (month, after): (NaiveDate, NaiveDate),
    today: NaiveDate,
    with_posts: &[u32],
    first_day: u32,
) -> String {
    let place = |day: NaiveDate| (day.weekday().num_days_from_sunday() + 7 - first_day) % 7;
    let mut html = String::new();
    let before = place(month);
    if before > 0 {
        html.push_str(&format!("\n\t\t<td colspan=\"{before}\" class=\"pad\">&nbsp;</td>"));
    }
    let mut day = month;
    while day < after {
        if day != month && place(day) == 0 {
            html.push_str("\n\t</tr>\n\t<tr>\n\t\t");
        }
        html.push_str(if day == today { "<td id=\"today\">" } else { "<td>" });
        html.push_str(&cell(site, day, with_posts.contains(&day.day())));
        html.push_str("</td>");
        day = day.checked_add_days(Days::new(1)).unwrap_or(after);
    }
    let behind = (7 - place(after)) % 7;
    if behind > 0 {
        html.push_str(&format!("\n\t\t<td class=\"pad\" colspan=\"{behind}\">&nbsp;</td>"));
    }
    html
}

fn cell(site: &Site, day: NaiveDate, has_posts: bool) -> String {
    if !has_posts {
        return day.day().to_string();
    }
    let address = links::date(site, day.year(), Some(day.month()), Some(day.day()));
    let words = site.settings().words();
    let date = php_date(words.say("F j, Y"), &NaiveDateTime::from(day).and_utc(), "UTC", words.calendar());
    format!("<a href=\"{address}\" aria-label=\"{}\">{}</a>", words.fill("Posts published on %s", &[&date]), day.day())
}

fn navigation(site: &Site, previous: Option<NaiveDateTime>, next: Option<NaiveDateTime>) -> String {
    let link = |to: Option<NaiveDateTime>, write: fn(&str) -> String| match to {
        Some(date) => {
            let address = links::date(site, date.year(), Some(date.month()), None);
            let month = site.settings().words().calendar().short_month(date.month());
            format!("<a href=\"{address}\">{}</a>", write(month))
        }
        None => "&nbsp;".to_owned(),
    };
    let previous = link(previous, |month| format!("&laquo; {month}"));
    let next = link(next, |month| format!("{month} &raquo;"));
    let label = site.settings().words().say("Previous and next months");
    format!(
        "<nav aria-label=\"{label}\" class=\"wp-calendar-nav\">\n\t\t\
         <span class=\"wp-calendar-nav-prev\">{previous}</span>\n\t\t<span class=\"pad\">&nbsp;</span>\n\t\t\
         <span class=\"wp-calendar-nav-next\">{next}</span>\n\t</nav>"
    )
}
