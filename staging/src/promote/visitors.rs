//! What hangs on a row that is deleted, kept so that it can come back with it: comments with their meta, revisions, the
//! posts of a term.

use std::collections::BTreeMap;

use cms::comments::{entity as comment, meta_entity as comment_meta};
use cms::posts::{entity as post, meta_entity as post_meta};
use cms::terms::relationship_entity as relationship;
use cms::{Error, Result};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};
use serde::{Deserialize, Serialize};

use crate::documents::{Key, Kind};
use crate::plan::{Action, Plan};

#[derive(Debug, Default, Serialize, Deserialize)]
struct Hanging {
    comments: Vec<comment::Model>,
    comment_meta: Vec<comment_meta::Model>,
    revisions: Vec<post::Model>,
    relationships: Vec<relationship::Model>,
    passing_meta: Vec<post_meta::Model>,
}

/// What hangs on each row that the plan deletes, as JSON.
pub(super) async fn of_deleted<C: ConnectionTrait>(connection: &C, plan: &Plan) -> Result<BTreeMap<Key, String>> {
    let mut kept = BTreeMap::new();
    for item in plan.items.iter().filter(|item| item.action == Action::Delete) {
        let Some(number) = item.key.number() else { continue };
        let hanging = match item.key.kind {
            Kind::Post => of_post(connection, plan.site_id, number).await?,
            _ => Hanging { relationships: of_term(connection, plan.site_id, number).await?, ..Hanging::default() },
        };
        let text = serde_json::to_string(&hanging).map_err(|error| Error::Internal(error.to_string()))?;
        kept.insert(item.key.clone(), text);
    }
    Ok(kept)
}

async fn of_post<C: ConnectionTrait>(connection: &C, site_id: i64, id: i64) -> Result<Hanging> {
    let comments = comment::Entity::find()
        .filter(comment::Column::SiteId.eq(site_id))
        .filter(comment::Column::PostId.eq(id))
        .order_by_asc(comment::Column::Id)
        .all(connection)
        .await?;
    let comment_meta = comment_meta::Entity::find()
        .filter(comment_meta::Column::SiteId.eq(site_id))
        .filter(comment_meta::Column::CommentId.is_in(comments.iter().map(|row| row.id)))
        .all(connection)
        .await?;
    let revisions = post::Entity::find()
        .filter(post::Column::SiteId.eq(site_id))
        .filter(post::Column::ParentId.eq(id))
        .filter(post::Column::PostType.eq("revision"))
        .all(connection)
        .await?;
    Ok(Hanging { comments, comment_meta, revisions, ..Hanging::default() })
}

async fn of_term<C: ConnectionTrait>(connection: &C, site_id: i64, id: i64) -> Result<Vec<relationship::Model>> {
    Ok(relationship::Entity::find()
        .filter(relationship::Column::SiteId.eq(site_id))
        .filter(relationship::Column::TermId.eq(id))
        .all(connection)
        .await?)
}

/// Hangs it back, once the row is there again. What is there by now stays as it is.
pub(super) async fn restore<C: ConnectionTrait>(connection: &C, text: &str) -> Result<()> {
    let hanging: Hanging = match text {
        "" => return Ok(()),
        text => serde_json::from_str(text).map_err(|error| Error::Internal(error.to_string()))?,
    };
    let nothing = || OnConflict::new().do_nothing().to_owned();
    for part in hanging.revisions.chunks(200) {
        let rows = part.iter().cloned().map(|row| row.into_active_model().reset_all());
        post::Entity::insert_many(rows).on_conflict(nothing()).exec_without_returning(connection).await?;
    }
    for part in hanging.comments.chunks(500) {
        let rows = part.iter().cloned().map(|row| row.into_active_model().reset_all());
        comment::Entity::insert_many(rows).on_conflict(nothing()).exec_without_returning(connection).await?;
    }
    for part in hanging.comment_meta.chunks(500) {
        let rows = part
            .iter()
            .cloned()
            .map(|row| comment_meta::ActiveModel { id: NotSet, ..row.into_active_model().reset_all() });
        comment_meta::Entity::insert_many(rows).exec_without_returning(connection).await?;
    }
    for part in hanging.relationships.chunks(500) {
        for row in part {
            let is_there = post::Entity::find_by_id((row.site_id, row.post_id)).one(connection).await?.is_some();
            if is_there {
                let row = row.clone().into_active_model().reset_all();
                relationship::Entity::insert(row).on_conflict(nothing()).exec_without_returning(connection).await?;
            }
        }
    }
    Ok(())
}

/// Whether visitors wrote under this post.
pub(super) async fn has_comments<C: ConnectionTrait>(connection: &C, site_id: i64, id: i64) -> Result<bool> {
    let one = comment::Entity::find()
        .filter(comment::Column::SiteId.eq(site_id))
        .filter(comment::Column::PostId.eq(id))
        .one(connection)
        .await?;
    Ok(one.is_some())
}
