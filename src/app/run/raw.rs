//! The JSON of a message or thread as the server sent it.

use crate::text::SafeText;

use crate::app::effect::Effect;
use crate::app::item::Delivery;
use crate::app::overlay::{Overlay, PagerKind, Tone};
use crate::app::{Pane, State};

impl State {
    /// Asks for the JSON of the selected message; of the thread, where no message of the server's is selected.
    pub(super) fn show_raw(&mut self, out: &mut Vec<Effect>) {
        let Some(conversation) = self.target() else {
            self.say("There is no thread here: ] shows the next view.");
            return;
        };
        let message = self
            .reading
            .as_ref()
            .filter(|reading| {
                self.pane == Pane::Conversation && reading.conversation == conversation
            })
            .and_then(|reading| reading.message())
            .filter(|item| !matches!(item.delivery, Delivery::Local(..)))
            .map(|item| item.id.clone());
        // Opened at once, so that an answer that comes late finds its place or none: it never covers anything else.
        let reading = vec![vec![(Tone::Dim, "Reading…".into())]];
        self.open_pager(PagerKind::Raw, "As the server sent it", reading);
        out.push(Effect::LoadRaw(conversation, message));
    }

    /// The JSON arrived: control characters and escapes are shown, the words are the server's.
    pub fn raw_arrived(&mut self, json: &str) {
        if let Some(Overlay::Pager(pager)) = &mut self.overlay
            && pager.kind == PagerKind::Raw
        {
            // With line breaks and in the server's order; a text that is not JSON stays as it is.
            let json = serde_json::from_str::<serde_json::Value>(json)
                .and_then(|value| serde_json::to_string_pretty(&value))
                .unwrap_or_else(|_| json.to_owned());
            let lines = json
                .lines()
                .map(|line| vec![(Tone::Plain, SafeText::line(line))])
                .collect();
            pager.set_lines(lines);
        }
    }
}
