//! Three lists of pieces merged into one, as `diff3` does it: what only one side changed is taken, what both changed
//! in the same place is a conflict.

/// More comparisons than this are not worth an answer: the texts are a conflict.
const MOST_COMPARISONS: usize = 4_000_000;

/// The merged list; `None` where both sides changed the same place differently.
pub(super) fn merge<'a>(base: &[&'a str], one: &[&'a str], other: &[&'a str]) -> Option<Vec<&'a str>> {
    let (in_one, in_other) = (matches(base, one)?, matches(base, other)?);
    let mut merged = Vec::new();
    let (mut at, mut at_one, mut at_other) = (0, 0, 0);
    for place in 0..=base.len() {
        let stable = match place < base.len() {
            true => in_one[place].zip(in_other[place]),
            false => Some((one.len(), other.len())),
        };
        let Some((to_one, to_other)) = stable else { continue };
        merged.extend(region(&base[at..place], &one[at_one..to_one], &other[at_other..to_other])?);
        if place < base.len() {
            merged.push(base[place]);
        }
        (at, at_one, at_other) = (place + 1, to_one + 1, to_other + 1);
    }
    Some(merged)
}

/// What stands between two pieces that all three have.
fn region<'a>(base: &[&'a str], one: &[&'a str], other: &[&'a str]) -> Option<Vec<&'a str>> {
    if one == base || one == other {
        return Some(other.to_vec());
    }
    if other == base {
        return Some(one.to_vec());
    }
    if base.len() != one.len() || base.len() != other.len() {
        return None;
    }
    // Neighbours that were changed one by each side.
    let pairs = base.iter().zip(one.iter().zip(other));
    pairs
        .map(|(base, (one, other))| match () {
            () if one == base || one == other => Some(*other),
            () if other == base => Some(*one),
            () => None,
        })
        .collect()
}

/// For each piece of `base` its place in `other`, by a longest common subsequence; `None` where that costs too much.
fn matches(base: &[&str], other: &[&str]) -> Option<Vec<Option<usize>>> {
    let prefix = base.iter().zip(other).take_while(|(one, other)| one == other).count();
    let ends = base[prefix..].iter().rev().zip(other[prefix..].iter().rev());
    let suffix = ends.take_while(|(one, other)| one == other).count();
    let (middle, others) = (&base[prefix..base.len() - suffix], &other[prefix..other.len() - suffix]);
    if middle.len().saturating_mul(others.len()) > MOST_COMPARISONS {
        return None;
    }
    let mut places: Vec<Option<usize>> = (0..prefix).map(Some).collect();
    places.extend(common(middle, others).into_iter().map(|place| place.map(|place| place + prefix)));
    places.extend((0..suffix).map(|place| Some(other.len() - suffix + place)));
    Some(places)
}

fn common(base: &[&str], other: &[&str]) -> Vec<Option<usize>> {
    let width = other.len() + 1;
    let mut longest = vec![0_u32; (base.len() + 1) * width];
    for row in (0..base.len()).rev() {
        for column in (0..other.len()).rev() {
            longest[row * width + column] = match base[row] == other[column] {
                true => longest[(row + 1) * width + column + 1] + 1,
                false => longest[(row + 1) * width + column].max(longest[row * width + column + 1]),
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut places = vec![None; base.len()];
    while row < base.len() && column < other.len() {
        if base[row] == other[column] {
            places[row] = Some(column);
            (row, column) = (row + 1, column + 1);
        } else if longest[(row + 1) * width + column] >= longest[row * width + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, one: &str, other: &str) -> Option<String> {
        let pieces = |text: &'static str| text.split_inclusive("").filter(|piece| !piece.is_empty());
        let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let (base, one, other) = (leak(base), leak(one), leak(other));
        let lists = [base, one, other].map(|text| pieces(text).collect::<Vec<_>>());
        merge(&lists[0], &lists[1], &lists[2]).map(|pieces| pieces.concat())
    }

    #[test]
    fn changes_in_different_places_are_both_taken() {
        assert_eq!(merged("abcdef", "aXcdef", "abcdYf").as_deref(), Some("aXcdYf"));
        assert_eq!(merged("abcdef", "abcdefg", "bcdef").as_deref(), Some("bcdefg"));
        assert_eq!(merged("abc", "abc", "xyz").as_deref(), Some("xyz"));
        assert_eq!(merged("abc", "aXc", "aXc").as_deref(), Some("aXc"));
    }

    #[test]
    fn neighbours_changed_one_by_each_side_are_both_taken() {
        assert_eq!(merged("abcd", "aXcd", "abYd").as_deref(), Some("aXYd"));
    }

    #[test]
    fn the_same_place_changed_twice_is_a_conflict() {
        assert_eq!(merged("abc", "aXc", "aYc"), None);
        assert_eq!(merged("abc", "abcX", "abcY"), None);
        assert_eq!(merged("abc", "ac", "aXc"), None);
    }
}
