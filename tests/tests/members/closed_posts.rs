//! What is for members is nowhere to be had for strangers, and is there for members: over HTTP, with the page cache.

use std::path::Path;
use std::time::Duration;

use tests::installation::{ADMIN, ADMIN_PASSWORD};
use tests::waiting::{until, until_async};
use tests::{Installation, SiteClient, on_both_databases};

/// Stands in the closed part alone.
const CLOSED: &str = "xylophonist";
/// Stands in the open part.
const OPEN: &str = "harbourmaster";

/// The newest letter to this address, its line breaks of quoted-printable taken out.
fn letter_to(data_dir: &Path, email: &str) -> Option<String> {
    let found = std::fs::read_dir(data_dir.join("mail")).ok()?.flatten();
    let mut files: Vec<_> = found.map(|entry| entry.path()).filter(|path| path.extension().is_some()).collect();
    files.sort();
    let mut texts = files.iter().rev().filter_map(|path| std::fs::read_to_string(path).ok());
    let own = texts.find(|text| text.contains(&format!("To: {email}")))?;
    Some(own.replace("=\r\n", "").replace("=\n", "").replace("=3D", "="))
}

/// Signs up by the form, follows the link in the letter.
pub async fn become_member(installation: &Installation, client: &SiteClient, email: &str) {
    let answer = client.post_form("/wp-members/sign-up", &[("email", email)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(until(Duration::from_secs(60), || letter_to(installation.data_dir(), email).is_some()), "no letter came");
    let letter = letter_to(installation.data_dir(), email).unwrap();
    let key = letter.split("key=").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap().to_owned();
    let asked = client.get(&format!("/wp-members/confirm?key={key}")).await;
    assert!(
        asked.text.contains("Confirm") && asked.header("set-cookie").is_empty(),
        "following a link does nothing yet"
    );
    let confirmed = client.post_form("/wp-members/confirm", &[("key", &key)]).await;
    assert_eq!(confirmed.status, 303, "{}", confirmed.text);
}

on_both_databases! {
    async fn what_is_for_members_is_nowhere_for_strangers_and_is_there_for_members(installation: Installation) {
        installation.install_site("Members");
        installation.platen(&["rewrite", "structure", "/%postname%/"]);
        let content = format!("<!-- wp:paragraph --><p>{OPEN}</p><!-- /wp:paragraph --><!-- wp:platen/paywall /--><!-- wp:paragraph --><p>{CLOSED} <a href=\"/x\">1</a></p><!-- /wp:paragraph -->");
        let post = |name: &str, content: &str, access: &str| {
            installation.platen(&[
                "post", "create", &format!("--post_title={name}"), &format!("--post_name={name}"), &format!("--post_content={content}"),
                "--post_status=publish", &format!("--access={access}"), "--porcelain",
            ])
        };
        let id = post("half", &content, "public");
        let whole = post("whole", &format!("<p>{CLOSED}</p>"), "members");
        post("paid", &content, "paid");
        let front = installation.serve();
        let (stranger, member) = (front.client(), front.client());
        become_member(&installation, &member, "ann@example.org").await;

        let places = [
            "/", "/half/", "/whole/", "/paid/", "/feed/", "/feed/atom/", "/feed/rdf/", "/half/feed/", "/half/?x=1",
            "/wp-json/wp/v2/posts?per_page=100", "/wp-json/wp/v2/search?search=half", "/wp-sitemap.xml", "/wp-sitemap-posts-post-1.xml",
            "/half/embed/", "/category/uncategorized/", "/category/uncategorized/feed/", "/?s=half", "/?s=half&feed=rss2", "/author/admin/", "/half/2/",
        ];
        let oembed = format!("/wp-json/oembed/1.0/embed?url={}/half/", installation.url());
        let one = format!("/wp-json/wp/v2/posts/{id}");
        let another = format!("/wp-json/wp/v2/posts/{whole}?excerpt_length=200");
        for round in ["first", "kept"] {
            for place in places.into_iter().chain([oembed.as_str(), one.as_str(), another.as_str()]) {
                let answer = stranger.get(place).await;
                assert!(!answer.text.contains(CLOSED), "{place} ({round}) tells strangers: {}", answer.text);
            }
            let half = member.get("/half/").await;
            assert!(half.text.contains(OPEN) && half.text.contains(CLOSED), "{round}: {}", half.text);
            assert!(half.header("cache-control").contains("no-store"), "{:?}", half.headers);
            assert!(member.get("/whole/").await.text.contains(CLOSED));
            assert!(!member.get("/paid/").await.text.contains(CLOSED), "this member pays nothing");
        }
        let page = stranger.get("/half/").await.text;
        assert!(page.contains(OPEN) && page.contains("/wp-members/sign-up"), "{page}");
        for path in [format!("/?s={CLOSED}&feed=rss2"), format!("/wp-json/wp/v2/posts?search={CLOSED}"), format!("/wp-json/wp/v2/search?search={CLOSED}")] {
            let found = stranger.get(&path).await.text;
            assert!(!found.contains("/half/") && !found.contains("/whole/"), "{path} tells which posts say it: {found}");
        }
        let staff = front.client();
        staff.sign_in(ADMIN, ADMIN_PASSWORD).await;
        assert!(staff.get("/paid/").await.text.contains(CLOSED), "whoever writes here reads all");
        member.get("/wp-members/").await;
    }

    async fn a_member_signs_in_and_out_changes_the_account_and_leaves(installation: Installation) {
        installation.install_site("Members");
        installation.platen(&["plan", "create", "Friend", "0"]);
        let front = installation.serve();
        let client = front.client();
        assert_eq!(client.get("/wp-members/").await.header("location"), format!("{}/wp-members/sign-in", installation.url()));
        become_member(&installation, &client, "ann@example.org").await;
        let account = client.get("/wp-members/").await;
        assert!(account.text.contains("ann@example.org") && account.text.contains("Friend"), "{}", account.text);
        let nonce = account.text.split("name=\"nonce\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let plan = account.text.split("name=\"plan\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let forged = client.post_form("/wp-members/subscribe", &[("plan", &plan), ("nonce", "guessed")]).await;
        assert_eq!(forged.status, 403, "another site's form has no proof");
        let taken = client.post_form("/wp-members/subscribe", &[("plan", &plan), ("nonce", &nonce)]).await;
        assert_eq!(taken.status, 303, "{}", taken.text);
        assert_eq!(installation.platen(&["subscription", "list", "--fields=state", "--format=csv"]), "state\nactive");
        let changed = client.post_form("/wp-members/password", &[("password", "a new password"), ("nonce", &nonce)]).await;
        assert_eq!(changed.status, 303);
        let other = front.client();
        let wrong = other.post_form("/wp-members/sign-in", &[("email", "ann@example.org"), ("password", "wrong")]).await;
        let nobody = other.post_form("/wp-members/sign-in", &[("email", "eve@example.org"), ("password", "wrong")]).await;
        let said = |text: &str| text.split("class=\"notice\"").nth(1).and_then(|rest| rest.split("</div>").next()).map(str::to_owned);
        assert_eq!((wrong.status, said(&wrong.text)), (nobody.status, said(&nobody.text)));
        let signed_in = other.post_form("/wp-members/sign-in", &[("email", "ann@example.org"), ("password", "a new password")]).await;
        assert_eq!(signed_in.status, 303);
        assert!(other.get("/wp-members/export").await.text.contains("ann@example.org"));
        assert_eq!(other.get("/wp-admin/").await.status, 302, "a member is none of the staff");
        let page = other.get("/wp-members/").await.text;
        let nonce = page.split("name=\"nonce\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let gone = other.post_form("/wp-members/leave", &[("really", "leave"), ("nonce", &nonce)]).await;
        assert!(gone.text.contains("Goodbye"), "{}", gone.text);
        assert_eq!(installation.platen(&["member", "list", "--format=count"]), "0");
        let unsigned = client.post_form("/wp-members/stripe", &[("a", "b")]).await;
        assert_eq!(unsigned.status, 403);
    }

    async fn the_pages_of_members_look_as_the_site_does(installation: Installation) {
        installation.install_site("Members");
        let bare = installation.data_dir().join("themes/bare");
        std::fs::create_dir_all(bare.join("templates")).unwrap();
        std::fs::write(bare.join("theme.toml"), "name = \"Bare\"\nversion = \"1.0.0\"\n").unwrap();
        std::fs::write(bare.join("templates/index.html"), "<title>bare</title>").unwrap();
        let front = installation.serve();
        let client = front.client();
        let page = client.get("/wp-members/sign-in").await;
        for piece in ["class=\"site-header\"", "<h1 class=\"entry-title\">Sign in</h1>", "name=\"password\"", "noindex"] {
            assert!(page.text.contains(piece), "{piece}: {}", page.text);
        }
        assert!(page.text.matches("<h1").count() == 1 && page.text.contains(".members-page form"), "{}", page.text);
        assert!(page.header("cache-control").contains("no-store"), "{:?}", page.headers);
        assert!(page.header("content-security-policy").contains("form-action 'self'"), "{:?}", page.headers);
        let echoed = client.get("/wp-members/sign-up?email=%22%3E%3Cscript%3E1%3C/script%3E%7B%7B%20site.url%20%7D%7D").await;
        assert!(!echoed.text.contains("<script>1") && echoed.text.contains("{{ site.url }}"), "{}", echoed.text);
        installation.platen(&["theme", "activate", "bare"]);
        let plain = until_async(Duration::from_secs(30), || async {
            let page = client.get("/wp-members/sign-in").await;
            page.text.contains("<h1>Sign in</h1>") && page.text.contains("name=\"password\"")
        });
        assert!(plain.await.is_some(), "a theme without a template for them leaves them plain");
    }
}
