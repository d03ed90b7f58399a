//! `core/categories`: the terms of a taxonomy as a list, a tree or a dropdown.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;
use crate::blocks::links;
use crate::formatting::{esc_attr, esc_html, esc_url, remove_accents, wp_kses_post};
use crate::languages::Words;
use crate::posts::{PublishedPosts, entity as posts};
use crate::terms::{self, Term, relationship_entity};
use crate::{CacheTag, Result, Site};

/// Names of a taxonomy: all, one, none, and its query variable.
struct Labels {
    all: String,
    one: String,
    none: String,
    query: String,
}

fn labels(words: Words, taxonomy: &str) -> Labels {
    let (all, one, none, query) = match taxonomy {
        "category" => (words.say("Categories"), words.say("Category"), words.say("No categories"), "category_name"),
        "post_tag" => (words.say("Tags"), words.say("Tag"), words.say("No tags"), "tag"),
        "post_format" => (words.say("Formats"), words.say("Format"), words.say("No tags"), "post_format"),
        other => (other, other, words.say("No tags"), other),
    };
    let [all, one, none, query] = [all, one, none, query].map(str::to_owned);
    Labels { all, one, none, query }
}

/// A term with its place in the tree.
struct Shown {
    term: Term,
    depth: usize,
}

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let taxonomy = match call.text("taxonomy") {
        "" => "category",
        taxonomy => taxonomy,
    };
    renderer.read(CacheTag::Terms(taxonomy.to_owned()));
    let id = renderer.collected.unique_prefixed_id("wp-block-categories-");
    let hierarchical = call.flag("showHierarchy");
    let mut all = terms::of_taxonomy(&renderer.site, taxonomy).await?;
    all.sort_by_key(|term| remove_accents(&term.name).to_lowercase());
    if call.flag("showPostCounts") && hierarchical {
        pad_counts(&renderer.site, &mut all).await?;
    }
    if !call.flag("showEmpty") {
        drop_empty(&mut all, hierarchical);
    }
    if call.flag("showOnlyTopLevel") {
        all.retain(|term| term.parent_id == 0);
    }
    let shown = if hierarchical { tree(all) } else { all.into_iter().map(|term| Shown { term, depth: 0 }).collect() };
    let kind = if call.flag("displayAsDropdown") { "dropdown" } else { "list" };
    let class = format!("wp-block-categories-{kind} wp-block-categories-taxonomy-{taxonomy}");
    let wrapper = call.wrapper(renderer, &[("class", &class)]);
    if kind == "dropdown" {
        return Ok(dropdown(renderer, &call, &labels(renderer.words(), taxonomy), (&id, &wrapper), &shown));
    }
    let mut items =
        list(&renderer.site, &shown, call.flag("showPostCounts"), &labels(renderer.words(), taxonomy)).await?;
    if call.values.flag("enhancedPagination") {
        items = with_enhanced_links(&items);
    }
    Ok(format!("<ul {wrapper}>{items}</ul>"))
}

/// Links that a query block with enhanced pagination follows without loading the page.
fn with_enhanced_links(items: &str) -> String {
    let mut tags = TagProcessor::new(items);
    while tags.next_tag_named("a") {
        tags.set_attribute("data-wp-on--click", "core/query::actions.navigate");
    }
    tags.finish()
}

/// Counts the posts of a term's descendants with its own, each once: WordPress's `_pad_term_counts`.
async fn pad_counts(site: &Site, all: &mut [Term]) -> Result<()> {
    let parents: HashMap<i64, i64> = all.iter().map(|term| (term.id, term.parent_id)).collect();
    if parents.values().all(|parent| *parent == 0) {
        return Ok(());
    }
    let published = PublishedPosts::any(site)
        .filter(posts::Column::Status.eq("publish"))
        .select_only()
        .column(posts::Column::Id)
        .into_tuple::<i64>()
        .all(site.reader())
        .await?;
    let published: HashSet<i64> = published.into_iter().collect();
    let rows = relationship_entity::Entity::find()
        .filter(relationship_entity::Column::SiteId.eq(site.id()))
        .filter(relationship_entity::Column::TermId.is_in(parents.keys().copied()))
        .all(site.reader())
        .await?;
    let mut of_term: HashMap<i64, HashSet<i64>> = HashMap::new();
    for row in rows.iter().filter(|row| published.contains(&row.post_id)) {
        let mut term = Some(row.term_id);
        for _ in 0..parents.len() {
            let Some(id) = term.filter(|id| *id != 0) else { break };
            of_term.entry(id).or_default().insert(row.post_id);
            term = parents.get(&id).copied();
        }
    }
    for term in all {
        if let Some(posts) = of_term.get(&term.id) {
            term.count = i64::try_from(posts.len()).unwrap_or(i64::MAX);
        }
    }
    Ok(())
}

/// Empty terms go; in a tree those stay that have something below them.
fn drop_empty(all: &mut Vec<Term>, hierarchical: bool) {
    let mut kept: HashSet<i64> = all.iter().filter(|term| term.count > 0).map(|term| term.id).collect();
    if hierarchical {
        let parents: HashMap<i64, i64> = all.iter().map(|term| (term.id, term.parent_id)).collect();
        for id in kept.clone() {
            let mut parent = parents.get(&id).copied().unwrap_or_default();
            while parent != 0 && kept.insert(parent) {
                parent = parents.get(&parent).copied().unwrap_or_default();
            }
        }
    }
    all.retain(|term| kept.contains(&term.id));
}

