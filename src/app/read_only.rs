//! A read-only profile: which commands it refuses.

use crate::command::Command;

use super::State;

impl State {
    /// Whether the command is refused because it would change something on the server, or begins what would.
    pub fn is_forbidden(&self, command: Command) -> bool {
        self.facts.read_only && writes(command)
    }
}

/// Whether a command changes something on the server, or begins what does. Drafts, marks and what was read are our own.
pub const fn writes(command: Command) -> bool {
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
    )
}
