//! The flags that say what is written of a post, under the names of WordPress's columns.

use anyhow::Context;
use chrono::NaiveDateTime;
use clap::Args;
use cms::posts::{PostDate, PostFields};
use cms::{Actor, Site, terms};

/// What is to be written.
#[derive(Args, Clone, Debug)]
pub struct Edits {
    /// Title
    #[arg(long = "post_title", value_name = "TEXT")]
    title: Option<String>,
    /// Content
    #[arg(long = "post_content", value_name = "HTML")]
    content: Option<String>,
    /// Excerpt
    #[arg(long = "post_excerpt", value_name = "TEXT")]
    excerpt: Option<String>,
    /// publish, future, draft, pending, private
    #[arg(long = "post_status", value_name = "STATUS")]
    status: Option<String>,
    /// Part of the address
    #[arg(long = "post_name", value_name = "SLUG")]
    slug: Option<String>,
    /// The author's number
    #[arg(long = "post_author", value_name = "ID")]
    author: Option<i64>,
    /// The parent's number
    #[arg(long = "post_parent", value_name = "ID")]
    parent: Option<i64>,
    /// In the site's time, such as 2026-05-01 12:00:00
    #[arg(long = "post_date", value_name = "DATE", value_parser = date)]
    date: Option<NaiveDateTime>,
    /// In UTC
    #[arg(long = "post_date_gmt", value_name = "DATE", value_parser = date, conflicts_with = "date")]
    date_gmt: Option<NaiveDateTime>,
    /// Password for readers
    #[arg(long = "post_password", value_name = "TEXT")]
    password: Option<String>,
    /// open or closed
    #[arg(long = "comment_status", value_name = "STATUS")]
    comment_status: Option<String>,
    /// open or closed
    #[arg(long = "ping_status", value_name = "STATUS")]
    ping_status: Option<String>,
    /// Order among siblings
    #[arg(long = "menu_order", value_name = "NUMBER", allow_hyphen_values = true)]
    menu_order: Option<i64>,
    /// Categories: numbers, names or slugs, separated by commas; new names are made
    #[arg(long = "post_category", value_name = "TERMS", value_delimiter = ',')]
    categories: Option<Vec<String>>,
    /// Tags: names, separated by commas; new names are made
    #[arg(long = "tags_input", value_name = "TERMS", value_delimiter = ',')]
    tags: Option<Vec<String>>,
    /// Values attached to the post, as a JSON object
    #[arg(long = "meta_input", value_name = "JSON")]
    meta: Option<String>,
    /// Who may read all of it: public, members, paid, or plans:1,2 with their numbers
    #[arg(long, value_name = "WHO")]
    access: Option<String>,
    /// The template of a page
    #[arg(long = "page_template", value_name = "NAME")]
    template: Option<String>,
    /// The featured image's number
    #[arg(long = "_thumbnail_id", value_name = "ID")]
    featured_media: Option<i64>,
}

impl Edits {
    /// The same for the verbs. Terms that are named and not there are made.
    pub async fn fields(self, site: &Site, actor: &Actor) -> anyhow::Result<PostFields> {
        let mut fields = PostFields {
            content: self.content,
            title: self.title,
            excerpt: self.excerpt,
            status: self.status,
            slug: self.slug,
            author_id: self.author,
            parent_id: self.parent,
            date: self.date.map(PostDate::Local).or(self.date_gmt.map(PostDate::Utc)),
            password: self.password,
            access: self.access,
            comment_status: self.comment_status,
            ping_status: self.ping_status,
            menu_order: self.menu_order,
            template: self.template,
            featured_media: self.featured_media,
            meta: self.meta.as_deref().map(values).transpose()?.unwrap_or_default(),
            ..PostFields::default()
        };
        for (taxonomy, names) in [("category", self.categories), ("post_tag", self.tags)] {
            if let Some(names) = names {
                fields.terms.insert(taxonomy.to_owned(), term_ids(site, actor, taxonomy, names).await?);
            }
        }
        Ok(fields)
    }
}

/// Numbers are numbers of terms, everything else is a name.
async fn term_ids(site: &Site, actor: &Actor, taxonomy: &str, names: Vec<String>) -> anyhow::Result<Vec<i64>> {
    let mut ids = Vec::new();
    for name in names {
        match name.trim().parse::<i64>() {
            Ok(id) if terms::by_id(site, id).await?.is_some_and(|term| term.taxonomy == taxonomy) => ids.push(id),
            _ => ids.extend(terms::named(site, actor, taxonomy, &[name]).await?),
        }
    }
    Ok(ids)
}

fn values(json: &str) -> anyhow::Result<Vec<(String, Option<String>)>> {
    let values: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(json).context("--meta_input is a JSON object such as '{\"key\":\"value\"}'")?;
    Ok(values.into_iter().map(|(key, value)| (key, Some(crate::output::text_of(&value)))).collect())
}

/// `2026-05-01 12:00:00`, with or without the `T`, the seconds or the time.
fn date(text: &str) -> Result<NaiveDateTime, String> {
    let text = text.trim().replace('T', " ");
    let full = match text.len() {
        10 => format!("{text} 00:00:00"),
        16 => format!("{text}:00"),
        _ => text,
    };
    NaiveDateTime::parse_from_str(&full, "%Y-%m-%d %H:%M:%S")
        .map_err(|_| "a date such as 2026-05-01 12:00:00".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_may_leave_out_what_is_zero() {
        for text in ["2026-05-01", "2026-05-01 00:00", "2026-05-01T00:00:00"] {
            assert_eq!(date(text).unwrap().to_string(), "2026-05-01 00:00:00");
        }
        assert!(date("yesterday").is_err());
    }

    #[test]
    fn attached_values_are_text_or_json() {
        let found = values("{\"a\":\"x\",\"b\":[1,2]}").unwrap();
        assert_eq!(found[0], ("a".to_owned(), Some("x".to_owned())));
        assert_eq!(found[1], ("b".to_owned(), Some("[1,2]".to_owned())));
        assert!(values("a=x").is_err());
    }
}
