//! What members can have, and what it costs.

use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};

use super::{Plan, money, plan_entity as entity};
use crate::audit::Deed;
use crate::formatting::sanitize_title;
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site};

const LONGEST_TRIAL: i64 = 365;

/// A plan that is to be.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// Name.
    pub name: String,
    /// Short name; made from the name if empty.
    pub slug: String,
    /// A sentence for members.
    pub description: String,
    /// Price of a period in the currency's smallest unit; 0 for free.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// `month` or `year`.
    pub every: String,
    /// Days before the first payment.
    pub trial_days: i64,
    /// `card` or `invoice`.
    pub payment: String,
}

/// What is to be another with a plan. Prices stay: whoever has a plan has it as it was agreed; make a new one instead.
#[derive(Clone, Debug, Default)]
pub struct PlanChange {
    /// Name.
    pub name: Option<String>,
    /// A sentence for members.
    pub description: Option<String>,
    /// Whether nobody new can have it.
    pub archived: Option<bool>,
}

/// Makes a plan.
pub async fn create_plan(site: &Site, actor: &Actor, new: NewPlan) -> Result<Plan> {
    actor.require(Capability::ManageOptions)?;
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        slug: Set(slug(&new)?),
        name: Set(named(&new.name)?),
        description: Set(new.description.trim().to_owned()),
        amount: Set(money::price(new.amount)?),
        currency: Set(money::currency(&new.currency)?),
        every: Set(one_of("invalid_interval", &new.every, &["month", "year"])?),
        trial_days: Set(trial(new.trial_days)?),
        payment: Set(one_of("invalid_payment", &new.payment, &["card", "invoice"])?),
        archived: Set(false),
        created: Set(site.host().now()),
    };
    if plan_with_slug(site, &slug(&new)?).await?.is_some() {
        return Err(Error::conflict("plan_exists", "There is a plan of this name."));
    }
    let mut change = Change::begin(site).await?;
    let plan = entity::Entity::insert(row).exec_with_returning(change.connection()).await?;
    change.notes(Deed::new("create", "plan", plan.id).with("name", plan.name.as_str()));
    change.commit().await?;
    Ok(plan)
}

/// Changes a plan.
pub async fn change_plan(site: &Site, actor: &Actor, id: i64, changed: PlanChange) -> Result<Plan> {
    actor.require(Capability::ManageOptions)?;
    let mut row = required(site, id).await?.into_active_model();
    if let Some(name) = changed.name {
        row.name = Set(named(&name)?);
    }
    if let Some(description) = changed.description {
        row.description = Set(description.trim().to_owned());
    }
    if let Some(archived) = changed.archived {
        row.archived = Set(archived);
    }
    let mut change = Change::begin(site).await?;
    let plan = row.update(change.connection()).await?;
    change.notes(Deed::new("update", "plan", plan.id).with("name", plan.name.as_str()));
    change.commit().await?;
    Ok(plan)
}

/// Every plan of the site.
pub async fn plans(site: &Site, actor: &Actor) -> Result<Vec<Plan>> {
    actor.require(Capability::ManageOptions)?;
    let query = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()));
    Ok(query.order_by_asc(entity::Column::Id).all(site.writer()).await?)
}

/// The plans that anybody can have, the cheapest first.
pub async fn offered_plans(site: &Site) -> Result<Vec<Plan>> {
    let query =
        entity::Entity::find().filter(entity::Column::SiteId.eq(site.id())).filter(entity::Column::Archived.eq(false));
    Ok(query.order_by_asc(entity::Column::Amount).order_by_asc(entity::Column::Id).all(site.writer()).await?)
}

/// The plan with this number or short name, for the staff.
pub async fn plan_named(site: &Site, actor: &Actor, name: &str) -> Result<Plan> {
    actor.require(Capability::ManageOptions)?;
    if let Ok(id) = name.parse::<i64>() {
        return required(site, id).await;
    }
    plan_with_slug(site, name).await?.ok_or_else(missing)
}

pub(super) async fn required(site: &Site, id: i64) -> Result<Plan> {
    let query = entity::Entity::find_by_id(id).filter(entity::Column::SiteId.eq(site.id()));
    query.one(site.writer()).await?.ok_or_else(missing)
}

async fn plan_with_slug(site: &Site, slug: &str) -> Result<Option<Plan>> {
    let query = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()));
    Ok(query.filter(entity::Column::Slug.eq(slug)).one(site.writer()).await?)
}

fn missing() -> Error {
    Error::not_found("plan_not_found", "There is no such plan.")
}

fn named(name: &str) -> Result<String> {
    let name = name.trim();
    match (1..=200).contains(&name.chars().count()) && !name.contains(char::is_control) {
        true => Ok(name.to_owned()),
        false => Err(Error::invalid("invalid_plan_name", "A plan has a name of at most 200 letters.")),
    }
}

fn slug(new: &NewPlan) -> Result<String> {
    let slug = sanitize_title(if new.slug.trim().is_empty() { &new.name } else { &new.slug });
    // A number would be taken for the plan's own.
    match slug.is_empty() || slug.bytes().all(|letter| letter.is_ascii_digit()) {
        true => Err(Error::invalid("invalid_plan_name", "A plan's short name has at least one letter.")),
        false => Ok(slug.to_string()),
    }
}

fn trial(days: i64) -> Result<i64> {
    match (0..=LONGEST_TRIAL).contains(&days) {
        true => Ok(days),
        false => Err(Error::invalid("invalid_trial", format!("A trial has at most {LONGEST_TRIAL} days."))),
    }
}

fn one_of(code: &'static str, given: &str, words: &[&str]) -> Result<String> {
    match words.contains(&given) {
        true => Ok(given.to_owned()),
        false => Err(Error::invalid(code, format!("'{given}' is none of: {}.", words.join(", ")))),
    }
}
