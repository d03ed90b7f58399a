//! Which posts a search finds.

use platform::database::escape_like;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LikeExpr, Query, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use super::Words;
use crate::posts::entity::Column;
use crate::{Result, Site};

/// A site with more posts than this is searched by its index: from the beginnings of words. Below it, WordPress's own way
/// is fast enough: any part of a word counts.
const MOST_TO_SCAN: i64 = 20_000;
/// Where words are looked for, unless somebody says otherwise.
pub const COLUMNS: [Column; 3] = [Column::Title, Column::Excerpt, Column::Content];

/// The condition that finds posts with all wanted words, and none of the unwanted ones, in any of `columns`. With `exact`,
/// a word must be the whole of a field. Texts that are not for everybody are not looked into: what is found would tell
/// what they say.
pub async fn matching(site: &Site, words: &Words, columns: &[Column], exact: bool) -> Result<Condition> {
    if words.is_empty() {
        return Ok(Condition::all());
    }
    let by_index = !exact && columns.len() == COLUMNS.len() && ids_given(site).await? > MOST_TO_SCAN;
    let is_text = |column: &Column| matches!(column, Column::Content);
    if !columns.iter().any(is_text) {
        return Ok(by_scan(site, words, columns, exact));
    }
    let has_closed = !by_index || any_closed(site).await?;
    let in_open = if by_index { indexed(site, words, has_closed) } else { by_scan(site, words, columns, exact) };
    if !has_closed {
        return Ok(in_open);
    }
    let heads: Vec<Column> = columns.iter().copied().filter(|column| !is_text(column)).collect();
    let in_closed = if heads.is_empty() { nothing() } else { by_scan(site, words, &heads, exact) };
    let open = Condition::all().add(access().eq("")).add(in_open);
    Ok(Condition::any().add(open).add(Condition::all().add(is_closed()).add(in_closed)))
}

fn access() -> Expr {
    Expr::col((Alias::new("posts"), Column::Access))
}

/// In these words, for which there is an index.
fn is_closed() -> Expr {
    Expr::cust("posts.access <> ''")
}

/// Whether a post of the site is not for everybody.
async fn any_closed(site: &Site) -> Result<bool> {
    let closed = crate::posts::entity::Entity::find()
        .filter(Column::SiteId.eq(site.id()))
        .filter(is_closed())
        .select_only()
        .column(Column::Id)
        .into_tuple::<i64>()
        .one(site.reader());
    Ok(closed.await?.is_some())
}

fn nothing() -> Condition {
    Condition::all().add(Expr::value(1).eq(0))
}

/// Looks at every text: each wanted word in any of the columns, no unwanted one in any of them.
fn by_scan(site: &Site, words: &Words, columns: &[Column], exact: bool) -> Condition {
    let any = |word: &String| {
        columns.iter().fold(Condition::any(), |any, column| any.add(contains(site, *column, word, exact)))
    };
    words.wanted.iter().map(any).fold(without(site, words, columns, exact), Condition::add)
}

fn without(site: &Site, words: &Words, columns: &[Column], exact: bool) -> Condition {
    let each = words.unwanted.iter().flat_map(|word| columns.iter().map(move |column| (word, *column)));
    each.fold(Condition::all(), |all, (word, column)| all.add(contains(site, column, word, exact).not()))
}

/// How many numbers posts were ever given: no less than there are posts, and told by one row.
async fn ids_given(site: &Site) -> Result<i64> {
    let newest = crate::posts::entity::Entity::find()
        .filter(Column::SiteId.eq(site.id()))
        .select_only()
        .column_as(Column::Id.max(), "newest")
        .into_tuple::<Option<i64>>()
        .one(site.reader())
        .await?;
    Ok(newest.flatten().unwrap_or_default())
}

/// Whether `column` contains `word`, whatever the case of its letters.
pub(super) fn contains(site: &Site, column: Column, word: &str, exact: bool) -> SimpleExpr {
    let pattern = |word: &str| {
        let escaped = escape_like(word);
        LikeExpr::new(if exact { escaped } else { format!("%{escaped}%") })
    };
    let column = || Expr::col((Alias::new("posts"), column));
    if site.host().database().is_postgres() {
        use sea_orm::sea_query::extension::postgres::PgExpr;
        // The backslash escapes there without being told; the query builder's ESCAPE behind ILIKE is no SQL.
        return column().ilike(pattern(word));
    }
    let pattern = |word: &str| pattern(word).escape('\\');
    // SQLite's LIKE folds the case of ASCII letters only.
    if word.is_ascii() {
        return column().like(pattern(word));
    }
    let cases = [word.to_owned(), word.to_lowercase(), word.to_uppercase(), capitalised(word)];
    let mut any = Condition::any();
    for case in cases {
        any = any.add(column().like(pattern(&case)));
    }
    any.into()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
}

/// The same by the full-text index, which knows the beginnings of words; where no word has a letter or digit, all posts.
/// `as_numbers` where the condition stands beside another one: PostgreSQL would else read every text that it has found.
fn indexed(site: &Site, words: &Words, as_numbers: bool) -> Condition {
    let without = without(site, words, &COLUMNS, false);
    let phrases: Vec<Vec<String>> =
        words.wanted.iter().map(|word| tokens(word)).filter(|tokens| !tokens.is_empty()).collect();
    if phrases.is_empty() {
        return without;
    }
    if !site.host().database().is_postgres() {
        return without.add(in_sqlite_index(site, &phrases));
    }
    let query = phrases.iter().map(|tokens| tokens.join(" <-> ") + ":*").collect::<Vec<_>>().join(" & ");
    let found = Expr::cust_with_values("posts.search_vector @@ to_tsquery('simple', $1)", [query]);
    if !as_numbers {
        return without.add(found);
    }
    let numbers = Query::select()
        .column((Alias::new("posts"), Column::Id))
        .from(Alias::new("posts"))
        .and_where(Expr::col((Alias::new("posts"), Column::SiteId)).eq(site.id()))
        .and_where(found)
        .to_owned();
    without.add(Column::Id.in_subquery(numbers))
}

fn in_sqlite_index(site: &Site, phrases: &[Vec<String>]) -> SimpleExpr {
    let phrase = |tokens: &Vec<String>| format!("\"{}\" *", tokens.join(" "));
    let query = phrases.iter().map(phrase).collect::<Vec<_>>().join(" AND ");
    let found = Query::select()
        .expr(Expr::cust("post_search_keys.post_id"))
        .from(Alias::new("post_search_keys"))
        .and_where(Expr::col((Alias::new("post_search_keys"), Alias::new("site_id"))).eq(site.id()))
        .and_where(Expr::cust_with_values(
            "post_search_keys.id IN (SELECT rowid FROM post_search WHERE post_search MATCH ?)",
            [query],
        ))
        .to_owned();
    Column::Id.in_subquery(found)
}

/// The letters and digits of a word, as both engines' indexes divide it.
fn tokens(word: &str) -> Vec<String> {
    let parts = word.split(|letter: char| !letter.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
}
