//! Drafts: on the disk before the call returns.

use rusqlite::{Connection, Row, params};

use super::derive::derive_place;
use super::error::{Error, Result};
use super::event::Changes;
use super::open::Store;
use super::place;
use super::time::{micros, time};
use super::writer::Durability;
use crate::model::{Conversation, Draft, DraftKey, MessageId, Mode, ThreadRow, Untrusted};

/// Drafts with their row's number, for [`read`]; not by an index, which may be the damaged part.
pub(super) const SELECT: &str =
    "SELECT place, mode, text, parent, updated_at, rowid FROM draft NOT INDEXED";

impl Store {
    /// The draft of a conversation and mode.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn draft(&self, key: &DraftKey) -> Result<Option<Draft>> {
        self.read(|conn| find(conn, key))
    }

    /// All drafts, the last changed first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        self.read(|conn| {
            let sql = format!("{SELECT} ORDER BY updated_at DESC, place, mode");
            let mut all = conn.prepare_cached(&sql)?;
            let rows = all.query_and_then([], read)?;
            rows.collect()
        })
    }

    /// Keeps a draft. One without words is no draft: it is removed.
    ///
    /// # Errors
    /// When it cannot be written: keep the words, and try again.
    pub fn save_draft(&self, draft: &Draft) -> Result<()> {
        self.write(Durability::Ours, |conn, changes| put(conn, draft, changes))
    }

    /// Removes a draft and gives it back, so that it can be undone.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn discard_draft(&self, key: &DraftKey) -> Result<Option<Draft>> {
        self.write(Durability::Ours, |conn, changes| {
            let draft = find(conn, key)?;
            if draft.is_some() {
                remove(conn, key, changes)?;
            }
            Ok(draft)
        })
    }
}

pub(super) fn find(conn: &Connection, key: &DraftKey) -> Result<Option<Draft>> {
    let place = place::name(&key.conversation)?;
    let mut one = conn.prepare_cached(
        "SELECT place, mode, text, parent, updated_at FROM draft WHERE place = ?1 AND mode = ?2",
    )?;
    let mut rows = one.query_and_then(params![place, word(key.mode)], read)?;
    rows.next().transpose()
}

/// The words of the draft of a thread that was changed last.
pub(super) fn last_of(conn: &Connection, row: &ThreadRow) -> Result<Option<(Mode, Untrusted)>> {
    let conversation = Conversation::Thread {
        channel: row.channel.clone(),
        thread: row.id.clone(),
    };
    let mut one = conn.prepare_cached(
        "SELECT place, mode, text, parent, updated_at FROM draft WHERE place = ?1
         ORDER BY updated_at DESC, mode LIMIT 1",
    )?;
    let mut rows = one.query_and_then([place::name(&conversation)?], read)?;
    let draft = rows.next().transpose()?;
    Ok(draft.map(|draft| (draft.key.mode, draft.text.into())))
}

pub(super) fn put(conn: &Connection, draft: &Draft, changes: &mut Changes) -> Result<()> {
    if draft.text.is_empty() {
        return remove(conn, &draft.key, changes);
    }
    conn.prepare_cached(
        "INSERT INTO draft (place, mode, text, parent, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (place, mode) DO UPDATE SET text = excluded.text, parent = excluded.parent,
            updated_at = excluded.updated_at",
    )?
    .execute(params![
        place::name(&draft.key.conversation)?,
        word(draft.key.mode),
        draft.text,
        draft.parent.as_ref().map(MessageId::as_str),
        micros(draft.updated_at)
    ])?;
    changes.drafts = true;
    derive_place(conn, &draft.key.conversation, changes)
}

pub(super) fn remove(conn: &Connection, key: &DraftKey, changes: &mut Changes) -> Result<()> {
    let removed = conn
        .prepare_cached("DELETE FROM draft WHERE place = ?1 AND mode = ?2")?
        .execute(params![place::name(&key.conversation)?, word(key.mode)])?;
    if removed > 0 {
        changes.drafts = true;
        derive_place(conn, &key.conversation, changes)?;
    }
    Ok(())
}

pub(super) fn read(row: &Row<'_>) -> Result<Draft> {
    let mode = match row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)? {
        "reply" => Mode::Reply,
        "note" => Mode::Note,
        _ => return Err(Error::Unreadable { what: "a mode" }),
    };
    Ok(Draft {
        key: DraftKey {
            conversation: place::read_name(
                row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?,
            )?,
            mode,
        },
        // Words of a person are kept even where a byte of them is damaged.
        text: String::from_utf8_lossy(row.get_ref(2)?.as_bytes().map_err(rusqlite::Error::from)?)
            .into_owned(),
        parent: row
            .get::<_, Option<String>>(3)?
            .map(|id| MessageId::from(id.as_str())),
        updated_at: time(row.get(4)?).ok_or(Error::Unreadable { what: "a time" })?,
    })
}

const fn word(mode: Mode) -> &'static str {
    match mode {
        Mode::Reply => "reply",
        Mode::Note => "note",
    }
}
