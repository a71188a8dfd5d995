//! The outbox of the linear inbox: the same lines as `andibox outbox`.

use chrono::Utc;

use crate::cli::outbox::{Places, digits, line, pick};
use crate::model::{ClientMessageId, Outgoing, OutgoingState};
use crate::store::Store;
use crate::text::{SafeText, safe};

/// What has not reached the server, a line each.
pub fn lines(store: &Store) -> Result<Vec<SafeText>, SafeText> {
    let rows = rows(store)?;
    if rows.is_empty() {
        return Ok(vec![
            "The outbox is empty: everything has reached the server.".into(),
        ]);
    }
    let digits = digits(&rows);
    let mut places = Places::new(store).map_err(|failure| failure.words().clone())?;
    rows.iter()
        .map(|row| {
            let place = places.of(row).map_err(|failure| failure.words().clone())?;
            Ok(line(row, &place, digits, true, Utc::now()))
        })
        .collect()
}

/// The requests to send again: the one with this id, or without a word all that were refused.
pub fn to_retry(store: &Store, which: &str) -> Result<Vec<ClientMessageId>, SafeText> {
    let rows = rows(store)?;
    if which.is_empty() {
        let refused = |row: &&Outgoing| matches!(row.state, OutgoingState::Rejected(_));
        return Ok(rows.iter().filter(refused).map(|row| row.id).collect());
    }
    let picked = pick(&rows, &[which.to_owned()]).map_err(|failure| failure.words().clone())?;
    Ok(picked.iter().map(|row| row.id).collect())
}

fn rows(store: &Store) -> Result<Vec<Outgoing>, SafeText> {
    store
        .outbox()
        .map_err(|error| safe!("The outbox cannot be read: {error}"))
}