/// Terms below their parents; those whose parent is missing come last.
fn tree(all: Vec<Term>) -> Vec<Shown> {
    let known: HashSet<i64> = all.iter().map(|term| term.id).collect();
    let mut children: BTreeMap<i64, Vec<Term>> = BTreeMap::new();
    let mut orphans = Vec::new();
    for term in all {
        if term.parent_id == 0 || known.contains(&term.parent_id) {
            children.entry(term.parent_id).or_default().push(term);
        } else {
            orphans.push(term);
        }
    }
    let mut shown = Vec::new();
    let mut pending: Vec<(Term, usize)> =
        children.remove(&0).unwrap_or_default().into_iter().rev().map(|term| (term, 0)).collect();
    pending.splice(0..0, orphans.into_iter().rev().map(|term| (term, 0)));
    while let Some((term, depth)) = pending.pop() {
        let below = children.remove(&term.id).unwrap_or_default();
        pending.extend(below.into_iter().rev().map(|term| (term, depth + 1)));
        shown.push(Shown { term, depth });
    }
    shown
}

/// WordPress's `wp_list_categories`.
async fn list(site: &Site, shown: &[Shown], counted: bool, labels: &Labels) -> Result<String> {
    if shown.is_empty() {
        return Ok(format!("<li class=\"cat-item-none\">{}</li>", labels.none));
    }
    let mut html = String::new();
    for (index, Shown { term, depth }) in shown.iter().enumerate() {
        let address = esc_url(&links::term(site, term).await?);
        let count = if counted { format!(" ({})", site.settings().words().number(term.count)) } else { String::new() };
        html.push_str(&format!(
            "\t<li class=\"cat-item cat-item-{}\"><a href=\"{address}\">{}</a>{count}\n",
            term.id,
            esc_attr(&term.name)
        ));
        let next = shown.get(index + 1).map_or(0, |next| next.depth);
        if next > *depth {
            html.push_str(&format!("{}<ul class='children'>\n", "\t".repeat(*depth)));
            continue;
        }
        html.push_str("</li>\n");
        for level in (next..*depth).rev() {
            html.push_str(&format!("{}</ul>\n</li>\n", "\t".repeat(level)));
        }
    }
    Ok(html)
}

fn dropdown(
    renderer: &BlockRenderer,
    call: &Call<'_>,
    labels: &Labels,
    (id, wrapper): (&str, &str),
    shown: &[Shown],
) -> String {
    let hidden = if call.flag("showLabel") { "" } else { " screen-reader-text" };
    let label = match call.text("label") {
        "" => labels.all.clone(),
        own => wp_kses_post(own),
    };
    let selected = renderer.visit.parameter(&labels.query);
    let options = shown.iter().map(|Shown { term, depth }| {
        let count = if call.flag("showPostCounts") {
            format!("&nbsp;&nbsp;({})", renderer.words().number(term.count))
        } else {
            String::new()
        };
        let chosen = if selected.as_deref() == Some(&term.slug) { " selected=\"selected\"" } else { "" };
        format!(
            "\t<option class=\"level-{depth}\" value=\"{}\"{chosen}>{}{}{count}</option>\n",
            esc_attr(&term.slug),
            "&nbsp;".repeat(depth * 3),
            esc_html(&term.name)
        )
    });
    let options: String = options.collect();
    let select = format!(
        "<select  name='{}' id='{id}' class='postform'>\n\t<option value='-1'>{}</option>\n{options}</select>",
        labels.query,
        renderer.words().fill("Select %s", &[&labels.one])
    );
    let script = go_to_term_script(id, renderer.site.url());
    format!(
        "<div {wrapper}><label class=\"wp-block-categories__label{hidden}\" for=\"{id}\">{label}</label>{select}{script}\n</div>"
    )
}

/// A script that goes to the archive of the chosen term.
fn go_to_term_script(id: &str, home: &str) -> String {
    format!(
        "<script>\ndocument.getElementById(\"{id}\").addEventListener(\"change\",e=>{{const s=e.target;\
         if(s.value&&s.value!==\"-1\")location.href=\"{home}/?\"+s.name+\"=\"+encodeURIComponent(s.value)}});\n</script>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(id: i64, parent_id: i64, count: i64) -> Term {
        Term {
            site_id: 1,
            id,
            taxonomy: "category".into(),
            name: format!("t{id}"),
            slug: format!("t{id}"),
            description: String::new(),
            parent_id,
            count,
        }
    }

    #[test]
    fn a_tree_keeps_the_order_and_puts_orphans_last() {
        let shown = tree(vec![term(1, 9, 1), term(2, 0, 1), term(3, 2, 1), term(4, 0, 1), term(5, 3, 1)]);
        let seen: Vec<_> = shown.iter().map(|shown| (shown.term.id, shown.depth)).collect();
        assert_eq!(seen, [(2, 0), (3, 1), (5, 2), (4, 0), (1, 0)]);
    }

    #[test]
    fn empty_parents_stay_in_a_tree() {
        let mut all = vec![term(1, 0, 0), term(2, 1, 3), term(3, 0, 0)];
        drop_empty(&mut all, true);
        assert_eq!(all.iter().map(|term| term.id).collect::<Vec<_>>(), [1, 2]);
    }
}
