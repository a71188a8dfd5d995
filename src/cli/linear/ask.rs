//! What was typed, as something to do.

use crate::command::Command;

/// What a line asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// Nothing: say what is new.
    News,
    /// The threads of the present view, or those that match.
    List(String),
    /// Those that wait for us.
    Who,
    /// The views, or the view of this name.
    Views(String),
    /// Threads with these words, whatever their status.
    Find(String),
    /// Open what was listed under this number, or has this id.
    Open(String),
    /// Open the one that waits longest after this one.
    Next,
    /// Say the open conversation.
    Read,
    /// Reply, at once with these words.
    Reply(String),
    /// Write a note.
    Note(String),
    /// Close, archive or reopen what is open or named.
    Close(String),
    /// See there.
    Archive(String),
    /// See there.
    Reopen(String),
    /// Put the open thread away until then.
    Remind(String),
    /// The life of the open thread.
    Life,
    /// Start a thread, with this title.
    Thread(String),
    /// Make a thread of this channel message.
    Promote(String),
    /// The channels, or the messages of this one that are in no thread.
    Channels(String),
    /// Open this link; without a number, say those there are.
    Link(String),
    /// Save this attachment.
    Save(String),
    /// What is not sent.
    Outbox,
    /// Send what was refused again.
    Retry(String),
    /// Take back the last.
    Undo,
    /// Ask the server.
    Refresh,
    /// The link.
    Status,
    /// Say news when they come, or at the next Enter.
    Live(bool),
    /// The commands.
    Help,
    /// Leave.
    Quit,
    /// None of these.
    Unknown(String),
}

/// The commands, for `help`.
pub const HELP: &str = "\
list [QUERY]: the threads of this view, numbered; with a query, those that match (list status:open from:jane).
who: who waits for a reply.
views, view NAME: the views and their counts; another view.
find WORDS: threads with these words, whatever their status.
open N: opens a thread by its number, or by the beginning of its id.
next: opens the next thread that waits for a reply.
read: says the open conversation again.
reply: writes a reply; then lines, and a line with a single full stop sends them. reply WORDS sends one line.
note: writes an internal note the same way; it never reaches the customer.
  While writing: .keep leaves it as a draft, .discard discards it, a line that begins with two full stops begins with one.
close, archive, reopen: changes the status of the open thread, or of the one named (close 3).
remind WHEN: puts the open thread away until then, or until the customer writes (remind tomorrow 9; remind off).
life: says what became of the open thread, who did it and when, and how long each wait was.
links: numbers the links and attachments of the open thread. link N opens one, save N saves one; both ask first.
thread [TITLE]: starts a thread in a channel.
channels, channel NAME: the channels; opens the messages of one that are in no thread.
promote [N] [TITLE]: numbers the messages of the open channel; makes a thread of one.
outbox: what has not reached the server. retry [N]: sends what was refused again.
undo: takes back what was sent or changed last.
refresh: asks the server now. status: the connection.
live on, live off: says news as they come, or only when you press Enter. An empty line says what is new.
quit: leaves. Drafts are kept.";

/// Reads a line.
pub fn ask(line: &str) -> Ask {
    let line = line.trim();
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim().to_owned();
    match word.to_lowercase().as_str() {
        "" => Ask::News,
        "list" | "ls" => Ask::List(rest),
        "who" => Ask::Who,
        "views" | "view" => Ask::Views(rest),
        "find" | "search" => Ask::Find(rest),
        "open" | "show" => Ask::Open(rest),
        "next" => Ask::Next,
        "read" => Ask::Read,
        "reply" | "r" => Ask::Reply(rest),
        "note" | "i" => Ask::Note(rest),
        "close" => Ask::Close(rest),
        "archive" => Ask::Archive(rest),
        "reopen" => Ask::Reopen(rest),
        "remind" | "snooze" => Ask::Remind(rest),
        "life" | "lifecycle" => Ask::Life,
        "thread" | "new-thread" => Ask::Thread(rest),
        "promote" => Ask::Promote(rest),
        "channels" | "channel" => Ask::Channels(rest),
        "links" | "link" | "files" => Ask::Link(rest),
        "save" => Ask::Save(rest),
        "outbox" => Ask::Outbox,
        "retry" => Ask::Retry(rest),
        "undo" | "z" => Ask::Undo,
        "refresh" => Ask::Refresh,
        "status" => Ask::Status,
        "live" if matches!(rest.as_str(), "on" | "off") => Ask::Live(rest == "on"),
        "help" | "?" => Ask::Help,
        "quit" | "exit" | "q" => Ask::Quit,
        number if rest.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ask::Open(number.to_owned())
        }
        _ => Ask::Unknown(line.to_owned()),
    }
}

/// What is typed for a command, for sentences that name it; its name where nothing is.
pub fn word(command: Command) -> &'static str {
    match command {
        Command::ViewNext => "views",
        Command::WaitingNext => "next",
        Command::GoOpen => "view open",
        Command::NewThread => "thread",
        Command::OpenLink => "link",
        Command::SaveAttachment => "save",
        Command::Lifecycle => "life",
        Command::LeaveComposer => ".keep",
        Command::DiscardDraft => ".discard",
        Command::Cancel => "no",
        other => other.name(),
    }
}
