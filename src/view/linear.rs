//! The inbox in lines of words: what the linear inbox says of a thread, a message, a question or the link.
//!
//! Each state is a word, nothing depends on a place or a colour, and the most telling words come first.

use crate::app::State;
use crate::app::item::{
    AttachmentItem, ChannelItem, Delivery, MessageItem, MessageLook, ThreadItem, line,
};
use crate::app::links::Linked;
use crate::app::menu::{Choice, MenuItem};
use crate::app::overlay::{Overlay, PagerLine};
use crate::app::prompt::Purpose;
use crate::app::remind::when::EXAMPLES;
use crate::model::{BuiltinView, Link, MessageId};
use crate::text::{SafeText, ago, safe, truncate};

use super::words;

/// Columns enough for every word: nothing is shortened for lack of room.
const ROOM: usize = 200;
/// Columns of the beginning of a message.
const BEGINNING: usize = 100;

/// A thread: who, what about, who waits, where, and what else is worth a word.
pub fn thread(state: &State, item: &ThreadItem) -> SafeText {
    let mut line = item.person.to_string();
    let (_, waiting) = words::waiting(state, item);
    let waiting = aloud(&waiting);
    for word in [&item.title, &waiting, &item.channel] {
        if !word.is_empty() && **word != *item.person {
            line.push_str(", ");
            line.push_str(word);
        }
    }
    let marks = [
        (item.unread, "unread"),
        (item.draft, "draft"),
        (item.failed > 0, "something failed"),
        (item.outgoing > 0, "not all sent"),
    ];
    for (_, word) in marks.into_iter().filter(|(holds, _)| *holds) {
        line.push_str(", ");
        line.push_str(word);
    }
    SafeText::line(&line)
}

/// The head of the open conversation; nothing if none is open.
pub fn conversation(state: &State) -> Option<SafeText> {
    let reading = state.reading.as_ref()?;
    let row = reading.row.as_ref();
    let head = row.map_or_else(|| reading.title.clone(), |row| thread(state, row));
    let status = row.map_or_else(SafeText::default, |row| SafeText::line(row.status.as_str()));
    Some(safe!("{head}. Status: {status}."))
}

/// A message: its first line says who, what it is and when; its words follow, indented.
pub fn message(state: &State, item: &MessageItem) -> Vec<SafeText> {
    let when = item
        .at
        .map_or_else(|| item.at_raw.clone(), |at| ago(state.now, at, &state.tz));
    let when = aloud(&when);
    let what = match item.look {
        MessageLook::Customer => item.role_word.clone(),
        MessageLook::Ours => "answered".into(),
        MessageLook::Note => "internal note".into(),
        MessageLook::Event => "event".into(),
    };
    let mut head = format!("{}, {what}, {when}", item.author.as_str());
    if let Some((_, sent)) = words::delivery(state, item, ROOM) {
        head.push_str(", ");
        head.push_str(&aloud(&sent));
    }
    if item.new {
        head.push_str(", new");
    }
    let mut lines = vec![safe!("{head}:")];
    lines.extend(item.body.text.lines().map(|line| safe!("  {line}")));
    lines.extend(item.attachments.iter().map(attachment));
    if !item.problem.is_empty() {
        lines.push(safe!("  Problem: {}", item.problem.as_str()));
    }
    lines
}

fn attachment(item: &AttachmentItem) -> SafeText {
    safe!(
        "  Attachment: {} {} {}",
        item.name.as_str(),
        item.size.as_str(),
        item.url.as_str()
    )
}

/// A view and how many threads it has.
pub fn view(state: &State, view: BuiltinView) -> SafeText {
    safe!("{}: {}", view.name(), state.count_of(view))
}

/// The state of the link, and what waits to be sent.
pub fn status(state: &State) -> Vec<SafeText> {
    let mut lines = vec![safe!(
        "Profile {} at {}.",
        state.facts.profile.as_str(),
        state.facts.address.as_str()
    )];
    lines.push(link(state));
    if state.facts.read_only {
        lines.push("Read-only: nothing is written.".into());
    }
    lines.push(safe!(
        "{} not sent yet, {} failed.",
        state.queued,
        state.failed
    ));
    lines
}

/// The link to the server, in a sentence.
pub fn link(state: &State) -> SafeText {
    match &state.link {
        Link::Connecting => "Looking for the server.".into(),
        Link::Live { .. } => "Connected: the server answers.".into(),
        Link::Offline { problem, .. } => safe!(
            "Offline: {} What you write is kept and sent later.",
            line(&problem.sentence()).as_str()
        ),
        Link::KeyRefused { problem, .. } => {
            safe!("The key is refused: {}", line(&problem.sentence()).as_str())
        }
    }
}

