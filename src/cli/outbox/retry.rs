//! `andibox outbox retry`: queues requests again. It sends nothing itself.

use super::{Outbox, Place, Places, fields, pick, when_it_goes};
use crate::cli::Failure;
use crate::cli::arguments::RetryArguments;
use crate::cli::json::say_json;
use crate::cli::outcome::say;
use crate::model::{Outgoing, OutgoingState};
use crate::text::SafeText;

/// Queues what is named, or all that can be queued.
pub(super) fn run(outbox: &Outbox, arguments: &RetryArguments) -> Result<(), Failure> {
    let rows: Vec<&Outgoing> = if arguments.all {
        outbox.rows.iter().filter(|row| is_stuck(row)).collect()
    } else {
        pick::pick(&outbox.rows, &arguments.ids)?
    };
    let mut places = Places::new(&outbox.store)?;
    let mut queued = 0;
    for row in &rows {
        let place = places.of(row)?;
        let done = can_be_queued(row) && retry(outbox, row)?;
        queued += usize::from(done);
        tell(outbox, row, &place, done)?;
    }
    if outbox.json {
        return Ok(());
    }
    let words = match queued {
        0 if rows.is_empty() => "Nothing in the outbox waits to be tried again.".to_owned(),
        0 => return Ok(()),
        1 => format!("One is queued again: {}.", when_it_goes(outbox.sender)),
        count => format!("{count} are queued again: {}.", when_they_go(outbox.sender)),
    };
    say(&SafeText::line(&words))
}

fn retry(outbox: &Outbox, row: &Outgoing) -> Result<bool, Failure> {
    outbox.store.retry_outgoing(row.id).map_err(Failure::failed)
}

/// One that is held still has its undo window: that stands.
fn can_be_queued(row: &Outgoing) -> bool {
    matches!(
        row.state,
        OutgoingState::Rejected(_) | OutgoingState::Queued { .. }
    )
}

/// Refused, or waiting out a failure.
fn is_stuck(row: &Outgoing) -> bool {
    matches!(
        row.state,
        OutgoingState::Rejected(_) | OutgoingState::Queued { after: Some(_) }
    )
}

fn tell(outbox: &Outbox, row: &Outgoing, place: &Place, queued: bool) -> Result<(), Failure> {
    if outbox.json {
        // As it is now; what is gone meanwhile was sent.
        let now = outbox.store.outgoing_by_id(row.id);
        return match now.map_err(Failure::failed)? {
            Some(now) => say_json(&fields(&now, place)),
            None => Ok(()),
        };
    }
    let words = match &row.state {
        _ if queued => "queued again",
        OutgoingState::Held { .. } => "can still be undone; it goes by itself after that",
        OutgoingState::Sending => "is under way, or its outcome is looked for; it needs no retry",
        OutgoingState::Unknown { .. } => {
            "may have arrived: andibox looks on the server first, and sends it again only if it is not there"
        }
        _ => "has moved on meanwhile; it needs no retry",
    };
    say(&SafeText::line(&format!("{}  {words}", outbox.short(row))))
}

const fn when_they_go(sender: bool) -> &'static str {
    if sender {
        "a running andibox sends them, as soon as the server answers"
    } else {
        "they go when andibox starts next, or now with andibox sync"
    }
}
