//! Terms and taxonomies.

use cms::terms::{self, Taxonomy, Term, TermFields, TermOrder, TermQuery};
use cms::users::Capability;
use cms::{Actor, Site, permalinks};
use dxr::Value;

use super::fault::{Fault, fault, refused};
use super::methods;
use super::parameters::{self, Members, Parameters};
use super::values::{flag, id, list, number, structure, text};

/// Calls one of them.
pub async fn call(site: &Site, actor: &Actor, method: &str, given: &Parameters) -> Result<Value, Fault> {
    match method {
        "getTerm" => {
            let taxonomy = assignable(site, actor, &given.text(3))?;
            Ok(shown(&find(site, &taxonomy.name, given.number(4)).await?))
        }
        "getTerms" => all(site, actor, &given.text(3), &given.members(4)).await,
        "newTerm" => create(site, actor, &given.members(3)).await,
        "editTerm" => edit(site, actor, given.number(3), &given.members(4)).await,
        "deleteTerm" => delete(site, actor, &given.text(3), given.number(4)).await,
        "getTaxonomy" => Ok(taxonomy(&assignable(site, actor, &given.text(3))?)),
        "getTaxonomies" => taxonomies(site, actor),
        "getCategories" => {
            actor.require(Capability::EditPosts).map_err(refused)?;
            categories(site).await
        }
        "getTags" => tags(site, actor).await,
        "newCategory" => new_category(site, actor, &given.members(3)).await,
        "deleteCategory" => delete(site, actor, "category", given.number(3)).await,
        "suggestCategories" => suggest(site, actor, &given.text(3), given.number(4)).await,
        _ => Err(methods::unknown(method)),
    }
}

/// A taxonomy whose terms whoever asks may give to posts.
fn assignable(site: &Site, actor: &Actor, name: &str) -> Result<Taxonomy, Fault> {
    let found = terms::taxonomy_named(site.settings(), name).ok_or_else(|| fault(403, "Invalid taxonomy."))?;
    if actor.may(terms::permissions::to_assign(name)) {
        return Ok(found);
    }
    Err(fault(401, "Sorry, you are not allowed to assign terms in this taxonomy."))
}

async fn find(site: &Site, taxonomy: &str, term_id: i64) -> Result<Term, Fault> {
    let found = terms::by_id(site, term_id).await.map_err(refused)?;
    found.filter(|term| term.taxonomy == taxonomy).ok_or_else(|| fault(404, "Invalid term ID."))
}

/// A term as every method shows it.
pub fn shown(term: &Term) -> Value {
    structure([
        ("term_id", id(term.id)),
        ("name", text(&term.name)),
        ("slug", text(&term.slug)),
        ("term_group", id(0)),
        ("term_taxonomy_id", id(term.id)),
        ("taxonomy", text(&term.taxonomy)),
        ("description", text(&term.description)),
        ("parent", id(term.parent_id)),
        ("count", number(term.count)),
        ("custom_fields", list([])),
    ])
}

async fn all(site: &Site, actor: &Actor, name: &str, filter: &Members) -> Result<Value, Fault> {
    let taxonomy = assignable(site, actor, name)?;
    let text_of = |name: &str| filter.get(name).map(parameters::text).filter(|text| !text.is_empty());
    let number_of = |name: &str| filter.get(name).map(parameters::number).filter(|number| *number > 0);
    let query = TermQuery {
        taxonomy: taxonomy.name,
        search: text_of("search"),
        hide_empty: filter.get("hide_empty").is_some_and(parameters::flag),
        order_by: match text_of("orderby").as_deref() {
            Some("count") => TermOrder::Count,
            Some("slug") => TermOrder::Slug,
            Some("id" | "term_id") => TermOrder::Id,
            _ => TermOrder::Name,
        },
        descending: text_of("order").is_some_and(|order| order.eq_ignore_ascii_case("desc")),
        offset: number_of("offset").unwrap_or(0).unsigned_abs(),
        limit: number_of("number").unwrap_or(1_000).unsigned_abs().min(1_000),
        ..TermQuery::default()
    };
    let (found, _) = terms::list(site, &query).await.map_err(refused)?;
    Ok(list(found.iter().map(shown)))
}

fn fields(given: &Members) -> TermFields {
    let text = |name: &str| given.get(name).map(parameters::text);
    TermFields {
        name: text("name"),
        slug: text("slug").filter(|slug| !slug.is_empty()),
        description: text("description"),
        parent_id: given.get("parent").map(parameters::number),
        ..TermFields::default()
    }
}

