//! Drafts that another program of the profile may have written since this one read them: never written over, never
//! sent twice.

use super::drafts::{find, put, remove};
use super::error::Result;
use super::event::Changes;
use super::open::Store;
use super::outbox::{insert_seen, news_for};
use super::writer::Durability;
use crate::model::{Draft, DraftKey, News, Outgoing, Seen, two_hands};

/// What became of a draft that was to be sent.
#[derive(Clone, PartialEq, Debug)]
pub enum Sending {
    /// It stands in the outbox.
    Queued,
    /// Another program has changed it; this is what stands there now.
    Elsewhere(Draft),
    /// The conversation went on; nothing was written.
    News(Box<News>),
}

impl Store {
    /// Keeps a draft of which this program last knew the text `base` (empty: none). Where the disk has another one by
    /// now, the words of both are kept. Gives back what stands there.
    ///
    /// # Errors
    /// When it cannot be written: keep the words, and try again.
    pub fn save_draft_since(&self, draft: &Draft, base: &str) -> Result<Draft> {
        self.write(Durability::Ours, |conn, changes| {
            put_since(conn, draft, base, changes)
        })
    }

    /// Keeps a draft as [`Store::save_draft_since`] does (over whatever is there, where no `base` is known), and removes
    /// the one its words were before, in the same transaction. That one stays where it is not `from_base` any more:
    /// another program has written in it.
    ///
    /// # Errors
    /// When it cannot be written: then both are as they were.
    pub fn move_draft_since(
        &self,
        draft: &Draft,
        base: Option<&str>,
        from: &DraftKey,
        from_base: Option<&str>,
    ) -> Result<Draft> {
        self.write(Durability::Ours, |conn, changes| {
            let there = find(conn, from)?;
            let same = |there: &Draft| from_base.is_none_or(|base| there.text == base);
            if there.as_ref().is_some_and(same) {
                remove(conn, from, changes)?;
            }
            match base {
                Some(base) => put_since(conn, draft, base, changes),
                None => put(conn, draft, changes).map(|()| draft.clone()),
            }
        })
    }

    /// Removes a draft that is as it was last known; one that another program has changed since stays, and is given
    /// back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn discard_draft_since(&self, key: &DraftKey, base: &str) -> Result<Option<Draft>> {
        self.write(Durability::Ours, |conn, changes| {
            let there = find(conn, key)?.filter(|there| there.text != base);
            if there.is_none() {
                remove(conn, key, changes)?;
            }
            Ok(there)
        })
    }

    /// Sends a draft as [`Store::send_unless_news`] does, if it is as it was last known. One that another program has
    /// changed, sent or discarded since is not sent: what is new in it is kept as the draft.
    ///
    /// # Errors
    /// When it cannot be written: then the draft is as it was.
    pub fn send_since(
        &self,
        draft: &Draft,
        base: &str,
        outgoing: &[Outgoing],
        seen: Option<&Seen>,
    ) -> Result<Sending> {
        self.write(Durability::Ours, |conn, changes| {
            let there = find(conn, &draft.key)?;
            if there.as_ref().map_or("", |there| &there.text) != base {
                return put_since(conn, draft, base, changes).map(Sending::Elsewhere);
            }
            let news = match seen {
                Some(seen) => news_for(conn, outgoing, seen)?,
                None => None,
            };
            if let Some(news) = news {
                return Ok(Sending::News(Box::new(news)));
            }
            remove(conn, &draft.key, changes)?;
            insert_seen(conn, outgoing, seen, changes)?;
            Ok(Sending::Queued)
        })
    }
}

fn put_since(
    conn: &rusqlite::Connection,
    draft: &Draft,
    base: &str,
    changes: &mut Changes,
) -> Result<Draft> {
    let there = find(conn, &draft.key)?;
    let theirs = there.as_ref().map_or("", |there| &there.text);
    let whole = Draft {
        text: two_hands(base, &draft.text, theirs),
        parent: draft
            .parent
            .clone()
            .or_else(|| there.as_ref()?.parent.clone()),
        ..draft.clone()
    };
    put(conn, &whole, changes)?;
    Ok(whole)
}
