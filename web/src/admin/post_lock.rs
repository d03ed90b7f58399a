//! Two people at one post: the lock that the editor shows, renews and gives back.

use std::collections::HashMap;

use actix_web::HttpResponse;
use cms::posts::{self, Post, edit_lock};
use cms::users;
use serde_json::{Value, json};

use super::Staff;
use crate::failure::Failure;

/// Pixels of the picture of whoever holds the post.
const AVATAR: u32 = 128;

fn action(post_id: i64) -> String {
    format!("lock-post_{post_id}")
}

fn release_action(post_id: i64) -> String {
    format!("update-post_{post_id}")
}

/// Whether the nonce proves that the person wants to take the post over.
pub fn is_meant(staff: &Staff, post_id: i64, nonce: &str) -> bool {
    staff.visitor.means(&staff.site, &action(post_id), nonce)
}

/// What the editor's settings say about the lock: taken by this person, unless somebody else is at it.
pub async fn on_opening(staff: &Staff, post: &Post, takes_over: bool) -> Result<Value, Failure> {
    let (site, actor, opened) = (staff.site.clone(), staff.actor().clone(), post.clone());
    let (holder, lock) = staff
        .front
        .run(async move {
            match edit_lock::held_by_another(&site, &actor, &opened).await? {
                Some(holder) if !takes_over => Ok((Some(holder), None)),
                _ => Ok((None, Some(edit_lock::take(&site, &actor, opened.id).await?))),
            }
        })
        .await?;
    Ok(json!({
        "postLock": {
            "isLocked": holder.is_some(),
            "user": holder.as_ref().map(described),
            "activePostLock": lock,
        },
        "postLockUtils": {
            "nonce": staff.nonce(&action(post.id)),
            "unlockNonce": staff.nonce(&release_action(post.id)),
            "ajaxUrl": staff.address("admin-ajax.php"),
        },
    }))
}

fn described(user: &users::Model) -> Value {
    json!({"name": user.display_name, "avatar": users::avatar_url(&user.email, AVATAR)})
}

/// The heartbeat's `wp-refresh-post-lock`: the new lock, or who has taken the post over.
pub async fn renew(staff: &Staff, post_id: i64) -> Result<Value, Failure> {
    let (site, actor) = (staff.site.clone(), staff.actor().clone());
    let renewed = staff
        .front
        .run(async move {
            let post = posts::by_id(&site, post_id).await?;
            let post = post.ok_or_else(|| cms::Error::not_found("rest_post_invalid_id", "Invalid post ID."))?;
            match edit_lock::held_by_another(&site, &actor, &post).await? {
                Some(holder) => Ok(Err(holder)),
                None => edit_lock::take(&site, &actor, post_id).await.map(Ok),
            }
        })
        .await?;
    Ok(match renewed {
        Ok(lock) => json!({"new_lock": lock}),
        Err(holder) => {
            let text = format!("{} has taken over and is currently editing.", holder.display_name);
            let avatar = users::avatar_url(&holder.email, AVATAR);
            json!({"lock_error": {"name": holder.display_name, "text": text, "avatar_src": avatar, "avatar_src_2x": avatar}})
        }
    })
}

/// What the browser sends while it leaves the editor (`wp_ajax_wp_remove_post_lock`).
pub async fn release(staff: &Staff, given: &HashMap<String, String>) -> Result<HttpResponse, Failure> {
    let text = |name: &str| given.get(name).map(String::as_str).unwrap_or_default();
    let id: i64 = text("post_ID").parse().unwrap_or_default();
    if id <= 0 || !staff.visitor.means(&staff.site, &release_action(id), text("_wpnonce")) {
        return Ok(HttpResponse::BadRequest().body("0"));
    }
    let (site, actor) = (staff.site.clone(), staff.actor().clone());
    staff.front.run(async move { edit_lock::release(&site, &actor, id).await }).await?;
    Ok(HttpResponse::Ok().body("1"))
}
