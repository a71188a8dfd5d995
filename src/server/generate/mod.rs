//! Large believable workspaces for performance work, the same for the same seed.

mod story;
mod words;

#[cfg(test)]
mod tests;

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;

use story::Story;

use super::chance::Rng;
use super::db::rows::{NewChannel, NewMessage, NewThread};
use super::db::{self, Db, Workspace, changes};
use super::ids::IdMaker;
use super::options::SystemClock;
use super::time::Millis;
use super::{ServerError, admin_key};

/// How far back the oldest thread may lie.
const PAST: TimeDelta = TimeDelta::days(180);
/// Of a thousand messages, so many belong to no thread.
const FEED: usize = 10;

/// What to generate.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Messages in all, exactly.
    pub messages: usize,
    /// Threads in all, exactly.
    pub threads: usize,
    /// Channels.
    pub channels: usize,
    /// Messages of the longest thread.
    pub longest_thread: usize,
    /// The same seed gives the same workspace.
    pub seed: u64,
    /// The present of the workspace: nothing in it is later.
    pub now: DateTime<Utc>,
}

impl Spec {
    /// A workspace of so many messages in the proportions of the performance budgets: a million messages are 60,000
    /// threads of 12 channels, one of them 50,000 messages long.
    pub fn of(messages: usize, now: DateTime<Utc>) -> Self {
        Self {
            messages,
            threads: (messages * 6 / 100).max(1),
            channels: (messages / 10_000).clamp(4, 12),
            longest_thread: messages / 20,
            seed: 1,
            now,
        }
    }
}

/// Fills the database of a server folder that has none, or an empty one, and makes its admin key.
///
/// # Errors
/// [`ServerError::Generate`] when there is something in it already; else as [`super::Server::open`].
pub fn generate(dir: &Path, spec: &Spec) -> Result<(), ServerError> {
    admin_key::create_dir(dir)?;
    let conn = db::open(&dir.join("server.db"))?;
    // Nothing is lost that could not be generated again.
    conn.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -131072;")?;
    let mut db = Db::new(
        conn,
        std::sync::Arc::new(SystemClock),
        Rng::from_system()?,
        false,
    );
    db.transaction(|db| {
        let channels: i64 = db
            .conn()
            .query_row("SELECT count(*) FROM channel", [], |row| row.get(0))?;
        if channels > 0 {
            return Err(ServerError::Generate(format!(
                "{} holds a workspace already: start it without --generate, or name another folder with --data",
                dir.display()
            )));
        }
        Generator::new(spec).fill(db.conn())
    })?;
    admin_key::ensure(dir, &mut db)
}

struct Generator<'a> {
    spec: &'a Spec,
    now: Millis,
    rng: Rng,
    ids: IdMaker,
}

impl<'a> Generator<'a> {
    fn new(spec: &'a Spec) -> Self {
        let mut rng = Rng::seeded(spec.seed);
        let ids = IdMaker::new(Rng::seeded(rng.bits()));
        Self {
            spec,
            now: Millis::of(spec.now),
            rng,
            ids,
        }
    }

    fn fill(mut self, conn: &Connection) -> Result<(), ServerError> {
        Workspace {
            handle: "generated".into(),
            name: format!("{} messages", self.spec.messages),
        }
        .write(conn)?;
        let channels = self.channels(conn)?;
        let feed = if self.spec.threads == 0 {
            self.spec.messages
        } else {
            self.spec.messages * FEED / 1000
        };
        for _ in 0..feed {
            let channel = channels
                .get(self.rng.below(channels.len()))
                .copied()
                .unwrap_or(0);
            let at = self.past();
            self.story(conn, channel, None, Story::new(at, self.now, 1))?;
        }
        for size in self.sizes(self.spec.messages - feed) {
            let channel = channels
                .get(self.rng.below(channels.len()))
                .copied()
                .unwrap_or(0);
            self.thread(conn, channel, size)?;
        }
        changes::channels_changed(conn)?;
        Ok(())
    }

