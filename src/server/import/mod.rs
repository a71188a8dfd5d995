//! Filling an empty database from files. Unlike the API, the import may set times.

mod bundle;
mod since;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use rusqlite::Connection;
use serde_json::Value;

use bundle::{Bundle, ChannelEntry, Files, MessageEntry, ThreadEntry, Workspace};
use since::since;

use super::ServerError;
use super::db::rows::{NewChannel, NewMessage, NewThread};
use super::db::{self, Db, changes};
use super::time::Millis;

/// Fills an empty database with the demo workspace; any other is left alone.
pub(super) fn demo(db: &mut Db) -> Result<(), ServerError> {
    import(db, bundle::DEMO)
}

fn import(db: &mut Db, files: Files<'_>) -> Result<(), ServerError> {
    let bundle = Bundle::read(files).map_err(ServerError::Demo)?;
    db.transaction(|db| {
        let channels: i64 = db
            .conn()
            .query_row("SELECT count(*) FROM channel", [], |row| row.get(0))?;
        if channels > 0 {
            return Ok(());
        }
        let now = db.now();
        let Workspace { handle, name } = bundle.workspace;
        db::Workspace { handle, name }.write(db.conn())?;
        for (channel, threads, feed) in &bundle.channels {
            Import { db, now }.channel(channel, threads, feed)?;
        }
        changes::channels_changed(db.conn())?;
        Ok(())
    })
}

struct Import<'a> {
    db: &'a mut Db,
    now: Millis,
}

impl Import<'_> {
    fn channel(
        &mut self,
        entry: &ChannelEntry,
        threads: &[ThreadEntry],
        feed: &[MessageEntry],
    ) -> Result<(), ServerError> {
        // A channel is older than everything in it.
        let times = threads
            .iter()
            .map(|thread| thread.created_at.as_str())
            .chain(feed.iter().map(|message| message.at.as_str()))
            .map(|rel| self.at(rel))
            .collect::<Result<Vec<_>, _>>()?;
        let oldest = times.into_iter().min().unwrap_or(self.now);
        let at = oldest.plus(-chrono::TimeDelta::days(30));
        let id = self.db.new_id(at);
        let channel = NewChannel {
            id: &id,
            name: &entry.name,
            handle: entry.handle.as_deref(),
            description: entry.description.as_deref(),
            metadata: json(&entry.metadata).as_deref(),
            at,
        }
        .insert(self.conn())?;
        for thread in threads {
            self.thread(channel, thread)?;
        }
        self.messages(channel, None, feed)
    }

    fn thread(&mut self, channel: i64, entry: &ThreadEntry) -> Result<(), ServerError> {
        let created_at = self.at(&entry.created_at)?;
        let closed_at = entry
            .closed_at
            .as_deref()
            .map(|rel| self.at(rel))
            .transpose()?;
        let last_message_at = entry
            .messages
            .iter()
            .map(|message| self.at(&message.at))
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .max();
        let id = self.db.new_id(created_at);
        let updated_at = [Some(created_at), closed_at, last_message_at]
            .into_iter()
            .flatten()
            .max();
        let thread = NewThread {
            id: &id,
            channel,
            title: entry.title.as_deref(),
            status: &entry.status,
            external_id: entry.external_id.as_deref(),
            metadata: json(&entry.metadata).as_deref(),
            last_message_at,
            closed_at,
            created_at,
            updated_at: updated_at.unwrap_or(created_at),
        }
        .insert(self.conn())?;
        self.messages(channel, Some(thread), &entry.messages)
    }

    fn messages(
        &mut self,
        channel: i64,
        thread: Option<i64>,
        entries: &[MessageEntry],
    ) -> Result<(), ServerError> {
        let mut ids: HashMap<&str, String> = HashMap::new();
        for entry in entries {
            let at = self.at(&entry.at)?;
            let id = self.db.new_id(at);
            let parent_id = match &entry.parent {
                None => None,
                Some(parent) => Some(ids.get(parent.as_str()).cloned().ok_or_else(|| {
                    ServerError::Demo(format!("{}: no earlier message {parent}", entry.key))
                })?),
            };
            NewMessage {
                id: &id,
                channel,
                thread,
                parent_id: parent_id.as_deref(),
                external_id: entry.external_id.as_deref(),
                direction: &entry.direction,
                status: &entry.status,
                kind: &entry.kind,
                text: entry.text.as_deref(),
                raw: json(&entry.raw).as_deref(),
                author: &entry.author.to_string(),
                metadata: json(&entry.metadata).as_deref(),
                attachments: &Value::from(entry.attachments.clone()).to_string(),
                at,
                deliver_at: None,
            }
            .insert(self.conn())?;
            ids.insert(&entry.key, id);
        }
        Ok(())
    }

    fn at(&self, rel: &str) -> Result<Millis, ServerError> {
        let delta = since(rel)
            .ok_or_else(|| ServerError::Demo(format!("{rel:?} is no time such as -3d4h12m")))?;
        Ok(self.now.plus(-delta))
    }

    const fn conn(&self) -> &Connection {
        self.db.conn()
    }
}

/// A value as it is stored; null is nothing.
fn json(value: &Value) -> Option<String> {
    (!value.is_null()).then(|| value.to_string())
}