async fn create(site: &Site, actor: &Actor, given: &Members) -> Result<Value, Fault> {
    let taxonomy = given.get("taxonomy").map(parameters::text).unwrap_or_default();
    let term = terms::create(site, actor, &taxonomy, fields(given)).await.map_err(refused)?;
    Ok(id(term.id))
}

async fn edit(site: &Site, actor: &Actor, term_id: i64, given: &Members) -> Result<Value, Fault> {
    let taxonomy = given.get("taxonomy").map(parameters::text).unwrap_or_default();
    terms::update(site, actor, &taxonomy, term_id, fields(given)).await.map_err(refused)?;
    Ok(flag(true))
}

async fn delete(site: &Site, actor: &Actor, taxonomy: &str, term_id: i64) -> Result<Value, Fault> {
    terms::delete(site, actor, taxonomy, term_id).await.map_err(refused)?;
    Ok(flag(true))
}

/// A taxonomy as `wp.getTaxonomy` shows it.
pub fn taxonomy(taxonomy: &Taxonomy) -> Value {
    structure([
        ("name", text(&taxonomy.name)),
        ("label", text(&taxonomy.label)),
        ("hierarchical", flag(taxonomy.hierarchical)),
        ("public", flag(taxonomy.public)),
        ("show_ui", flag(true)),
        ("_builtin", flag(taxonomy.builtin)),
        ("labels", structure([("name", text(&taxonomy.label)), ("singular_name", text(&taxonomy.singular))])),
        ("object_type", list(taxonomy.object_types.iter().map(text))),
    ])
}

fn taxonomies(site: &Site, actor: &Actor) -> Result<Value, Fault> {
    let all = terms::taxonomies(site.settings());
    let mine = all.iter().filter(|known| known.public && actor.may(terms::permissions::to_assign(&known.name)));
    Ok(list(mine.map(taxonomy)))
}

/// Categories as `metaWeblog.getCategories` and `wp.getCategories` show them.
pub async fn categories(site: &Site) -> Result<Value, Fault> {
    let all = terms::of_taxonomy(site, "category").await.map_err(refused)?;
    let addresses = permalinks::of_terms(site, &all).await.map_err(refused)?;
    Ok(list(all.iter().map(|term| {
        let address = addresses.get(&term.id).map_or("", String::as_str);
        structure([
            ("categoryId", id(term.id)),
            ("parentId", id(term.parent_id)),
            ("description", text(&term.name)),
            ("categoryDescription", text(&term.description)),
            ("categoryName", text(&term.name)),
            ("htmlUrl", text(address)),
            ("rssUrl", text(format!("{address}feed/"))),
        ])
    })))
}

async fn tags(site: &Site, actor: &Actor) -> Result<Value, Fault> {
    actor.require(Capability::EditPosts).map_err(refused)?;
    let all = terms::of_taxonomy(site, "post_tag").await.map_err(refused)?;
    let addresses = permalinks::of_terms(site, &all).await.map_err(refused)?;
    Ok(list(all.iter().map(|term| {
        let address = addresses.get(&term.id).map_or("", String::as_str);
        structure([
            ("tag_id", id(term.id)),
            ("name", text(&term.name)),
            ("count", number(term.count)),
            ("slug", text(&term.slug)),
            ("html_url", text(address)),
            ("rss_url", text(format!("{address}feed/"))),
        ])
    })))
}

async fn new_category(site: &Site, actor: &Actor, given: &Members) -> Result<Value, Fault> {
    let new = TermFields { parent_id: given.get("parent_id").map(parameters::number), ..fields(given) };
    let term = terms::create(site, actor, "category", new).await.map_err(refused)?;
    Ok(number(term.id))
}

async fn suggest(site: &Site, actor: &Actor, beginning: &str, most: i64) -> Result<Value, Fault> {
    actor.require(Capability::EditPosts).map_err(refused)?;
    let all = terms::of_taxonomy(site, "category").await.map_err(refused)?;
    let beginning = beginning.to_lowercase();
    let most = usize::try_from(most).ok().filter(|most| *most > 0).unwrap_or(100);
    let found = all.iter().filter(|term| term.name.to_lowercase().starts_with(&beginning)).take(most);
    Ok(list(found.map(|term| structure([("category_id", id(term.id)), ("category_name", text(&term.name))]))))
}
