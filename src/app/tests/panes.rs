//! Panes, previews and places, at every shape of the screen.

use super::seat::Seat;
use super::things::{channel, feed, message, row, thread};
use crate::app::Pane;
use crate::app::effect::Effect;
use crate::app::geometry::layout;
use crate::app::msg::Msg;
use crate::app::places::PlaceRow;
use crate::model::BuiltinView;

#[test]
fn the_start_asks_for_everything_once_and_selects_the_first_row() {
    let mut seat = Seat::before_start(120, 40, 5);
    seat.hear(Msg::Start);
    let names: Vec<&str> = seat.effects.iter().map(name).collect();
    assert_eq!(
        names,
        ["channels", "outbox", "list", "counts", "watch", "reminders"]
    );
    seat.settle();
    assert_eq!(seat.selected(), Some(thread(0)));
}

fn name(effect: &Effect) -> &'static str {
    match effect {
        Effect::LoadChannels => "channels",
        Effect::LoadOutboxCounts => "outbox",
        Effect::LoadList { .. } => "list",
        Effect::LoadCounts(_) => "counts",
        Effect::Watch { .. } => "watch",
        Effect::RingReminders => "reminders",
        Effect::LoadConversation { .. } => "conversation",
        Effect::MarkRead(..) => "read",
        Effect::Enqueue(_) => "enqueue",
        _ => "other",
    }
}

#[test]
fn the_selected_thread_is_previewed_where_there_is_room() {
    for (w, h, previewed) in [
        (120, 40, true),
        (90, 30, true),
        (90, 80, true),
        (60, 20, false),
        (30, 8, false),
    ] {
        let mut seat = Seat::sized(w, h, 3);
        seat.press("j");
        let expected = previewed.then(|| thread(1));
        assert_eq!(seat.reading(), expected, "{w}x{h}");
    }
}

#[test]
fn passing_by_marks_nothing_read_but_opening_does() {
    let mut seat = Seat::of(3);
    seat.press("j k j");
    assert!(!seat.effects.iter().any(|effect| name(effect) == "read"));
    seat.press("Enter");
    let read = Effect::MarkRead(thread(1), "m2".into());
    assert!(seat.effects.contains(&read));
}

#[test]
fn a_narrow_screen_goes_in_by_enter_and_out_by_escape_and_keeps_the_place() {
    let mut seat = Seat::sized(60, 20, 60);
    for _ in 0..30 {
        seat.press("j");
    }
    let top = seat.state.list.top;
    assert!(top > 0);
    seat.press("Enter");
    assert_eq!(
        (seat.pane(), seat.reading()),
        (Pane::Conversation, Some(thread(30)))
    );
    assert!(layout(&seat.state).threads.is_none());
    seat.changed();
    seat.press("Esc");
    assert_eq!(
        (seat.pane(), seat.selected()),
        (Pane::Threads, Some(thread(30)))
    );
    assert_eq!(seat.state.list.top, top);
}

#[test]
fn looking_at_the_places_of_a_medium_screen_does_not_scroll_the_list() {
    let mut seat = Seat::sized(90, 24, 60);
    seat.press("G k k k");
    let top = seat.state.list.top;
    seat.press("h");
    seat.changed();
    assert_eq!(seat.pane(), Pane::Places);
    seat.press("l");
    assert_eq!(seat.state.list.top, top);
}

#[test]
fn without_a_preview_the_list_has_the_room_until_a_thread_is_opened() {
    let mut seat = Seat::of(3);
    seat.press("p");
    assert!(layout(&seat.state).conversation.is_none());
    seat.taken();
    seat.press("j");
    assert!(seat.taken().is_empty(), "nothing is read for a preview");
    seat.press("Enter");
    assert!(layout(&seat.state).conversation.is_some());
    assert_eq!(seat.reading(), Some(thread(1)));
}

#[test]
fn tab_goes_around_all_panes_that_can_be_reached() {
    let mut seat = Seat::of(2);
    let mut seen = vec![seat.pane()];
    for _ in 0..3 {
        seat.press("Tab");
        seen.push(seat.pane());
    }
    assert_eq!(
        seen,
        [
            Pane::Threads,
            Pane::Conversation,
            Pane::Places,
            Pane::Threads
        ]
    );
    let mut empty = Seat::of(0);
    empty.press("Tab");
    assert_eq!(
        empty.pane(),
        Pane::Places,
        "there is no conversation to go to"
    );
}

#[test]
fn a_sidebar_without_room_takes_the_room_and_gives_it_back() {
    let mut seat = Seat::sized(90, 24, 2);
    seat.press("Enter I");
    assert_eq!(seat.pane(), Pane::Sidebar);
    assert!(layout(&seat.state).sidebar.is_some());
    seat.press("I");
    assert_eq!(seat.pane(), Pane::Conversation);
}

