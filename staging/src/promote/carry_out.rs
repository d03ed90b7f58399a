//! Brings a plan that was tested to production.

use cms::users::Capability;
use cms::{Actor, Error, Result, Site, sites};
use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, EntityTrait, IntoActiveModel, Set};

use super::{
    Promotion, State, approval, entity, file_entity, files, finish, pages, recover, rows, tested, undo, verify,
};
use crate::environments::{Progress, open_site};
use crate::plan::{self, Plan};
use crate::{Manifest, SealVerifier, lock};

/// Promotes what the manifest names: refuses without a good seal, without the second person that a site may ask for, with open conflicts, and when either side has changed since. Files
/// come first, then all rows in one transaction, then some pages are looked at; anything wrong undoes all. A
/// promotion that was cut off before is finished or undone first.
pub async fn promote(
    production: &Site,
    actor: &Actor,
    manifest: &Manifest,
    seal: &dyn SealVerifier,
    progress: &dyn Progress,
) -> Result<Promotion> {
    actor.require(Capability::ManageOptions)?;
    let lock = lock::take(production, &lock::PROMOTION).await?;
    let promoted = promote_alone(production, actor, manifest, seal, progress).await;
    lock.release().await;
    promoted
}

/// The same for whoever holds the lock.
async fn promote_alone(
    production: &Site,
    actor: &Actor,
    manifest: &Manifest,
    seal: &dyn SealVerifier,
    progress: &dyn Progress,
) -> Result<Promotion> {
    recover::leftovers(production).await?;
    seal.verify(manifest)?;
    let approved_by = approval::given(production, actor, &manifest.plan_digest).await?;
    let manifest = &Manifest { approved_by, ..manifest.clone() };
    let (staging, cloned) = open_site(production, &manifest.environment).await?;
    let plan = plan::kept(&staging, &manifest.plan_digest).await?;
    verify::fits(production, manifest, &cloned, &plan)?;
    verify::staging_is_the_same(production, &staging, &cloned, &plan).await?;
    tested::is_what_was_tested(production, &staging, manifest).await?;
    verify::has_room(production, &plan).await?;
    let promotion = begin(production, actor, manifest, &plan).await?;
    if let Err(error) = files::bring(production, &staging, &promotion, &plan, progress).await {
        return Err(given_up(production, &promotion, error).await);
    }
    let written = rows::write(production, &staging, &cloned, &promotion, &plan, progress).await;
    let promotion = match written {
        Ok(promotion) => promotion,
        Err(error) => return Err(given_up(production, &promotion, error).await),
    };
    let production = sites::by_id(production.host(), production.id()).await?;
    progress.begin("Pages", 1);
    if let Some(fault) = pages::fault(&production, &plan).await? {
        undo::undo(&production, &promotion, &format!("Taken back by itself: {fault}")).await?;
        finish::after_undoing(&production, &promotion).await?;
        let message = format!("Everything was taken back, production is as before: {fault}");
        return Err(Error::refused("page_broken", message));
    }
    finish::finish(&production, &promotion).await
}

async fn begin(production: &Site, actor: &Actor, manifest: &Manifest, plan: &Plan) -> Result<Promotion> {
    let transaction = production.host().database().begin().await?;
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(production.id()),
        environment: Set(plan.environment.clone()),
        lineage: Set(plan.lineage.clone()),
        plan_digest: Set(plan.digest.clone()),
        manifest: Set(serde_json::to_string(manifest).unwrap_or_default()),
        state: Set(State::Media.name().into()),
        person: Set(actor.user().map(|user| user.login.clone()).unwrap_or_default()),
        started: Set(production.host().now()),
        ended: Set(None),
        told: Set(String::new()),
        theme_before: Set(production.settings().text("stylesheet")),
        theme_after: Set(String::new()),
    };
    let promotion = row.insert(&transaction).await?;
    let coming = plan.files.iter().map(|file| file_entity::ActiveModel {
        promotion_id: Set(promotion.id),
        file: Set(file.file.clone()),
        sha256: Set(file.sha256.clone()),
        size: Set(i64::try_from(file.size).unwrap_or(i64::MAX)),
    });
    let coming: Vec<file_entity::ActiveModel> = coming.collect();
    for part in coming.chunks(500) {
        file_entity::Entity::insert_many(part.to_vec()).exec_without_returning(&transaction).await?;
    }
    transaction.commit().await?;
    Ok(promotion)
}

/// No row has changed: the files that came go again. Should even that fail, the next command does it.
async fn given_up(production: &Site, promotion: &Promotion, error: Error) -> Error {
    let told = format!("Given up before any row changed: {error}");
    if let Err(further) = recover::undo_media(production, promotion, &told).await {
        tracing::warn!(%further, promotion = promotion.id, "files of a promotion wait for the next command to go");
    }
    error
}

/// Notes how far it is.
pub(super) async fn note(production: &Site, promotion: &Promotion, state: State, told: &str) -> Result<Promotion> {
    let mut row = promotion.clone().into_active_model();
    row.state = Set(state.name().into());
    row.told = Set(told.to_owned());
    row.ended = Set(Some(production.host().now()));
    Ok(row.update(production.writer()).await?)
}