/// What is asked, with the answers there are; nothing while nothing is asked.
pub fn question(state: &State) -> Vec<SafeText> {
    match &state.overlay {
        Some(Overlay::Menu(menu)) => {
            let mut lines = vec![menu.title.clone()];
            lines.extend(menu.about.iter().map(|(_, words)| safe!("  {words}")));
            let items = menu.items.iter().filter(|item| is_said(item));
            lines.extend(items.map(|item| safe!("  {}: {}", item.key, item.label.as_str())));
            lines.push("Type a letter, or no to leave it.".into());
            lines
        }
        Some(Overlay::Prompt(prompt)) => {
            let mut lines: Vec<SafeText> = prompt.problem.iter().cloned().collect();
            let so_far = prompt.editor.text().trim();
            lines.push(match &prompt.purpose {
                Purpose::Remind { .. } => safe!(
                    "{}? Type a time, such as {EXAMPLES}; off for none, or no to leave it.",
                    prompt.title
                ),
                _ if so_far.is_empty() => safe!("{}? Type it, or no to leave it.", prompt.title),
                _ => safe!(
                    "{}? Type it, an empty line for \u{201c}{so_far}\u{201d}, or no to leave it.",
                    prompt.title
                ),
            });
            lines
        }
        Some(Overlay::Stop(stop)) => {
            let mut lines = vec![safe!("{}:", stop.pager.title.as_str())];
            lines.extend(stop.pager.lines().iter().map(spoken));
            lines.push(
                "Send all the same? yes sends it, no goes on writing; the words are kept.".into(),
            );
            lines
        }
        Some(Overlay::Pager(pager)) => pager.lines().iter().map(spoken).collect(),
        None => Vec::new(),
    }
}

/// Whether a row of a menu is offered: there is no clipboard to copy into.
pub fn is_said(item: &MenuItem) -> bool {
    item.key != ' ' && !matches!(item.choice, Choice::Copy(_))
}

/// Whether a line is asked for.
pub fn asks_for_line(state: &State) -> bool {
    matches!(state.overlay, Some(Overlay::Prompt(_)))
}

/// The life of the open thread, a line for each fact, change and wait.
pub fn life(state: &State) -> Vec<SafeText> {
    let Some(life) = &state.life else {
        return vec!["The life of the thread could not be read.".into()];
    };
    let lines = state.life_in_words(life).into_iter();
    lines
        .map(|(what, words)| safe!("{what}: {}", aloud(&words)))
        .collect()
}

/// The channels, with what is in them outside of threads.
pub fn channels(state: &State) -> Vec<SafeText> {
    if state.channels.is_empty() {
        return vec!["No channel is known yet: refresh asks the server.".into()];
    }
    let line = |channel: &ChannelItem| {
        let messages = match channel.feed {
            1 => "1 message in no thread".to_owned(),
            count => format!("{count} messages in no thread"),
        };
        let waiting = match channel.needs_reply {
            1 => "1 thread needs a reply".to_owned(),
            count => format!("{count} threads need a reply"),
        };
        safe!("{}: {waiting}, {messages}.", channel.label)
    };
    state.channels.iter().map(line).collect()
}

/// A link or an attachment: what it is, where it leads, and whose message it stands in.
pub fn linked(state: &State, link: &Linked) -> SafeText {
    let what = match &link.attached {
        Some((name, size)) if size.is_empty() => safe!("attachment {name} at {}", link.address),
        Some((name, size)) => safe!("attachment {name}, {size}, at {}", link.address),
        None => safe!("link {}", link.address),
    };
    let when = link
        .at
        .map(|at| aloud(&ago(state.now, at, &state.tz)))
        .unwrap_or_default();
    safe!("{what} from {}, {when}", link.author)
}

/// The messages a thread can be made of, the newest first, with what is said of each.
pub fn promotable(state: &State) -> Vec<(MessageId, SafeText)> {
    let messages = state.reading.iter().flat_map(|open| open.messages.iter());
    let messages = messages
        .rev()
        .filter(|item| !item.is_event() && !matches!(item.delivery, Delivery::Local(..)));
    messages
        .map(|item| {
            let when = item
                .at
                .map(|at| aloud(&ago(state.now, at, &state.tz)))
                .unwrap_or_default();
            let text = SafeText::line(item.body.text.as_str());
            let text = truncate(&text, BEGINNING);
            (item.id.clone(), safe!("{}, {when}: {text}", item.author))
        })
        .collect()
}

fn spoken(line: &PagerLine) -> SafeText {
    let words: Vec<&str> = line.iter().map(|(_, words)| words.as_str()).collect();
    safe!("  {}", words.concat())
}

/// Words of the screen as they are said: lengths of time in full, what is too long in words, and no signs.
pub(super) fn aloud(words: &str) -> SafeText {
    let mut said = String::new();
    for word in words.split(' ') {
        let (word, late) = match (word.strip_suffix('!'), word.strip_suffix(',')) {
            (Some(length), _) => (length, ", too long"),
            (_, Some(before)) => (before, ","),
            _ => (word, ""),
        };
        let (joint, word) = match (word, length(word)) {
            ("✓" | "✓✓" | "…", _) => continue,
            ("·", _) => (",", SafeText::default()),
            (_, Some(length)) => (" ", length),
            _ => (" ", SafeText::line(word)),
        };
        if !said.is_empty() {
            said.push_str(joint);
        }
        said.push_str(&word);
        said.push_str(late);
    }
    SafeText::line(&said)
}

/// A length of time in full, if it is one.
fn length(word: &str) -> Option<SafeText> {
    if word == "<1m" {
        return Some("less than a minute".into());
    }
    let unit = match word.chars().last()? {
        'm' => "minute",
        'h' => "hour",
        'd' => "day",
        _ => return None,
    };
    let count: u32 = word[..word.len() - 1].parse().ok()?;
    let many = if count == 1 { "" } else { "s" };
    Some(safe!("{count} {unit}{many}"))
}
