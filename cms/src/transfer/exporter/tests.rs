//! Exports of a site on the embedded database, and what comes of them on another.

use super::super::importer::{ImportOptions, Silent, import};
use super::super::reader::{PostRecord, Record, WxrReader};
use super::super::trial::{Trial, VILLAGE};
use super::*;
use crate::{Actor, Site};
use chrono::NaiveDate;

async fn export(site: &Site, filter: ExportFilter) -> String {
    let mut exporter = Exporter::begin(site, &Actor::System, filter).await.unwrap();
    let mut text = exporter.head().to_owned();
    while let Some(items) = exporter.next_items().await.unwrap() {
        text.extend(items);
    }
    text + exporter.foot()
}

async fn village() -> Trial {
    let trial = Trial::new().await;
    assert!(trial.import(VILLAGE).await.is_complete());
    trial
}

fn records(text: &str) -> Vec<Record> {
    WxrReader::new(text.as_bytes()).map(|record| record.unwrap().value).collect()
}

fn posts(text: &str) -> Vec<PostRecord> {
    let post = |record| if let Record::Post(post) = record { Some(*post) } else { None };
    records(text).into_iter().filter_map(post).collect()
}

fn ids(text: &str) -> Vec<i64> {
    posts(text).iter().filter_map(|post| post.id).collect()
}

/// What two exports may differ in: the site's address and the time of the export.
fn comparable(text: &str, site: &Site) -> Vec<String> {
    let is_of_the_moment = |line: &&str| !line.contains("created=\"") && !line.starts_with("\t<pubDate>");
    text.replace(site.url(), "ADDRESS").lines().filter(is_of_the_moment).map(str::to_owned).collect()
}

#[tokio::test]
async fn an_export_holds_what_was_imported() {
    let trial = village().await;
    let text = export(&trial.site, ExportFilter::default()).await;
    let (before, after) = (posts(VILLAGE), posts(&text));
    assert_eq!(ids(&text), ids(VILLAGE));
    for (before, after) in before.iter().zip(&after) {
        let essence = |post: &PostRecord| {
            let PostRecord { title, content, excerpt, slug, status, post_type, creator, date, date_gmt, .. } =
                post.clone();
            (title, content, excerpt, slug, status, post_type, creator, date, date_gmt)
        };
        assert_eq!(essence(before), essence(after));
        assert_eq!(
            (before.parent, before.menu_order, before.is_sticky),
            (after.parent, after.menu_order, after.is_sticky)
        );
        let keys = |post: &PostRecord| {
            let mut meta = post.meta.clone();
            meta.sort_by(|one, other| one.key.cmp(&other.key));
            meta.into_iter().filter(|meta| meta.key != "_edit_last").collect::<Vec<_>>()
        };
        assert_eq!(keys(before), keys(after));
    }
    let comments: Vec<_> = after[0].comments.iter().filter_map(|comment| comment.id).collect();
    assert_eq!(comments, [201, 202, 203, 204], "spam stays behind");
}

#[tokio::test]
async fn an_export_of_the_import_of_an_export_is_the_same() {
    let trial = village().await;
    let first = export(&trial.site, ExportFilter::default()).await;
    let second_site = trial.second_site().await;
    let file = trial.file(&first);
    let report = import(&second_site, &Actor::System, &file, &ImportOptions::default(), &Silent).await.unwrap();
    assert!(report.is_complete(), "{:?}", report.notes());
    let second = export(&second_site, ExportFilter::default()).await;
    assert_eq!(comparable(&first, &trial.site), comparable(&second, &second_site));
}

#[tokio::test]
async fn terms_come_in_wordpress_order_with_parents_first() {
    let trial = village().await;
    let terms: Vec<String> = records(&export(&trial.site, ExportFilter::default()).await)
        .into_iter()
        .filter_map(|record| if let Record::Term(term) = record { Some(term) } else { None })
        .map(|term| format!("{} {} in {:?} {}", term.taxonomy, term.slug, term.parent_slug, term.meta.len()))
        .collect();
    let expected = [
        "category events in \"\" 1",
        "category readings in \"events\" 0",
        "category uncategorized in \"\" 0",
        "post_tag tea in \"\" 0",
        "genre classic in \"\" 0",
        "genre crime in \"\" 0",
        "nav_menu main in \"\" 0",
    ];
    assert_eq!(terms, expected);
}

#[tokio::test]
async fn filters_choose_what_is_exported() {
    let trial = village().await;
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let with = |filter| export(&trial.site, filter);
    let pages = ExportFilter { post_types: vec!["page".into()], ..ExportFilter::default() };
    assert_eq!(ids(&with(pages).await), [102, 103]);
    let drafts = ExportFilter { statuses: vec!["draft".into()], ..ExportFilter::default() };
    assert_eq!(ids(&with(drafts).await), [106]);
    let of_category = ExportFilter { category: Some("readings".into()), ..ExportFilter::default() };
    assert_eq!(ids(&with(of_category.clone()).await), [101]);
    let with_attachments = ExportFilter { with_attachments: true, ..of_category };
    assert_eq!(ids(&with(with_attachments).await), [101, 104]);
    let that_day =
        ExportFilter { start_date: day("2024-02-01"), end_date: day("2024-02-01"), ..ExportFilter::default() };
    assert_eq!(with(that_day).await.matches("<item>").count(), 12);
    let the_day_after = ExportFilter { start_date: day("2024-02-02"), ..ExportFilter::default() };
    assert!(ids(&with(the_day_after).await).is_empty());
    let without_comments = ExportFilter { skip_comments: true, ..ExportFilter::default() };
    assert!(!with(without_comments).await.contains("<wp:comment>"));
}

#[tokio::test]
async fn a_category_that_does_not_exist_is_told() {
    let trial = village().await;
    let filter = ExportFilter { category: Some("nope".into()), ..ExportFilter::default() };
    let refused = Exporter::begin(&trial.site, &Actor::System, filter).await.err().unwrap();
    assert_eq!(refused.to_string(), "There is no category \"nope\" on this site.");
}

#[tokio::test]
async fn a_visitor_may_not_export() {
    let trial = Trial::new().await;
    let refused = Exporter::begin(&trial.site, &Actor::Visitor, ExportFilter::default()).await;
    assert_eq!(refused.err().unwrap().code(), "rest_forbidden");
}
