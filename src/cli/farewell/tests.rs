//! What is said of what is left.

use chrono::Utc;
use uuid::Uuid;

use super::line;
use crate::model::{
    Action, Author, AuthorRole, ClientMessageId, Outgoing, OutgoingState, Problem, ProblemKind,
    ThreadStatus,
};

fn left(states: &[OutgoingState], sender: bool) -> Option<String> {
    let row = |state: &OutgoingState| Outgoing {
        id: ClientMessageId::new(Uuid::nil()),
        action: Action::Status {
            channel: "c".into(),
            thread: "t".into(),
            from: ThreadStatus::Open,
            to: ThreadStatus::Closed,
            author: Author::of(AuthorRole::Agent),
        },
        state: state.clone(),
        created_at: Utc::now(),
        attempts: 0,
        last_problem: None,
    };
    let rows: Vec<Outgoing> = states.iter().map(row).collect();
    line("acme", " --profile acme", &rows, sender).map(|line| line.to_string())
}

#[test]
fn one_line_says_how_many_wait_for_which_profile_and_what_sends_them() {
    let queued = OutgoingState::Queued { after: None };
    let held = OutgoingState::Held { until: Utc::now() };
    let refused = OutgoingState::Rejected(Problem::new(ProblemKind::MovedOn, ""));
    let table = [
        (vec![], false, None),
        (
            vec![queued.clone()],
            false,
            Some(
                "acme: 1 request has not reached the server (1 queued). andibox --profile acme sync sends what waits.",
            ),
        ),
        (
            vec![queued.clone(), held, queued.clone(), refused.clone()],
            false,
            Some(
                "acme: 4 requests have not reached the server (1 held, 2 queued, 1 failed). andibox --profile acme \
                 sync sends what waits. andibox --profile acme outbox says what failed.",
            ),
        ),
        (
            vec![refused],
            false,
            Some(
                "acme: 1 request has not reached the server (1 failed). andibox --profile acme outbox says what failed.",
            ),
        ),
        (
            vec![queued],
            true,
            Some(
                "acme: 1 request has not reached the server (1 queued). A running andibox sends what waits.",
            ),
        ),
    ];
    for (states, sender, expected) in table {
        assert_eq!(left(&states, sender).as_deref(), expected);
    }
}
