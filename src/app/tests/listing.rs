//! The list: calm merging, windows, the selection by id.

use super::seat::Seat;
use super::things::{feed, row, thread};
use crate::app::effect::{Effect, Extend};
use crate::app::msg::{Change, ListPurpose, Msg};
use crate::model::{Anchor, BuiltinView, Progress, ThreadStatus, ThreadWindow};

/// The newest question for rows.
fn question(seat: &Seat) -> (u64, ListPurpose, Anchor) {
    let mut effects = seat.effects.iter().rev();
    let found = effects.find_map(|effect| match effect {
        Effect::LoadList {
            generation,
            purpose,
            anchor,
            ..
        } => Some((*generation, *purpose, anchor.clone())),
        _ => None,
    });
    found.unwrap()
}

fn questions(seat: &Seat) -> usize {
    let lists = |effect: &&Effect| matches!(effect, Effect::LoadList { .. });
    seat.effects.iter().filter(lists).count()
}

#[test]
fn news_do_not_move_the_rows_of_a_person_who_acts() {
    let mut seat = Seat::of(5);
    seat.press("g o j");
    seat.store.rows.insert(0, row(77));
    seat.store.rows[1].title = Some("changed".into());
    seat.changed();
    assert_eq!(seat.listed(), ["t0", "t1", "t2", "t3", "t4"]);
    assert_eq!(seat.state.list.rows[0].title.as_str(), "changed");
    assert_eq!(seat.state.list.news, 1);
    assert_eq!(seat.selected(), Some(thread(1)));
    seat.press("g n");
    assert_eq!(seat.listed(), ["t77", "t0", "t1", "t2", "t3", "t4"]);
    assert_eq!(seat.state.list.news, 0);
    assert_eq!(
        seat.selected(),
        Some(thread(1)),
        "the selection stays on its thread"
    );
}

#[test]
fn the_news_that_are_asked_for_are_seen_above_the_selected_row() {
    let mut seat = Seat::of(60);
    seat.press("g o j");
    seat.store.rows.insert(0, row(77));
    seat.changed();
    assert_eq!(seat.state.list.news, 1);
    seat.press("g n");
    assert_eq!(seat.selected(), Some(thread(1)));
    assert_eq!(seat.state.list.top, 0);
}

#[test]
fn before_anybody_acts_the_first_row_stays_the_selected_one() {
    let mut seat = Seat::of(2);
    seat.store.rows.insert(0, row(77));
    seat.changed();
    assert_eq!(seat.listed(), ["t77", "t0", "t1"]);
    assert_eq!(seat.selected(), Some(thread(77)));
}

#[test]
fn rows_that_follow_the_last_one_are_added_at_once() {
    let mut seat = Seat::of(3);
    seat.press("j");
    seat.store.rows.push(row(88));
    seat.changed();
    assert_eq!(seat.listed(), ["t0", "t1", "t2", "t88"]);
    assert_eq!(seat.state.list.news, 0);
}

#[test]
fn rows_that_belong_below_the_screen_are_put_there_and_those_between_its_rows_are_news() {
    let mut seat = Seat::of(60);
    seat.press("g o j j");
    let height = seat.state.list_height();
    assert!(height < 40);
    let shown: Vec<String> = seat.listed()[..height]
        .iter()
        .map(ToString::to_string)
        .collect();
    seat.store.rows.insert(40, row(440));
    seat.store.rows.insert(50, row(450));
    seat.store.rows.push(row(460));
    seat.store.rows.insert(height, row(430));
    seat.changed();
    let listed = seat.listed();
    assert_eq!(listed[..height], shown);
    assert_eq!(
        (listed[height], listed[41], listed[51], listed[63]),
        ("t430", "t440", "t450", "t460")
    );
    assert_eq!((seat.state.list.top, seat.state.list.news), (0, 0));

    seat.store.rows.insert(height - 1, row(470));
    seat.store.rows.insert(0, row(480));
    seat.changed();
    assert_eq!(seat.listed()[..height], shown);
    assert_eq!(seat.state.list.news, 2);
}

#[test]
fn rows_behind_a_list_that_is_not_here_whole_are_no_news() {
    let mut seat = Seat::of(400);
    seat.press("g o j");
    assert!(seat.state.list.after);
    for number in 0..20 {
        seat.store.rows.insert(300, row(500 + number));
    }
    seat.changed();
    assert_eq!((seat.state.list.news, seat.state.list.total), (0, 420));
    // Going down meets them all.
    let mut met = std::collections::BTreeSet::new();
    for _ in 0..420 {
        met.extend(seat.selected().and_then(|it| it.thread().cloned()));
        seat.press("j");
    }
    assert_eq!(met.len(), 419, "all but the first, which was left");
}

