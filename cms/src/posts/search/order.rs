//! In which order a search shows what it found.

use sea_orm::sea_query::{CaseStatement, Expr, SimpleExpr};
use sea_orm::{Condition, Order};

use super::Words;
use super::conditions::contains;
use crate::Site;
use crate::posts::entity::Column;

/// More words than this are not looked for one by one in titles.
const MOST_IN_TITLE: usize = 7;

/// WordPress's relevance (`WP_Query::parse_search_order`): the phrase in the title, all words in it, any word in it, the
/// phrase in the excerpt, in the content. To be followed by the date.
pub fn relevance(site: &Site, words: &Words) -> Option<(SimpleExpr, Order)> {
    if words.wanted.is_empty() || words.is_empty() {
        return None;
    }
    let has = |column: Column, word: &str| contains(site, column, word, false);
    let mut rank = CaseStatement::new();
    let whole = words.unwanted.is_empty();
    if words.wanted.len() == 1 {
        let rank = rank.case(has(Column::Title, &words.wanted[0]), 1).finally(2);
        return Some((rank.into(), Order::Asc));
    }
    if whole {
        rank = rank.case(has(Column::Title, &words.phrase), 1);
    }
    if words.wanted.len() < MOST_IN_TITLE {
        let in_title = || words.wanted.iter().map(|word| has(Column::Title, word));
        rank = rank.case(in_title().fold(Condition::all(), Condition::add), 2);
        rank = rank.case(in_title().fold(Condition::any(), Condition::add), 3);
    }
    if whole {
        rank = rank.case(has(Column::Excerpt, &words.phrase), 4).case(has(Column::Content, &words.phrase), 5);
    }
    Some((Expr::expr(rank.finally(6)), Order::Asc))
}
