//! A hundred sites whose events and letters go through runners that are killed, frozen beyond their lease, asked to stop,
//! and whose database restarts, at random moments. `SEED=n` repeats the choices of one run.
//!
//! What must hold at the end: every event had its effect, what is written in our own database exactly once; no letter
//! vanished, and none came twice that is not of the kinds which may; what a dead runner had was taken over within 15 s.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use tests::letter_box::LetterBox;
use tests::service::Service;
use tests::waiting::until;
use tests::{Chance, FreshDatabase, Installation, Postgres};

const SITES: usize = 100;
/// A dead runner's events are others' within this time.
const TAKEN_OVER: f64 = 15.0;
/// Longer than the lease, and than what it takes to notice: a runner that is frozen so long is taken for dead.
const BEYOND_THE_LEASE: Duration = Duration::from_secs(13);

struct Chaos {
    installation: Installation,
    postgres: Postgres,
    letters: LetterBox,
    chance: Chance,
    working: Vec<Service>,
    frozen: Vec<(Instant, Service)>,
    /// When each process was killed, as the database counts seconds.
    killed: HashMap<u32, f64>,
    restarted: Vec<f64>,
    blows: [usize; 4],
}

impl Chaos {
    fn begin(runners: usize) -> Self {
        let (postgres, letters) = (Postgres::start(), LetterBox::open());
        let installation = Installation::on_postgres(&postgres).with("PLATEN_MAIL_URL", letters.url());
        installation.install_site("Runners");
        prepare(database(&installation));
        let chance = Chance::from_environment();
        let mut chaos = Self {
            installation,
            postgres,
            letters,
            chance,
            working: Vec::new(),
            frozen: Vec::new(),
            killed: HashMap::new(),
            restarted: Vec::new(),
            blows: [0; 4],
        };
        for _ in 0..runners {
            chaos.start_one();
        }
        chaos
    }

    fn sql(&self, sql: &str) -> String {
        database(&self.installation).sql(sql)
    }

    fn number(&self, sql: &str) -> usize {
        self.sql(sql).parse().expect("a number")
    }

    fn now(&self) -> f64 {
        self.sql("SELECT extract(epoch FROM clock_timestamp())").parse().expect("seconds")
    }

    fn start_one(&mut self) {
        self.working.push(self.installation.begin_platen(&["worker"]));
    }

    /// Something happens to one of the runners, or to their database. The first is spared, since it is by a runner that
    /// lives that things are taken over in time.
    fn strike(&mut self, kinds: usize) {
        let kind = self.chance.below(kinds);
        self.blows[kind] += 1;
        let mut victim = self.working.remove(1 + self.chance.below(self.working.len() - 1));
        println!("{:.1}: {} befalls {}", self.now(), ["a kill", "a freeze", "a stop", "a restart"][kind], victim.id());
        match kind {
            0 => {
                self.killed.insert(victim.id(), self.now());
                victim.signal("KILL");
                victim.wait_until_ended(Duration::from_secs(10));
                self.start_one();
            }
            1 => {
                victim.signal("STOP");
                let beyond = self.chance.below(3) == 0;
                let pause = Duration::from_millis(self.chance.below(2_000) as u64);
                self.frozen.push((Instant::now() + if beyond { BEYOND_THE_LEASE } else { pause }, victim));
                self.start_one();
            }
            2 => {
                victim.signal("TERM");
                victim.wait_until_ended(Duration::from_secs(32));
                self.start_one();
            }
            _ => {
                self.restarted.push(self.now());
                self.postgres.stop();
                self.postgres.start_again();
                self.working.push(victim);
            }
        }
    }

    /// Wakes who was frozen for long enough. More than were there in the beginning are asked to leave.
    fn wake(&mut self, runners: usize) {
        let now = Instant::now();
        let (awake, frozen) = self.frozen.drain(..).partition(|(until, _)| *until <= now);
        self.frozen = frozen;
        for (_, service) in awake {
            println!("{} wakes", service.id());
            service.signal("CONT");
            self.working.push(service);
        }
        while self.working.len() > runners {
            let mut one_too_many = self.working.remove(1);
            println!("{} is one too many", one_too_many.id());
            one_too_many.signal("TERM");
            one_too_many.wait_until_ended(Duration::from_secs(32));
        }
    }

