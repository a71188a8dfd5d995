//! Who and what a row shows: the person, the beginning of the last words, the time of the newest message.

use rusqlite::{Connection, OptionalExtension};

use super::super::class::{ANSWER, FAILED, INBOUND_EVENT, QUESTION, UNDATED};
use super::super::error::Result;
use super::sql::{NEWEST_OF_CLASS, NEWEST_TIME};
use super::{Facts, read_message};
use crate::model::{Author, Message, Untrusted};

/// The longest snippet, in characters: wider than any row.
const SNIPPET: usize = 200;

#[derive(Default)]
pub(super) struct Words {
    pub person: Option<String>,
    pub snippet: Option<String>,
    /// When the newest message with a readable time was written.
    pub newest: Option<i64>,
}

pub(super) fn read(conn: &Connection, facts: &Facts) -> Result<Words> {
    if facts.messages == 0 {
        return Ok(Words::default());
    }
    let asked = newest_of(conn, facts.key, &[QUESTION, QUESTION + UNDATED])?;
    let inbound = match &asked {
        Some(_) => asked.clone(),
        None => newest_of(conn, facts.key, &[INBOUND_EVENT, INBOUND_EVENT + UNDATED])?,
    };
    let ours = newest_of(
        conn,
        facts.key,
        &[ANSWER, FAILED, ANSWER + UNDATED, FAILED + UNDATED],
    )?;
    let person = match inbound {
        Some(found) => read_message(&found.json)?
            .author
            .label()
            .map(|label| label.expose().to_owned()),
        None => None,
    };
    // The last words between the customer and us: notes are not part of the talk.
    let snippet = match asked.max(ours) {
        Some(found) => snippet(&read_message(&found.json)?),
        None => None,
    };
    Ok(Words {
        person,
        snippet,
        newest: newest_time(conn, facts.key)?,
    })
}

/// Everybody who wrote a message, as the words they can be found by: one line a person.
pub(in super::super) fn people(author: &Author) -> Option<String> {
    let words = [&author.name, &author.email, &author.phone]
        .into_iter()
        .flatten()
        .flat_map(|word| word.expose().split_whitespace())
        .collect::<Vec<_>>()
        .join(" ");
    (!words.is_empty()).then_some(words)
}

/// A stored message, compared by where it stands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    at: i64,
    id: String,
    json: String,
}

fn newest_of(conn: &Connection, thread: i64, classes: &[i64]) -> Result<Option<Found>> {
    let mut newest = None;
    for class in classes {
        let found = conn
            .prepare_cached(NEWEST_OF_CLASS)?
            .query_row([thread, *class], |row| {
                Ok(Found {
                    at: row.get(0)?,
                    id: row.get(1)?,
                    json: row.get(2)?,
                })
            })
            .optional()?;
        newest = newest.max(found);
    }
    Ok(newest)
}

fn newest_time(conn: &Connection, thread: i64) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached(NEWEST_TIME)?
        .query_row([thread, UNDATED], |row| row.get(0))
        .optional()?)
}

fn snippet(message: &Message) -> Option<String> {
    let text = message.text.as_ref().map_or("", Untrusted::expose);
    let mut snippet = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        if length > 0 {
            snippet.push(' ');
            length += 1;
        }
        for letter in word.chars() {
            if length == SNIPPET {
                return Some(snippet);
            }
            snippet.push(letter);
            length += 1;
        }
    }
    if snippet.is_empty() {
        let name = message.attachments.iter().find_map(|it| it.name.as_ref())?;
        return Some(name.expose().chars().take(SNIPPET).collect());
    }
    Some(snippet)
}
