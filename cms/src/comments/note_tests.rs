//! Editors' notes, on the embedded database.

use sea_orm::ConnectionTrait;

use super::submit_tests::{Fixture, fixture, typed};
use super::{
    Comment, NOTE, NOTE_STATUS, NewComment, Status, delete, meta_of_each, restore, set_status, shown_under, submit,
    write_note,
};
use crate::Actor;

impl Fixture {
    async fn note(&self, text: &str, answers: i64) -> Comment {
        let new = NewComment { post_id: 1, parent_id: answers, content: text.into(), ..NewComment::default() };
        write_note(&self.site, &Actor::System, new, Status::Hold, None).await.unwrap()
    }

    async fn status_of(&self, id: i64) -> Option<String> {
        super::by_id(&self.site, id).await.unwrap().map(|comment| comment.status)
    }
}

#[tokio::test]
async fn a_note_is_neither_shown_nor_counted_and_knows_no_floods() {
    let fixture = fixture().await;
    let note = fixture.note("Shorter, please", 0).await;
    assert_eq!((note.comment_type.as_str(), note.status.as_str()), (NOTE, "hold"));
    set_status(&fixture.site, &Actor::System, note.id, Status::Approved).await.unwrap();
    let answered = submit(&fixture.site, &Actor::System, NewComment { parent_id: note.id, ..typed("x") }).await;
    assert_eq!(answered.unwrap_err().code(), "comment_reply_to_unapproved_comment");
    fixture.note("Shorter, please", 0).await;
    assert_eq!(fixture.post_count().await, 0);
    assert!(shown_under(&fixture.site, 1).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_note_may_say_nothing_where_it_settles_another() {
    let fixture = fixture().await;
    let empty = || NewComment { post_id: 1, ..NewComment::default() };
    let refused = write_note(&fixture.site, &Actor::System, empty(), Status::Approved, None).await;
    assert_eq!(refused.unwrap_err().code(), "rest_comment_content_invalid");
    let settled = write_note(&fixture.site, &Actor::System, empty(), Status::Approved, Some("resolved")).await.unwrap();
    let meta = meta_of_each(&fixture.site, &[settled.id]).await.unwrap();
    assert_eq!(meta[&settled.id], [(NOTE_STATUS.to_owned(), "resolved".to_owned())]);
}

#[tokio::test]
async fn whoever_may_not_edit_the_post_may_not_write_notes() {
    let fixture = fixture().await;
    let refused = write_note(&fixture.site, &Actor::Visitor, typed("x"), Status::Approved, None).await;
    assert_eq!(refused.unwrap_err().code(), "rest_cannot_create_note");
    let trashed = "UPDATE posts SET status = 'trash' WHERE id = 1";
    fixture.site.writer().execute_unprepared(trashed).await.unwrap();
    let refused = write_note(&fixture.site, &Actor::System, typed("x"), Status::Approved, None).await;
    assert_eq!(refused.unwrap_err().code(), "rest_comment_trash_post");
}

#[tokio::test]
async fn what_answers_a_note_goes_with_it() {
    let fixture = fixture().await;
    let (note, other) = (fixture.note("A", 0).await, fixture.note("B", 0).await);
    let answer = fixture.note("C", note.id).await;
    set_status(&fixture.site, &Actor::System, note.id, Status::Trash).await.unwrap();
    assert_eq!(fixture.status_of(answer.id).await.as_deref(), Some("trash"));
    assert_eq!(fixture.status_of(other.id).await.as_deref(), Some("hold"));
    restore(&fixture.site, &Actor::System, answer.id).await.unwrap();
    delete(&fixture.site, &Actor::System, note.id).await.unwrap();
    assert_eq!(fixture.status_of(answer.id).await, None);
}
