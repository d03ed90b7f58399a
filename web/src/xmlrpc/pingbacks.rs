//! Which pages elsewhere told that they link to a post. Telling so is not taken here: that was used to flood others.

use cms::Site;
use cms::comments::{self, CommentQuery};
use cms::view;
use dxr::Value;

use super::fault::{Fault, fault, refused};
use super::values::{list, text};

/// So many are listed.
const MOST: u64 = 1_000;

/// The addresses of the pages that link to what stands at `address`.
pub async fn of_address(site: &Site, address: &str) -> Result<Value, Fault> {
    let post = view::post_at(site, address).await.map_err(refused)?;
    let post = post.filter(|post| post.status == "publish" && post.password.is_empty());
    let nothing = "The specified URL cannot be used as a target. It either does not exist, or it is not a pingback-enabled resource.";
    let post = post.ok_or_else(|| fault(33, nothing))?;
    let query = CommentQuery {
        posts: vec![post.id],
        status: "approve".into(),
        comment_type: "pingback".into(),
        order_by: "date".into(),
        ascending: true,
        limit: MOST,
        ..CommentQuery::default()
    };
    let (found, _) = comments::list(site, &query).await.map_err(refused)?;
    Ok(list(found.iter().map(|pingback| text(&pingback.author_url))))
}
