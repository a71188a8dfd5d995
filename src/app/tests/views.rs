//! Saved views and the filter menu: reaching them, counting them, making them.

use super::seat::Seat;
use super::things::{channel, noon, row, thread};
use crate::app::Pane;
use crate::app::effect::{Effect, Timer};
use crate::app::places::PlaceRow;
use crate::app::views::View;
use crate::model::{BuiltinView, ChannelId, Sort, ThreadStatus};
use crate::query::{ListSpec, Query, SavedView};
use chrono::TimeDelta;

fn view(name: &str, query: &str) -> View {
    View::new(SavedView {
        name: name.to_owned(),
        query: Query::parse(query).unwrap(),
        sort: Sort::WaitingLongest,
        channel: None,
    })
}

/// An inbox of three threads with two saved views: all of them, and one.
fn seat() -> Seat {
    let mut seat = Seat::before_start(120, 40, 3);
    seat.state.views = vec![view("Subjects", "Subject"), view("Second", "\"Subject 1\"")];
    seat.store.rows[1].title = Some("\"Subject 1\"".into());
    seat.tell(crate::app::msg::Msg::Start);
    seat.effects.clear();
    seat
}

fn last_spec(seat: &Seat) -> ListSpec {
    let spec = seat.effects.iter().rev().find_map(|effect| match effect {
        Effect::LoadList { spec, .. } => Some(spec.clone()),
        _ => None,
    });
    spec.unwrap()
}

fn saved(seat: &Seat) -> Vec<(String, String)> {
    let views = seat.state.views.iter().map(|view| &view.saved);
    views
        .map(|view| (view.name.clone(), view.query.to_string()))
        .collect()
}

#[test]
fn saved_views_stand_below_the_built_in_ones_with_their_counts() {
    let seat = seat();
    let rows = seat.state.place_rows();
    let builtin = BuiltinView::ALL.len();
    assert_eq!(
        rows[builtin..builtin + 3],
        [
            PlaceRow::Saved(0),
            PlaceRow::Saved(1),
            PlaceRow::AllChannels
        ]
    );
    let counts: Vec<_> = seat.state.views.iter().map(|view| view.count).collect();
    assert_eq!(counts, [Some(3), Some(1)]);
}

#[test]
fn a_saved_view_is_reached_by_its_number_the_brackets_and_the_cursor() {
    for keys in ["g 2", "[", "g f ] ]", "1 j j j j j j j j j j"] {
        let mut seat = seat();
        seat.press(keys);
        assert_eq!(seat.state.scope.saved, Some(1), "{keys}");
        assert_eq!(seat.listed(), ["t1"], "{keys}");
        assert_eq!(seat.state.view_name().as_str(), "Second");
        let place = seat.state.place_rows()[seat.state.place].clone();
        assert_eq!(place, PlaceRow::Saved(1), "{keys}");
        seat.press("]");
        assert_eq!(seat.state.scope.saved, None, "{keys}: around to the first");
        assert_eq!(seat.state.scope.view, BuiltinView::NeedsReply);
    }
}

#[test]
fn a_number_without_a_view_says_how_to_make_one() {
    let mut seat = seat();
    seat.press("g 3");
    assert_eq!(
        seat.notice(),
        "There is no saved view 3: f then s saves what the list shows as one."
    );
    assert_eq!(seat.state.scope.saved, None);
}

#[test]
fn a_saved_view_asks_its_query_its_order_and_what_is_typed() {
    let mut seat = seat();
    seat.press("g 1");
    let spec = last_spec(&seat);
    assert_eq!(
        (spec.view, spec.sort),
        (BuiltinView::All, Sort::WaitingLongest)
    );
    seat.press("/");
    seat.type_text("status:open");
    seat.press("Enter");
    let filter = last_spec(&seat).filter.unwrap();
    assert_eq!(filter.to_string(), "Subject status:open");
    seat.press("g o");
    assert_eq!(last_spec(&seat).filter, None);
}

