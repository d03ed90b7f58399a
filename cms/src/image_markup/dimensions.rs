//! Widths and heights that fit into others.

/// WordPress's `wp_constrain_dimensions`: the largest width and height of the same shape that fit into a box; 0 is no limit.
pub fn constrain_dimensions(width: i64, height: i64, most_width: i64, most_height: i64) -> (i64, i64) {
    if most_width == 0 && most_height == 0 {
        return (width, height);
    }
    let ratio_to = |current: i64, most: i64| (most > 0 && current > most).then(|| most as f64 / current as f64);
    let (by_width, by_height) = (ratio_to(width, most_width), ratio_to(height, most_height));
    let (width_ratio, height_ratio) = (by_width.unwrap_or(1.0), by_height.unwrap_or(1.0));
    let scaled = |length: i64, ratio: f64| (length as f64 * ratio).round() as i64;
    let larger = width_ratio.max(height_ratio);
    let too_large = scaled(width, larger) > most_width || scaled(height, larger) > most_height;
    let ratio = if too_large { width_ratio.min(height_ratio) } else { larger };
    // Rounding can leave a side one pixel short of its box.
    let rounded_up = |length: i64, most: i64, limited: bool| if limited && length == most - 1 { most } else { length };
    (
        rounded_up(scaled(width, ratio).max(1), most_width, by_width.is_some()),
        rounded_up(scaled(height, ratio).max(1), most_height, by_height.is_some()),
    )
}

/// WordPress's `wp_image_matches_ratio`: are these two sizes of one image, give or take a pixel?
pub fn matches_ratio(one: (i64, i64), other: (i64, i64)) -> bool {
    let (larger, smaller) = if one.0 > other.0 { (one, other) } else { (other, one) };
    let constrained = constrain_dimensions(larger.0, larger.1, smaller.0, 0);
    (constrained.0 - smaller.0).abs() <= 1 && (constrained.1 - smaller.1).abs() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_fitted_into_its_box() {
        assert_eq!(constrain_dimensions(1600, 1200, 300, 300), (300, 225));
        assert_eq!(constrain_dimensions(100, 50, 300, 300), (100, 50));
        assert_eq!(constrain_dimensions(465, 700, 177, 177), (118, 177));
        assert_eq!(constrain_dimensions(1600, 1200, 768, 0), (768, 576));
    }

    #[test]
    fn crops_are_told_from_smaller_copies() {
        assert!(matches_ratio((1600, 1200), (300, 225)));
        assert!(!matches_ratio((1600, 1200), (150, 150)));
    }
}
