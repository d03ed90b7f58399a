//! Posts that an answer, its permissions and what is embedded in it ask for again: each is read once a request.

use cms::posts::{self, Post};

use super::RestRequest;
use super::error::RestResult;

/// Remembers posts that were read for this request.
pub fn keep(request: &RestRequest, posts: &[Post]) {
    for post in posts {
        request.memory.keep(post.id, Some(post.clone()));
    }
}

/// Those of these posts that this request has read.
pub fn among(request: &RestRequest, ids: &[i64]) -> Vec<Post> {
    ids.iter().filter_map(|id| request.memory.known::<Option<Post>>(*id).flatten()).collect()
}

/// These posts, in the order of `ids`; missing ones are left out. What the request has not read comes in one query.
pub async fn by_ids(request: &RestRequest, ids: &[i64]) -> RestResult<Vec<Post>> {
    let unseen: Vec<i64> = ids.iter().copied().filter(|id| !request.memory.knows::<Option<Post>>(*id)).collect();
    if !unseen.is_empty() {
        keep(request, &posts::by_ids(&request.site, &unseen).await?);
    }
    Ok(among(request, ids))
}
