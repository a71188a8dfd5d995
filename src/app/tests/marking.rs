//! Marks, and one action for all that is marked: its summary, its keys, its one step to undo.

use super::seat::Seat;
use super::things::{minutes_ago, noon, row, rows, thread};
use crate::app::Pane;
use crate::app::effect::{Effect, ReadMark};
use crate::app::settings::Advance;
use crate::model::{Action, ThreadStatus, Waiting};

/// The statuses asked for, by the numbers of their threads.
fn asked(seat: &Seat) -> Vec<String> {
    let words = |action: &Action| match action {
        Action::Status {
            thread, from, to, ..
        } => format!("{} {}>{}", thread.as_str(), from.as_str(), to.as_str()),
        other => format!("{other:?}"),
    };
    seat.store.asked.iter().map(words).collect()
}

#[test]
fn a_mark_moves_on_to_the_next_and_is_taken_away_by_the_same_key() {
    let mut seat = Seat::of(4);
    seat.press("x Space");
    assert_eq!(seat.selected(), Some(thread(2)));
    assert_eq!(seat.state.marks.len(), 2);
    seat.press("k x");
    assert!(!seat.state.marks.has(&thread(1)));
    assert!(seat.state.marks.has(&thread(0)));
}

#[test]
fn a_range_goes_from_the_last_mark_to_here_upwards_and_downwards() {
    for keys in ["j x j j v", "G k x k k k k v"] {
        let mut seat = Seat::of(6);
        seat.press(keys);
        let marked: Vec<usize> = (0..6)
            .filter(|at| seat.state.marks.has(&thread(*at)))
            .collect();
        assert_eq!(marked, [1, 2, 3, 4], "{keys}");
        assert_eq!(seat.notice(), "4 marked.", "{keys}");
    }
}

#[test]
fn a_range_without_a_mark_says_where_it_begins() {
    let mut seat = Seat::of(3);
    seat.press("v");
    assert!(seat.state.marks.is_empty());
    assert!(seat.notice().contains("begins at the last mark"));
}

#[test]
fn inverting_marks_what_was_not_marked() {
    let mut seat = Seat::of(4);
    seat.press("x V");
    assert_eq!(seat.state.marks.len(), 3);
    assert!(!seat.state.marks.has(&thread(0)));
}

#[test]
fn marks_go_by_id_through_news_and_other_views() {
    let mut seat = Seat::of(3);
    seat.press("x");
    seat.store.rows.insert(0, row(9));
    seat.changed();
    seat.press("g n");
    assert!(seat.state.marks.has(&thread(0)) && !seat.state.marks.has(&thread(9)));
    seat.press("g c g o");
    assert_eq!(seat.state.marks.len(), 1);
    assert!(seat.state.marks.has(&thread(0)));
}

#[test]
fn esc_takes_the_marks_away_before_the_filter() {
    let mut seat = Seat::of(3);
    seat.press("/");
    seat.type_text("Subject");
    seat.press("Enter x Esc");
    assert!(seat.state.marks.is_empty());
    assert!(seat.state.list.filter.is_some());
    seat.press("Esc");
    assert!(seat.state.list.filter.is_none());
}

#[test]
fn ten_marked_threads_are_closed_by_two_keys_and_come_back_by_one() {
    let mut seat = Seat::of(12);
    seat.press("x x x x x x x x x x");
    let keys = "e Enter";
    assert!(keys.split_whitespace().count() <= 4);
    seat.press(keys);
    assert_eq!(seat.store.asked.len(), 10);
    assert_eq!(seat.listed(), ["t10", "t11"]);
    assert_eq!(seat.notice(), "Closed 10 threads. z takes it back.");
    assert!(seat.state.marks.is_empty());
    seat.press("z");
    assert_eq!(seat.notice(), "10 threads are as they were.");
    assert!(seat.store.waits.is_empty(), "nothing of it is left to send");
    seat.press("Z");
    assert_eq!(seat.notice(), "10 threads are changed again.");
}

#[test]
fn a_reply_in_one_line_a_close_and_the_next_one_cost_three_keys_and_the_text() {
    let mut seat = Seat::of(3);
    seat.press("r");
    seat.type_text("Done, thank you.");
    seat.press("Ctrl-x n");
    assert_eq!(seat.sent(), ["Done, thank you."]);
    assert_eq!(seat.store.asked.len(), 2);
    assert_eq!(seat.reading(), Some(thread(1)));
}

#[test]
fn the_summary_says_what_will_happen_to_whom_before_anything_does() {
    let mut seat = Seat::of(0);
    seat.store.rows = rows(0..4);
    seat.store.rows[1].status = ThreadStatus::Archived;
    seat.store.rows[2].status = ThreadStatus::Closed;
    seat.store.rows[2].waiting = Waiting::Nobody;
    seat.store.rows[3].last_message_at = Some(noon());
    seat.press("g a ] V e");
    let (title, letters) = seat.question();
    assert_eq!(
        title,
        "Close 3 threads: 2 open, 1 archived. 1 customer wrote within the last minute: Person 3. \
         1 is closed already and left alone."
    );
    assert_eq!(letters, "yo");
    assert!(seat.store.asked.is_empty());
    seat.press("Enter");
    assert_eq!(
        asked(&seat),
        ["t0 open>closed", "t1 archived>closed", "t3 open>closed"]
    );
}