    fn left(&self) -> usize {
        self.number("SELECT count(*) FROM cron_events WHERE hook = 'publish_future_post'")
            + self.number("SELECT count(*) FROM mail_outbox WHERE state = 'queued'")
    }

    /// Until everything has happened, and the blows have fallen.
    fn rage(&mut self, runners: usize, blows: usize, kinds: usize, patience: Duration) {
        let begun = Instant::now();
        while self.left() > 0 || self.blows.iter().sum::<usize>() < blows {
            assert!(begun.elapsed() < patience, "{} are left after {patience:?}", self.left());
            let pause = Duration::from_millis(200 + self.chance.below(1_000) as u64);
            until(pause, || false);
            self.wake(runners);
            if self.blows.iter().sum::<usize>() < blows {
                self.strike(kinds);
            }
        }
        let [kills, freezes, stops, restarts] = self.blows;
        println!(
            "{kills} kills, {freezes} freezes, {stops} stops, {restarts} restarts of the database in {:?}",
            begun.elapsed()
        );
    }

    fn assert_published_once(&self, events: usize) {
        let expected = format!("{events} {events} {}", SITES.min(events));
        let published = "SELECT count(*) || ' ' || count(DISTINCT (site_id, post_id)) || ' ' || count(DISTINCT site_id) \
                         FROM published";
        assert_eq!(self.sql(published), expected, "published, different posts, sites");
        let done = "SELECT count(*) FROM cron_runs WHERE hook = 'publish_future_post' AND state = 'done'";
        assert_eq!(self.number(done), events, "each has one run that is done");
        let amiss = "SELECT count(*) FROM cron_runs WHERE hook = 'publish_future_post' AND state NOT IN ('done', 'interrupted')";
        assert_eq!(self.number(amiss), 0, "none failed");
        assert_eq!(self.number("SELECT count(*) FROM cron_events WHERE lease_token IS NOT NULL"), 0, "none is stuck");
    }

    /// Letters are told apart by their subjects, which begin with their kinds.
    fn assert_letters(&self, letters: usize) {
        let mut times: HashMap<String, usize> = HashMap::new();
        for arrived in self.letters.arrived() {
            *times.entry(arrived.subject).or_default() += 1;
        }
        let most = |subject: &str| if subject.starts_with("password-reset") { 2 } else { 1 };
        let twice: Vec<_> = times.iter().filter(|(subject, count)| **count > most(subject)).collect();
        assert!(twice.is_empty(), "sent too often: {twice:?}");
        let rows = self
            .sql("SELECT string_agg(subject || '|' || state, ',') FROM mail_outbox WHERE subject LIKE '% letter %'");
        let rows: Vec<(&str, &str)> = rows.split(',').filter_map(|row| row.split_once('|')).collect();
        assert_eq!(rows.len(), letters, "each is still in the outbox");
        let mut unknown = 0;
        for (subject, state) in rows {
            match state {
                "sent" => assert!(times.contains_key(subject), "'{subject}' is said to be sent, and never came"),
                // Whoever sent it died over it; it is never sent again blindly.
                "sending" | "unknown" => unknown += 1,
                other => panic!("'{subject}' is {other}"),
            }
        }
        println!("{letters} letters, {} arrived, of {unknown} nobody knows yet", times.len());
    }

    /// From each kill to the moment at which the runs it interrupted were ended by others.
    fn assert_taken_over_in_time(&self) {
        let sql = "SELECT string_agg(split_part(runner, '-', 1) || ' ' || extract(epoch FROM ended), ',') \
                   FROM cron_runs WHERE state = 'interrupted'";
        let mut latest: f64 = 0.0;
        for row in self.sql(sql).split(',').filter(|row| !row.is_empty()) {
            let (process, ended) = row.split_once(' ').expect("two columns");
            let Some(killed) = process.parse().ok().and_then(|process: u32| self.killed.get(&process)) else {
                continue;
            };
            let ended: f64 = ended.parse().expect("seconds");
            // While the database is away nobody can be taken for dead, and everybody has a whole lease afterwards.
            if self.restarted.iter().any(|at| (killed - 15.0..ended).contains(at)) {
                continue;
            }
            latest = latest.max(ended - killed);
        }
        println!("the latest take-over came {latest:.1} s after the kill");
        assert!(latest <= TAKEN_OVER, "{latest:.1} s");
    }
}

