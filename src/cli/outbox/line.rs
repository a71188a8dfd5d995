//! A request as one line for people.

use chrono::{DateTime, TimeDelta, Utc};

use super::fields::{attachments, problem, text};
use super::{Place, pick};
use crate::model::{Action, Mode, Outgoing, OutgoingState, Problem, Untrusted};
use crate::text::{SafeText, duration_words, pad, truncate};

/// Columns for a title or a name, and for the beginning of a text.
const NAME: usize = 32;
const WORDS: usize = 40;

/// Id, state, age, what it is, where it goes, the beginning of its words, its files, and what can be done.
pub fn line(
    outgoing: &Outgoing,
    place: &Place,
    digits: usize,
    sender: bool,
    now: DateTime<Utc>,
) -> SafeText {
    let age = duration_words(now - outgoing.created_at);
    let columns = [
        pick::short(outgoing, digits),
        pad(outgoing.state.word(), 8).into_owned(),
        pad(&age, 6).into_owned(),
        pad(what(&outgoing.action), 10).into_owned(),
        subject(outgoing, place),
        outlook(outgoing, sender, now),
    ];
    SafeText::line(&columns.join("  "))
}

/// What a request is, as a word.
pub const fn what(action: &Action) -> &'static str {
    match action {
        Action::Message {
            mode: Mode::Reply, ..
        } => "reply",
        Action::Message {
            mode: Mode::Note, ..
        } => "note",
        Action::Status { .. } => "status",
        Action::NewThread { .. } => "new thread",
    }
}

/// Where it goes and what it says.
pub(super) fn subject(outgoing: &Outgoing, place: &Place) -> String {
    let names = [&place.channel, &place.thread, &place.person];
    let mut words: Vec<String> = names
        .into_iter()
        .flatten()
        .filter(|name| !name.is_empty())
        .map(|name| short(name, NAME))
        .collect();
    if words.is_empty() {
        words.push("a conversation that is not in the local copy".to_owned());
    }
    let mut words = words.join(" · ");
    if let Action::Status { from, to, .. } = &outgoing.action {
        let step = format!(": {} → {}", from.as_str(), to.as_str());
        words.push_str(&short(&step.as_str().into(), NAME));
    } else if let Some(text) = text(&outgoing.action) {
        words = format!("{words}: “{}”", short(&text.into(), WORDS));
    }
    let files = attachments(&outgoing.action);
    if let Some(first) = files.first() {
        let name = first.name.as_ref().or(first.url.as_ref());
        let name = name.map_or_else(|| "a file".to_owned(), |name| short(name, NAME));
        words = match files.len() {
            1 => format!("{words} with {name}"),
            count => format!("{words} with {name} and {} more", count - 1),
        };
    }
    words
}

fn short(text: &Untrusted, columns: usize) -> String {
    let safe = SafeText::line(text.expose().trim());
    truncate(&safe, columns).into_owned()
}

/// Why it is still here, and what happens next or can be done.
fn outlook(outgoing: &Outgoing, sender: bool, now: DateTime<Utc>) -> String {
    let reason = |problem: &Problem| SafeText::line(problem.sentence().expose());
    match &outgoing.state {
        OutgoingState::Held { until } if *until > now => {
            format!("can be undone for {}", wait(*until - now))
        }
        OutgoingState::Held { .. } => goes(sender).to_owned(),
        OutgoingState::Queued { after } => {
            let when = match after {
                Some(after) if *after > now => format!("next try in {}", wait(*after - now)),
                _ => goes(sender).to_owned(),
            };
            match problem(outgoing) {
                Some(problem) => format!("{} ({when})", reason(problem)),
                None => when,
            }
        }
        OutgoingState::Sending if sender => "is being sent".to_owned(),
        OutgoingState::Sending => {
            "andibox ended while it was sent; the next one looks for it on the server first"
                .to_owned()
        }
        OutgoingState::Sent => "is on the server".to_owned(),
        OutgoingState::Unknown { problem, .. } => {
            let what = SafeText::line(problem.what().expose());
            format!("{what} It may have arrived: andibox looks on the server before it sends again")
        }
        OutgoingState::Rejected(problem) => {
            format!("{} Retry it, or discard it", reason(problem))
        }
    }
}

const fn goes(sender: bool) -> &'static str {
    if sender {
        "a running andibox sends it"
    } else {
        "goes when andibox starts, or with andibox sync"
    }
}

/// A wait in whole seconds below a minute.
fn wait(time: TimeDelta) -> String {
    if time < TimeDelta::minutes(1) {
        format!("{} s", time.num_seconds() + 1)
    } else {
        duration_words(time).as_str().to_owned()
    }
}
