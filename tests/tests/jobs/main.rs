//! The runner on both databases, inside this process, with hooks of the tests' own. Runners as processes that are killed,
//! frozen and asked to stop stand in `host/runners.rs`; what needs no runner in `cms/src/cron/claim_tests.rs`.
//!
//! Tests carry the number of the guarantee that they show, and `d` numbers count what an older runner got wrong:
//!
//! | | guaranteed | shown by tests named |
//! |---|---|---|
//! | 1 | what is committed runs, what is rolled back does not | `g01` |
//! | 2 | one runner at a time; a stale one changes nothing | `g02` |
//! | 3 | a dead runner's events are taken over within 15 s, and not before its lease | `g03` |
//! | 4 | what a crash means is the event's own policy | `g04` |
//! | 5 | an effect in the database happens exactly once | `g05` |
//! | 8 | a runner outlives its database | `g08` |
//! | 9 | polling alone is enough | `g09` |
//! | 10, 11 | planned events begin in time; throughput | `g10`, `bench cron` |
//! | 12 | no clock that can be set takes an event away from its runner, makes it early or late | `g12`, `host/runner_clocks.rs` (runners), `database_clock.rs` (the database) |
//! | 13 | one run for one planned time | `g13` |
//! | 14 | missed times as the event asks | `g14` |
//! | 15 | daylight-saving changes in twelve zones | `g15` |
//! | 16 | failures are tried again, and never end a recurrence | `g16` |
//! | 17 | time limits and cancelling | `g17` |
//! | 18 | a stopping runner loses nothing | `g18` |
//! | 19 | one site makes no other late; limits hold | `g19` |
//! | 20 | a deleted site's events are gone | `g20` |
//! | 21 | WordPress's rules for scheduling and unscheduling | `g21` |
//! | 22 | unique under race | `g22` |
//! | 23 | pausing, priorities, snoozing | `g23` |
//! | 24 | a line in the log for each run; metrics | `g24` |
//! | 25 | old runs are forgotten; the tables stay as large as they are | `g25` |
//! | 26 | a command tells whether the runners live and look for work | `g26` |
//! | 27 | an unknown hook waits for a version that knows it | `g27` |
//! | 28 | secrets in arguments are in no copy of the database | `g28` |
//!
//! 6 (charges) is the members' own. 7 (mail) is the letters' own, and under random deaths `host/runner_chaos.rs`, which
//! shows 3 and 5 over a hundred sites too.
//!
//! What only PostgreSQL can promise: several runners on several machines, being woken by notifications from other
//! processes, and outliving a restart of the database. Those tests name it.
#![allow(clippy::disallowed_methods, reason = "a test stands outside the host and asks the wall clock itself")]

mod bounded;
mod cron_year;
mod database_clock;
mod defects;
mod fairness;
mod once;
mod queue;
mod runs;
mod secrets;
mod stopping;
mod times;