#[test]
fn the_channel_of_a_view_may_be_named_and_stands_before_the_channel_of_the_list() {
    let mut seat = seat();
    seat.store.channels[1].label = "Web Chat".into();
    seat.changed();
    for (name, id) in [("chat", "chat"), ("web chat", "chat"), ("Mail", "mail")] {
        seat.state.views[0].saved.channel = Some(name.to_owned());
        seat.press("g 1");
        assert_eq!(
            last_spec(&seat).channel,
            Some(ChannelId::from(id)),
            "{name}"
        );
        seat.press("g o");
    }
    seat.state.views[0].saved.channel = Some("Nowhere".to_owned());
    seat.press("g 1");
    let spec = last_spec(&seat);
    assert_eq!(spec.channel, None);
    assert_eq!(
        spec.filter.unwrap().to_string(),
        "Subject channel:nowhere",
        "not known yet"
    );
}

#[test]
fn a_change_counts_the_views_again_after_a_while_and_once() {
    let mut seat = seat();
    seat.store.rows.push(row(7));
    seat.changed();
    seat.changed();
    let timers = |seat: &Seat| {
        let timer = |effect: &&Effect| matches!(effect, Effect::After(Timer::CountViews, _));
        seat.effects.iter().filter(timer).count()
    };
    assert_eq!(timers(&seat), 1);
    assert_eq!(seat.state.views[0].count, Some(3));
    seat.fire(Timer::CountViews);
    assert_eq!(seat.state.views[0].count, Some(4));
    seat.changed();
    assert_eq!(timers(&seat), 2);
}

#[test]
fn what_ages_is_counted_again_each_minute_and_nothing_else_is() {
    for (query, asked) in [("waiting:>1h", 1), ("status:open", 0)] {
        let mut seat = seat();
        seat.state.views = vec![view("One", query)];
        seat.taken();
        for _ in 0..3 {
            seat.wait(25_000);
        }
        let counted = |effect: &&Effect| matches!(effect, Effect::CountViews { .. });
        assert_eq!(
            seat.effects.iter().filter(counted).count(),
            asked,
            "{query}"
        );
    }
}

#[test]
fn an_answer_to_an_older_count_is_dropped() {
    let mut seat = seat();
    seat.tell(crate::app::msg::Msg::ViewCounts {
        generation: 1,
        counts: vec![99, 99],
    });
    assert_eq!(seat.state.views[0].count, Some(3));
}

#[test]
fn what_is_closed_in_a_view_of_open_threads_goes_to_the_next() {
    for (query, left) in [("status:open", 2), ("waiting:us", 2), ("Subject", 3)] {
        let mut seat = seat();
        seat.state.views = vec![view("One", query)];
        for row in &mut seat.store.rows {
            row.title = Some("Subject status:open waiting:us".into());
        }
        seat.press("g 1");
        seat.press_fast("e");
        assert_eq!(seat.listed().len(), left, "{query}");
        assert_eq!(seat.selected(), Some(thread(1)), "{query}");
    }
}

#[test]
fn the_filter_menu_adds_a_test_and_takes_it_out_again() {
    let mut seat = seat();
    seat.press("/");
    seat.type_text("Subject");
    seat.press("Enter f w");
    let filter = |seat: &Seat| {
        let filter = seat.state.list.filter.as_ref();
        filter.map_or_else(String::new, ToString::to_string)
    };
    assert_eq!(filter(&seat), "Subject waiting:>1h");
    seat.press("f u");
    assert_eq!(filter(&seat), "Subject waiting:>1h is:unread");
    seat.press("f w f");
    assert_eq!(seat.question().0, "Filter, now Subject is:unread");
    seat.press("0");
    assert_eq!(filter(&seat), "");
}

