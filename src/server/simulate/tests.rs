//! The simulation, step by step, without time passing.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::cast::Cast;
use super::{Simulation, cast, language};
use crate::server::chance::Rng;
use crate::server::db::rows::{NewChannel, NewMessage, NewThread};
use crate::server::db::{self, Db, changes};
use crate::server::time::Millis;
use crate::server::{Clock, SystemClock};

const SECOND: TimeDelta = TimeDelta::seconds(1);

/// A world with one channel and one thread, and its own time.
struct World {
    _dir: tempfile::TempDir,
    db: Db,
    rng: Rng,
    simulation: Simulation,
    now: Millis,
    thread: i64,
}

fn start() -> Millis {
    Millis::of("2026-03-09T12:00:00Z".parse::<DateTime<Utc>>().unwrap())
}

impl World {
    fn new(cast: Cast, seed: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let conn = db::open(&dir.path().join("server.db")).unwrap();
        // Thousands of small commits: nothing here is about the disk.
        conn.pragma_update(None, "synchronous", "OFF").unwrap();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let db = Db::new(conn, clock, Rng::seeded(seed), true);
        let at = start();
        let channel = NewChannel {
            id: "c",
            name: "c",
            handle: Some("email"),
            description: None,
            metadata: None,
            at,
        };
        let channel = channel.insert(db.conn()).unwrap();
        let thread = NewThread {
            id: "t",
            channel,
            title: None,
            status: "open",
            external_id: None,
            metadata: None,
            last_message_at: None,
            closed_at: None,
            created_at: at,
            updated_at: at,
        };
        let thread = thread.insert(db.conn()).unwrap();
        Self {
            _dir: dir,
            db,
            rng: Rng::seeded(seed),
            simulation: Simulation::new(cast),
            now: at,
            thread,
        }
    }