/// The line of the selected row.
fn line(seat: &Seat) -> usize {
    seat.state.list.index().unwrap() - seat.state.list.top
}

fn progress(seat: &mut Seat, done: u32, total: u32) {
    seat.tell(Msg::Progress(Progress { done, total }));
}

#[test]
fn a_first_synchronisation_fills_the_list_around_the_selected_row() {
    let mut seat = Seat::of(30);
    seat.press("g o");
    progress(&mut seat, 0, 100);
    seat.press("j j j");
    for number in 100..140 {
        seat.store.rows.insert(number % 7, row(number));
        seat.changed();
        assert_eq!((seat.selected(), line(&seat)), (Some(thread(3)), 3));
        assert_eq!(seat.state.list.news, 0);
    }
    assert_eq!(seat.listed().len(), 70);
    // The last of them may come with the word that all are here.
    seat.store.rows.insert(0, row(140));
    progress(&mut seat, 100, 100);
    assert_eq!((seat.listed().len(), seat.state.list.news), (71, 0));
    assert_eq!((seat.selected(), line(&seat)), (Some(thread(3)), 3));

    // From now on it is news, whatever is caught up with.
    progress(&mut seat, 10, 100);
    seat.store.rows.insert(0, row(141));
    seat.changed();
    assert_eq!((seat.listed().len(), seat.state.list.news), (71, 1));
}

#[test]
fn catching_up_and_a_synchronisation_that_cannot_end_fill_nothing() {
    for (told, wait) in [
        (&[(60, 100)][..], 0),
        (&[(0, 100), (95, 100)], 11_000),
        (&[(0, 100), (97, 100), (96, 100)], 0),
    ] {
        let mut seat = Seat::of(5);
        seat.press("g o");
        for (done, total) in told {
            progress(&mut seat, *done, *total);
        }
        seat.press("j");
        seat.wait(wait);
        seat.store.rows.insert(0, row(77));
        seat.changed();
        assert_eq!(seat.listed()[0], "t0", "{told:?}");
        assert_eq!(seat.state.list.news, 1, "{told:?}");
    }
}

#[test]
fn a_thread_that_left_the_view_stays_in_its_row_and_says_so() {
    let mut seat = Seat::of(3);
    seat.press("j");
    seat.store.rows[1].status = ThreadStatus::Closed;
    seat.changed();
    let left: Vec<bool> = seat.state.list.rows.iter().map(|row| row.left).collect();
    assert_eq!(left, [false, true, false]);
    assert_eq!(seat.selected(), Some(thread(1)));
    seat.store.rows[1].status = ThreadStatus::Open;
    seat.changed();
    assert!(!seat.state.list.rows[1].left, "it came back");
}

#[test]
fn in_a_long_list_only_a_thread_that_cannot_have_moved_is_said_to_have_left() {
    for (view, left) in [("g o", true), ("g g", false)] {
        let mut seat = Seat::of(400);
        seat.press(view);
        seat.press("j j");
        seat.store.rows[1].status = ThreadStatus::Closed;
        seat.changed();
        // By the newest first a row moves up, where the window reaches; by the longest wait it moves down, behind it.
        assert_eq!(seat.state.list.rows[1].left, left, "{view}");
    }
}

#[test]
fn the_first_thread_of_an_empty_list_is_selected_and_shown() {
    let mut seat = Seat::of(1);
    seat.press("e");
    assert_eq!((seat.selected(), seat.reading()), (None, None));
    seat.store.rows.push(row(5));
    seat.store
        .messages
        .insert(thread(5), super::things::messages(1));
    seat.changed();
    assert_eq!(
        (seat.selected(), seat.reading()),
        (Some(thread(5)), Some(thread(5)))
    );
}

#[test]
fn the_last_row_of_a_list_longer_than_its_window_is_fetched() {
    let mut seat = Seat::of(1000);
    seat.press("G");
    assert_eq!(seat.selected(), Some(thread(999)));
    assert!(seat.state.list.before && !seat.state.list.after);
    seat.press("g g");
    assert_eq!((seat.selected(), seat.state.list.top), (Some(thread(0)), 0));
}

