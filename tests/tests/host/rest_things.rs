//! Something of every kind, and everybody there is, for tests that go through all routes of the API.
use reqwest::Method;
use serde_json::Value;
use tests::{Answer, Installation, PlatenProcess, SiteClient};

/// Everybody there is, from whom nobody knows to whom everything is open.
pub const PEOPLE: [&str; 8] =
    ["nobody", "administrator-elsewhere", "subscriber", "contributor", "author", "editor", "administrator", "admin"];

/// Numbers of things that an administrator made.
#[derive(Debug, Default)]
pub struct Things {
    numbers: Vec<(&'static str, String)>,
}

/// What is made, in this order: the list that it goes to, the name that addresses know it by, and what it is.
const MADE: [(&str, &str, &str); 7] = [
    ("posts", "posts", r#"{"title":"Seen by all","content":"x","status":"publish"}"#),
    ("pages", "pages", r#"{"title":"A page","content":"x","status":"publish"}"#),
    ("blocks", "blocks", r#"{"title":"A pattern","content":"x","status":"publish"}"#),
    ("menus", "menus", r#"{"name":"A classic menu"}"#),
    ("navigation", "navigation", r#"{"title":"A menu","content":"x","status":"publish"}"#),
    (
        "font-families",
        "font-families",
        r#"{"font_family_settings":"{\"name\":\"F\",\"slug\":\"f\",\"fontFamily\":\"F\"}"}"#,
    ),
    ("widgets", "widgets", r#"{"id_base":"block","sidebar":"footer","instance":{"raw":{"content":"x"}}}"#),
];

const FACE: &str = r#"{"font_face_settings":"{\"fontFamily\":\"F\",\"src\":\"https://a.example/f.woff2\"}"}"#;

/// The smallest picture there is.
const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0,
    0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x89, 0x99, 0x3d, 0x1d, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

impl Things {
    /// A site with one person of each role, another with its own administrator, and a front that serves both.
    pub fn prepare(installation: &Installation) -> PlatenProcess {
        installation.install_site("Access");
        installation.platen(&["site", "create", "--url=http://elsewhere.example", "--title=Elsewhere"]);
        for role in ["subscriber", "contributor", "author", "editor", "administrator"] {
            create(installation, role, role, &[]);
        }
        create(installation, "administrator-elsewhere", "administrator", &["--url=http://elsewhere.example"]);
        for taxonomy in ["category", "post_tag", "wp_pattern_category"] {
            installation.platen(&["term", "create", taxonomy, "A term"]);
        }
        let post = installation.platen(&[
            "post",
            "create",
            "--post_title=Talked about",
            "--post_status=publish",
            "--porcelain",
        ]);
        let (post, words) = (format!("--comment_post_ID={}", post.trim()), "--comment_content=A word");
        installation.platen(&["comment", "create", &post, words, "--comment_author=A visitor", "--comment_approved=1"]);
        installation.serve()
    }

    /// One thing of every kind.
    pub async fn make(admin: &SiteClient) -> Self {
        let mut things = Self::default();
        for (list, name, body) in MADE {
            things.add(name, &post(admin, list, body).await);
        }
        let family = things.number("font-families").to_owned();
        things.add("font-faces", &post(admin, &format!("font-families/{family}/font-faces"), FACE).await);
        let picture = admin.request(Method::POST, "/wp-json/wp/v2/media").body(PIXEL.to_vec());
        let picture =
            picture.header("Content-Disposition", "attachment; filename=pixel.png").header("Content-Type", "image/png");
        let entry = r#"{"title":"An entry","url":"http://a.example/","status":"publish"}"#;
        things.add("menu-items", &post(admin, "menu-items", entry).await);
        things.add("media", &Answer::of(picture).await.json());
        things.add("users", &admin.get("/wp-json/wp/v2/users?slug=subscriber").await.json()[0]);
        for list in ["comments", "categories", "tags", "wp_pattern_category"] {
            let found = admin.get(&format!("/wp-json/wp/v2/{list}")).await.json();
            things.add(list, &found[0]);
        }
        things
    }

    fn add(&mut self, name: &'static str, made: &Value) {
        let id = &made["id"];
        assert!(!id.is_null(), "no thing of {name} was made: {made}");
        self.numbers.push((name, id.as_str().map_or_else(|| id.to_string(), str::to_owned)));
    }

    /// The number of a thing of this kind; 1 where none was made.
    pub fn number(&self, kind: &str) -> &str {
        self.numbers.iter().find(|(name, _)| *name == kind).map_or("1", |(_, number)| number)
    }

    /// The numbers of all things that have one.
    pub fn all_numbers(&self) -> Vec<&str> {
        let numbers = self.numbers.iter().map(|(_, number)| number.as_str());
        numbers.filter(|number| number.parse::<u64>().is_ok()).collect()
    }

    /// An address that the pattern matches, with the numbers of things that are there.
    pub fn address_of(&self, pattern: &str) -> String {
        let mut address = String::new();
        let mut rest = pattern;
        while let Some(start) = rest.find("(?P<") {
            address.push_str(&rest[..start]);
            let group = &rest[start..];
            let name = &group[4..group.find('>').expect("a named group")];
            address.push_str(self.value_of(pattern, name));
            rest = &group[end_of_group(group)..];
        }
        (address + rest).replace('\\', "")
    }

    /// The same with numbers that nothing has.
    pub fn address_with_nobodys_numbers(&self, pattern: &str, number: &str) -> String {
        let names = self.numbers.iter().map(|(name, _)| *name);
        let strangers = names.map(|name| (name, if name == "widgets" { "block-987654" } else { number }.to_owned()));
        Self { numbers: strangers.collect() }.address_of(pattern)
    }

    fn value_of(&self, pattern: &str, name: &str) -> &str {
        let base = pattern.strip_prefix("/wp/v2/").and_then(|rest| rest.split('/').next()).unwrap_or_default();
        match (base, name) {
            // The site whose deletion is tried is none.
            _ if pattern.starts_with("/platen/v1/sites") => "987654",
            (_, "id") if pattern.starts_with("/platen/v1/posts/") => self.number("posts"),
            (_, "id") if pattern.starts_with("/platen/v1/media/") => self.number("media"),
            (_, "id") if pattern.starts_with("/platen/v1/") => "987654",
            (_, "plan") => "0123456789abcdef",
            (_, "file") => "home.png",
            ("block-renderer", _) => "core/latest-posts",
            ("block-types", "namespace") => "core",
            ("block-types", _) => "latest-posts",
            ("templates" | "template-parts", "id" | "parent")
                if !pattern.contains("(?P<parent>") || name == "parent" =>
            {
                "platen-one//index"
            }
            ("sidebars", _) => "footer",
            ("widget-types", _) => "block",
            ("icons", "name") => "core/none",
            ("icons", _) | ("icon-collections", _) => "core",
            ("font-families", "font_family_id") => self.number("font-families"),
            ("font-families", "id") if pattern.contains("font-faces") => self.number("font-faces"),
            (_, "user_id") => self.number("users"),
            (_, "session") => "1",
            (_, "type") => "post",
            (_, "status") => "publish",
            (_, "taxonomy") => "category",
            (_, "stylesheet") => "platen-one",
            (_, "location") => "primary",
            (_, "name") => "core/get-site-info",
            (_, "slug") => "site",
            (_, "id") if pattern.contains("(?P<parent>") => "987654",
            (_, "id" | "parent") => self.number(base),
            _ => "none",
        }
    }
}

/// Where the group that `text` begins with ends.
fn end_of_group(text: &str) -> usize {
    let (mut depth, mut escaped, mut in_class) = (0_i32, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

async fn post(admin: &SiteClient, list: &str, body: &str) -> Value {
    let request = admin.request(Method::POST, &format!("/wp-json/wp/v2/{list}"));
    Answer::of(request.header("Content-Type", "application/json").body(body.to_owned())).await.json()
}

fn create(installation: &Installation, login: &str, role: &str, site: &[&str]) {
    let email = format!("{login}@example.org");
    let (role, password) = (format!("--role={role}"), format!("--user_pass={login}-password"));
    installation.platen(&[&["user", "create", login, &email, &role, &password, "--porcelain"], site].concat());
}

/// The lists of all that can be changed.
const LISTS: [&str; 17] = [
    "posts?status=any",
    "pages?status=any",
    "media",
    "blocks",
    "navigation",
    "menus",
    "menu-items",
    "comments",
    "categories",
    "tags",
    "wp_pattern_category",
    "users?context=edit",
    "settings",
    "widgets",
    "sidebars",
    "font-families",
    "statuses",
];

/// What an administrator sees of everything that can be changed.
pub async fn everything(admin: &SiteClient) -> Vec<Value> {
    let mut all = Vec::new();
    for list in LISTS {
        let joint = if list.contains('?') { '&' } else { '?' };
        let answer = admin.get(&format!("/wp-json/wp/v2/{list}{joint}per_page=100")).await;
        assert_eq!(answer.status, 200, "{list}: {}", answer.text);
        all.push(answer.json());
    }
    all
}

/// A client for each of [`PEOPLE`], signed in and with the proof that their requests are meant.
pub async fn sign_everybody_in(front: &PlatenProcess) -> Vec<SiteClient> {
    let mut clients = Vec::new();
    for person in PEOPLE {
        let client = front.client();
        clients.push(match person {
            "nobody" => client,
            person => signed_in(client, person).await,
        });
    }
    clients
}

/// The client of somebody who signs in.
pub async fn signed_in(client: SiteClient, person: &str) -> SiteClient {
    client.sign_in(person, &format!("{person}-password")).await;
    let nonce = client.get("/wp-admin/admin-ajax.php?action=rest-nonce").await.text;
    client.with_header("X-WP-Nonce", &nonce)
}
