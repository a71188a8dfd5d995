//! The order in which new threads get their keys: that of how soon their messages will be pulled, the soonest last, so
//! that a larger key is a newer thread. Messages lie on the disk by the keys of their threads: a first synchronisation
//! then writes beside what it wrote last, and not at random places of a large file.

use std::cmp::Reverse;

use serde::Deserialize;

use super::super::time::{NEVER, stamp_micros};
use crate::model::{Element, Stamp, Thread, ThreadStatus};

/// Sorts the elements of a list against the order of [`super::super::Store::threads_to_pull`], which begins with the
/// newest open ones.
pub(super) fn oldest_first(elements: &mut [Element<'_, Thread>]) {
    elements.sort_by_cached_key(|element| Reverse(turn(element.json())));
}

/// The little that tells when a thread's turn comes; anything that cannot be read is pulled last.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Head {
    status: Option<ThreadStatus>,
    last_message_at: Option<Stamp>,
    created_at: Option<Stamp>,
}

fn turn(json: &str) -> (bool, i64) {
    let Ok(head) = serde_json::from_str::<Head>(json) else {
        return (true, NEVER);
    };
    let settled = head.status.is_some_and(|status| status.is_settled());
    let last = stamp_micros(head.last_message_at.as_ref());
    let at = last.or_else(|| stamp_micros(head.created_at.as_ref()));
    (settled, at.map_or(NEVER, |at| -at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_threads_come_first_and_the_newest_of_them_what_cannot_be_read_last() {
        let open = r#"{"id":"a","status":"open","lastMessageAt":"2026-05-02T10:00:00Z","createdAt":"2026-05-01T10:00:00Z"}"#;
        let newer =
            r#"{"id":"b","status":"open","lastMessageAt":null,"createdAt":"2026-05-03T10:00:00Z"}"#;
        let closed = r#"{"id":"c","status":"closed","lastMessageAt":"2026-05-04T10:00:00Z"}"#;
        let undated = r#"{"id":"d","createdAt":"yesterday"}"#;
        let mut turns = [closed, "{", open, undated, newer].map(|json| (turn(json), json));
        turns.sort_by_key(|(turn, _)| *turn);
        assert_eq!(
            turns.map(|(_, json)| json),
            [newer, open, undated, closed, "{"]
        );
    }
}
