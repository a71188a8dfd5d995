//! Whether a command can do anything now, and why not: one list for the palette, the footer, the help, which-key, and for
//! running it. A new command that can always run needs no line here.

use crate::command::{Command, Context};
use crate::model::{Conversation, ThreadStatus};
use crate::text::SafeText;

use super::State;
use super::item::{Delivery, status_word};
use super::overlay::Overlay;

/// Commands of the table that nobody has written yet. Whoever writes one takes its line away: a test says so.
pub const NOT_YET: &[Command] = &[
    Command::OpenLink,
    Command::SaveAttachment,
    Command::ToggleKinds,
    Command::Stats,
    Command::Remind,
    Command::Redo,
    Command::Mark,
    Command::MarkRange,
    Command::MarkInvert,
    Command::FilterMenu,
    Command::Attach,
];

/// Why a command cannot run now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// Nobody has written it yet.
    NotYet,
    /// This program may not write.
    ReadOnly,
    /// Something is missing; a sentence.
    Missing(SafeText),
}

impl Why {
    /// The reason, short enough to stand behind a command.
    pub fn words(&self) -> SafeText {
        match self {
            Self::NotYet => "is not there yet".into(),
            Self::ReadOnly => "this profile is read-only".into(),
            Self::Missing(words) => words.clone(),
        }
    }
}

type Available = Result<(), Why>;

/// Whether a command can run now.
pub fn availability(state: &State, command: Command) -> Available {
    if NOT_YET.contains(&command) {
        return Err(Why::NotYet);
    }
    if state.facts.read_only && writes(command) {
        return Err(Why::ReadOnly);
    }
    match command {
        Command::Reply | Command::Note => {
            unless(state.target().is_none(), "Nothing is selected to answer.")
        }
        Command::NewThread | Command::ChannelMessage => state.needs_channel(),
        Command::Promote => state.needs_channel_message(),
        Command::CloseAndNext | Command::StatusMenu => state.needs_status(),
        Command::Close => state.needs_other_status(&ThreadStatus::Closed),
        Command::Archive => state.needs_other_status(&ThreadStatus::Archived),
        Command::Reopen => state.needs_other_status(&ThreadStatus::Open),
        Command::Lifecycle => {
            state.needs_thread("A channel's feed has no life of its own; a thread has.")
        }
        Command::MarkUnread | Command::Raw => {
            unless(state.target().is_none(), "No thread is selected.")
        }
        Command::Copy if !matches!(state.overlay, Some(Overlay::Pager(_))) => {
            unless(state.target().is_none(), "Nothing is selected to copy.")
        }
        Command::FocusConversation => unless(
            state.list.selected.is_none() && state.reading.is_none(),
            "There is no thread to open here.",
        ),
        Command::Find => unless(
            state.reading.is_none() && state.overlay.is_none(),
            "No conversation is open.",
        ),
        Command::FindNext | Command::FindPrevious => state.needs_find(),
        Command::ToggleEvents => unless(state.reading.is_none(), "No conversation is open."),
        Command::Parent => state.needs_parent(),
        Command::Undo => unless(
            state.keeping.discarded.is_none(),
            "There is no discarded draft to bring back; a status is changed back with s.",
        ),
        Command::Send
        | Command::SendAndClose
        | Command::SendCloseNext
        | Command::DiscardDraft
        | Command::ExternalEditor
        | Command::ChangeMode
        | Command::LeaveComposer => unless(state.composer.is_none(), "Nothing is being written."),
        _ => Ok(()),
    }
}

/// Whether it asks the server for something, which a read-only profile does not.
const fn writes(command: Command) -> bool {
    matches!(
        command,
        Command::Reply
            | Command::Note
            | Command::NewThread
            | Command::ChannelMessage
            | Command::Promote
            | Command::CloseAndNext
            | Command::Close
            | Command::Archive
            | Command::Reopen
            | Command::StatusMenu
            | Command::Send
            | Command::SendAndClose
            | Command::SendCloseNext
            | Command::Attach
    )
}

