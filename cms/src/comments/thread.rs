//! Comments as trees and as pages, as WordPress's `wp_list_comments` shows them.

use std::collections::{HashMap, HashSet};

use super::Comment;
use crate::Settings;

/// A comment with the answers to it.
#[derive(Clone, Debug)]
pub struct Thread {
    /// The comment.
    pub comment: Comment,
    /// 1 for a comment on the post itself.
    pub depth: u64,
    /// Answers, in the order of the list.
    pub replies: Vec<Thread>,
}

/// How a site shows comments.
#[derive(Clone, Copy, Debug)]
pub struct ThreadRules {
    /// How deep answers are nested; 1 for a flat list. Deeper ones stand at the deepest level.
    pub depth: u64,
    /// Top-level comments on a page; `None` for all on one.
    pub per_page: Option<u64>,
    /// Whether the oldest stand first.
    pub oldest_first: bool,
    /// Whether a post's address shows the last page of comments.
    pub newest_page_first: bool,
}

impl ThreadRules {
    /// The rules that a site's discussion settings make.
    pub fn of(settings: &Settings) -> Self {
        let threaded = settings.flag("thread_comments");
        let paged = settings.flag("page_comments");
        Self {
            depth: if threaded { settings.number("thread_comments_depth").clamp(1, 10).unsigned_abs() } else { 1 },
            per_page: paged.then(|| settings.number("comments_per_page").max(1).unsigned_abs()),
            oldest_first: settings.text("comment_order") != "desc",
            newest_page_first: settings.text("default_comments_page") != "oldest",
        }
    }
}

/// Makes trees of comments that come oldest first. An answer to something that is not shown stands on its own; one
/// deeper than the rules allow is moved up to the deepest level; circles are broken.
pub fn threads(comments: Vec<Comment>, rules: ThreadRules) -> Vec<Thread> {
    let shown: HashSet<i64> = comments.iter().map(|comment| comment.id).collect();
    let mut tops = Vec::new();
    let mut answers: HashMap<i64, Vec<Comment>> = HashMap::new();
    for comment in comments {
        // An answer is newer than what it answers; a row that says otherwise would make a circle.
        let is_answer = rules.depth > 1 && comment.parent_id < comment.id && shown.contains(&comment.parent_id);
        if is_answer {
            answers.entry(comment.parent_id).or_default().push(comment);
        } else {
            tops.push(comment);
        }
    }
    if !rules.oldest_first {
        tops.reverse();
    }
    tops.into_iter().map(|comment| grow(comment, 1, rules.depth, &mut answers)).collect()
}

fn grow(comment: Comment, depth: u64, deepest: u64, answers: &mut HashMap<i64, Vec<Comment>>) -> Thread {
    let mut replies = Vec::new();
    if depth < deepest {
        let nested = depth + 1;
        for answer in answers.remove(&comment.id).unwrap_or_default() {
            let lifted = if nested == deepest { take_all_below(answer.id, answers) } else { Vec::new() };
            replies.push(grow(answer, nested, deepest, answers));
            replies.extend(lifted.into_iter().map(|comment| Thread { comment, depth: nested, replies: Vec::new() }));
        }
    }
    Thread { comment, depth, replies }
}

/// Everything below a comment in the order of conversation, taken out of `answers`.
fn take_all_below(id: i64, answers: &mut HashMap<i64, Vec<Comment>>) -> Vec<Comment> {
    let mut all = Vec::new();
    let mut waiting: Vec<Comment> = answers.remove(&id).unwrap_or_default().into_iter().rev().collect();
    while let Some(comment) = waiting.pop() {
        waiting.extend(answers.remove(&comment.id).unwrap_or_default().into_iter().rev());
        all.push(comment);
    }
    all
}

/// One page of top-level comments: `page` counts from 1 in the order of time, as WordPress's `comment-page-2` does.
/// Returns the page and how many there are.
pub fn page_of(threads: Vec<Thread>, page: Option<u64>, rules: ThreadRules) -> (Vec<Thread>, u64, u64) {
    let Some(per_page) = rules.per_page else { return (threads, 1, 1) };
    let pages = (threads.len() as u64).div_ceil(per_page).max(1);
    let page = page.unwrap_or(if rules.newest_page_first { pages } else { 1 }).clamp(1, pages);
    let from_start = if rules.oldest_first { page - 1 } else { pages - page };
    let start = usize::try_from(from_start * per_page).unwrap_or(usize::MAX);
    let kept = threads.into_iter().skip(start).take(usize::try_from(per_page).unwrap_or(usize::MAX)).collect();
    (kept, page, pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(id: i64, parent_id: i64) -> Comment {
        Comment {
            site_id: 1,
            id,
            post_id: 1,
            parent_id,
            user_id: 0,
            author_name: String::new(),
            author_email: String::new(),
            author_url: String::new(),
            author_ip: String::new(),
            user_agent: String::new(),
            date: chrono::NaiveDateTime::default(),
            date_gmt: chrono::NaiveDateTime::default(),
            content: String::new(),
            status: "approved".into(),
            comment_type: "comment".into(),
            karma: 0,
        }
    }

    fn rules(depth: u64) -> ThreadRules {
        ThreadRules { depth, per_page: None, oldest_first: true, newest_page_first: true }
    }

    fn shape(threads: &[Thread]) -> String {
        threads.iter().map(|thread| format!("{}({})", thread.comment.id, shape(&thread.replies))).collect()
    }

    #[test]
    fn answers_stand_below_what_they_answer() {
        let all = vec![comment(1, 0), comment(2, 1), comment(3, 0), comment(4, 2)];
        assert_eq!(shape(&threads(all, rules(5))), "1(2(4()))3()");
    }

    #[test]
    fn answers_deeper_than_allowed_stand_at_the_deepest_level() {
        let all = vec![comment(1, 0), comment(2, 1), comment(3, 2), comment(4, 3), comment(5, 1)];
        assert_eq!(shape(&threads(all, rules(2))), "1(2()3()4()5())");
    }

    #[test]
    fn orphans_and_circles_lose_nothing() {
        let all = vec![comment(1, 9), comment(2, 3), comment(3, 2)];
        assert_eq!(shape(&threads(all, rules(5))), "1()2(3())");
    }

    #[test]
    fn ten_thousand_nested_answers_do_not_overflow() {
        let all = (1..=10_000).map(|id| comment(id, id - 1)).collect();
        let made = threads(all, rules(5));
        assert_eq!(made.len(), 1);
    }

    #[test]
    fn pages_count_from_the_oldest_even_when_the_newest_is_shown() {
        let paged = ThreadRules { per_page: Some(2), ..rules(5) };
        let made = threads((1..=5).map(|id| comment(id, 0)).collect(), paged);
        let (last, page, pages) = page_of(made.clone(), None, paged);
        assert_eq!((shape(&last).as_str(), page, pages), ("5()", 3, 3));
        assert_eq!(shape(&page_of(made, Some(1), paged).0), "1()2()");
    }
}
