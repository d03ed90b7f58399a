//! The bar above every screen, and above every page of the site for people who signed in (`WP_Admin_Bar`).

use actix_web::{HttpRequest, web};
use cms::users::{self, Capability};
use cms::{Site, posts};

use super::{Staff, bundle, frame, icon};
use crate::failure::Failure;
use crate::front::Front;
use crate::output::{HTML, Made};
use crate::plain_page::escape;
use crate::sign_in::LOG_OUT;
use crate::visitor::Visitor;

/// Pixels, twice for sharp screens.
const AVATAR: u32 = 52;

/// Where the bar stands.
#[derive(Clone, Debug)]
pub enum Place {
    /// Above a screen.
    Admin,
    /// Above a page of the site; the post on it that this person may edit, with the word for its type.
    Page(Option<(i64, String)>),
}

/// The bar as HTML.
pub fn html(staff: &Staff, place: &Place, waiting: u64) -> String {
    let is_admin = matches!(place, Place::Admin);
    let toggle = if is_admin { menu_toggle(staff) } else { String::new() };
    let edit = match place {
        Place::Page(Some((id, word))) => link(
            staff,
            "edit",
            &format!("post.php?post={id}&action=edit"),
            "edit",
            &staff.say("Edit %s").replace("%s", &staff.say(word)),
        ),
        _ => String::new(),
    };
    format!(
        "<div id=\"wpadminbar\" role=\"navigation\" aria-label=\"{toolbar}\"><ul id=\"wp-admin-bar-root-default\" \
         class=\"ab-top-menu\">{toggle}{network}{site}{comments}{new}{edit}</ul>\
         <ul id=\"wp-admin-bar-top-secondary\" class=\"ab-top-secondary ab-top-menu\">{account}</ul></div>",
        toolbar = escape(&staff.say("Toolbar")),
        network = network(staff),
        site = site_name(staff, is_admin),
        comments = comments(staff, waiting),
        new = new_content(staff),
        account = account(staff),
    )
}

fn menu_toggle(staff: &Staff) -> String {
    format!(
        "<li id=\"wp-admin-bar-menu-toggle\"><button type=\"button\" class=\"ab-item\" aria-expanded=\"false\" \
         aria-controls=\"adminmenu\">{}<span class=\"screen-reader-text\">{}</span></button></li>",
        icon::html("menu"),
        escape(&staff.say("Menu"))
    )
}

fn link(staff: &Staff, id: &str, screen: &str, picture: &str, title: &str) -> String {
    item(id, &staff.address(screen), picture, &format!("<span class=\"ab-label\">{}</span>", escape(title)), &[])
}

/// `label` is HTML; `below` are titles and addresses.
fn item(id: &str, href: &str, picture: &str, label: &str, below: &[(String, String)]) -> String {
    let lines = below
        .iter()
        .map(|(title, href)| format!("<li><a class=\"ab-item\" href=\"{}\">{}</a></li>", escape(href), escape(title)));
    let submenu = match below {
        [] => String::new(),
        _ => format!("<ul class=\"ab-submenu\">{}</ul>", lines.collect::<String>()),
    };
    let parent = if below.is_empty() { "" } else { " class=\"menupop\"" };
    format!(
        "<li id=\"wp-admin-bar-{id}\"{parent}><a class=\"ab-item\" href=\"{}\">{}{label}</a>{submenu}</li>",
        escape(href),
        if picture.is_empty() { String::new() } else { icon::html(picture) },
    )
}

fn network(staff: &Staff) -> String {
    if !staff.may(Capability::ManageNetwork) {
        return String::new();
    }
    let sites = staff.address("network/sites.php");
    let below = [
        (staff.say("Network Admin: Sites"), sites.clone()),
        (staff.say("Add Site"), staff.address("network/site-new.php")),
    ];
    let label = format!("<span class=\"ab-label\">{}</span>", escape(&staff.say("My Sites")));
    item("my-sites", &sites, "layout", &label, &below)
}

fn site_name(staff: &Staff, is_admin: bool) -> String {
    let name = format!("<span class=\"ab-label\">{}</span>", escape(&staff.site.settings().blogname()));
    let home = format!("{}/", staff.site.url());
    if is_admin {
        return item("site-name", &home, "home", &name, &[(staff.say("Visit Site"), home.clone())]);
    }
    let screens = [
        ("Dashboard", "", Capability::Read),
        ("Themes", "themes.php", Capability::SwitchThemes),
        ("Customize", "customize.php", Capability::EditThemeOptions),
        ("Menus", "nav-menus.php", Capability::EditThemeOptions),
    ];
    let open = screens.into_iter().filter(|(_, _, needs)| staff.may(*needs));
    let below: Vec<_> = open.map(|(title, screen, _)| (staff.say(title), staff.address(screen))).collect();
    item("site-name", &staff.address(""), "dashboard", &name, &below)
}

