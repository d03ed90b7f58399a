//! Redirects as documents. Their numbers are the host's, so what tells them apart is what they lead from.

use cms::redirects::entity as redirect;
use cms::{Error, Result};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::posts::columns;
use super::{Document, Key, Kind};

/// Every redirect of the site.
pub(super) async fn all<C: ConnectionTrait>(connection: &C, site_id: i64) -> Result<Vec<Document>> {
    let rows = redirect::Entity::find()
        .filter(redirect::Column::SiteId.eq(site_id))
        .order_by_asc(redirect::Column::Id)
        .all(connection)
        .await?;
    let mut documents: Vec<Document> = rows
        .iter()
        .map(|row| {
            let id = format!("{} {} {}", row.kind, row.post_id, row.source);
            Ok(Document { key: Key { kind: Kind::Redirect, id }, fields: columns(row, &["id", "site_id"])? })
        })
        .collect::<Result<_>>()?;
    documents.sort_by(|one, other| one.key.cmp(&other.key));
    documents.dedup_by(|one, other| one.key == other.key);
    Ok(documents)
}

/// Makes these redirects what their documents say.
pub(super) async fn write<C: ConnectionTrait>(connection: &C, site_id: i64, documents: &[&Document]) -> Result<()> {
    for document in documents {
        remove(connection, site_id, document).await?;
        let created = serde_json::from_value(document.fields.get("created").cloned().unwrap_or_default())
            .map_err(|error| Error::Internal(format!("{} is no redirect: {error}", document.key)))?;
        let row = redirect::ActiveModel {
            id: NotSet,
            site_id: Set(site_id),
            kind: Set(document.field("kind").to_owned()),
            source: Set(document.field("source").to_owned()),
            post_id: Set(document.number("post_id")),
            target: Set(document.field("target").to_owned()),
            status: Set(document.number("status")),
            created: Set(created),
        };
        redirect::Entity::insert(row).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// Takes a redirect away.
pub(super) async fn remove<C: ConnectionTrait>(connection: &C, site_id: i64, document: &Document) -> Result<()> {
    redirect::Entity::delete_many()
        .filter(redirect::Column::SiteId.eq(site_id))
        .filter(redirect::Column::Kind.eq(document.field("kind")))
        .filter(redirect::Column::Source.eq(document.field("source")))
        .filter(redirect::Column::PostId.eq(document.number("post_id")))
        .exec(connection)
        .await?;
    Ok(())
}
