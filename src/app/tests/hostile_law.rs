//! The law of the screen: no message in no order at no size breaks it, whatever customers and servers write.

use crate::model::{MessageWindow, StoredMessage, ThreadWindow};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::seat::{Seat, key};
use super::things::{channel, client_id, event, feed, message, noon, outgoing, row, thread};
use crate::app::composer::text_columns;
use crate::app::effect::{Effect, Extend, Timer};
use crate::app::geometry::layout;
use crate::app::msg::{Change, ConversationAnswer, ListPurpose, Msg};
use crate::app::overlay::Overlay;
use crate::model::{
    BuiltinView, Counts, Draft, Lifecycle, Link, Mode, Moment, MomentKind, OutgoingState, Problem,
    ProblemKind, Progress, RequestRecord, Stamp, StatusStrategy, ThreadStatus, Untrusted, Wait,
};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "", " ", "\n\n\n", "plain words", "\u{1b}[31mred\u{1b}]0;title\u{7}", "\u{202e}evil\u{2066}",
            "👩‍👩‍👧‍👦👍🏽🇩🇪", "e\u{301}\u{301}\u{301}", "漢字かな交じり文", "\t\ttabs\r\n", "\u{200b}\u{feff}",
            "a\0b\u{9b}c", "العربية", "\u{1f3f4}\u{e0067}", "\u{10ffff}\u{e000}",
        ]).prop_map(str::to_owned),
        2 => ".{0,60}",
        1 => "(?s).{0,400}",
        1 => Just("long ".repeat(2_000)),
        1 => Just("x".repeat(5_000)),
    ]
}

fn time() -> impl Strategy<Value = DateTime<Utc>> {
    prop_oneof![
        Just(noon()),
        Just("0001-01-01T00:00:00Z".parse().unwrap()),
        Just("9999-12-31T23:59:59Z".parse().unwrap()),
        (-100_000i64..100_000).prop_map(|minutes| noon() + TimeDelta::minutes(minutes)),
    ]
}

fn stored() -> impl Strategy<Value = StoredMessage> {
    (
        0..40usize,
        text(),
        any::<bool>(),
        any::<bool>(),
        time(),
        0..6u8,
    )
        .prop_map(|(number, text, is_event, new, at, other)| {
            let id = format!("m{number}");
            let mut stored = if is_event {
                event(&id)
            } else {
                message(&id, "")
            };
            stored.new = new;
            stored.message.text = (other != 1).then(|| text.as_str().into());
            stored.message.author.name = Some(text.as_str().into());
            stored.message.created_at = match other {
                2 => Stamp::read(&text),
                _ => Stamp::of(at),
            };
            stored.message.parent_message_id = (other == 3).then(|| "m1".into());
            if other == 4 {
                stored.message.direction = crate::model::Direction::Outbound;
                stored.message.status = crate::model::MessageStatus::Failed;
            }
            stored
        })
}

fn messages() -> impl Strategy<Value = MessageWindow> {
    let count = prop_oneof![3 => 0..4u32, 1 => Just(u32::MAX)];
    (prop::collection::vec(stored(), 0..30), count.clone(), count).prop_map(
        |(mut messages, before, after)| {
            // A store never has one message twice.
            messages.sort_by(|one, other| one.message.id.cmp(&other.message.id));
            messages.dedup_by(|one, other| one.message.id == other.message.id);
            MessageWindow {
                messages,
                before,
                after,
            }
        },
    )
}

fn list() -> impl Strategy<Value = ThreadWindow> {
    let numbers = prop::collection::btree_set(0..60usize, 0..40);
    (numbers, any::<bool>(), any::<bool>(), 0..100u32, text()).prop_map(
        |(numbers, before, after, total, text)| ThreadWindow {
            offset: None,
            rows: numbers
                .into_iter()
                .map(|number| {
                    let mut row = row(number);
                    row.title = (number % 3 > 0).then(|| Untrusted::from(text.as_str()));
                    row.person = (number % 5 > 0).then(|| Untrusted::from(text.as_str()));
                    row
                })
                .collect(),
            before,
            after,
            total,
        },
    )
}

fn draft() -> impl Strategy<Value = Draft> {
    (0..4usize, any::<bool>(), text()).prop_map(|(number, reply, text)| Draft {
        key: key(
            &thread(number),
            if reply { Mode::Reply } else { Mode::Note },
        ),
        text,
        parent: None,
        updated_at: noon(),
    })
}

fn life() -> impl Strategy<Value = Lifecycle> {
    (prop::collection::vec((time(), time(), text()), 0..6)).prop_map(|times| Lifecycle {
        moments: times
            .iter()
            .map(|(at, _, who)| Moment {
                at: *at,
                who: Some(who.as_str().into()),
                kind: MomentKind::Status {
                    from: ThreadStatus::Open,
                    to: ThreadStatus::read(who),
                },
            })
            .collect(),
        waits: times
            .iter()
            .map(|(from, to, _)| Wait {
                from: *from,
                to: Some(*to),
            })
            .collect(),
        first_response: times.first().map(|(from, to, _)| *to - *from),
        opened_at: times.first().map(|(from, ..)| *from),
        settled_at: times.last().map(|(_, to, _)| *to),
    })
}

