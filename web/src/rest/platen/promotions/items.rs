//! The rows of a plan, some at a time, with all that a person needs to judge them.

use std::collections::{BTreeMap, BTreeSet};

use cms::Site;
use serde_json::{Map, Value, json};
use staging::documents::{Key, Kind};
use staging::environments;
use staging::gates::{self, Pictures};
use staging::merge::FieldChange;
use staging::plan::{self, Decision, Item, Place, Plan};

use super::addresses::{ENVIRONMENT, clone_of, plan_argument, plan_of};
use super::nouns::nouns;
use super::pictures;
use crate::rest::RestRequest;
use crate::rest::error::RestResult;
use crate::rest::paging::paged;
use crate::rest::platen::routes::NAMESPACE;
use crate::rest::platen::window::{self, managers};
use crate::rest::route::{Endpoint, READ, Route};

/// Their route.
pub fn routes() -> Vec<Route> {
    let arguments = window::arguments_and(json!({
        "plan": plan_argument(),
        "noun": {"description": "Only of this post type, taxonomy or kind.", "type": "string"},
        "search": {"description": "Only rows whose title has this.", "type": "string"},
        "conflicts": {"description": "Only rows with open conflicts.", "type": "boolean", "default": false},
    }));
    let list = Endpoint::new(READ, arguments, list).permission(|request| async move { managers(&request) });
    vec![Route::new(NAMESPACE, format!("{ENVIRONMENT}/items")).endpoint(list).schema(schema())]
}

async fn list(request: RestRequest) -> RestResult {
    let (clone, cloned) = clone_of(&request).await?;
    let plan = plan_of(&request, &clone).await?;
    let asked = asked(&request, &plan);
    let (offset, limit) = window::of(&request);
    let at = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let shown: Vec<&Item> = asked.iter().copied().skip(at(offset)).take(at(limit)).collect();
    let environment = environments::find(request.site.host(), &cloned.environment).await?;
    let places = plan::places(&request.site, &clone, &shown).await?;
    let names = plan::names(&request.site, &clone, &shown).await?;
    let needed_by = needed_by(&plan);
    let decided = plan::decided_since(&clone, &plan).await?;
    let item = |item: &&Item| {
        let place = places.get(&item.key).cloned().unwrap_or_default();
        let path = place.staging.as_deref().and_then(|address| address.strip_prefix(clone.url())).map(str::to_owned);
        let taken = path.map(|path| gates::pictures(&environment, &plan.digest, &path)).unwrap_or_default();
        let mut shown = one(item, &plan, needed_by.get(&item.key));
        shown["address"] = address(&clone, item, &place);
        shown["pictures"] = pictures_of(&request, &plan, &taken);
        shown["names"] = json!(names);
        shown["decided_since"] = decided_since(item, &decided);
        shown
    };
    let total = asked.len() as u64;
    Ok(paged(&request, shown.iter().map(item).collect(), total, total.div_ceil(limit)))
}

/// Noun by noun; open conflicts come first among those of one noun.
fn asked<'a>(request: &RestRequest, plan: &'a Plan) -> Vec<&'a Item> {
    let given = |name: &str| request.text(name).filter(|text| !text.is_empty());
    let (noun, search) = (given("noun"), given("search").map(|text| text.to_lowercase()));
    let only_open = request.flag("conflicts").unwrap_or(false);
    let is_open = |item: &Item| item.conflicts().next().is_some();
    let wanted = |item: &&Item| {
        noun.as_ref().is_none_or(|noun| item.sort == *noun)
            && search.as_ref().is_none_or(|text| item.title.to_lowercase().contains(text))
            && (!only_open || is_open(item))
    };
    let mut asked: Vec<&Item> = plan.items.iter().filter(wanted).collect();
    let order: BTreeMap<&str, usize> = nouns(plan).into_iter().zip(0..).map(|((noun, _), at)| (noun, at)).collect();
    asked.sort_by_key(|item| (order.get(item.sort.as_str()).copied(), !is_open(item)));
    asked
}

