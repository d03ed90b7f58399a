//! A library has one home, so that a handler with a query does not compile.
use super::source::{dependencies, without_comments};
use super::tree::Tree;

/// A library, or a family of them when the name ends in `-`, and the crates that may know it.
const HOMES: [(&str, &[&str]); 12] = [
    ("actix-", &["web"]),
    ("sea-orm", &["platform", "cms", "staging", "migrations", "tests"]),
    ("sea-orm-migration", &["migrations"]),
    ("sqlx", &["platform", "cms", "staging", "migrations"]),
    ("tera", &["cms"]),
    ("apalis", &["worker"]),
    ("apalis-", &["worker"]),
    ("aws-", &["platform"]),
    ("deadpool-redis", &["platform", "tests"]),
    ("notify", &["platform"]),
    ("notify-", &["platform"]),
    ("clap", &["platen"]),
];

/// Neither a manifest nor a path in the code names a library away from its home.
pub fn libraries_have_one_home(tree: &Tree) -> Vec<String> {
    let declared = tree.manifests().flat_map(|(folder, manifest)| strangers_in_manifest(folder, manifest));
    let used = tree.rust().flat_map(|(path, text)| strangers_in_code(path, text));
    declared.chain(used).collect()
}

fn strangers_in_manifest(folder: &str, manifest: &str) -> Vec<String> {
    let strangers = dependencies(manifest).into_iter().filter(|name| !may_know(folder, name));
    strangers.map(|name| format!("{folder}/Cargo.toml: {name} has its home elsewhere")).collect()
}

/// A library re-exported by another crate is still the library. The bad examples of these checks are none.
fn strangers_in_code(path: &str, text: &str) -> Vec<String> {
    let Some((folder, _)) = path.split_once('/').filter(|_| !path.starts_with("tests/src/tidy/")) else {
        return Vec::new();
    };
    let code = without_comments(text);
    let is_used = |library: &str| {
        let path = format!("{}::", library.replace('-', "_"));
        code.match_indices(&path).any(|(place, _)| starts_a_path(&code[..place]))
    };
    let libraries = HOMES.iter().filter(|(name, homes)| !name.ends_with('-') && !homes.contains(&folder));
    let strangers = libraries.chain([&("actix-web", &["web"] as &[&str])].into_iter().filter(|_| folder != "web"));
    let used = strangers.filter(|(name, _)| is_used(name));
    used.map(|(name, _)| format!("{path}: uses {name}, which has its home elsewhere")).collect()
}

fn starts_a_path(before: &str) -> bool {
    let last = before.chars().next_back().unwrap_or(' ');
    !last.is_alphanumeric() && last != '_' && last != '"'
}

fn may_know(folder: &str, library: &str) -> bool {
    let belongs = |name: &str| if name.ends_with('-') { library.starts_with(name) } else { library == name };
    HOMES.iter().filter(|(name, _)| belongs(name)).all(|(_, homes)| homes.contains(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_in_a_handler_is_found() {
        let tree = Tree::example(&[
            ("web/Cargo.toml", "[dependencies]\nactix-web = \"4\"\nsea-orm = \"2\""),
            ("web/src/posts.rs", "use platform::sea_orm::EntityTrait;\n// actix_web::web is fine here"),
        ]);
        assert_eq!(
            libraries_have_one_home(&tree),
            [
                "web/Cargo.toml: sea-orm has its home elsewhere",
                "web/src/posts.rs: uses sea-orm, which has its home elsewhere"
            ]
        );
    }

    #[test]
    fn http_in_the_rules_is_found() {
        let tree = Tree::example(&[
            ("cms/Cargo.toml", "[dependencies]\nactix-http.workspace = true\ntera = \"2\""),
            ("cms/src/view.rs", "fn page() -> actix_web::HttpResponse {}"),
        ]);
        assert_eq!(libraries_have_one_home(&tree).len(), 2);
    }
}
