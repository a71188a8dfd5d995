//! Drafts on the disk, which another andibox of the profile may write too.
//!
//! The program writes each text on top of the one it last knew ([`Drafts::known`]). Where the disk has another one by
//! then, the store keeps the words of both and the program is told. What it orders until it has heard of that was
//! written on its own last text, and waits: the program then writes the whole anew.

use std::collections::{HashMap, HashSet};

use crate::app::msg::Msg;
use crate::model::{Draft, DraftKey, Outgoing, Seen};
use crate::store::{Error, Result, Sending, Store};

/// The disk's drafts.
#[derive(Debug)]
pub(super) struct Drafts {
    store: Store,
    /// The text of each that the program last read, wrote or heard of; empty: none.
    known: HashMap<DraftKey, String>,
    /// Texts of both that the program has not heard of yet.
    unheard: HashMap<DraftKey, Unheard>,
    /// The disk did not take the last text of these: what is on it is older than what the program knows.
    failed: HashSet<DraftKey>,
    /// The drafts whose mode was changed, each with the draft it was, until one transaction has done both. To the
    /// program the latter is gone already.
    moving: HashMap<DraftKey, DraftKey>,
}

#[derive(Debug)]
struct Unheard {
    /// The words of both.
    text: String,
    /// What was ordered since.
    waiting: Option<Draft>,
}

impl Drafts {
    pub fn new(store: Store) -> Self {
        Self {
            store,
            known: HashMap::new(),
            unheard: HashMap::new(),
            failed: HashSet::new(),
            moving: HashMap::new(),
        }
    }

    pub fn read(&mut self, key: &DraftKey) -> Result<Option<Draft>> {
        self.write_waiting(key)?;
        let draft = self.store.draft(key)?;
        let text = draft.as_ref().map_or("", |draft| &draft.text);
        self.known.insert(key.clone(), text.to_owned());
        Ok(draft.filter(|_| !self.moving.values().any(|from| from == key)))
    }

    pub fn save(&mut self, draft: &Draft) -> Result<Option<Msg>> {
        if let Some(unheard) = self.unheard.get_mut(&draft.key) {
            unheard.waiting = Some(draft.clone());
            return Ok(None);
        }
        let now = self.write(draft)?;
        if now.text == draft.text {
            return Ok(Some(Msg::DraftSaved(draft.key.clone())));
        }
        let unheard = Unheard {
            text: now.text.clone(),
            waiting: None,
        };
        self.unheard.insert(draft.key.clone(), unheard);
        Ok(Some(Msg::DraftElsewhere {
            ours: draft.text.clone(),
            now,
        }))
    }

    /// Saves a draft and removes the one it was before its mode was changed, both or none.
    pub fn change_mode(&mut self, draft: &Draft, from: &DraftKey) -> Result<Option<Msg>> {
        self.moving.insert(draft.key.clone(), from.clone());
        self.save(draft)
    }

    /// Writes words behind what is there.
    pub fn append(&mut self, draft: &Draft) -> Result<Msg> {
        let whole = behind(self.read(&draft.key)?, draft);
        self.write(&whole)?;
        Ok(Msg::DraftAppended(draft.clone()))
    }

    pub fn discard(&mut self, key: &DraftKey) -> Result<Option<Msg>> {
        if let Some(from) = self.moving.remove(key) {
            self.discard(&from)?;
        }
        let base = self.base(key);
        let kept = match base {
            Some(base) => self.store.discard_draft_since(key, &base)?,
            None => self.store.discard_draft(key).map(|_| None)?,
        };
        self.gone(key);
        let words = "Another andibox has written in this draft: what it wrote is kept";
        Ok(kept.map(|_| Msg::Failed(words.into())))
    }

