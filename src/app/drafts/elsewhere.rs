//! Drafts that another andibox of the profile has changed since they were read here: the words of both are kept.

use crate::app::State;
use crate::app::effect::Effect;
use crate::app::msg::Change;
use crate::model::{Draft, two_hands};

impl State {
    /// What was to be saved has met another text. Both are on the disk; what was typed here since comes behind them.
    pub fn draft_elsewhere(&mut self, ours: &str, now: Draft, out: &mut Vec<Effect>) {
        self.complain("Another andibox has changed this draft too. The words of both are kept.");
        out.push(Effect::DraftHeard(now.clone()));
        let open = self.composer.as_mut().filter(|open| open.key == now.key);
        let newest = self.keeping.newest.get(&now.key);
        let text = match (open, newest) {
            // The disk was asked since, and its answer is the whole.
            (Some(open), _) if open.loading => return,
            (Some(open), _) => {
                open.trouble = None;
                open.unsaved = false;
                open.stale = true;
                let whole = two_hands(ours, open.editor.text(), &now.text);
                open.editor.replace_text(&whole);
                whole
            }
            (None, Some(newest)) => two_hands(ours, &newest.text, &now.text),
            // It was sent or discarded since, which the disk decides by itself.
            (None, None) => return,
        };
        self.note_newest(&now);
        if text != now.text {
            self.push_save(Draft { text, ..now }, out);
        }
        self.fit_conversation();
    }

    /// What was to be sent has been sent, changed or discarded elsewhere.
    pub fn sent_elsewhere(&mut self, now: &Draft, out: &mut Vec<Effect>) {
        self.never_sent(&now.key);
        // It was shown as answered, which it is not by us.
        self.store_changed(&[Change::Threads, Change::Outbox], out);
        self.note_newest(now);
        self.complain(if now.text.is_empty() {
            "Not sent: another andibox has sent or discarded this draft."
        } else {
            "Not sent: another andibox has sent or changed this draft. What is new in it is kept as a draft."
        });
    }

    fn note_newest(&mut self, now: &Draft) {
        if now.text.is_empty() {
            self.keeping.newest.remove(&now.key);
        } else {
            self.keeping.newest.insert(now.key.clone(), now.clone());
        }
    }
}
