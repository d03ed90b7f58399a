//! Approving, promoting, taking back, and ending what was cut off.

use serde_json::json;
use staging::promote;
use staging::tasks::Done;

use super::addresses::{ENVIRONMENT, clone_of, plan_argument, plan_of};
use super::refusals::refused;
use super::tasks;
use crate::rest::error::RestResult;
use crate::rest::platen::routes::NAMESPACE;
use crate::rest::platen::window::managers;
use crate::rest::route::{CREATE, Endpoint, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let may = |request: RestRequest| async move { managers(&request) };
    let of_plan = || json!({"plan": plan_argument()});
    let number = json!({"id": {"description": "The promotion's number.", "type": "integer"}});
    let approve = Endpoint::new(CREATE, of_plan(), approve).permission(may);
    let promote = Endpoint::new(CREATE, of_plan(), promote_plan).permission(may);
    let roll_back = Endpoint::new(CREATE, number, roll_back).permission(may);
    let recover = Endpoint::new(CREATE, json!({}), recover).permission(may);
    vec![
        Route::new(NAMESPACE, format!("{ENVIRONMENT}/approval")).endpoint(approve),
        Route::new(NAMESPACE, format!("{ENVIRONMENT}/promotion")).endpoint(promote).schema(tasks::schema()),
        Route::new(NAMESPACE, "/platen/v1/promotions/(?P<id>[\\d]+)/rollback")
            .endpoint(roll_back)
            .schema(tasks::schema()),
        Route::new(NAMESPACE, "/platen/v1/promotions/recovery").endpoint(recover).schema(tasks::schema()),
    ]
}

async fn approve(request: RestRequest) -> RestResult {
    let (clone, _) = clone_of(&request).await?;
    let plan = plan_of(&request, &clone).await?;
    promote::approve(&request.site, &request.actor, &plan.digest).await.map_err(refused(&request))?;
    let person = request.actor.user().map(|user| user.login.clone());
    Ok(RestResponse::ok(json!({"plan": plan.digest, "approved_by": person})))
}

async fn promote_plan(request: RestRequest) -> RestResult {
    let (clone, cloned) = clone_of(&request).await?;
    let digest = plan_of(&request, &clone).await?.digest;
    let (site, actor, environment) = (request.site.clone(), request.actor.clone(), cloned.environment);
    let about = digest.clone();
    tasks::begin(&request, "promote", &about, move |noted| async move {
        let promoted = promote::promote_kept(&site, &actor, &environment, &digest, None, noted.as_ref()).await?;
        Ok(Done { told: promoted.told, ..Done::default() })
    })
    .await
}

async fn roll_back(request: RestRequest) -> RestResult {
    let id = request.number("id").unwrap_or_default();
    let (promotion, _) = promote::log_entry(&request.site, &request.actor, id).await.map_err(refused(&request))?;
    let (site, actor) = (request.site.clone(), request.actor.clone());
    tasks::begin(&request, "rollback", &promotion.plan_digest, move |_| async move {
        let taken_back = promote::rollback(&site, &actor, Some(id)).await?;
        Ok(Done { told: taken_back.told, ..Done::default() })
    })
    .await
}

async fn recover(request: RestRequest) -> RestResult {
    let (site, actor) = (request.site.clone(), request.actor.clone());
    tasks::begin(&request, "recover", "", move |_| async move {
        let ended = promote::recover(&site, &actor).await?;
        let told: Vec<String> = ended.into_iter().map(|one| one.told).collect();
        Ok(Done { told: told.join(" "), ..Done::default() })
    })
    .await
}
