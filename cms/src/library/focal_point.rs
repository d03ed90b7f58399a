//! The point of an image that must be seen in sizes that are cut.

use serde_json::{Value, json};

use super::{permissions, sizes_hook};
use crate::formatting::unique_file_name_parts;
use crate::pictures::FocalPoint;
use crate::posts::{self, PostFields};
use crate::{Actor, Change, Error, Result, Site, cron};

/// The key that it stands under with the attachment: two percentages.
const KEY: &str = "_platen_focal_point";

/// The point of an image; the middle where nobody named another.
pub async fn focal_point(site: &Site, id: i64) -> Result<FocalPoint> {
    let meta = posts::meta_of(site, id).await?;
    let value = meta.into_iter().find(|(key, _)| key == KEY).map(|(_, value)| value);
    Ok(value.as_deref().and_then(parsed).unwrap_or(FocalPoint::MIDDLE))
}

/// The same for whoever may change it.
pub async fn focal_point_to_edit(site: &Site, actor: &Actor, id: i64) -> Result<FocalPoint> {
    permissions::require_edit(site, actor, id).await?;
    focal_point(site, id).await
}

/// Names the point. The runner makes the sizes that are cut again, under other names, since browsers keep the old ones.
pub async fn set_focal_point(site: &Site, actor: &Actor, id: i64, point: FocalPoint) -> Result<()> {
    permissions::require_edit(site, actor, id).await?;
    let is_inside = |part: f64| (0.0..=1.0).contains(&part);
    if !is_inside(point.x) || !is_inside(point.y) {
        return Err(Error::invalid("rest_invalid_param", "x and y are parts of the image's width and height: 0 to 1."));
    }
    let fields = PostFields { meta: vec![(KEY.to_owned(), Some(written(point)))], ..PostFields::default() };
    posts::update(site, actor, id, fields).await?;
    // Should the host die in between, whoever makes missing sizes next sees that these are cut around another point.
    let change = Change::begin(site).await?;
    cron::schedule_in(&change, site, sizes_hook::HOOK, &json!([id]), site.host().now(), None).await?;
    change.commit().await
}

fn written(point: FocalPoint) -> String {
    format!("{}x{}", percent(point.x), percent(point.y))
}

/// What the names of sizes that are cut around another point than the middle end with.
pub(super) fn mark(point: FocalPoint) -> String {
    if point == FocalPoint::MIDDLE { String::new() } else { format!("-{}", written(point)) }
}

/// Whether a size that is cut, as the metadata describes it, is cut around another point than this one. What is named in
/// any other way is left alone.
pub(super) fn is_cut_elsewhere(described: &Value, point: FocalPoint) -> bool {
    let (Some(file), Some(width), Some(height)) =
        (described["file"].as_str(), described["width"].as_u64(), described["height"].as_u64())
    else {
        return false;
    };
    let stem = unique_file_name_parts(file).0;
    let size = format!("-{width}x{height}");
    match stem.rfind(&size).map(|at| &stem[at + size.len()..]) {
        Some(found) if found.is_empty() || parsed(found.trim_start_matches('-')).is_some() => found != mark(point),
        _ => false,
    }
}

fn percent(part: f64) -> u32 {
    (part * 100.0).round() as u32
}

fn parsed(text: &str) -> Option<FocalPoint> {
    let (x, y) = text.split_once('x')?;
    let part = |text: &str| text.parse::<u32>().ok().filter(|percent| *percent <= 100).map(|it| f64::from(it) / 100.0);
    Some(FocalPoint { x: part(x)?, y: part(y)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_kept_in_percent() {
        assert_eq!(parsed("25x75"), Some(FocalPoint { x: 0.25, y: 0.75 }));
        assert_eq!(written(FocalPoint { x: 0.254, y: 1.0 }), "25x100");
        for wrong in ["", "25", "x", "101x0", "-1x3"] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
        assert_eq!(mark(FocalPoint::MIDDLE), "");
    }

    #[test]
    fn a_size_says_around_which_point_it_is_cut() {
        let is_elsewhere =
            |file: &str, point| is_cut_elsewhere(&json!({"file": file, "width": 150, "height": 150}), point);
        let aside = FocalPoint { x: 0.1, y: 0.5 };
        assert!(is_elsewhere("a-150x150.jpg", aside) && !is_elsewhere("a-150x150.jpg", FocalPoint::MIDDLE));
        assert!(!is_elsewhere("a-150x150-10x50.jpg", aside) && is_elsewhere("a-150x150-10x50.jpg", FocalPoint::MIDDLE));
        assert!(!is_elsewhere("another-name.jpg", aside), "what WordPress or a plugin named otherwise stays");
    }
}