    /// Sends the words of a draft; they are not sent where another andibox has touched it.
    pub fn send(
        &mut self,
        words: &Draft,
        requests: &[Outgoing],
        seen: Option<&Seen>,
    ) -> Result<Msg> {
        let (store, key) = (&self.store, &words.key);
        let sent = match (self.base(key), seen) {
            (Some(base), _) => store.send_since(words, &base, requests, seen)?,
            (None, Some(seen)) => match store.send_unless_news(key, requests, seen)? {
                Some(news) => Sending::News(Box::new(news)),
                None => Sending::Queued,
            },
            (None, None) => store.send(key, requests).map(|()| Sending::Queued)?,
        };
        Ok(match sent {
            Sending::Queued => {
                self.gone(&words.key);
                if let Some(from) = self.moving.remove(&words.key)
                    && let Err(error) = self.discard(&from)
                {
                    // The message is safe; that the draft it was is there still is seen among the drafts.
                    tracing::error!(%error, "a draft sent in another mode could not be removed");
                }
                Msg::Queued(words.key.clone())
            }
            Sending::Elsewhere(now) => {
                self.gone(&words.key);
                self.known.insert(now.key.clone(), now.text.clone());
                Msg::SentElsewhere(now)
            }
            // Nothing was written: the draft is what it was.
            Sending::News(news) => Msg::Stopped(words.clone(), news),
        })
    }

    /// The program has heard of the words of both, and writes on them from now on. What waited is in what it writes
    /// next. If the draft was read or sent since, that is newer.
    pub fn heard(&mut self, now: &Draft) {
        let this = |unheard: &Unheard| unheard.text == now.text;
        if self.unheard.get(&now.key).is_some_and(this) {
            self.unheard.remove(&now.key);
            self.known.insert(now.key.clone(), now.text.clone());
        }
    }

    /// The program writes the next text on this one, though the draft was read since.
    pub fn know(&mut self, draft: &Draft) {
        if !self.unheard.contains_key(&draft.key) {
            self.known.insert(draft.key.clone(), draft.text.clone());
        }
    }

    /// The program ends and hears of nothing any more: what waits is written. Gives back what the disk does not take.
    pub fn finish(&mut self) -> Vec<(Draft, Error)> {
        let keys: Vec<DraftKey> = self.unheard.keys().cloned().collect();
        let mut left = Vec::new();
        for key in keys {
            let waiting = self.unheard.get(&key).and_then(|it| it.waiting.clone());
            if let Err(error) = self.write_waiting(&key) {
                left.extend(waiting.map(|waiting| (waiting, error)));
            }
        }
        left
    }

    /// The text that the next one is written on; none: it goes over whatever is there.
    fn base(&self, key: &DraftKey) -> Option<String> {
        self.known
            .get(key)
            .filter(|_| !self.failed.contains(key))
            .cloned()
    }

    fn write(&mut self, draft: &Draft) -> Result<Draft> {
        let base = self.base(&draft.key);
        let from = self.moving.get(&draft.key).cloned();
        let written = match (&from, base) {
            (Some(from), base) => {
                let from_base = self.base(from);
                let (base, from_base) = (base.as_deref(), from_base.as_deref());
                self.store.move_draft_since(draft, base, from, from_base)
            }
            (None, Some(base)) => self.store.save_draft_since(draft, &base),
            (None, None) => self.store.save_draft(draft).map(|()| draft.clone()),
        };
        if written.is_err() {
            self.failed.insert(draft.key.clone());
        } else {
            self.failed.remove(&draft.key);
            self.moving.remove(&draft.key);
            if let Some(from) = &from {
                self.gone(from);
            }
            // What is written under its key now is new: nothing moves away from there any more.
            self.moving.retain(|_, from| *from != draft.key);
            // Not the words of both: the program has not heard of them.
            self.known.insert(draft.key.clone(), draft.text.clone());
        }
        written
    }

    fn write_waiting(&mut self, key: &DraftKey) -> Result<()> {
        if let Some(waiting) = self.unheard.get(key).and_then(|it| it.waiting.clone()) {
            self.write(&waiting)?;
        }
        self.unheard.remove(key);
        Ok(())
    }

    fn gone(&mut self, key: &DraftKey) {
        self.known.insert(key.clone(), String::new());
        self.unheard.remove(key);
        self.failed.remove(key);
    }
}

/// A draft behind what is there already.
fn behind(there: Option<Draft>, draft: &Draft) -> Draft {
    let text = match &there {
        Some(there) if !there.text.is_empty() => format!("{}\n\n{}", there.text, draft.text),
        _ => draft.text.clone(),
    };
    Draft {
        text,
        parent: draft
            .parent
            .clone()
            .or(there.and_then(|there| there.parent)),
        ..draft.clone()
    }
}

#[cfg(test)]
mod tests;
