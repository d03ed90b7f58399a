//! A query on rows of a site names the site, so that no statement reaches a neighbour's rows.
use std::collections::BTreeMap;

use regex::Regex;

use super::source::without_comments;
use super::tree::Tree;

/// Statements that mean all sites, each with its reason: path, a piece of the statement, why.
const ALL_SITES: [(&str, &str, &str); 18] = [
    ("cms/src/members/sweep.rs", "old_keys", "the runner keeps house for the whole host"),
    ("cms/src/members/sweep.rs", "old_sessions", "the runner keeps house for the whole host"),
    ("cms/src/members/sweep.rs", "old_messages", "the runner keeps house for the whole host"),
    ("cms/src/media/copies.rs", "all_sites", "the syncer carries the files of the whole host"),
    ("cms/src/users/leave.rs", "elsewhere", "an account goes with its last site"),
    ("cms/src/purges/prune.rs", "old", "the runner keeps house for the whole host"),
    ("cms/src/audit/prune.rs", "old", "the runner keeps house for the whole host"),
    ("cms/src/letters/claim.rs", "queued", "letters of all sites leave through one door"),
    ("cms/src/letters/claim.rs", "lost", "the runner keeps house for the whole host"),
    ("cms/src/letters/claim.rs", "once_more", "the runner keeps house for the whole host"),
    ("cms/src/letters/claim.rs", "told", "the runner keeps house for the whole host"),
    ("cms/src/letters/prune.rs", "old", "the runner keeps house for the whole host"),
    ("cms/src/letters/breaker.rs", "all_sites", "letters of all sites leave through one door"),
    ("cms/src/letters/follow_up.rs", "by_name", "the mail service names a letter, not a site"),
    ("cms/src/letters/follow_up.rs", "tagged", "the mail service names a letter, not a site"),
    ("cms/src/users/permissions.rs", "roles", "whoever belongs to one site alone is managed there"),
    ("cms/src/sites/find.rs", "domain_entity", "a request's host name is what finds its site"),
    ("cms/src/sites/create.rs", "domain_entity", "a new site's name must be free on the whole host"),
];

/// Entity file → whether the site is a part of the table's key.
type TablesOfSites = BTreeMap<String, bool>;

/// In `cms`, every statement that begins a query on a table with a `site_id` holds the site too. By a key that the
/// site is a part of, the compiler sees to it.
pub fn queries_name_their_site(tree: &Tree) -> Vec<String> {
    let of_sites = tables_of_sites(tree);
    let rules = tree.rust().filter(|(path, _)| path.starts_with("cms/src/") && !path.ends_with("tests.rs"));
    rules.flat_map(|(path, text)| unbounded_queries(path, text, &of_sites)).collect()
}

/// The entity files whose rows belong to a site.
fn tables_of_sites(tree: &Tree) -> TablesOfSites {
    let in_key = Regex::new(r"primary_key[^\]]*\)\]\s*(///[^\n]*\s*)*pub site_id:").expect("a fixed pattern");
    let entities = tree.rust().filter(|(path, _)| path.starts_with("cms/src/") && path.ends_with("entity.rs"));
    let of_sites = entities.filter(|(_, text)| text.contains("pub site_id:"));
    of_sites.map(|(path, text)| (path.to_owned(), in_key.is_match(text))).collect()
}

fn unbounded_queries(path: &str, text: &str, of_sites: &TablesOfSites) -> Vec<String> {
    let beginning =
        Regex::new(r"([a-z_:]+)::Entity::(find|find_by_id|update_many|delete_many|delete_by_id)\(").expect("fixed");
    let code = without_comments(super::source::before_tests(text));
    let mut complaints = Vec::new();
    for found in beginning.captures_iter(&code) {
        let place = found.get(0).expect("a match has a place").start();
        let statement = statement_at(&code, place);
        let table = of_sites.get(&entity_file(path, &code, &found[1]));
        let may_reach_all = table.is_some_and(|site_in_key| !(*site_in_key && found[2].ends_with("by_id")));
        if may_reach_all && !is_bounded(statement) && !is_meant(path, statement) {
            let line = code[..place].lines().count();
            complaints.push(format!("{path}:{line}: {} reads all sites", found[0].trim_end_matches('(')));
        }
    }
    complaints
}

