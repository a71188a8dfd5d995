//! Taking a request back: its words become a draft again.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::super::answer::TakenBack;
use super::super::drafts;
use super::super::error::Result;
use super::super::event::Changes;
use super::super::open::Store;
use super::super::writer::Durability;
use super::state::delete;
use super::{find, touched};
use crate::model::{Action, ClientMessageId, Draft, DraftKey, Mode, OutgoingState, Written};

impl Store {
    /// Takes a request back that was not made, or that was refused: it leaves the outbox and its words become the
    /// draft of its conversation, before the words that may stand there by now. None when it is too late.
    ///
    /// # Errors
    /// When it cannot be written: then the request is as it was.
    pub fn take_back(&self, id: ClientMessageId, now: DateTime<Utc>) -> Result<Option<TakenBack>> {
        Ok(self.take_back_all(&[id], now)?.pop())
    }

    /// The same for several requests in one transaction; those for which it is too late stay. What was taken back is
    /// answered in the order it was asked for.
    ///
    /// # Errors
    /// When it cannot be written: then all are as they were.
    pub fn take_back_all(
        &self,
        ids: &[ClientMessageId],
        now: DateTime<Utc>,
    ) -> Result<Vec<TakenBack>> {
        self.write(Durability::Ours, |conn, changes| {
            let mut taken = Vec::new();
            for id in ids {
                taken.extend(take(conn, *id, now, changes)?);
            }
            Ok(taken)
        })
    }
}

fn take(
    conn: &Connection,
    id: ClientMessageId,
    now: DateTime<Utc>,
    changes: &mut Changes,
) -> Result<Option<TakenBack>> {
    let Some(outgoing) = find(conn, id)? else {
        return Ok(None);
    };
    if !matches!(
        outgoing.state,
        OutgoingState::Held { .. } | OutgoingState::Queued { .. } | OutgoingState::Rejected(_)
    ) {
        return Ok(None);
    }
    delete(conn, id)?;
    let draft = match words(&outgoing.action, now) {
        Some(mut draft) => {
            if let Some(there) = drafts::find(conn, &draft.key)? {
                draft.text = format!("{}\n\n{}", draft.text, there.text);
                draft.parent = draft.parent.or(there.parent);
            }
            drafts::put(conn, &draft, changes)?;
            Some(draft)
        }
        None => None,
    };
    touched(conn, &outgoing.action.conversation(), changes)?;
    Ok(Some(TakenBack { outgoing, draft }))
}

/// What a person wrote in a request, as a draft.
fn words(action: &Action, now: DateTime<Utc>) -> Option<Draft> {
    let (mode, text, parent) = match action {
        Action::Message {
            mode,
            text,
            parent,
            attachments,
            ..
        } => (*mode, Written::draft(text, attachments), parent.clone()),
        Action::NewThread {
            first: Some((mode, text)),
            created: Some(_),
            ..
        } => (*mode, text.clone(), None),
        Action::Status { .. }
        | Action::NewThread {
            created: Some(_), ..
        } => return None,
        Action::NewThread {
            title,
            first: Some((mode, text)),
            ..
        } => (*mode, format!("{title}\n\n{text}"), None),
        Action::NewThread { title, .. } => (Mode::Reply, title.clone(), None),
    };
    let key = DraftKey {
        conversation: action.conversation(),
        mode,
    };
    (!text.trim().is_empty()).then_some(Draft {
        key,
        text,
        parent,
        updated_at: now,
    })
}