fn database(installation: &Installation) -> &FreshDatabase {
    installation.database().expect("several runners need PostgreSQL")
}

/// A hundred sites, and a table in which each publication leaves a line. Publishing takes a moment.
fn prepare(database: &FreshDatabase) {
    let columns = columns(database, "sites", "'id', 'url'");
    database.sql(&format!(
        "INSERT INTO sites (id, url, {columns}) SELECT n, 'http://site' || n, {columns} FROM sites, \
         generate_series(2, {SITES}) n WHERE id = 1"
    ));
    database.sql("CREATE TABLE published (post_id bigint, site_id bigint)");
    database.sql(
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         INSERT INTO published VALUES (NEW.id, NEW.site_id); PERFORM pg_sleep(0.02); RETURN NEW; END $$",
    );
    database.sql(
        "CREATE TRIGGER note AFTER UPDATE ON posts FOR EACH ROW \
         WHEN (OLD.status = 'future' AND NEW.status = 'publish') EXECUTE FUNCTION note()",
    );
}

fn columns(database: &FreshDatabase, table: &str, but: &str) -> String {
    database.sql(&format!(
        "SELECT string_agg(column_name, ', ') FROM information_schema.columns \
         WHERE table_name = '{table}' AND is_generated = 'NEVER' AND column_name NOT IN ({but})"
    ))
}

/// Posts that are to be published now, dealt out over the sites, each with its event.
fn schedule_posts(installation: &Installation, count: usize) {
    let id = installation.platen(&[
        "post",
        "create",
        "--post_title=Later",
        "--post_status=future",
        "--post_date_gmt=2037-01-01 00:00:00",
        "--porcelain",
    ]);
    let database = database(installation);
    database.sql("DELETE FROM cron_events");
    let columns = columns(database, "posts", "'id', 'site_id', 'slug', 'date_gmt'");
    database.sql(&format!(
        "INSERT INTO posts (id, site_id, slug, date_gmt, {columns}) SELECT 1000000 + n, 1 + n % {SITES}, 'later-' || n, \
         now() AT TIME ZONE 'utc', {columns} FROM posts, generate_series(1, {count}) n WHERE id = {id} AND site_id = 1"
    ));
    database.sql(&format!(
        "INSERT INTO cron_events (site_id, hook, args, next_run, created) SELECT 1 + n % {SITES}, 'publish_future_post', \
         '[' || 1000000 + n || ']', now() AT TIME ZONE 'utc', now() AT TIME ZONE 'utc' FROM generate_series(1, {count}) n"
    ));
}

/// Letters of two kinds: one of them is better sent twice than not at all.
fn queue_letters(installation: &Installation, count: usize) {
    database(installation).sql(&format!(
        "INSERT INTO mail_outbox (site_id, sender, recipient, subject, text_body, kind, created) \
         SELECT 1 + n % {SITES}, 'site@example.org', 'reader' || n || '@example.org', kind || ' letter ' || n, 'Hello', kind, \
         now() AT TIME ZONE 'utc' FROM generate_series(1, {count}) n, \
         LATERAL (SELECT CASE WHEN n % 2 = 0 THEN 'new-comment' ELSE 'password-reset' END AS kind) k"
    ));
}

fn chaos(events: usize, letters: usize, runners: usize, blows: usize, kinds: usize) {
    let mut chaos = Chaos::begin(runners);
    schedule_posts(&chaos.installation, events);
    queue_letters(&chaos.installation, letters);
    let patience =
        Duration::from_secs(180) + Duration::from_millis(events as u64 * 60) + Duration::from_secs(blows as u64 * 4);
    chaos.rage(runners, blows, kinds, patience);
    chaos.assert_published_once(events);
    chaos.assert_letters(letters);
    chaos.assert_taken_over_in_time();
}

#[test]
fn g05_g07_and_g03_a_thousand_events_of_a_hundred_sites_survive_ten_blows() {
    chaos(1_000, 150, 3, 10, 3);
}

#[test]
#[ignore = "long: make soak"]
fn g05_g07_and_g03_ten_thousand_events_of_a_hundred_sites_survive_hundreds_of_blows() {
    chaos(10_000, 2_000, 4, 300, 4);
}