#[test]
fn a_larger_screen_shows_the_preview_a_smaller_one_could_not() {
    let mut seat = Seat::sized(60, 20, 3);
    seat.press("j");
    assert_eq!(seat.reading(), None);
    seat.tell(Msg::Resize(120, 40));
    assert_eq!(seat.reading(), Some(thread(1)));
}

#[test]
fn the_cursor_of_the_places_stays_on_its_channel_when_another_comes_before_it() {
    let mut seat = Seat::of(1);
    seat.press("1 G");
    let here = |seat: &Seat| seat.state.place_rows()[seat.state.place].clone();
    assert_eq!(here(&seat), PlaceRow::Channel("chat".into()));
    seat.store.channels.insert(0, channel("call"));
    seat.changed();
    assert_eq!(here(&seat), PlaceRow::Channel("chat".into()));
    seat.store.channels.clear();
    seat.changed();
    assert!(seat.state.place < seat.state.place_rows().len());
}

#[test]
fn a_view_asked_for_by_its_keys_moves_the_cursor_of_the_places_too() {
    let mut seat = Seat::of(3);
    seat.store.rows[2].status = crate::model::ThreadStatus::Closed;
    seat.press("g c");
    assert_eq!(seat.state.scope.view, BuiltinView::Closed);
    assert_eq!(seat.state.place, BuiltinView::Closed as usize);
    assert_eq!(seat.listed(), ["t2"]);
    seat.press("[");
    assert_eq!(seat.state.scope.view, BuiltinView::WaitingForCustomer);
    assert_eq!((seat.selected(), seat.reading()), (None, None));
}

#[test]
fn the_feed_of_a_channel_is_the_first_row_of_its_current_views_only() {
    let mut seat = Seat::of(2);
    seat.store.channels[0].feed = 2;
    seat.store
        .messages
        .insert(feed(), vec![message("f0", "to all")]);
    seat.changed();
    assert_eq!(seat.listed(), ["t0", "t1"]);
    seat.press("1 G k");
    assert_eq!(seat.listed(), ["feed", "t0", "t1"]);
    assert_eq!(seat.reading(), Some(feed()));
    seat.store.rows[0] = row(9);
    seat.store.channels[0].feed = 7;
    seat.changed();
    assert!(seat.state.list.rows[0].title.contains('7'));
    seat.press("2 g c");
    assert_eq!(seat.listed(), Vec::<&str>::new());
}

#[test]
fn next_and_previous_thread_go_on_from_inside_the_conversation() {
    let mut seat = Seat::of(3);
    seat.press("Enter J");
    assert_eq!(
        (seat.pane(), seat.reading()),
        (Pane::Conversation, Some(thread(1)))
    );
    seat.press("K");
    assert_eq!(seat.reading(), Some(thread(0)));
}

#[test]
fn a_page_moves_the_list_where_the_conversation_is_not_on_the_screen() {
    let mut seat = Seat::sized(60, 20, 40);
    seat.press("Ctrl-d");
    let index = seat.state.list.index();
    assert!(index > Some(1), "{index:?}");
    seat.press("Ctrl-u");
    assert_eq!(seat.selected(), Some(thread(0)));
}

#[test]
fn what_is_closed_is_no_longer_watched() {
    let mut seat = Seat::of(1);
    seat.press("g c");
    let nothing = Effect::Watch {
        conversation: None,
        channel: None,
    };
    assert!(seat.effects.contains(&nothing));
}

#[test]
fn a_portrait_terminal_shows_the_conversation_below_the_list_even_where_it_is_narrow() {
    let mut seat = Seat::sized(70, 60, 3);
    let both = layout(&seat.state);
    let (list, below) = (
        both.threads.unwrap().outer,
        both.conversation.unwrap().outer,
    );
    assert_eq!((list.w, below.w, list.y + list.h), (70, 70, below.y));
    seat.press("1");
    let views = layout(&seat.state);
    assert!(views.places.is_some() && views.threads.is_none());
    for size in [(40, 12), (70, 24), (60, 29)] {
        let seat = Seat::sized(size.0, size.1, 3);
        assert!(layout(&seat.state).conversation.is_none(), "{size:?}");
    }
}

#[test]
fn without_a_preview_the_list_takes_the_room_below_it_and_no_more_than_the_screen() {
    for (w, h) in [(100, 70), (70, 60)] {
        let mut seat = Seat::sized(w, h, 3);
        let before = layout(&seat.state);
        seat.press("2 p");
        let after = layout(&seat.state);
        let list = after.threads.unwrap().outer;
        assert_eq!(after.conversation, None);
        assert_eq!(list.y + list.h, after.body.y + after.body.h);
        assert_eq!(list.w, before.threads.unwrap().outer.w);
        assert!(list.x + list.w <= w);
    }
}
