//! Requests named by the beginning of their ids.

use crate::cli::Failure;
use crate::model::Outgoing;
use crate::text::SafeText;

/// The fewest digits that are taken for an id, and that are shown.
const FEWEST: usize = 4;
const SHOWN: usize = 8;

/// How many digits of the ids tell the rows apart.
pub fn digits(rows: &[Outgoing]) -> usize {
    let mut ids: Vec<String> = rows.iter().map(hex).collect();
    ids.sort_unstable();
    let shared = ids
        .windows(2)
        .map(|two| {
            let same = two[0].bytes().zip(two[1].bytes());
            same.take_while(|(a, b)| a == b).count()
        })
        .max();
    shared.map_or(SHOWN, |shared| (shared + 1).max(SHOWN))
}

/// So many digits of a row's id, as it is written elsewhere.
pub fn short(row: &Outgoing, digits: usize) -> String {
    let mut left = digits;
    let id = row.id.to_string();
    let digit = |letter: &char| {
        let taken = left > 0;
        left -= usize::from(taken && *letter != '-');
        taken
    };
    id.chars().take_while(digit).collect()
}

/// The rows these ids name, each once, in the order of the ids. All of them, or none.
///
/// # Errors
/// An id that is none, that no row has, or that several have.
pub fn pick<'a>(rows: &'a [Outgoing], ids: &[String]) -> Result<Vec<&'a Outgoing>, Failure> {
    let mut picked: Vec<&Outgoing> = Vec::new();
    for id in ids {
        let row = one(rows, id)?;
        if !picked.iter().any(|it| it.id == row.id) {
            picked.push(row);
        }
    }
    Ok(picked)
}

fn one<'a>(rows: &'a [Outgoing], id: &str) -> Result<&'a Outgoing, Failure> {
    let wanted = id.replace('-', "").to_ascii_lowercase();
    let is_hex = wanted.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hex || !(FEWEST..=32).contains(&wanted.len()) {
        return Err(Failure::usage(format_args!(
            "\"{}\" is no id: give its first {FEWEST} digits or more, as andibox outbox shows them",
            SafeText::line(id)
        )));
    }
    let mut found = rows.iter().filter(|row| hex(row).starts_with(&wanted));
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row),
        (Some(first), Some(second)) => Err(Failure::usage(format_args!(
            "{id} could be {} or {}{}: give more digits. Nothing was changed",
            short(first, digits(rows)),
            short(second, digits(rows)),
            if found.next().is_some() {
                ", or others"
            } else {
                ""
            }
        ))),
        (None, _) => Err(not_here(&[id.to_owned()])),
    }
}

/// No row has these ids.
pub fn not_here(ids: &[String]) -> Failure {
    Failure::not_found(format_args!(
        "nothing in the outbox has the id {}; it may have been sent meanwhile. andibox outbox shows what is there. \
         Nothing was changed",
        SafeText::line(&ids.join(" or "))
    ))
}

fn hex(row: &Outgoing) -> String {
    row.id.uuid().simple().to_string()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::model::{Action, Author, AuthorRole, ClientMessageId, OutgoingState, ThreadStatus};

    fn row(id: &str) -> Outgoing {
        Outgoing {
            id: ClientMessageId::new(Uuid::parse_str(id).unwrap()),
            action: Action::Status {
                channel: "c".into(),
                thread: "t".into(),
                from: ThreadStatus::Open,
                to: ThreadStatus::Closed,
                author: Author::of(AuthorRole::Agent),
            },
            state: OutgoingState::Queued { after: None },
            created_at: DateTime::UNIX_EPOCH,
            attempts: 0,
            last_problem: None,
        }
    }

    #[test]
    fn ids_made_in_the_same_moment_are_shown_as_long_as_they_differ() {
        let one = [row("0193f2a1-7c3b-7000-8000-000000000001")];
        assert_eq!(short(&one[0], digits(&one)), "0193f2a1");
        let rows = [
            row("0193f2a1-7c3b-7000-8000-000000000001"),
            row("0193f2a1-7c3b-7100-8000-000000000001"),
            row("0193f2a2-7c3b-7100-8000-000000000001"),
        ];
        assert_eq!(digits(&rows), 14);
        assert_eq!(short(&rows[0], 14), "0193f2a1-7c3b-70");
        assert_eq!(
            pick(&rows, &["0193f2a1-7c3b-70".to_owned()]).unwrap().len(),
            1
        );
        assert_eq!(
            pick(&rows, &["0193F2A17C3B71".to_owned()]).unwrap().len(),
            1
        );
    }

    #[test]
    fn the_same_request_named_twice_is_picked_once() {
        let rows = [row("0193f2a1-7c3b-7000-8000-000000000001")];
        let ids = ["0193f2".to_owned(), "0193f2a1".to_owned()];
        assert_eq!(pick(&rows, &ids).unwrap().len(), 1);
    }
}