fn is_bounded(statement: &str) -> bool {
    statement.contains("SiteId") || statement.contains("site_id") || statement.contains("site.id()")
}

fn is_meant(path: &str, statement: &str) -> bool {
    ALL_SITES.iter().any(|(file, piece, reason)| *file == path && statement.contains(piece) && !reason.is_empty())
}

/// From the last `;` or brace before the place to the next `;` outside of brackets, or the end of the block.
fn statement_at(code: &str, place: usize) -> &str {
    let start = code[..place].rfind([';', '{', '}']).map_or(0, |end| end + 1);
    let mut depth = 0_i32;
    for (offset, character) in code[place..].char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ';' if depth <= 0 => return &code[start..place + offset],
            _ => {}
        }
        if depth < 0 {
            return &code[start..place + offset];
        }
    }
    &code[start..]
}

/// The file in which the entity of this path stands, seen from `path`.
fn entity_file(path: &str, code: &str, module: &str) -> String {
    let folder = path.rsplit_once('/').map_or("cms/src", |(folder, _)| folder);
    let alias = Regex::new(&format!(r"use ([a-z_:]+) as {module};")).expect("a module's name");
    let imported = Regex::new(&format!(r"use ([a-z_:]*::)(\{{[^}}]*\b)?{module}\b[^;]*;")).expect("a module's name");
    let full = match (alias.captures(code), imported.captures(code)) {
        (Some(found), _) => found[1].to_owned(),
        (None, Some(found)) if !module.contains("::") => format!("{}{module}", &found[1]),
        _ => module.to_owned(),
    };
    match full.strip_prefix("crate::") {
        Some(inside) => format!("cms/src/{}.rs", inside.replace("::", "/")),
        None => match full.strip_prefix("super::") {
            Some(beside) if beside.contains("::") => format!("cms/src/{}.rs", beside.replace("::", "/")),
            Some(beside) => format!("{folder}/{beside}.rs"),
            None if full.contains("::") => format!("cms/src/{}.rs", full.replace("::", "/")),
            None => format!("{folder}/{full}.rs"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OF_A_SITE: &str = "pub struct Model { pub site_id: i64, pub id: i64 }";
    const OF_THE_HOST: &str = "pub struct Model { pub id: i64 }";

    fn complaints(path: &str, code: &str) -> Vec<String> {
        let entities = [("cms/src/posts/entity.rs", OF_A_SITE), ("cms/src/users/entity.rs", OF_THE_HOST)];
        queries_name_their_site(&Tree::example(&[entities.as_slice(), &[(path, code)]].concat()))
    }

    #[test]
    fn a_query_over_all_sites_is_found_under_each_name() {
        let bad =
            "fn a() { entity::Entity::find().filter(entity::Column::Slug.eq(\"a\")).one(db); let x = site.id(); }";
        assert_eq!(complaints("cms/src/posts/queries.rs", bad).len(), 1);
        assert_eq!(complaints("cms/src/posts/queries.rs", &format!("use super::entity;\n{bad}")).len(), 1);
        let elsewhere = "use crate::posts::entity as post;\nfn a() { post::Entity::delete_many().exec(db); }";
        assert_eq!(complaints("cms/src/terms/count.rs", elsewhere).len(), 1);
        let spelled = "use crate::posts;\nfn a() { posts::entity::Entity::find().all(db); }";
        assert_eq!(complaints("cms/src/view/load.rs", spelled).len(), 1);
    }

    #[test]
    fn a_query_with_its_site_and_one_on_the_hosts_tables_pass() {
        let bounded = "fn a() { entity::Entity::find_by_id((site.id(), 1)).one(db) }\n\
                       fn b() { entity::Entity::find()\n.filter(entity::Column::SiteId.eq(id)).all(db); }";
        assert_eq!(complaints("cms/src/posts/queries.rs", bounded), Vec::<String>::new());
        assert_eq!(
            complaints("cms/src/users/find.rs", "fn a() { entity::Entity::find().all(db) }"),
            Vec::<String>::new()
        );
    }
}
