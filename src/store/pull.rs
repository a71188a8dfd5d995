//! What is still to be pulled: threads whose messages are not here as the server last spoke of them.

use super::answer::{Pull, Revision};
use super::error::Result;
use super::open::Store;
use super::{place, tally};
use crate::model::{BuiltinView, Conversation, Progress};

impl Store {
    /// The next threads whose messages are wanted: open ones first, the newest first. Feeds are not among them:
    /// the list of channels does not say when one has moved.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn threads_to_pull(&self, limit: u32) -> Result<Vec<Pull>> {
        self.read(|conn| {
            let mut read = conn.prepare_cached(
                "SELECT c.id, t.id, t.revision FROM thread t INDEXED BY thread_pull
                 JOIN channel c ON c.key = t.channel
                 WHERE t.stale = 1 ORDER BY t.settled, t.recency LIMIT ?1",
            )?;
            let pulls = read
                .query_map([limit], |row| {
                    Ok(Pull {
                        conversation: Conversation::Thread {
                            channel: row.get::<_, String>(0)?.as_str().into(),
                            thread: row.get::<_, String>(1)?.as_str().into(),
                        },
                        revision: Revision(row.get(2)?),
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(pulls)
        })
    }

    /// What the server last said of a conversation: to be asked before its messages are, and handed to
    /// [`Store::apply_messages`] with them.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn revision(&self, conversation: &Conversation) -> Result<Revision> {
        self.read(|conn| {
            let revision = match place::number(conn, conversation)? {
                Some(key) if key > 0 => conn
                    .prepare_cached("SELECT revision FROM thread WHERE key = ?1")?
                    .query_row([key], |row| row.get(0))?,
                _ => 0,
            };
            Ok(Revision(revision))
        })
    }

    /// How many listed threads have their messages here.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn pull_progress(&self) -> Result<Progress> {
        self.read(|conn| {
            let total = tally::counts(conn, None)?.of(BuiltinView::All);
            Ok(Progress {
                done: total.saturating_sub(tally::stale(conn)?),
                total,
            })
        })
    }
}