#[test]
fn the_filter_menu_offers_channel_and_person_of_the_selected_row() {
    let table = [
        ("u", "is:unread"),
        ("a", "has:attachment"),
        ("f", "is:failed"),
        ("w", "waiting:>1h"),
        ("i", "direction:inbound"),
        ("o", "direction:outbound"),
        ("c", "channel:mail"),
        ("p", "from:\"Person 0\""),
    ];
    for (letter, words) in table {
        let mut seat = seat();
        seat.press("f");
        assert_eq!(seat.question(), ("Filter".into(), "uafwiocps".into()));
        seat.press(letter);
        let filter = seat.state.list.filter.as_ref().unwrap();
        assert_eq!(filter.to_string(), words, "{letter}");
        assert_eq!(Query::parse(words).unwrap(), *filter);
        assert_eq!(seat.pane(), Pane::Threads);
    }
}

#[test]
fn what_the_list_shows_is_saved_as_a_view_under_a_name() {
    let mut seat = seat();
    seat.press("f a");
    seat.press("f s");
    seat.type_text("With papers");
    seat.press("Enter");
    assert_eq!(
        saved(&seat)[2],
        (
            "With papers".to_owned(),
            "waiting:us has:attachment".to_owned()
        )
    );
    assert_eq!(
        seat.notice(),
        "Saved as the view “With papers”; g3 shows it."
    );
    let effect = seat
        .effects
        .iter()
        .find(|effect| matches!(effect, Effect::SaveView(_)));
    assert!(effect.is_some());
    seat.press("g 3");
    assert_eq!(seat.state.view_name().as_str(), "With papers");
}

#[test]
fn every_built_in_view_can_be_saved_as_a_query_that_reads_back() {
    let table = [
        ("g o", "status:open"),
        ("g o ]", "status:open waiting:customer"),
        ("g c", "status:closed"),
        ("g a", "status:archived"),
        ("g a ]", ""),
        ("g d", "has:draft"),
        ("g x", "has:outgoing"),
        ("g f", "is:failed"),
        ("g 1", "Subject"),
    ];
    for (keys, query) in table {
        let mut seat = seat();
        seat.press(keys);
        seat.press("f s N Enter");
        assert_eq!(saved(&seat)[2].1, query, "{keys}");
        assert!(Query::parse(query).is_ok());
    }
}

#[test]
fn a_view_needs_a_name_of_its_own() {
    let mut seat = seat();
    seat.press("f s Enter");
    assert!(seat.question().1.starts_with("A view needs a name"));
    seat.type_text("second");
    seat.press("Enter");
    assert!(
        seat.question()
            .1
            .starts_with("There is a view of this name")
    );
    seat.press("Esc");
    assert_eq!(seat.state.views.len(), 2);
}

#[test]
fn a_view_the_disk_did_not_take_is_said_and_not_shown() {
    let mut seat = seat();
    seat.store.full = true;
    seat.press("f s N Enter");
    assert_eq!(seat.state.views.len(), 2);
    assert_eq!(
        seat.notice(),
        "The view “N” was not saved: no space left on device"
    );
}

#[test]
fn a_new_view_leaves_the_cursor_of_the_places_on_its_channel() {
    let mut seat = seat();
    seat.store.channels.push(channel("sms"));
    seat.changed();
    seat.press("1 G");
    let here = |seat: &Seat| seat.state.place_rows()[seat.state.place].clone();
    let before = here(&seat);
    seat.press("f s N Enter");
    assert_eq!(here(&seat), before);
}

#[test]
fn marks_of_threads_a_saved_view_holds_are_closed_there_too() {
    let mut seat = seat();
    seat.press("g 1 V e Enter");
    assert_eq!(seat.store.asked.len(), 3);
    let now = noon() + TimeDelta::days(1);
    assert!(seat.state.now < now);
    let rows = &seat.state.list.rows;
    assert!(rows.iter().all(|row| row.status == ThreadStatus::Closed));
}
