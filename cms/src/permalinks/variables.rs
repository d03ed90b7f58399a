//! Fills a [`Query`] from names and values, wherever they come from: a path or a query string.

use super::Query;
use crate::posts::PostType;
use crate::terms::Taxonomy;

/// The names that a site understands besides WordPress's own: its types and taxonomies.
#[derive(Debug)]
pub(super) struct Vocabulary<'a> {
    /// Types of posts.
    pub types: &'a [PostType],
    /// Taxonomies.
    pub taxonomies: &'a [Taxonomy],
}

impl Vocabulary<'_> {
    /// Sets the variable `name`; says whether there is one of that name.
    pub fn set(&self, query: &mut Query, name: &str, value: &str) -> bool {
        numbers(query, name, value)
            || texts(query, name, value)
            || flags(query, name, value)
            || self.own(query, name, value)
    }

    fn own(&self, query: &mut Query, name: &str, value: &str) -> bool {
        if let Some(taxonomy) = self.taxonomies.iter().find(|found| found.query_var == name && found.public) {
            if !value.is_empty() {
                query.terms.insert(taxonomy.name.clone(), value.replace(' ', "+"));
            }
            return true;
        }
        let Some(own) = self.types.iter().find(|found| found.name == name && found.public && !found.builtin) else {
            return false;
        };
        query.post_type.clone_from(&own.name);
        let slug = if own.hierarchical { &mut query.pagename } else { &mut query.name };
        value.clone_into(slug);
        true
    }

    /// What cannot be decided one variable at a time.
    pub fn settle(&self, query: &mut Query, taxonomy: Option<&str>, term: Option<&str>) {
        if let (Some(taxonomy), Some(term)) = (taxonomy, term)
            && let Some(found) = self.taxonomies.iter().find(|found| found.name == taxonomy && found.public)
        {
            match found.name.as_str() {
                "category" => term.clone_into(&mut query.category_name),
                "post_tag" => term.clone_into(&mut query.tag),
                _ => drop(query.terms.insert(found.name.clone(), term.to_owned())),
            }
        }
        if !self.types.iter().any(|found| found.name == query.post_type && found.public) && query.post_type != "any" {
            query.post_type.clear();
        }
        if let Some(kind) = query.feed.strip_prefix("comments-") {
            query.feed = kind.to_owned();
            query.withcomments = true;
        }
        if query.s.as_ref().is_some_and(|words| words.len() > 1600) {
            query.s = Some(String::new());
        }
    }
}

/// PHP's `(int)`: leading digits, else 0.
fn leading_number(value: &str) -> i64 {
    let value = value.trim_start();
    let (sign, digits) = value.strip_prefix('-').map_or((1, value), |digits| (-1, digits));
    let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse::<i64>().map_or(0, |number| sign * number)
}

fn positive(value: &str) -> u64 {
    leading_number(value).unsigned_abs()
}

fn small(value: &str) -> u32 {
    u32::try_from(positive(value)).unwrap_or(u32::MAX)
}

fn numbers(query: &mut Query, name: &str, value: &str) -> bool {
    match name {
        "p" => {
            query.p = leading_number(value);
            if query.p < 0 {
                query.p = 0;
                query.error = "404".into();
            }
        }
        "page_id" => query.page_id = leading_number(value).saturating_abs(),
        "attachment_id" | "subpost_id" => query.attachment_id = leading_number(value).saturating_abs(),
        "tag_id" => query.tag_id = leading_number(value).saturating_abs(),
        "year" => query.year = small(value),
        "monthnum" => query.monthnum = small(value),
        "day" => query.day = small(value),
        "w" => query.w = small(value),
        "hour" => query.hour = (!value.is_empty()).then(|| small(value)),
        "minute" => query.minute = (!value.is_empty()).then(|| small(value)),
        "second" => query.second = (!value.is_empty()).then(|| small(value)),
        "paged" => query.paged = positive(value),
        "page" => query.page = positive(value.trim_matches('/')),
        "cpage" => query.cpage = positive(value),
        _ => return false,
    }
    true
}

fn texts(query: &mut Query, name: &str, value: &str) -> bool {
    let digits =
        |also: &str| value.chars().filter(|letter| letter.is_ascii_digit() || also.contains(*letter)).collect();
    match name {
        "m" => query.m = digits(""),
        "cat" => query.cat = digits(",-"),
        "author" => query.author = digits(",-"),
        "s" => query.s = Some(value.replace(['\r', '\n'], "")),
        "tag" => query.tag = value.replace(' ', "+"),
        "category_name" => query.category_name = value.replace(' ', "+"),
        _ => {
            let Some(text) = text_of(query, name) else { return false };
            value.trim().clone_into(text);
        }
    }
    true
}

fn text_of<'a>(query: &'a mut Query, name: &str) -> Option<&'a mut String> {
    Some(match name {
        "name" => &mut query.name,
        "pagename" => &mut query.pagename,
        "attachment" | "subpost" => &mut query.attachment,
        "post_type" => &mut query.post_type,
        "author_name" => &mut query.author_name,
        "order" => &mut query.order,
        "orderby" => &mut query.orderby,
        "feed" => &mut query.feed,
        "sitemap" => &mut query.sitemap,
        "sitemap-subtype" => &mut query.sitemap_subtype,
        "sitemap-stylesheet" => &mut query.sitemap_stylesheet,
        "error" => &mut query.error,
        _ => return None,
    })
}

fn flags(query: &mut Query, name: &str, value: &str) -> bool {
    let on = !value.is_empty() && value != "0";
    match name {
        "exact" => query.exact = on,
        "sentence" => query.sentence = on,
        "withcomments" => query.withcomments = on,
        "withoutcomments" => query.withoutcomments = on,
        "embed" => query.embed = !value.is_empty(),
        "preview" => query.preview = on,
        "tb" => query.tb = !value.is_empty(),
        "robots" => query.robots = on,
        "favicon" => query.favicon = on,
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_php_reads_them() {
        assert_eq!((leading_number("12abc"), leading_number(" -3"), leading_number("x")), (12, -3, 0));
        assert_eq!(leading_number("99999999999999999999"), 0);
    }

    #[test]
    fn a_type_that_visitors_cannot_see_is_not_asked_for() {
        let vocabulary = Vocabulary { types: &[], taxonomies: &[] };
        let mut query = Query { post_type: "revision".into(), ..Query::default() };
        vocabulary.settle(&mut query, None, None);
        assert_eq!(query.post_type, "");
    }
}
