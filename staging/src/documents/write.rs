//! Writes documents, and takes away what they are about.

use cms::Result;
use cms::posts::entity as post;
use cms::settings::entity as option;
use cms::terms::entity as term;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{Document, Kind, options, posts_write, redirects, terms};

/// Makes the site say what these documents say, in the order in which they may refer to each other. What belongs to
/// rows and is in no document, comments above all, stays.
pub async fn write<C: ConnectionTrait>(connection: &C, site_id: i64, documents: &[Document]) -> Result<()> {
    let of = |kind: Kind| -> Vec<&Document> { documents.iter().filter(|found| found.key.kind == kind).collect() };
    terms::write(connection, site_id, &of(Kind::Term)).await?;
    posts_write::write(connection, site_id, &of(Kind::Post)).await?;
    options::write(connection, site_id, &of(Kind::Option)).await?;
    redirects::write(connection, site_id, &of(Kind::Redirect)).await
}

/// Takes these away, each as its row: comments, revisions and relationships of a post go with it.
pub async fn remove<C: ConnectionTrait>(connection: &C, site_id: i64, documents: &[Document]) -> Result<()> {
    for document in documents {
        let number = document.key.number().unwrap_or_default();
        match document.key.kind {
            Kind::Term => {
                term::Entity::delete_by_id((site_id, number)).exec(connection).await?;
            }
            Kind::Post => remove_post(connection, site_id, number).await?,
            Kind::Option => {
                option::Entity::delete_by_id((site_id, document.key.id.clone())).exec(connection).await?;
            }
            Kind::Redirect => redirects::remove(connection, site_id, document).await?,
        }
    }
    Ok(())
}

async fn remove_post<C: ConnectionTrait>(connection: &C, site_id: i64, number: i64) -> Result<()> {
    post::Entity::delete_many()
        .filter(post::Column::SiteId.eq(site_id))
        .filter(post::Column::ParentId.eq(number))
        .filter(post::Column::PostType.eq("revision"))
        .exec(connection)
        .await?;
    post::Entity::delete_by_id((site_id, number)).exec(connection).await?;
    Ok(())
}