fn comments(staff: &Staff, waiting: u64) -> String {
    if !staff.may(Capability::EditPosts) {
        return String::new();
    }
    let words = format!(
        "<span class=\"ab-label\">{waiting}<span class=\"screen-reader-text\"> {}</span></span>",
        escape(&staff.say("Comments in moderation"))
    );
    item("comments", &staff.address("edit-comments.php"), "comment", &words, &[])
}

fn new_content(staff: &Staff) -> String {
    let screens = [
        ("Post", "post-new.php", Capability::EditPosts),
        ("Media", "media-new.php", Capability::UploadFiles),
        ("Page", "post-new.php?post_type=page", Capability::EditPages),
        ("User", "user-new.php", Capability::CreateUsers),
    ];
    let open = screens.into_iter().filter(|(_, _, needs)| staff.may(*needs));
    let below: Vec<_> = open.map(|(title, screen, _)| (staff.say(title), staff.address(screen))).collect();
    match below.first() {
        Some((_, first)) => {
            let label = format!("<span class=\"ab-label\">{}</span>", escape(&staff.say("New")));
            item("new-content", first, "plus", &label, &below)
        }
        None => String::new(),
    }
}

fn account(staff: &Staff) -> String {
    let user = staff.user();
    let avatar = escape(&users::avatar_url(&user.email, AVATAR));
    let name = format!("<span class=\"display-name\">{}</span>", escape(&user.display_name));
    let label = format!(
        "<span class=\"ab-label\">{}</span>\
         <img alt=\"\" src=\"{avatar}\" class=\"avatar\" width=\"26\" height=\"26\">",
        escape(&staff.say("Howdy, %s")).replace("%s", &name)
    );
    let log_out = format!("{}/wp-login.php?action=logout&_wpnonce={}", staff.site.url(), staff.nonce(LOG_OUT));
    let below = [(staff.say("Edit Profile"), staff.address("profile.php")), (staff.say("Log Out"), log_out)];
    item("my-account", &staff.address("profile.php"), "", &label, &below)
}

/// A page of the site with the bar, for people with a role here. Only what is made for one person may pass here: the
/// bar bears a name.
pub async fn with_bar(
    made: Made,
    request: &HttpRequest,
    front: &web::Data<Front>,
    site: &Site,
    visitor: Visitor,
) -> Result<Made, Failure> {
    if !bundle::is_there() || made.content_type != HTML || is_framed(request) {
        return Ok(made);
    }
    let Some(staff) = Staff::known(request, front, site, visitor) else { return Ok(made) };
    if staff.current.role.is_none() && !staff.user().is_network_admin {
        return Ok(made);
    }
    let waiting = frame::comments_waiting(&staff).await;
    let shown = shown_post(&staff, made.post_id).await?;
    let sheet = format!("<link rel=\"stylesheet\" id=\"admin-bar-css\" href=\"{}\">\n", bundle::style("bar"));
    let body = insert(&made.body, b"</head>", &sheet);
    Ok(Made { body: insert(&body, b"</body>", &html(&staff, &Place::Page(shown), waiting)), ..made })
}

/// A page inside a frame: of the editors, where a bar stands already (`wp_site_preview`, `customize_preview`), or of a
/// post that shows another one (`/embed/`).
fn is_framed(request: &HttpRequest) -> bool {
    if request.path().trim_end_matches('/').ends_with("/embed") {
        return true;
    }
    let mut query = url::form_urlencoded::parse(request.query_string().as_bytes());
    query.any(|(name, _)| matches!(&*name, "wp_site_preview" | "customize_preview" | "embed"))
}

/// The post on the page, if this person may edit it, with the word for its type.
async fn shown_post(staff: &Staff, post_id: Option<i64>) -> Result<Option<(i64, String)>, Failure> {
    let Some(id) = post_id else { return Ok(None) };
    let site = staff.site.clone();
    let post = staff.front.run(async move { posts::by_id(&site, id).await }).await?;
    let post = post.filter(|post| posts::permissions::may_edit(staff.actor(), post));
    Ok(post.map(|post| {
        let kind = posts::type_named(staff.site.settings(), &post.post_type);
        (post.id, kind.map_or_else(|| "Post".to_owned(), |kind| kind.singular))
    }))
}

/// Before the last `mark`; a page without it stays as it is.
fn insert(page: &[u8], mark: &[u8], text: &str) -> bytes::Bytes {
    match page.windows(mark.len()).rposition(|window| window.eq_ignore_ascii_case(mark)) {
        Some(place) => [&page[..place], text.as_bytes(), &page[place..]].concat().into(),
        None => page.to_vec().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_stands_at_the_end_of_the_page() {
        assert_eq!(insert(b"<body><p>a</p></BODY>", b"</body>", "<b>")[..], b"<body><p>a</p><b></BODY>"[..]);
        assert_eq!(insert(b"no page", b"</body>", "<b>")[..], b"no page"[..]);
    }
}
