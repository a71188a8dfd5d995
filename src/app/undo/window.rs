//! The undo window: how long what was sent is held before it leaves.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;

use crate::app::State;
use crate::app::effect::{Effect, Timer};
use crate::command::{Command, Context};
use crate::model::{ChannelId, DraftKey, Mode};
use crate::text::SafeText;

/// How long messages are held, of all channels and of single ones.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Windows {
    all: Duration,
    of: BTreeMap<String, Duration>,
}

impl Windows {
    /// Windows of all channels, and of single ones by their id, handle or name.
    pub fn new(all: Duration, of: impl IntoIterator<Item = (String, Duration)>) -> Self {
        let of = of.into_iter().map(|(name, window)| (plain(&name), window));
        Self {
            all,
            of: of.collect(),
        }
    }
}

/// Names are people's: `whatsapp` is meant where it says `WhatsApp`.
fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

impl State {
    /// How long a message to a channel is held; zero: not at all.
    pub fn undo_window(&self, channel: &ChannelId) -> TimeDelta {
        let names = self.channel(channel).map_or(&[][..], |item| &item.names);
        let window = std::iter::once(&plain(channel.as_str()))
            .chain(names)
            .find_map(|name| self.windows.of.get(name))
            .unwrap_or(&self.windows.all);
        TimeDelta::from_std(*window).unwrap_or_default()
    }

    /// Says that a message was sent; of one that is held, for how long it can be taken back.
    pub(in crate::app) fn say_sent(&mut self, draft: &DraftKey, out: &mut Vec<Effect>) {
        let window = self.undo_window(draft.conversation.channel());
        let what = match (draft.mode, self.typed) {
            (Mode::Reply, None) => "Reply".to_owned(),
            (Mode::Note, None) => "Note".to_owned(),
            // A line that is heard has nothing beside it that says whom it is about.
            (Mode::Reply, Some(_)) => format!("Reply to {}", self.name_of(&draft.conversation)),
            (Mode::Note, Some(_)) => format!("Note on {}", self.name_of(&draft.conversation)),
        };
        let millis = u64::try_from(window.num_milliseconds()).unwrap_or(0);
        if millis == 0 {
            self.say(SafeText::line(&format!("{what} on its way.")));
            return;
        }
        let seconds = millis / 1000;
        let keys = self.undo_keys();
        let words = SafeText::line(&format!(
            "{what} held for {seconds} s: {keys} takes it back."
        ));
        self.undo.said = Some(words.clone());
        self.say(words);
        out.push(Effect::After(Timer::WindowEnds, millis));
    }

    /// A window has ended: what no longer holds is no longer said, and the frame drawn now shows the rest.
    pub(in crate::app) fn window_ended(&mut self) {
        let said = self.undo.said.take();
        if said.is_some() && self.notice.as_ref().map(|notice| &notice.text) == said.as_ref() {
            self.notice = None;
        }
    }

    /// The keys of undo, for a sentence.
    pub fn undo_keys(&self) -> SafeText {
        SafeText::line(&self.key_in(Context::Conversation, Command::Undo))
    }
}
