//! The last line of the inbox: what has not reached the server when it ends, and what sends it.

use super::outcome::say;
use super::{Failure, local_copy};
use crate::config::{Flags, ProfileKind, ProfileSettings};
use crate::model::{Outgoing, OutgoingState};
use crate::store::Store;
use crate::sync::sender_is_running;
use crate::text::SafeText;

/// Says what is left in the outbox; nothing where it is empty.
///
/// # Errors
/// Where it cannot be read or printed.
pub fn say_left(profile: &ProfileSettings, flags: &Flags, store: &Store) -> Result<(), Failure> {
    let rows = store.outbox().map_err(Failure::failed)?;
    let sender = sender_is_running(&local_copy::lock_path(profile)).map_err(Failure::failed)?;
    match line(&profile.name, &opened_by(profile, flags), &rows, sender) {
        Some(line) => say(&line),
        None => Ok(()),
    }
}

/// The option that names the profile, where the command line did.
fn opened_by(profile: &ProfileSettings, flags: &Flags) -> String {
    match (&flags.server, &flags.profile, &profile.kind) {
        (Some(_), _, ProfileKind::Remote { address, .. }) => format!(" --server {address}"),
        (_, Some(name), _) => format!(" --profile {name}"),
        _ => String::new(),
    }
}

fn line(profile: &str, option: &str, rows: &[Outgoing], sender: bool) -> Option<SafeText> {
    let count = |word: &str| rows.iter().filter(|row| state(row) == word).count();
    let states = ["held", "queued", "unknown", "failed"];
    let counts = states.map(|word| (count(word), word));
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let what = match rows.len() {
        0 => return None,
        1 => "1 request has".to_owned(),
        count => format!("{count} requests have"),
    };
    let failed = count("failed");
    let mut next: Vec<String> = Vec::new();
    if failed < rows.len() {
        next.push(if sender {
            "A running andibox sends what waits.".to_owned()
        } else {
            format!("andibox{option} sync sends what waits.")
        });
    }
    if failed > 0 {
        next.push(format!("andibox{option} outbox says what failed."));
    }
    Some(SafeText::line(&format!(
        "{profile}: {what} not reached the server ({}). {}",
        parts.join(", "),
        next.join(" ")
    )))
}

/// The state in the words of the inbox.
fn state(row: &Outgoing) -> &'static str {
    match row.state {
        OutgoingState::Held { .. } => "held",
        OutgoingState::Queued { .. } | OutgoingState::Sent => "queued",
        OutgoingState::Sending | OutgoingState::Unknown { .. } => "unknown",
        OutgoingState::Rejected(_) => "failed",
    }
}

#[cfg(test)]
mod tests;