#[test]
fn a_customer_who_wrote_again_is_settled_by_the_status_the_thread_has() {
    let mut seat = Seat::of(0);
    seat.store.rows = rows(0..2);
    for row in &mut seat.store.rows {
        row.status = ThreadStatus::Closed;
    }
    seat.store.rows[0].wrote_again = true;
    seat.store.rows[1].waiting = Waiting::Nobody;
    seat.press("g a ] V e");
    assert_eq!(
        seat.question().0,
        "Close 1 thread: closed now. Wrote again since they were settled: Person 0. \
         1 is closed already and left alone."
    );
    seat.press("y");
    assert_eq!(asked(&seat), ["t0 closed>closed"]);
}

#[test]
fn marks_outside_of_the_list_are_named_and_known_as_the_store_has_them() {
    let mut seat = Seat::of(3);
    seat.press("x x g c");
    seat.store.rows[1].status = ThreadStatus::Archived;
    seat.changed();
    seat.press("e");
    assert_eq!(
        seat.question().0,
        "Close 2 threads: 1 open, 1 archived. Not in this list: Person 0, Person 1."
    );
    seat.press("Enter");
    assert_eq!(asked(&seat), ["t0 open>closed", "t1 archived>closed"]);
}

#[test]
fn news_change_the_summary_while_it_is_read() {
    let mut seat = Seat::of(2);
    seat.press("x g c e");
    assert!(seat.question().0.contains("open now"));
    seat.store.rows[0].status = ThreadStatus::Archived;
    seat.changed();
    assert!(
        seat.question().0.contains("archived now"),
        "{:?}",
        seat.question()
    );
}

#[test]
fn nothing_to_do_is_said_and_asks_nothing() {
    let mut seat = Seat::of(2);
    seat.press("V O");
    assert_eq!(
        seat.notice(),
        "Nothing to do for what is marked. 2 are open already and left alone."
    );
    assert_eq!(seat.question().0, "");
    assert_eq!(seat.state.marks.len(), 2);
}

#[test]
fn esc_in_the_summary_changes_nothing_and_keeps_the_marks() {
    let mut seat = Seat::of(3);
    seat.press("x x a Esc");
    assert!(seat.store.asked.is_empty());
    assert_eq!(seat.state.marks.len(), 2);
}

#[test]
fn the_selected_one_alone_can_be_chosen_instead() {
    let mut seat = Seat::of(3);
    seat.press("x e o");
    assert_eq!(asked(&seat), ["t1 open>closed"]);
    assert_eq!(seat.state.marks.len(), 1);
}

#[test]
fn the_status_menu_asks_which_then_shows_the_summary() {
    let mut seat = Seat::of(3);
    seat.press("x x s");
    assert_eq!(seat.question().0, "Status of 2 marked threads");
    seat.press("a");
    assert_eq!(seat.question().0, "Archive 2 threads: all open now.");
    seat.press("Enter");
    assert_eq!(seat.store.asked.len(), 2);
}

#[test]
fn marked_threads_are_read_and_unread_in_one_step() {
    let mut seat = Seat::of(3);
    seat.press("V u");
    assert_eq!(seat.question().1, "uro");
    seat.taken();
    seat.press("r");
    let marked: Vec<_> = seat
        .taken()
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::MarkMany(many, to) => Some((many.len(), to)),
            _ => None,
        })
        .collect();
    assert_eq!(marked, [(3, ReadMark::Read)]);
    assert!(seat.state.list.rows.iter().all(|row| !row.unread));
    seat.press("z");
    assert!(seat.state.list.rows.iter().all(|row| row.unread));
    assert_eq!(seat.notice(), "3 threads are unread again.");
}

#[test]
fn what_is_this_machines_alone_is_undone_in_a_read_only_profile_too() {
    let mut seat = Seat::of(3);
    seat.state.facts.read_only = true;
    seat.press("V u r z");
    assert_eq!(seat.notice(), "3 threads are unread again.");
    seat.press("Z");
    assert_eq!(seat.notice(), "3 threads are read again.");
    seat.press("V b Enter y z");
    assert_eq!(seat.notice(), "3 threads are as they were.");
}

#[test]
fn a_read_only_profile_changes_nothing_for_marked_threads() {
    let mut seat = Seat::of(3);
    seat.state.facts.read_only = true;
    for key in ["e", "a", "O", "s"] {
        seat.press("x");
        seat.press(key);
        assert_eq!(seat.question().0, "", "{key}");
        assert!(seat.notice().contains("read-only"), "{key}");
    }
    assert!(seat.store.asked.is_empty());
}

#[test]
fn a_reply_goes_to_the_selected_one_and_says_so() {
    let mut seat = Seat::of(3);
    seat.press("x x r");
    assert_eq!(seat.notice(), "2 are marked; this goes to Person 2 only.");
    seat.type_text("Hello");
    seat.press("Ctrl-s");
    assert_eq!(seat.sent(), ["Hello"]);
}

#[test]
fn a_done_thread_leads_to_the_next_stays_or_leads_back_to_the_list() {
    let table = [
        (Advance::Next, Some(thread(1)), Pane::Conversation, 2),
        (Advance::Stay, Some(thread(0)), Pane::Conversation, 3),
        (Advance::List, Some(thread(1)), Pane::Threads, 2),
    ];
    for keys in ["e", "a", "r x Ctrl-x n"] {
        for (advance, open, pane, left) in table.clone() {
            let mut seat = Seat::of(3);
            seat.state.advance = advance;
            seat.press("Enter");
            seat.press(keys);
            let is = (seat.reading(), seat.pane(), seat.listed().len());
            assert_eq!(is, (open, pane, left), "{keys} {advance:?}");
        }
    }
}

#[test]
fn a_customer_who_wrote_before_the_last_minute_is_not_news() {
    let mut seat = Seat::of(1);
    seat.store.rows[0].last_message_at = Some(minutes_ago(2));
    seat.press("x e");
    assert_eq!(seat.question().0, "Close 1 thread: open now.");
}