fn needed_by(plan: &Plan) -> BTreeMap<&Key, BTreeSet<&Key>> {
    let mut found: BTreeMap<&Key, BTreeSet<&Key>> = BTreeMap::new();
    for item in &plan.items {
        for need in &item.needs {
            found.entry(need).or_default().insert(&item.key);
        }
    }
    found
}

fn one(item: &Item, plan: &Plan, needed_by: Option<&BTreeSet<&Key>>) -> Value {
    let titled = |key: &Key| {
        let other = plan.items.iter().find(|other| other.key == *key);
        json!({"row": key.to_string(), "title": other.map(|other| other.title.as_str()).unwrap_or_default()})
    };
    json!({
        "row": item.key.to_string(), "staging_row": item.staging_key.to_string(), "action": item.action.name(),
        "title": item.title, "noun": item.sort, "brought_along": item.brought_along, "notes": item.notes,
        "conflicts": item.conflicts().count(),
        "fields": item.changes.iter().map(|change| field(item, change)).collect::<Vec<_>>(),
        "needs": item.needs.iter().map(titled).collect::<Vec<_>>(),
        "needed_by": needed_by.into_iter().flatten().map(|key| titled(key)).collect::<Vec<_>>(),
    })
}

fn field(item: &Item, change: &FieldChange) -> Value {
    let after = item.after.as_ref().and_then(|after| after.fields.get(&change.field));
    json!({
        "field": change.field, "base": change.base, "staging": change.staging, "production": change.production,
        "after": after, "outcome": change.outcome, "decided": change.decided, "is_text": change.is_text(),
    })
}

fn address(clone: &Site, item: &Item, place: &Place) -> Value {
    let number = item.staging_key.number().filter(|_| item.key.kind == Kind::Post && item.staging_digest.is_some());
    let edit = number.map(|id| format!("{}/wp-admin/post.php?post={id}&action=edit", clone.url()));
    json!({"staging": place.staging, "production": place.production, "edit": edit})
}

/// By field: whose value an open conflict has in the next plan.
fn decided_since(item: &Item, decided: &[Decision]) -> Value {
    let of_row = decided.iter().filter(|decision| decision.key == item.staging_key);
    of_row.map(|decision| (decision.field.clone(), json!(decision.side))).collect::<Map<String, Value>>().into()
}

fn pictures_of(request: &RestRequest, plan: &Plan, taken: &Pictures) -> Value {
    let address = |name: &Option<String>| name.as_ref().map(|name| pictures::address(request, plan, name));
    match taken.after {
        None => Value::Null,
        Some(_) => json!({
            "before": address(&taken.before), "after": address(&taken.after), "difference": address(&taken.difference),
        }),
    }
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "promotion-item", "type": "object", "properties": {
        "row": {"description": "The row on production, such as post:12.", "type": "string"},
        "staging_row": {"description": "The row in the environment.", "type": "string"},
        "action": {"description": "add, change or delete.", "type": "string"},
        "title": {"description": "What a person calls it.", "type": "string"},
        "noun": {"description": "Post type, taxonomy or kind.", "type": "string"},
        "brought_along": {"description": "Whether it comes only because another row needs it.", "type": "boolean"},
        "notes": {"description": "What else is to be known.", "type": "array", "items": {"type": "string"}},
        "conflicts": {"description": "Fields that wait for somebody to decide.", "type": "integer"},
        "fields": {"description": "Each with what it was, is in the environment, is on production, and will be.", "type": "array", "items": {"type": "object"}},
        "needs": {"description": "New rows that come with it.", "type": "array", "items": {"type": "object"}},
        "needed_by": {"description": "Rows that cannot do without it.", "type": "array", "items": {"type": "object"}},
        "address": {"description": "Where it is seen on both sides, and edited.", "type": "object"},
        "pictures": {"description": "The page before, after, and what is different.", "type": ["object", "null"]},
        "decided_since": {"description": "By field: what was decided since the plan was made.", "type": "object"},
        "names": {"description": "What terms and authors in the fields are called.", "type": "object"},
    }})
}
