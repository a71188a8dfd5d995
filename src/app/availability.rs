//! Whether a command can do anything now, and why not: one list for the palette, the footer, the help, which-key, and for
//! running it. A new command that can always run needs no line here.

use crate::command::{Command, Context};
use crate::model::{Conversation, ThreadStatus};
use crate::text::SafeText;

use super::State;
use super::item::{Delivery, status_word};
use super::overlay::Overlay;

/// Commands of the table that nobody has written yet. Whoever writes one takes its line away: a test says so.
pub const NOT_YET: &[Command] = &[];

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
    if state.facts.read_only && writes(command) && !state.undoes_locally(command) {
        return Err(Why::ReadOnly);
    }
    if !state.marks.is_empty() && is_for_marked(command) {
        // Their summary says what there is to do.
        return Ok(());
    }
    match command {
        Command::Reply | Command::Note => state.needs_target("to answer", true),
        Command::NewThread | Command::ChannelMessage => state.needs_channel(),
        Command::Promote => state.needs_channel_message(),
        Command::CloseAndNext | Command::StatusMenu => state.needs_status(),
        Command::Close => state.needs_other_status(&ThreadStatus::Closed),
        Command::Archive => state.needs_other_status(&ThreadStatus::Archived),
        Command::Reopen => state.needs_other_status(&ThreadStatus::Open),
        Command::Lifecycle => {
            state.needs_thread("A channel's feed has no life to show; open a thread for that.")
        }
        Command::Remind => state
            .needs_thread("A channel's feed cannot be put away: make a thread of a message first."),
        Command::MarkUnread | Command::Raw => state.needs_target("", false),
        Command::Mark | Command::MarkRange => unless(
            state.list.row().is_none(),
            "There is no thread here to mark.",
        ),
        command if command.saved_view().is_some() => state.needs_saved_view(command),
        Command::Copy if !matches!(state.overlay, Some(Overlay::Pager(_))) => {
            state.needs_something_to_copy()
        }
        Command::FocusConversation => {
            if state.list.selected.is_some() || state.reading.is_some() {
                return Ok(());
            }
            state.no_thread_here("", false)
        }
        Command::Find => unless(
            state.reading.is_none() && state.overlay.is_none(),
            "No conversation is open.",
        ),
        Command::FindNext | Command::FindPrevious => state.needs_find(),
        Command::ToggleEvents => unless(state.reading.is_none(), "No conversation is open."),
        Command::Parent => state.needs_parent(),
        // Undo is not here: what it takes back first is for it to say.
        Command::Redo => state.needs_undone(),
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

/// Whether it acts on all that is marked.
const fn is_for_marked(command: Command) -> bool {
    matches!(
        command,
        Command::CloseAndNext
            | Command::Close
            | Command::Archive
            | Command::Reopen
            | Command::StatusMenu
            | Command::MarkUnread
            | Command::Remind
    )
}

/// Whether it asks the server for something, which a read-only profile does not.
pub(super) const fn writes(command: Command) -> bool {
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
            | Command::Undo
            | Command::Redo
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
        if let Some(word) = self.typed {
            return word(command).to_owned();
        }
        let keys = [Context::Threads, Context::Conversation]
            .into_iter()
            .find_map(|context| self.keymap.keys_for(context, command).into_iter().next());
        keys.map_or_else(|| command.name().to_owned(), |keys| keys.to_string())
    }

    /// The key that calls a command in one place, for a sentence; its name where no key does.
    pub fn key_in(&self, context: Context, command: Command) -> String {
        if let Some(word) = self.typed {
            return word(command).to_owned();
        }
        let keys = self.keymap.keys_for(context, command).into_iter().next();
        keys.map_or_else(|| command.name().to_owned(), |keys| keys.to_string())
    }

    /// Says that there is no thread to act on, and what leads to one.
    pub(super) fn say_no_thread(&mut self) {
        if let Err(Why::Missing(words)) = self.no_thread_here("", false) {
            self.say(words);
        }
    }

    /// How a message is selected.
    pub(super) fn select_first(&self) -> SafeText {
        SafeText::line(&format!(
            "Select a message first: {} opens the thread, {} and {} select.",
            self.key_named(Command::Open),
            self.key_named(Command::MoveDown),
            self.key_named(Command::MoveUp)
        ))
    }

    /// Why a channel's feed cannot be closed.
    pub(super) fn feed_has_no_status(&self) -> SafeText {
        SafeText::line(&format!(
            "A channel's feed has no status: {} makes a thread of a message.",
            self.key_named(Command::Promote)
        ))
    }

    /// Says why a command cannot run, and whether that is so.
    pub(super) fn refuses(&mut self, command: Command) -> bool {
        match availability(self, command) {
            Err(Why::ReadOnly) => self.refuse_writing(),
            Err(Why::Missing(words)) => {
                self.say(words);
                true
            }
            // A command that is not there yet finds that out by itself.
            Ok(()) | Err(Why::NotYet) => false,
        }
    }

    fn needs_target(&self, purpose: &str, begins: bool) -> Available {
        match self.target() {
            None => self.no_thread_here(purpose, begins),
            Some(_) => Ok(()),
        }
    }

    fn needs_something_to_copy(&self) -> Available {
        if self.target().is_some() {
            return Ok(());
        }
        let key = self.key_named(Command::ViewNext);
        let words = format!("There is nothing here to copy: {key} shows the next view.");
        because(SafeText::line(&words))
    }

    /// Where there is none, what leads to one; `begins` if one may as well be begun.
    fn no_thread_here(&self, purpose: &str, begins: bool) -> Available {
        let next = self.key_named(Command::ViewNext);
        let blank = if purpose.is_empty() { "" } else { " " };
        let begin = if begins {
            format!(", {} starts one", self.key_named(Command::NewThread))
        } else {
            String::new()
        };
        let words =
            format!("There is no thread here{blank}{purpose}: {next} shows the next view{begin}.");
        because(SafeText::line(&words))
    }

    fn needs_thread(&self, of_a_feed: &'static str) -> Available {
        match self.target() {
            None => self.no_thread_here("", false),
            Some(Conversation::Feed { .. }) => because(of_a_feed),
            Some(Conversation::Thread { .. }) => Ok(()),
        }
    }

    fn needs_status(&self) -> Available {
        if matches!(self.target(), Some(Conversation::Feed { .. })) {
            return because(self.feed_has_no_status());
        }
        self.needs_thread("")
    }

    /// A status it does not have; one it has may be asked for again where the customer wrote since.
    fn needs_other_status(&self, wanted: &ThreadStatus) -> Available {
        self.needs_status()?;
        let has = |target: &Conversation| {
            self.row_of(target).is_some_and(|row| row.status == *wanted)
                && !self.wrote_again(target)
        };
        if self.target().as_ref().is_some_and(has) {
            let words = format!("The thread is {} already.", status_word(wanted));
            return because(SafeText::line(&words));
        }
        Ok(())
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
            None => because(self.select_first()),
            Some(item) if matches!(item.delivery, Delivery::Local(..)) => because(
                "The server does not have this message yet: a thread can be made of it once it does.",
            ),
            Some(_) => Ok(()),
        }
    }

    fn needs_saved_view(&self, command: Command) -> Available {
        let number = command.saved_view().unwrap_or_default();
        if number <= self.views.len() {
            return Ok(());
        }
        let words = format!(
            "There is no saved view {number}: {} then s saves what the list shows as one.",
            self.key_named(Command::FilterMenu)
        );
        because(SafeText::line(&words))
    }

    fn needs_undone(&self) -> Available {
        if self.undo.can_redo() {
            return Ok(());
        }
        let words = format!(
            "Nothing to do again: {} has taken nothing back since the last change.",
            self.undo_keys()
        );
        because(SafeText::line(&words))
    }

    fn needs_find(&self) -> Available {
        let Some(reading) = &self.reading else {
            return because("No conversation is open.");
        };
        let find = reading.find.as_ref();
        if find.is_none_or(|find| find.words.is_empty()) {
            let key = self.key_in(Context::Conversation, Command::Find);
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
                "This message was not written as an answer to another one.",
            ),
        }
    }
}
