//! The shortest acknowledgement, for what most events come to: it happens once, and it is done. Four arrays say it all;
//! what the log has to tell besides stands in the event's row.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, Statement};

use super::settle::{tail, text};
use super::{Claim, Outcome};
use crate::{Host, Result};

/// Acknowledges those that happened once and are done, on PostgreSQL. Gives the numbers of the events that are gone now;
/// the others are not touched: those that are to happen again, that somebody moved meanwhile, or that are another's.
pub(super) async fn settle_done<C: ConnectionTrait>(
    connection: &C,
    host: &Host,
    ended: &[(&Claim, &Outcome)],
) -> Result<HashSet<i64>> {
    let mut lists: [String; 4] = Default::default();
    for (claim, output) in ended.iter().filter_map(|(claim, outcome)| Some((*claim, said_at_last(claim, outcome)?))) {
        push(&mut lists[0], &claim.event.id.to_string());
        push(&mut lists[1], &claim.token.to_string());
        push(&mut lists[2], &text(claim.now(host)));
        push(&mut lists[3], &tail(output));
    }
    if lists[0].is_empty() {
        return Ok(HashSet::new());
    }
    let values = lists.map(|list| format!("{{{list}}}").into());
    let statement = Statement::from_sql_and_values(host.database().backend(), DONE, values);
    let rows = connection.query_all_raw(statement).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// What an event said that is not to happen again.
fn said_at_last<'a>(claim: &Claim, outcome: &'a Outcome) -> Option<&'a str> {
    let Outcome::Done(output) = outcome else { return None };
    let repeats = claim.event.expression.is_some() || claim.event.interval_seconds.is_some_and(|seconds| seconds > 0);
    (!repeats).then_some(output)
}

/// Adds an element to the text of an array, quoted as PostgreSQL reads it.
fn push(list: &mut String, element: &str) {
    if !list.is_empty() {
        list.push(',');
    }
    list.push('"');
    for letter in element.chars() {
        if matches!(letter, '"' | '\\') {
            list.push('\\');
        }
        list.push(letter);
    }
    list.push('"');
}

const DONE: &str = "
WITH f AS MATERIALIZED (SELECT * FROM unnest($1::text::bigint[], $2::text::bigint[], $3::text::timestamp[], $4::text::text[])
  AS f(id, token, ended, output)),
gone AS (DELETE FROM cron_events e USING f WHERE e.id = f.id AND e.lease_token = f.token AND e.after_run <> 'moved'
  RETURNING e.id, e.site_id, e.hook, e.args, e.planned, e.next_run, e.attempt, e.runner, e.started, f.ended, f.output),
logged AS (INSERT INTO cron_runs
    (event_id, site_id, hook, args, scheduled_for, state, attempt, runner, started, ended, output, error)
  SELECT id, site_id, hook, args, COALESCE(planned, next_run), 'done', attempt, runner, started, ended, output, '' FROM gone)
SELECT id FROM gone";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_cannot_leave_its_place_in_the_list() {
        let mut list = String::new();
        for element in ["", "a,b", "}", r#"say "no" \ now"#, "NULL"] {
            push(&mut list, element);
        }
        assert_eq!(list, r#""","a,b","}","say \"no\" \\ now","NULL""#);
    }
}