#[test]
fn moving_through_a_long_list_meets_every_thread_and_keeps_a_bounded_window() {
    let mut seat = Seat::of(1500);
    for number in 1..1500 {
        seat.press("j");
        assert_eq!(seat.selected(), Some(thread(number)));
        assert!(
            seat.state.list.rows.len() <= 800,
            "{}",
            seat.state.list.rows.len()
        );
    }
    for number in (0..1499).rev() {
        seat.press("k");
        assert_eq!(seat.selected(), Some(thread(number)));
    }
    assert!(!seat.state.list.before);
}

#[test]
fn rows_that_come_late_push_neither_the_selected_row_nor_the_screen_out() {
    for end in [Extend::Before, Extend::After] {
        let mut seat = Seat::of(1500);
        for _ in 0..700 {
            seat.press("j");
        }
        // The person is at the one end when the rows of the other one come.
        let last = seat.state.list.rows.len() - 1;
        let keys = if end == Extend::Before { "j" } else { "k" };
        while !matches!(seat.state.list.index(), Some(index) if index < 5 || index + 5 > last) {
            seat.press_fast(keys);
        }
        let height = seat.state.list.index().unwrap() - seat.state.list.top;
        seat.tell(Msg::List {
            generation: seat.state.list.generation,
            purpose: ListPurpose::More(end),
            window: ThreadWindow {
                rows: super::things::rows(2000..2160),
                before: true,
                after: true,
                total: 2000,
                offset: None,
            },
        });
        let index = seat.state.list.index();
        assert_eq!(
            index.map(|index| index - seat.state.list.top),
            Some(height),
            "{end:?}"
        );
    }
}

#[test]
fn an_answer_to_an_old_question_is_dropped() {
    let mut seat = Seat::of(3);
    seat.hear(Msg::Changed(vec![Change::Threads]));
    let (old, ..) = question(&seat);
    seat.press("g c");
    let listed: Vec<String> = seat.listed().into_iter().map(str::to_owned).collect();
    seat.tell(Msg::List {
        generation: old,
        purpose: ListPurpose::Merge,
        window: ThreadWindow {
            rows: vec![row(4)],
            ..ThreadWindow::default()
        },
    });
    assert_eq!(seat.listed(), listed);
}

#[test]
fn a_view_left_before_its_end_was_reached_does_not_send_the_next_one_to_its_end() {
    let mut seat = Seat::of(400);
    seat.press_fast("G g o");
    seat.settle();
    assert_eq!(seat.selected(), Some(thread(0)));
}

#[test]
fn changes_during_a_question_are_asked_for_once_more_when_it_is_answered() {
    let mut seat = Seat::of(3);
    for _ in 0..5 {
        seat.hear(Msg::Changed(vec![Change::Threads]));
    }
    assert_eq!(questions(&seat), 1);
    seat.settle();
    assert_eq!(questions(&seat), 2);
    assert!(!seat.state.asked.list.busy);
}

#[test]
fn no_question_waits_for_ever_for_an_answer_that_failed() {
    let mut seat = Seat::of(3);
    seat.hear(Msg::Changed(vec![Change::Threads, Change::Outbox]));
    seat.open.clear();
    seat.tell(Msg::Failed("the database is busy".into()));
    assert_eq!(seat.notice(), "the database is busy");
    seat.store.rows.push(row(50));
    seat.changed();
    assert_eq!(seat.listed().len(), 4);
}

#[test]
fn no_question_waits_for_ever_for_an_answer_that_was_superseded() {
    let mut seat = Seat::of(300);
    // Each of them makes the ones before worthless, so that only the last is answered.
    seat.hear(Msg::Changed(vec![Change::Threads]));
    seat.press_fast("G g g j j j");
    seat.hear(Msg::Changed(vec![Change::Threads, Change::Outbox]));
    seat.press_fast("g o j J Enter r Esc");
    seat.settle();
    let asked = seat.state.asked;
    for question in [
        asked.list,
        asked.conversation,
        asked.counts,
        asked.outbox,
        asked.channels,
    ] {
        assert!(!question.busy && !question.again);
    }
    assert!(seat.state.list.extending.is_none());
}

