//! A request as a row.

use chrono::{DateTime, Utc};
use rusqlite::Row;

use super::super::error::{Error, Result};
use super::super::time::{micros, time};
use crate::model::{Action, ClientMessageId, Outgoing, OutgoingState, Problem, ProblemKind};

pub(super) const COLUMNS: &str =
    "id, action, state, due, problem, absent, checked_at, created_at, attempts, last_problem";

/// The columns of a state.
pub(super) struct StateColumns {
    pub word: &'static str,
    pub due: Option<i64>,
    pub problem: Option<String>,
    pub absent: u8,
    pub checked_at: Option<i64>,
}

pub(super) fn state_columns(state: &OutgoingState) -> Result<StateColumns> {
    let mut columns = StateColumns {
        word: state.word(),
        due: None,
        problem: None,
        absent: 0,
        checked_at: None,
    };
    match state {
        OutgoingState::Held { until } => columns.due = Some(micros(*until)),
        OutgoingState::Queued { after } => columns.due = after.map(micros),
        OutgoingState::Sending | OutgoingState::Sent => {}
        OutgoingState::Rejected(problem) => columns.problem = Some(json(problem)?),
        OutgoingState::Unknown {
            problem,
            absent,
            checked_at,
        } => {
            columns.problem = Some(json(problem)?);
            columns.absent = *absent;
            columns.checked_at = checked_at.map(micros);
        }
    }
    Ok(columns)
}

pub(super) fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|_| Error::Unreadable { what: "a request" })
}

/// The order key: requests of one lane are made one after the other. Threads still to be made are independent of
/// each other and of the feed.
pub(super) fn lane(id: ClientMessageId, action: &Action) -> Result<String> {
    match action {
        Action::NewThread { created: None, .. } => Ok(id.to_string()),
        _ => super::super::place::name(&action.conversation()),
    }
}

pub(in super::super) fn read(row: &Row<'_>) -> Result<Outgoing> {
    let text = |index| -> Result<String> { Ok(row.get(index)?) };
    let id = text(0)?;
    Ok(Outgoing {
        id: parse::<ClientMessageId>(&format!("\"{id}\""))?,
        action: parse(&text(1)?)?,
        state: state(row)?,
        created_at: needed(row.get(7)?)?,
        attempts: row.get(8)?,
        last_problem: row
            .get::<_, Option<String>>(9)?
            .map(|json| parse(&json))
            .transpose()?,
    })
}

fn state(row: &Row<'_>) -> Result<OutgoingState> {
    let word: String = row.get(2)?;
    let due: Option<i64> = row.get(3)?;
    let problem = || -> Result<Problem> {
        match row.get::<_, Option<String>>(4)? {
            Some(json) => parse(&json),
            None => Ok(Problem::new(ProblemKind::Local, "the reason was not kept")),
        }
    };
    Ok(match word.as_str() {
        "held" => OutgoingState::Held {
            until: needed(due.unwrap_or(0))?,
        },
        "queued" => OutgoingState::Queued {
            after: due.and_then(time),
        },
        "sending" => OutgoingState::Sending,
        "sent" => OutgoingState::Sent,
        "rejected" => OutgoingState::Rejected(problem()?),
        "unknown" => OutgoingState::Unknown {
            problem: problem()?,
            absent: row.get(5)?,
            checked_at: row.get::<_, Option<i64>>(6)?.and_then(time),
        },
        _ => {
            return Err(Error::Unreadable {
                what: "the state of a request",
            });
        }
    })
}

fn needed(micros: i64) -> Result<DateTime<Utc>> {
    time(micros).ok_or(Error::Unreadable { what: "a time" })
}

fn parse<T: serde::de::DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|_| Error::Unreadable { what: "a request" })
}