fn unless(missing: bool, words: &'static str) -> Available {
    if missing { because(words) } else { Ok(()) }
}

fn because(words: impl Into<SafeText>) -> Available {
    Err(Why::Missing(words.into()))
}

impl State {
    /// The key that calls a command on the panes, for a sentence; its name, which the palette finds, where no key does.
    pub fn key_named(&self, command: Command) -> String {
        let keys = [Context::Threads, Context::Conversation]
            .into_iter()
            .find_map(|context| self.keymap.keys_for(context, command).into_iter().next());
        keys.map_or_else(|| command.name().to_owned(), |keys| keys.to_string())
    }

    /// Says why a command cannot run, and whether that is so.
    pub(super) fn refuses(&mut self, command: Command) -> bool {
        match availability(self, command) {
            Err(Why::ReadOnly) => self.refuse_writing(),
            // What can be undone is known best by who undoes it.
            Err(Why::Missing(words)) if command != Command::Undo => {
                self.say(words);
                true
            }
            // A command that is not there yet finds that out by itself.
            Ok(()) | Err(Why::NotYet | Why::Missing(_)) => false,
        }
    }

    fn needs_thread(&self, of_a_feed: &'static str) -> Available {
        match self.target() {
            None => because("No thread is selected."),
            Some(Conversation::Feed { .. }) => because(of_a_feed),
            Some(Conversation::Thread { .. }) => Ok(()),
        }
    }

    fn needs_status(&self) -> Available {
        if matches!(self.target(), Some(Conversation::Feed { .. })) {
            let words = format!(
                "A channel's feed has no status: {} makes a thread of a message.",
                self.key_named(Command::Promote)
            );
            return because(SafeText::line(&words));
        }
        self.needs_thread("")
    }

    /// A status it does not have; one it has may be asked for again where the customer wrote since.
    fn needs_other_status(&self, wanted: &ThreadStatus) -> Available {
        self.needs_status()?;
        let row = self.target().and_then(|target| self.row_of(&target));
        match row {
            Some(row) if row.status == *wanted && !row.wrote_again => {
                let words = format!("The thread is {} already.", status_word(wanted));
                because(SafeText::line(&words))
            }
            _ => Ok(()),
        }
    }

    fn needs_channel(&self) -> Available {
        if self.channels.is_empty() && self.plain_channel().is_none() {
            let key = self.key_named(Command::Refresh);
            let words = format!("No channel is known yet: {key} asks the server.");
            return because(SafeText::line(&words));
        }
        Ok(())
    }

    fn needs_channel_message(&self) -> Available {
        let Some(reading) = &self.reading else {
            return because("Open a channel's feed and select a message first.");
        };
        if matches!(reading.conversation, Conversation::Thread { .. }) {
            let key = self.key_named(Command::Promote);
            let words = format!(
                "This message is in a thread already; {key} makes a thread of a channel message."
            );
            return because(SafeText::line(&words));
        }
        match reading.message() {
            None => because("Select a message first."),
            Some(item) if matches!(item.delivery, Delivery::Local(..)) => because(
                "The server does not have this message yet: a thread can be made of it once it does.",
            ),
            Some(_) => Ok(()),
        }
    }

    fn needs_find(&self) -> Available {
        let Some(reading) = &self.reading else {
            return because("No conversation is open.");
        };
        let find = reading.find.as_ref();
        if find.is_none_or(|find| find.words.is_empty()) {
            let keys = self.keymap.keys_for(Context::Conversation, Command::Find);
            let key = keys
                .first()
                .map_or_else(|| "find".to_owned(), ToString::to_string);
            let words = format!("Nothing is looked for: {key} finds words in the conversation.");
            return because(SafeText::line(&words));
        }
        Ok(())
    }

    fn needs_parent(&self) -> Available {
        let message = self.reading.as_ref().and_then(|reading| reading.message());
        match message {
            None => because("No message is selected."),
            Some(item) => unless(
                item.parent.is_none(),
                "This message answers no certain message.",
            ),
        }
    }
}
