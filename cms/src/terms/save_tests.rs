//! Terms made, changed and deleted.

use super::*;
use crate::users::Role;
use crate::{Actor, fixture};

fn named_term(name: &str) -> TermFields {
    TermFields { name: Some(name.into()), ..TermFields::default() }
}

fn below(parent_id: i64, name: &str) -> TermFields {
    TermFields { parent_id: Some(parent_id), ..named_term(name) }
}

#[tokio::test]
async fn two_categories_of_one_name_stand_below_different_parents() {
    let (_folder, site) = fixture::site().await;
    let make = |fields| create(&site, &Actor::System, "category", fields);
    let news = make(named_term("News")).await.unwrap();
    assert_eq!(news.slug, "news");
    assert_eq!(make(named_term("News")).await.unwrap_err().code(), "term_exists");
    let other = make(below(1, "News")).await.unwrap();
    assert_eq!(other.slug, "news-uncategorized");
    let own_slug = TermFields { slug: Some("other-news".into()), ..named_term("News") };
    assert_eq!(make(own_slug).await.unwrap().slug, "other-news");
    assert_eq!(make(below(999, "Lost")).await.unwrap_err().code(), "missing_parent");
    assert_eq!(make(named_term(" ")).await.unwrap_err().code(), "empty_term_name");
}

#[tokio::test]
async fn a_tag_whose_slug_is_taken_gets_a_number() {
    let (_folder, site) = fixture::site().await;
    create(&site, &Actor::System, "post_tag", named_term("Golden Tag")).await.unwrap();
    let second = TermFields { slug: Some("golden-tag".into()), ..named_term("Another name") };
    assert_eq!(create(&site, &Actor::System, "post_tag", second).await.unwrap().slug, "golden-tag-2");
    let unknown = create(&site, &Actor::System, "no_taxonomy", named_term("X")).await;
    assert_eq!(unknown.unwrap_err().code(), "invalid_taxonomy");
}

#[tokio::test]
async fn a_slug_of_another_term_is_refused_on_change() {
    let (_folder, site) = fixture::site().await;
    let one = create(&site, &Actor::System, "post_tag", named_term("One")).await.unwrap();
    create(&site, &Actor::System, "post_tag", named_term("Two")).await.unwrap();
    let taken = TermFields { slug: Some("two".into()), ..TermFields::default() };
    let refused = update(&site, &Actor::System, "post_tag", one.id, taken).await;
    assert_eq!(refused.unwrap_err().code(), "duplicate_term_slug");
    let renamed = update(&site, &Actor::System, "post_tag", one.id, named_term("Eins")).await.unwrap();
    assert_eq!((renamed.name.as_str(), renamed.slug.as_str()), ("Eins", "one"));
}

#[tokio::test]
async fn terms_below_a_deleted_one_move_up() {
    let (_folder, site) = fixture::site().await;
    let top = create(&site, &Actor::System, "category", named_term("Top")).await.unwrap();
    let middle = create(&site, &Actor::System, "category", below(top.id, "Middle")).await.unwrap();
    let bottom = create(&site, &Actor::System, "category", below(middle.id, "Bottom")).await.unwrap();
    let circle = TermFields { parent_id: Some(bottom.id), ..TermFields::default() };
    assert_eq!(update(&site, &Actor::System, "category", top.id, circle).await.unwrap().parent_id, 0);
    delete(&site, &Actor::System, "category", middle.id).await.unwrap();
    assert_eq!(by_id(&site, bottom.id).await.unwrap().unwrap().parent_id, top.id);
    assert_eq!(delete(&site, &Actor::System, "category", 1).await.unwrap_err().code(), "rest_cannot_delete");
}

#[tokio::test]
async fn a_contributor_makes_tags_but_no_categories() {
    let (_folder, site) = fixture::site().await;
    let carl = fixture::person(&site, "carl", Role::Contributor).await;
    let tag = create(&site, &carl, "post_tag", named_term("x")).await.unwrap();
    assert_eq!(create(&site, &carl, "category", named_term("x")).await.unwrap_err().code(), "rest_cannot_create");
    assert_eq!(delete(&site, &carl, "post_tag", tag.id).await.unwrap_err().code(), "rest_cannot_delete");
}

#[tokio::test]
async fn names_become_terms_new_ones_included() {
    let (_folder, site) = fixture::site().await;
    let known = create(&site, &Actor::System, "post_tag", named_term("Known")).await.unwrap();
    let names = ["known".to_owned(), "New".to_owned(), " ".to_owned()];
    let ids = named(&site, &Actor::System, "post_tag", &names).await.unwrap();
    assert_eq!((ids.len(), ids[0]), (2, known.id));
}
