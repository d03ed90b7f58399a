//! Addresses as blocks link to them.

use crate::comments::Comment;
use crate::permalinks::{self, Permalinks};
use crate::posts::Post;
use crate::terms::Term;
use crate::{Result, Site, users};

/// A post's address, WordPress's `get_permalink`.
pub async fn post(site: &Site, post: &Post) -> Result<String> {
    permalinks::of_post(site, post).await
}

/// A term's archive, WordPress's `get_term_link`.
pub async fn term(site: &Site, term: &Term) -> Result<String> {
    permalinks::of_term(site, term).await
}

/// An author's archive, WordPress's `get_author_posts_url`.
pub fn author(site: &Site, author: &users::Model) -> String {
    Permalinks::new(site.settings()).author(author.id, &author.nicename)
}

/// The archive of a year, a month or a day.
pub fn date(site: &Site, year: i32, month: Option<u32>, day: Option<u32>) -> String {
    Permalinks::new(site.settings()).date(year.unsigned_abs(), month, day)
}

/// A comment on its post's page, WordPress's `get_comment_link` without paged comments.
pub async fn comment(site: &Site, comment: &Comment, on: &Post) -> Result<String> {
    Ok(format!("{}#comment-{}", post(site, on).await?, comment.id))
}

/// An uploaded file, WordPress's `wp_get_attachment_url`.
pub fn upload(site: &Site, file: &str) -> String {
    format!("{}/wp-content/uploads/{file}", site.url())
}

/// Where people sign in, with a page to come back to.
pub fn login(site: &Site, back_to: Option<&str>) -> String {
    let address = format!("{}/wp-login.php", site.url());
    match back_to {
        Some(page) => {
            let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("redirect_to", page).finish();
            format!("{address}?{query}")
        }
        None => address,
    }
}