    fn write(&mut self, id: &str, direction: &str, status: &str, text: &str) {
        let message = NewMessage {
            id,
            channel: 1,
            thread: Some(self.thread),
            parent_id: None,
            external_id: None,
            direction,
            status,
            kind: "text",
            text: Some(text),
            raw: None,
            author: r#"{"role":"user","name":"Ana"}"#,
            metadata: Some(r#"{"kept":1}"#),
            attachments: "[]",
            at: self.now,
            deliver_at: None,
        };
        message.insert(self.db.conn()).unwrap();
        changes::message_added(self.db.conn(), 1, Some(self.thread), self.now).unwrap();
    }

    /// Steps from wake-up to wake-up until `end`.
    fn run(&mut self, end: TimeDelta) {
        let end = self.now.plus(end);
        loop {
            let next = self
                .simulation
                .step(&mut self.db, self.now, &mut self.rng)
                .unwrap();
            assert!(next > self.now, "never at full speed");
            if next > end {
                self.now = end;
                return;
            }
            self.now = next;
        }
    }

    fn number(&self, sql: &str) -> i64 {
        self.db.conn().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn status(&self, id: &str) -> String {
        let sql = "SELECT status FROM message WHERE id = ?1";
        self.db
            .conn()
            .query_row(sql, [id], |row| row.get(0))
            .unwrap()
    }
}

fn nobody() -> Cast {
    serde_json::from_value(json!({"followups": [], "openers": [], "failures": ["full"]})).unwrap()
}

#[test]
fn a_pending_message_is_sent_and_then_delivered_within_seconds() {
    let mut world = World::new(nobody(), 2);
    world.write("m", "outbound", "pending", "hello");
    let mut seen = vec![(0, world.status("m"))];
    for second in 1..=12 {
        world.run(SECOND);
        let status = world.status("m");
        if seen.last().is_none_or(|(_, last)| *last != status) {
            seen.push((second, status));
        }
    }
    let states: Vec<&str> = seen.iter().map(|(_, status)| status.as_str()).collect();
    assert_eq!(states, ["pending", "sent", "delivered"], "{seen:?}");
    assert!(seen[1].0 <= 5 && seen[2].0 <= 8, "{seen:?}");
}

#[test]
fn a_report_moves_the_message_its_thread_and_the_versions_of_both_lists() {
    let mut world = World::new(nobody(), 2);
    world.write("m", "outbound", "pending", "hello");
    let versions = "SELECT version * 1000 + threads_version FROM thread JOIN channel";
    let before = world.number(versions);
    world.run(SECOND * 4);
    assert_eq!(world.status("m"), "sent");
    assert_eq!(world.number(versions), before + 1001);
    let updated = world.number("SELECT updated_at FROM thread");
    assert_eq!(updated, world.number("SELECT updated_at FROM message"));
    assert!(updated > start().count());
    assert_eq!(
        world.number("SELECT last_message_at FROM thread"),
        start().count(),
        "a report is no message"
    );
}

#[test]
fn about_four_in_a_hundred_fail_and_say_why() {
    let mut world = World::new(nobody(), 3);
    for n in 0..1000 {
        world.write(&format!("m{n}"), "outbound", "pending", "hello");
    }
    world.run(SECOND * 30);
    let failed = world.number("SELECT count(*) FROM message WHERE status = 'failed'");
    assert!((20..70).contains(&failed), "{failed}");
    assert_eq!(
        world.number("SELECT count(*) FROM message WHERE status = 'delivered'"),
        1000 - failed
    );
    let why: String = world
        .db
        .conn()
        .query_row(
            "SELECT DISTINCT metadata FROM message WHERE status = 'failed'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(why, r#"{"kept":1,"failure":"full"}"#);
}

#[test]
fn only_pending_outbound_messages_are_delivered() {
    let mut world = World::new(nobody(), 2);
    for (id, direction, status) in [
        ("a", "outbound", "sent"),
        ("b", "inbound", "pending"),
        ("c", "outbound", "failed"),
        ("d", "internal", "received"),
    ] {
        world.write(id, direction, status, "x");
    }
    world.run(SECOND * 60);
    assert_eq!(
        ["a", "b", "c", "d"].map(|id| world.status(id)),
        ["sent", "pending", "failed", "received"]
    );
}

#[test]
fn a_customer_who_was_answered_follows_up_in_their_language() {
    let cast: Cast = serde_json::from_value(json!({
        "followups": [{"lang": "en", "text": "thanks"}, {"lang": "de", "text": "danke"}], "openers": [], "failures": [],
    }))
    .unwrap();
    let mut world = World::new(cast, 5);
    world.write(
        "q",
        "inbound",
        "delivered",
        "Hallo, wo ist das Paket? Ich warte und bitte um Antwort.",
    );
    world.run(SECOND * 120);
    assert_eq!(
        world.number("SELECT count(*) FROM message"),
        1,
        "nobody answered yet"
    );
    world.write("r", "outbound", "delivered", "Morgen.");
    world.run(SECOND * 1200);
    assert_eq!(
        world.number("SELECT count(*) FROM message"),
        3,
        "once, until answered again"
    );
    let text: String = world
        .db
        .conn()
        .query_row(
            "SELECT text || author FROM message ORDER BY n DESC",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(text, r#"danke{"role":"user","name":"Ana"}"#);
    world.write("r2", "outbound", "failed", "Nicht angekommen.");
    world.run(SECOND * 600);
    assert_eq!(
        world.number("SELECT count(*) FROM message"),
        4,
        "what failed did not reach them"
    );
}

#[test]
fn new_customers_come_every_20_to_90_seconds_and_each_once() {
    let mut openers: Vec<_> = (0..10).map(|n| json!({"channel": "email", "title": null, "author": {"role": "user"}, "text": format!("o{n}")})).collect();
    let elsewhere =
        json!({"channel": "fax", "title": null, "author": {"role": "user"}, "text": "f"});
    openers.push(elsewhere);
    let cast = json!({"followups": [], "failures": [], "openers": openers});
    let mut world = World::new(serde_json::from_value(cast).unwrap(), 7);
    world.run(SECOND * 3600);
    assert_eq!(world.number("SELECT count(DISTINCT text) FROM message"), 10);
    assert_eq!(world.number("SELECT count(*) FROM message"), 10);
    let mut select = world
        .db
        .conn()
        .prepare("SELECT created_at FROM message ORDER BY n")
        .unwrap();
    let times: Vec<i64> = select
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for pair in times.windows(2) {
        assert!((20_000..=90_000).contains(&(pair[1] - pair[0])), "{pair:?}");
    }
}

#[test]
fn the_demo_cast_can_be_read_and_has_a_followup_for_every_language_that_is_guessed() {
    let cast = cast::demo().unwrap();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for followup in &cast.followups {
        *count.entry(&followup.lang).or_default() += 1;
        if !followup.text.is_ascii() {
            let guessed = language::guess(&followup.text);
            assert!(
                guessed == followup.lang || guessed == "en",
                "{} {guessed}",
                followup.text
            );
        }
    }
    for language in [
        "en", "es", "de", "fr", "pt", "pl", "tr", "ar", "he", "hi", "ja", "zh", "ko", "el", "uk",
        "th",
    ] {
        assert!(count.contains_key(language), "{language}");
    }
    assert!(!cast.openers.is_empty() && !cast.failures.is_empty());
}
