//! The point of an image that must be seen in sizes that are cut.

use super::{Wanted, make_sizes, permissions, registered_sizes};
use crate::media::{self, Media};
use crate::pictures::FocalPoint;
use crate::posts::{self, PostFields};
use crate::{Actor, Error, Result, Site};

/// The key that it stands under with the attachment: two percentages.
const KEY: &str = "_platen_focal_point";

/// The point of an image; the middle where nobody named another.
pub async fn focal_point(site: &Site, id: i64) -> Result<FocalPoint> {
    let meta = posts::meta_of(site, id).await?;
    let value = meta.into_iter().find(|(key, _)| key == KEY).map(|(_, value)| value);
    Ok(value.as_deref().and_then(parsed).unwrap_or(FocalPoint::MIDDLE))
}

/// Names the point, and makes the sizes that are cut again: under other names, since browsers keep the old ones.
pub async fn set_focal_point(site: &Site, actor: &Actor, id: i64, point: FocalPoint) -> Result<Media> {
    permissions::require_edit(site, actor, id).await?;
    let is_inside = |part: f64| (0.0..=1.0).contains(&part);
    if !is_inside(point.x) || !is_inside(point.y) {
        return Err(Error::invalid("rest_invalid_param", "x and y are parts of the image's width and height: 0 to 1."));
    }
    let fields = PostFields { meta: vec![(KEY.to_owned(), Some(written(point)))], ..PostFields::default() };
    posts::update(site, actor, id, fields).await?;
    let cut: Vec<String> = registered_sizes(site).into_iter().filter(|size| size.crop).map(|size| size.name).collect();
    match media::of_attachment(site, id).await? {
        Some(media) if cut.is_empty() => Ok(media),
        _ => make_sizes(site, actor, id, &Wanted::Only(cut)).await,
    }
}

fn written(point: FocalPoint) -> String {
    format!("{}x{}", percent(point.x), percent(point.y))
}

/// What the names of sizes that are cut around another point than the middle end with.
pub(super) fn mark(point: FocalPoint) -> String {
    if point == FocalPoint::MIDDLE { String::new() } else { format!("-{}", written(point)) }
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
}