/// A message, and whether a late answer carries the number of the newest question.
#[derive(Clone, Debug)]
enum Step {
    Tell(Msg),
    Press(&'static str),
    List(ListPurpose, ThreadWindow, bool),
    Conversation(Box<ConversationAnswer>, bool),
    More(Extend, MessageWindow, bool),
}

fn keys() -> impl Strategy<Value = Step> {
    let keys = [
        "j",
        "k",
        "g g",
        "G",
        "J",
        "K",
        "h",
        "l",
        "Tab",
        "Shift-Tab",
        "1",
        "2",
        "3",
        "4",
        "[",
        "]",
        "w",
        "W",
        "Enter",
        "Esc",
        "q",
        "/",
        "r",
        "i",
        "e",
        "a",
        "O",
        "s",
        "u",
        "y",
        "I",
        "L",
        "H",
        "g s",
        "g p",
        "g o",
        "g c",
        "g d",
        "g x",
        "g f",
        "g n",
        "t",
        "c",
        "m",
        ":",
        "?",
        "@",
        "p",
        "+",
        "_",
        "Ctrl-r",
        "Ctrl-d",
        "Ctrl-u",
        "Ctrl-l",
        "Ctrl-z",
        "Ctrl-c",
        "Ctrl-s",
        "Ctrl-x c",
        "Ctrl-x n",
        "Ctrl-x d",
        "Ctrl-x t",
        "Ctrl-x e",
        "Ctrl-x :",
        "Ctrl-k",
        "Ctrl-w",
        "Ctrl-y",
        "Ctrl-_",
        "Backspace",
        "Delete",
        "Up",
        "Down",
        "Left",
        "Right",
        "Home",
        "End",
        "PgUp",
        "PgDn",
        "Ctrl-Home",
        "Ctrl-End",
        "Space",
        "x",
        "F12",
        "y y",
        "Ctrl-j",
    ];
    prop::sample::select(keys.to_vec()).prop_map(Step::Press)
}

fn told() -> impl Strategy<Value = Msg> {
    let pane = (0..4usize).prop_map(thread);
    let pane = prop_oneof![3 => pane, 1 => Just(feed())];
    prop_oneof![
        (1..=300u16, 1..=100u16).prop_map(|(w, h)| Msg::Resize(w, h)),
        prop::sample::select(vec![
            (1, 1),
            (40, 12),
            (80, 24),
            (119, 60),
            (65_535, 65_535)
        ])
        .prop_map(|(w, h)| Msg::Resize(w, h)),
        text().prop_map(Msg::Paste),
        time().prop_map(|at| Msg::Now(at, chrono::FixedOffset::east_opt(3_600).unwrap())),
        prop::sample::select(vec![
            Timer::SaveDraft,
            Timer::SaveAgain,
            Timer::WhichKey(3),
            Timer::Rest
        ])
        .prop_map(Msg::Timer),
        (0..12usize, text(), 0..3u32).prop_map(|(count, label, feed)| {
            let rows = (0..count).map(|number| {
                let mut row = channel(if number == 0 { "mail" } else { "other" });
                row.label = label.as_str().into();
                row.feed = feed;
                row
            });
            Msg::Channels(rows.collect())
        }),
        any::<u32>().prop_map(|count| {
            let mut counts = Counts::default();
            counts.set(BuiltinView::Open, count);
            Msg::Counts(None, counts)
        }),
        (0..4usize, life()).prop_map(|(number, life)| Msg::Lifecycle(
            format!("t{number}").as_str().into(),
            Box::new(life)
        )),
        text().prop_map(|json| Msg::Raw(json.into())),
        draft().prop_map(|draft| Msg::Draft(draft.key.clone(), Some(draft))),
        draft().prop_map(|draft| Msg::Draft(draft.key, None)),
        draft().prop_map(|draft| Msg::DraftSaved(draft.key)),
        (draft(), text()).prop_map(|(draft, why)| Msg::DraftNotSaved(draft, why.into())),
        (draft(), text()).prop_map(|(draft, why)| Msg::DraftNotRead(draft.key, why.into())),
        (draft(), text()).prop_map(|(draft, why)| Msg::NotSent(draft, why.into())),
        draft().prop_map(Msg::DraftAppended),
        prop::option::of(pane.clone()).prop_map(Msg::Waiting),
        any::<(u32, u32)>().prop_map(|(queued, failed)| Msg::OutboxCounts { queued, failed }),
        pane.clone().prop_map(|pane| Msg::Changed(vec![
            Change::Channels,
            Change::Threads,
            Change::Outbox,
            Change::Messages(pane),
        ])),
        pane.prop_map(|pane| Msg::ThreadCreated(client_id(1), pane)),
        (text(), time()).prop_map(|(words, since)| Msg::Link(Link::KeyRefused {
            since,
            problem: Problem::new(ProblemKind::InvalidKey, words),
        })),
        any::<(u32, u32)>().prop_map(|(done, total)| Msg::Progress(Progress { done, total })),
        (text(), time()).prop_map(|(path, at)| Msg::Request(RequestRecord {
            at,
            method: "GET",
            path: path.as_str().into(),
            status: None,
            millis: u32::MAX,
            bytes: u64::MAX,
            problem: Some(Problem::new(ProblemKind::NotApi, path)),
        })),
        (any::<u32>(), text()).prop_map(|(count, first)| Msg::Broken(count, first.into())),
        Just(Msg::Strategy(StatusStrategy::Patch)),
        text().prop_map(|text| Msg::Edited(Ok(text))),
        text().prop_map(|why| Msg::Edited(Err(why))),
        text().prop_map(|why| Msg::Failed(why.into())),
        Just(Msg::Terminate),
        Just(Msg::Start),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let end = prop::sample::select(vec![Extend::Before, Extend::After]);
    let purpose = prop::sample::select(vec![
        ListPurpose::Show,
        ListPurpose::Merge,
        ListPurpose::More(Extend::Before),
        ListPurpose::More(Extend::After),
    ]);
    let newest = prop::bool::weighted(0.85);
    let answer = (messages(), any::<bool>(), text()).prop_map(|(window, here, text)| {
        let mut row = row(0);
        row.title = Some(text.as_str().into());
        let full = super::things::full_thread(&row);
        Box::new(ConversationAnswer {
            thread: here.then_some((row, full)),
            window,
            outgoing: vec![outgoing(7, &thread(0), OutgoingState::Sending)],
            drafts: Vec::new(),
        })
    });
    prop_oneof![
        8 => keys(),
        4 => told().prop_map(Step::Tell),
        2 => (purpose, list(), newest)
            .prop_map(|(purpose, list, newest)| Step::List(purpose, list, newest)),
        2 => (answer, newest)
            .prop_map(|(answer, newest)| Step::Conversation(answer, newest)),
        1 => (end, messages(), newest)
            .prop_map(|(end, window, newest)| Step::More(end, window, newest)),
    ]
}

fn take(seat: &mut Seat, step: Step) {
    let newest = |newest: bool, number: u64| if newest { number } else { number / 2 };
    let reading = seat.state.reading.as_ref();
    let reading = reading.map_or(0, |reading| reading.generation);
    match step {
        Step::Press(keys) => {
            for key in keys.split(' ') {
                seat.hear(Msg::Key(key.parse().unwrap()));
            }
        }
        Step::Tell(msg) => seat.hear(msg),
        Step::List(purpose, window, fresh) => seat.hear(Msg::List {
            generation: newest(fresh, seat.state.list.generation),
            purpose,
            window,
        }),
        Step::Conversation(answer, fresh) => seat.hear(Msg::Conversation {
            generation: newest(fresh, reading),
            answer,
        }),
        Step::More(end, window, fresh) => seat.hear(Msg::MoreMessages {
            generation: newest(fresh, reading),
            end,
            window,
        }),
    }
}

fn check(seat: &mut Seat) {
    let state = &seat.state;
    if state.list.selected.is_some() {
        assert!(state.list.index().is_some(), "the selected row is not here");
    }
    assert!(state.list.top <= state.list.rows.len());
    assert!(state.place < state.place_rows().len());
    if let Some(reading) = &state.reading {
        let lines = reading.document.lines.len();
        assert!(reading.top <= lines, "{} of {lines}", reading.top);
        assert!(reading.local <= reading.messages.len());
        assert!(reading.document.lines.is_sorted_by_key(|line| line.message));
        if reading.selected.is_some() && !reading.messages.is_empty() {
            assert!(
                reading.index().is_some(),
                "the selected message is not here"
            );
        }
    }
    let layout = layout(state);
    if let (Some(composer), Some(area)) = (&state.composer, layout.composer) {
        let columns = text_columns(area.inner.w);
        let mut fresh = composer.clone();
        fresh.counted = None;
        assert_eq!(
            composer.lines(columns),
            fresh.lines(columns),
            "counted before the last change"
        );
        let whole = composer.editor.visual_lines(columns).len();
        assert_eq!(composer.lines(columns), whole.min(120));
    }
    if let (Some(composer), Some(reading)) = (&state.composer, &state.reading) {
        assert_eq!(composer.key.conversation, reading.conversation);
    }
    if let Some(Overlay::Pager(pager)) = &state.overlay {
        assert!(pager.top <= pager.rows().len());
    }
    let asked = seat.effects.drain(..);
    let lists = asked.filter(|effect| matches!(effect, Effect::LoadList { .. }));
    assert!(lists.count() < 8, "questions without end");
    seat.open.clear();
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(120) })]

    #[test]
    fn no_message_in_no_order_at_no_size_breaks_the_screen(steps in prop::collection::vec(step(), 0..70)) {
        let mut seat = Seat::before_start(80, 24, 0);
        seat.hear(Msg::Start);
        for step in steps {
            take(&mut seat, step);
            check(&mut seat);
        }
    }
}