    fn channels(&mut self, conn: &Connection) -> Result<Vec<i64>, ServerError> {
        let at = self.now.plus(-PAST);
        let mut rows = Vec::new();
        for n in 0..self.spec.channels.max(1) {
            let name = words::CHANNELS[n % words::CHANNELS.len()];
            let name = match n / words::CHANNELS.len() {
                0 => name.to_owned(),
                round => format!("{name} {}", round + 1),
            };
            let channel = NewChannel {
                id: &self.ids.make(at),
                name: &name,
                handle: Some(&name.to_lowercase().replace(' ', "-")),
                description: None,
                metadata: None,
                at,
            };
            rows.push(channel.insert(conn)?);
        }
        Ok(rows)
    }

    /// How many messages each thread has: one is the longest, the others vary around their mean.
    fn sizes(&mut self, messages: usize) -> Vec<usize> {
        let mut sizes = Vec::with_capacity(self.spec.threads);
        let mut rest = messages;
        for left in (1..=self.spec.threads).rev() {
            let size = if sizes.is_empty() && left > 1 {
                self.spec.longest_thread.min(rest)
            } else if left == 1 {
                rest
            } else {
                // Twice the mean at most, so that the last one is about the mean.
                self.rng.below(2 * rest / left + 1).min(rest)
            };
            rest -= size;
            sizes.push(size);
        }
        sizes
    }

    /// A moment of the past, more likely a late one.
    fn past(&mut self) -> Millis {
        let span = PAST.num_milliseconds();
        let late = self.rng.between(0, 1000) * self.rng.between(0, 1000) / 1000;
        let age = span / 1000 * late * self.rng.between(1, 1000) / 1000;
        self.now.plus(-TimeDelta::milliseconds(age + 60_000))
    }

    fn thread(&mut self, conn: &Connection, channel: i64, size: usize) -> Result<(), ServerError> {
        let created_at = self.past();
        let mut story = Story::new(created_at, self.now, size);
        let title = Story::title(&mut self.rng);
        let id = self.ids.make(created_at);
        let thread = NewThread {
            id: &id,
            channel,
            title: title.as_deref(),
            status: "open",
            external_id: None,
            metadata: None,
            last_message_at: None,
            closed_at: None,
            created_at,
            updated_at: created_at,
        }
        .insert(conn)?;
        let settled = self.settle(created_at, size);
        story.settles(settled);
        let last = self.story(conn, channel, Some(thread), story)?;
        conn.prepare_cached(
            "UPDATE thread SET status = ?2, closed_at = CASE ?2 WHEN 'open' THEN NULL ELSE ?3 END,
                 last_message_at = ?3, updated_at = coalesce(?3, updated_at) WHERE n = ?1",
        )?
        .execute(rusqlite::params![thread, settled.unwrap_or("open"), last])?;
        Ok(())
    }

    /// What a thread came to; old ones are mostly done.
    fn settle(&mut self, created_at: Millis, size: usize) -> Option<&'static str> {
        let old = self.now.since(created_at) > TimeDelta::days(14);
        let settled = size > 2 && self.rng.per_mille(if old { 850 } else { 250 });
        settled.then(|| {
            if self.rng.per_mille(150) {
                "archived"
            } else {
                "closed"
            }
        })
    }

    fn story(
        &mut self,
        conn: &Connection,
        channel: i64,
        thread: Option<i64>,
        mut story: Story,
    ) -> Result<Option<Millis>, ServerError> {
        let mut last = None;
        while let Some(line) = story.next(&mut self.rng) {
            let id = self.ids.make(line.at);
            NewMessage {
                id: &id,
                channel,
                thread,
                parent_id: None,
                external_id: None,
                direction: line.direction,
                status: line.status,
                kind: line.kind,
                text: Some(&line.text),
                raw: None,
                author: &line.author,
                metadata: line.metadata,
                attachments: line.attachments,
                at: line.at,
                deliver_at: None,
            }
            .insert(conn)?;
            last = Some(line.at);
        }
        Ok(last)
    }
}
