//! `andibox outbox discard`: gives requests up. The person has to say so, and the words are printed before they go.

use std::io::{BufRead, IsTerminal, Write, stderr, stdin};

use chrono::Utc;

use super::fields::{attachments, text};
use super::line::subject;
use super::{Outbox, Place, Places, fields, pick, what};
use crate::cli::Failure;
use crate::cli::arguments::DiscardArguments;
use crate::cli::json::say_json;
use crate::cli::outcome::say;
use crate::model::{Action, Outgoing, OutgoingState, Untrusted, attachment_line};
use crate::text::SafeText;

/// What is to become of the words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Go,
    Draft,
}

/// Discards what is named.
pub(super) fn run(outbox: &Outbox, arguments: &DiscardArguments) -> Result<(), Failure> {
    let rows = pick::pick(&outbox.rows, &arguments.ids)?;
    let mut places = Places::new(&outbox.store)?;
    let mut placed = Vec::new();
    for row in rows {
        placed.push((row, places.of(row)?));
    }
    let fate = match (arguments.keep, arguments.yes) {
        (true, _) => Fate::Draft,
        (false, true) => Fate::Go,
        (false, false) => match ask(outbox, &placed)? {
            Some(fate) => fate,
            None => return say(&"Nothing was discarded.".into()),
        },
    };
    let mut left = Vec::new();
    for (row, place) in &placed {
        let done = match fate {
            Fate::Go => discard(outbox, row, place)?,
            Fate::Draft => keep(outbox, row, place)?,
        };
        if let Err(why) = done {
            left.push(format!("{} {why}", outbox.short(row)));
        }
    }
    if left.is_empty() {
        return Ok(());
    }
    Err(Failure::failed(left.join("\nandibox: ")))
}

/// Nothing is discarded without a word for it.
fn ask(outbox: &Outbox, placed: &[(&Outgoing, Place)]) -> Result<Option<Fate>, Failure> {
    if !stdin().is_terminal() || !stderr().is_terminal() {
        return Err(Failure::usage(
            "nothing was discarded: there is no terminal to ask on. Say --yes to discard, or --keep to make drafts of \
             the words",
        ));
    }
    let mut question: Vec<String> = Vec::new();
    for (row, place) in placed {
        question.push(heading(outbox, row, place));
        if matches!(row.state, OutgoingState::Unknown { .. }) {
            question.push("  It may have arrived already; that is not undone by this.".to_owned());
        }
    }
    let count = match placed.len() {
        1 => "Discard it".to_owned(),
        count => format!("Discard these {count}"),
    };
    question.push(format!(
        "{count}? y discards, k keeps the words as drafts, anything else leaves all as it is: "
    ));
    let question = question.join("\n");
    let mut screen = stderr();
    screen
        .write_all(SafeText::block(&question).as_bytes())
        .and_then(|()| screen.flush())
        .map_err(Failure::failed)?;
    let mut answer = String::new();
    stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(Failure::failed)?;
    Ok(match answer.trim() {
        "y" | "Y" | "yes" => Some(Fate::Go),
        "k" | "K" | "keep" => Some(Fate::Draft),
        _ => None,
    })
}

/// The words are printed first: should that fail, they are still in the outbox.
fn discard(outbox: &Outbox, row: &Outgoing, place: &Place) -> Result<Result<(), String>, Failure> {
    if row.state == OutgoingState::Sending {
        return Ok(Err(too_late(outbox)));
    }
    if !outbox.json {
        say(&SafeText::line(&format!(
            "Discarding {}",
            heading(outbox, row, place)
        )))?;
        if let Action::NewThread { title, .. } = &row.action {
            say(&SafeText::block(title))?;
        }
        if let Some(text) = text(&row.action) {
            say(&SafeText::block(text))?;
        }
        for file in attachments(&row.action) {
            let words = |part: Option<&Untrusted>| part.map_or("", Untrusted::expose).to_owned();
            let (url, name) = (words(file.url.as_ref()), words(file.name.as_ref()));
            say(&SafeText::line(&attachment_line(&url, &name)))?;
        }
    }
    let gone = outbox.store.discard_outgoing(row.id);
    match gone.map_err(Failure::failed)? {
        Some(gone) if outbox.json => say_json(&fields(&gone, place)).map(Ok),
        Some(_) => Ok(Ok(())),
        None => Ok(Err(too_late(outbox))),
    }
}

/// The words become the draft of their conversation, before what may be written there by now.
fn keep(outbox: &Outbox, row: &Outgoing, place: &Place) -> Result<Result<(), String>, Failure> {
    let taken = outbox.store.take_back(row.id, Utc::now());
    let Some(taken) = taken.map_err(Failure::failed)? else {
        return Ok(Err(match row.state {
            OutgoingState::Unknown { .. } => {
                "may have arrived, so its words did not become a draft; andibox looks on the server first".to_owned()
            }
            _ => too_late(outbox),
        }));
    };
    if outbox.json {
        return say_json(&fields(&taken.outgoing, place)).map(Ok);
    }
    let heading = heading(outbox, row, place);
    let words = match taken.draft {
        Some(_) => format!("Kept as a draft: {heading}"),
        None => format!("Discarded; it holds no words: {heading}"),
    };
    say(&SafeText::line(&words)).map(Ok)
}

fn too_late(outbox: &Outbox) -> String {
    let words = if outbox.sender {
        "is under way or already sent, so it was not discarded"
    } else {
        "was left under way: run andibox sync to learn its outcome; it was not discarded"
    };
    words.to_owned()
}

fn heading(outbox: &Outbox, row: &Outgoing, place: &Place) -> String {
    let what = what(&row.action);
    format!("{}  {what}  {}", outbox.short(row), subject(row, place))
}