#[test]
fn a_row_the_person_took_out_does_not_come_back_by_an_answer_from_before() {
    for count in [1, 3] {
        let mut seat = Seat::of(count);
        seat.press("G");
        seat.hear(Msg::Changed(vec![Change::Threads]));
        let stale = Msg::List {
            generation: question(&seat).0,
            purpose: ListPurpose::Merge,
            window: ThreadWindow {
                rows: super::things::rows(0..count),
                total: count as u32,
                ..ThreadWindow::default()
            },
        };
        seat.press_fast("e");
        let asked = |effect: &Effect| matches!(effect, Effect::LoadList { .. });
        seat.open.retain(|effect| !asked(effect));
        seat.tell(stale);
        assert_eq!(seat.listed().len(), count - 1);
        assert_eq!(seat.state.list.news, 0);
    }
}

#[test]
fn news_beyond_the_window_are_counted_too() {
    let mut seat = Seat::of(600);
    seat.press("g o G");
    seat.store.rows.insert(0, row(901));
    seat.store.rows.insert(0, row(902));
    seat.changed();
    assert_eq!(seat.state.list.news, 2);
}

#[test]
fn an_answer_without_rows_ends_the_asking_for_more() {
    let mut seat = Seat::of(200);
    seat.press_fast("G");
    seat.settle();
    seat.press("k");
    let generation = seat.state.list.generation;
    let before = questions(&seat);
    for _ in 0..3 {
        seat.tell(Msg::List {
            generation,
            purpose: ListPurpose::More(Extend::After),
            window: ThreadWindow {
                after: true,
                ..ThreadWindow::default()
            },
        });
    }
    assert!(!seat.state.list.after);
    assert_eq!(questions(&seat), before);
}

#[test]
fn views_of_drafts_outbox_and_failures_keep_a_thread_that_is_closed() {
    for (keys, view) in [
        ("g d", BuiltinView::Drafts),
        ("g x", BuiltinView::Outbox),
        ("g f", BuiltinView::Failed),
    ] {
        let mut seat = Seat::of(3);
        for row in &mut seat.store.rows {
            (row.draft, row.outgoing, row.failed) = (true, 1, 1);
        }
        seat.press(keys);
        assert_eq!(seat.state.scope.view, view);
        seat.press("e");
        assert_eq!(seat.listed(), ["t0", "t1", "t2"]);
        assert_eq!(seat.selected(), Some(thread(1)));
    }
}

#[test]
fn a_selected_thread_that_is_gone_gives_its_place_to_the_next_one() {
    let mut seat = Seat::of(5);
    seat.press("j j");
    seat.store.rows.remove(2);
    seat.press("Ctrl-r");
    assert_eq!(seat.selected(), Some(thread(3)));
    seat.press("G");
    seat.store.rows.pop();
    seat.press("Ctrl-r");
    assert_eq!(seat.selected(), Some(thread(3)));
}

#[test]
fn the_first_message_of_a_feed_shows_its_row_in_a_list_nobody_works_in() {
    let mut seat = Seat::of(0);
    seat.press("1 G k 2");
    assert_eq!(seat.listed(), Vec::<&str>::new());
    seat.store.channels[0].feed = 1;
    seat.changed();
    assert_eq!(seat.listed(), ["feed"]);
    assert_eq!(
        (seat.selected(), seat.reading()),
        (Some(feed()), Some(feed()))
    );
}

#[test]
fn the_channels_answer_selects_nothing_in_the_rows_of_the_view_before() {
    let mut seat = Seat::of(5);
    seat.store.rows[0].status = ThreadStatus::Closed;
    seat.press("]");
    assert_eq!(seat.selected(), Some(thread(1)));
    seat.hear(Msg::Changed(vec![Change::Channels]));
    seat.press_fast("] ] ] ]");
    seat.settle();
    assert_eq!(seat.state.scope.view, BuiltinView::All);
    assert_eq!(seat.selected(), Some(thread(0)));
}

#[test]
fn a_row_that_left_the_view_because_its_draft_was_sent_has_no_draft_any_more() {
    let mut seat = Seat::of(3);
    seat.press("j r");
    seat.type_text("Hello");
    // The store has the draft on the row; the answer to the send is the last it hears of it.
    seat.store.rows[1].draft = true;
    seat.changed();
    assert!(seat.state.list.rows[1].draft);
    seat.press("Ctrl-s");
    seat.store.rows[1].status = ThreadStatus::Closed;
    seat.changed();
    let row = &seat.state.list.rows[1];
    assert!(
        row.left && !row.draft,
        "left: {}, draft: {}",
        row.left,
        row.draft
    );
}
