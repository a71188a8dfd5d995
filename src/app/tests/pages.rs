//! What is only read: lifecycle, request log, raw JSON, help; and what the program says by itself.

use chrono::TimeDelta;

use super::seat::Seat;
use super::things::{minutes_ago, noon, thread};
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::notice::NoticeKind;
use crate::app::overlay::PagerKind;
use crate::model::{
    Lifecycle, Link, Moment, MomentKind, Problem, ProblemKind, RequestRecord, StatusStrategy,
    ThreadStatus, Wait,
};

fn life() -> Lifecycle {
    let moment = |minutes, who: Option<&str>, kind| Moment {
        at: minutes_ago(minutes),
        who: who.map(Into::into),
        kind,
    };
    Lifecycle {
        moments: vec![
            moment(120, None, MomentKind::Opened),
            moment(120, None, MomentKind::CustomerWrote),
            moment(
                60,
                Some("Ana"),
                MomentKind::Answered {
                    after: TimeDelta::minutes(60),
                    first: true,
                },
            ),
            moment(50, Some("Ana"), MomentKind::Failed),
            moment(
                30,
                Some("Ana"),
                MomentKind::Status {
                    from: ThreadStatus::Open,
                    to: ThreadStatus::Closed,
                },
            ),
        ],
        waits: vec![Wait {
            from: minutes_ago(120),
            to: Some(minutes_ago(60)),
        }],
        first_response: Some(TimeDelta::minutes(60)),
        opened_at: Some(minutes_ago(120)),
        settled_at: Some(minutes_ago(30)),
    }
}

#[test]
fn the_life_of_a_thread_tells_every_change_with_who_and_when() {
    let mut seat = Seat::of(1);
    seat.press("L");
    assert_eq!(seat.page(), ["Reading…"]);
    let asked = Effect::LoadLifecycle(thread(0).thread().unwrap().clone());
    assert!(seat.effects.contains(&asked));
    seat.tell(Msg::Lifecycle("t0".into(), Box::new(life())));
    let page = seat.page();
    let expected = [
        "Opened           Today 10:00",
        "Total time       1h 30m, until it was settled",
        "First response   1h",
        "Waits            1, 1h",
    ];
    assert_eq!(page[..4], expected);
    assert_eq!(page[4], "Failures         1 did not arrive");
    // An hour of one and a half was waited: two thirds of the bar.
    let bar = &page[6];
    assert_eq!(bar.chars().filter(|cell| *cell == 'W').count(), 67);
    assert_eq!(bar.chars().filter(|cell| *cell == '·').count(), 32);
    assert!(bar.ends_with("·="), "{bar}");
    // Opened, answered after an hour, a failure ten minutes later, closed at the end.
    let marks: Vec<(usize, char)> = page[7]
        .char_indices()
        .filter(|(_, sign)| *sign != ' ')
        .collect();
    assert_eq!(marks, [(0, 'O'), (66, 'A'), (77, '!'), (99, 'S')]);
    let moments = &page[page.len() - 8..];
    let words = [
        "  10:00           opened",
        "  10:00           the customer wrote and waits",
        "  11:00  +1h      first answer by Ana after 1h",
        "  11:10  +10m     a message by Ana did not arrive",
        "  11:30  +20m     open → closed by Ana",
        "",
        "Each wait of the customer",
        "    1  1h      Today 10:00 → Today 11:00",
    ];
    assert_eq!(moments, words);
}

#[test]
fn a_life_says_who_settled_it_again_and_until_then_that_the_customer_waits() {
    let mut life = life();
    life.waits.push(Wait {
        from: minutes_ago(20),
        to: None,
    });
    let mut seat = Seat::of(1);
    seat.press("L");
    seat.tell(Msg::Lifecycle("t0".into(), Box::new(life.clone())));
    let page = seat.page();
    let expected = [
        "Total time       2h so far: settled, then the customer wrote again",
        "First response   1h",
        "Waits            2, 1h 20m in all",
        "Longest wait     1h",
        "Failures         1 did not arrive",
        "Waiting now      20m",
    ];
    assert_eq!(page[1..7], expected);

    life.waits[1].to = Some(minutes_ago(10));
    life.settled_at = Some(minutes_ago(10));
    life.moments.push(Moment {
        at: minutes_ago(10),
        who: Some("Ana".into()),
        kind: MomentKind::Status {
            from: ThreadStatus::Closed,
            to: ThreadStatus::Closed,
        },
    });
    seat.tell(Msg::Lifecycle("t0".into(), Box::new(life)));
    let page = seat.page();
    assert_eq!(page[1], "Total time       1h 50m, until it was settled");
    let settled = |line: &String| line.ends_with("settled by Ana, closed as it was");
    assert!(page.iter().any(settled), "{page:?}");
}

#[test]
fn the_bar_of_a_life_is_as_wide_as_the_page() {
    let mut seat = Seat::of(1);
    seat.press("L");
    seat.tell(Msg::Lifecycle("t0".into(), Box::new(life())));
    for (w, h) in [(40, 12), (80, 24), (200, 60)] {
        seat.tell(Msg::Resize(w, h));
        let page = seat.page();
        let bar = page
            .iter()
            .find(|line| line.starts_with('W') && line.ends_with('='))
            .unwrap();
        let room = seat.state.pager_width().min(100);
        assert_eq!(bar.chars().count(), room, "at {w}x{h}");
    }
}

#[test]
fn a_wait_without_an_end_and_a_thread_opened_again_are_on_the_bar() {
    let mut life = life();
    let status = |minutes, from, to| Moment {
        at: minutes_ago(minutes),
        who: None,
        kind: MomentKind::Status { from, to },
    };
    life.moments
        .push(status(20, ThreadStatus::Closed, ThreadStatus::Open));
    life.settled_at = None;
    life.waits.push(Wait {
        from: minutes_ago(10),
        to: None,
    });
    let mut seat = Seat::of(1);
    seat.press("L");
    seat.tell(Msg::Lifecycle("t0".into(), Box::new(life)));
    let page = seat.page().concat();
    assert!(page.contains("·===") && page.contains("=·"), "{page}");
    assert!(page.contains("still waiting"), "{page}");
}

#[test]
fn a_life_with_clocks_that_disagree_has_no_negative_wait() {
    let mut life = life();
    life.waits[0].to = Some(minutes_ago(600));
    life.settled_at = Some(minutes_ago(900));
    let mut seat = Seat::of(1);
    seat.press("L");
    seat.tell(Msg::Lifecycle("t0".into(), Box::new(life)));
    assert!(!seat.page().concat().contains('-'));
}

#[test]
fn an_answer_for_a_page_that_was_left_covers_nothing() {
    for keys in ["L", "g s"] {
        let mut seat = Seat::of(1);
        seat.press_fast(keys);
        seat.press_fast("Esc /");
        seat.type_fast("abc");
        seat.settle();
        seat.tell(Msg::Lifecycle("t0".into(), Box::new(life())));
        assert_eq!(seat.question().0, "Filter", "{keys}");
    }
    let mut seat = Seat::of(2);
    seat.press("L");
    seat.tell(Msg::Lifecycle("t1".into(), Box::new(life())));
    assert_eq!(seat.page(), ["Reading…"], "it was of another thread");
}

#[test]
fn the_raw_json_is_shown_line_by_line_and_copied_as_it_stands() {
    let mut seat = Seat::of(1);
    seat.press("Enter g s");
    assert!(
        seat.effects
            .contains(&Effect::LoadRaw(thread(0), Some("m2".into())))
    );
    assert_eq!(seat.page(), ["{", "  \"id\": 1", "}"]);
    seat.press("y a");
    assert!(seat.effects.iter().any(|effect| {
        matches!(effect, Effect::Copy(text) if text.as_str() == "{\n  \"id\": 1\n}")
    }));
    let mut seat = Seat::of(1);
    seat.press("g s");
    assert!(
        seat.effects.contains(&Effect::LoadRaw(thread(0), None)),
        "of the thread, from the list"
    );
}

fn request(number: u32) -> RequestRecord {
    RequestRecord {
        at: noon(),
        method: "GET",
        path: format!("/channels/{number}").into(),
        status: Some(200),
        millis: 12,
        bytes: 345,
        problem: None,
    }
}

#[test]
fn the_request_log_tells_method_path_status_time_and_the_problem_in_words() {
    let mut seat = Seat::of(1);
    seat.press("@");
    assert_eq!(seat.page().last().unwrap(), "No request was made yet.");
    seat.tell(Msg::Request(request(1)));
    let mut refused = request(2);
    refused.status = Some(403);
    refused.problem = Some(Problem::new(ProblemKind::Forbidden, "no"));
    seat.tell(Msg::Request(refused));
    let page = seat.page();
    assert!(page[2].contains("403") && page[2].contains("GET") && page[2].contains("/channels/2"));
    assert!(page[3].contains("may not do this"));
    assert!(
        page[4].contains("200  GET   /channels/1") && page[4].ends_with("12 ms      345 B"),
        "{}",
        page[4]
    );
    assert!(page[0].contains("The key is never shown."));
}

#[test]
fn the_request_log_shows_the_operation_and_only_the_start_of_ids() {
    let mut seat = Seat::of(1);
    seat.state.facts.address = "http://127.0.0.1:4000/api/v1".into();
    let path = |path: &str| {
        let mut record = request(1);
        record.path = path.into();
        record
    };
    for each in [
        "/api/v1/channels",
        "/api/v1/channels/01a096fd-64e8-7000-8fe1-cbd6a6ae71c4/threads/01a204a8-10f8-7000-9f95-96dd4195aed1/messages",
        "/elsewhere/x",
    ] {
        seat.tell(Msg::Request(path(each)));
    }
    seat.press("@");
    let page = seat.page();
    let paths: Vec<_> = page[2..]
        .iter()
        .map(|line| line.split_whitespace().nth(3).unwrap())
        .collect();
    assert_eq!(
        paths,
        [
            "/elsewhere/x",
            "/channels/01a096fd…/threads/01a204a8…/messages",
            "/channels"
        ]
    );
}

#[test]
fn a_line_too_long_for_the_screen_goes_on_in_the_next_row_further_in() {
    let mut seat = Seat::sized(40, 12, 1);
    seat.press("g s");
    let text = "word ".repeat(20);
    let json = format!("{{\"text\":\"{text}\",\"id\":1}}");
    seat.tell(Msg::Raw(json.as_str().into()));
    let pager = seat.pager().unwrap();
    assert_eq!(pager.lines().len(), 4);
    let rows: Vec<_> = pager
        .rows()
        .iter()
        .map(|row| (row.line, row.indent))
        .collect();
    assert_eq!(
        rows,
        [(0, 0), (1, 0), (1, 10), (1, 10), (1, 10), (2, 0), (3, 0)]
    );
    // Nothing is lost between the rows but the blanks a row ends with.
    let line = seat.page()[1].clone();
    let words: Vec<_> = pager.rows()[1..5]
        .iter()
        .flat_map(|row| line[row.part.clone()].split_whitespace())
        .collect();
    assert_eq!(words, line.split_whitespace().collect::<Vec<_>>());
    seat.press("G");
    seat.tell(Msg::Resize(200, 50));
    let pager = seat.pager().unwrap();
    assert_eq!((pager.rows().len(), pager.top), (4, 0));
}

#[test]
fn the_request_log_is_bounded_and_does_not_scroll_under_who_reads_it() {
    let mut seat = Seat::of(1);
    for number in 0..500 {
        seat.tell(Msg::Request(request(number)));
    }
    assert_eq!(seat.state.requests.len(), 200);
    seat.state.requests.truncate(100);
    seat.press("@ Ctrl-d");
    let top = seat.pager().unwrap().top;
    let line = seat.page()[top].clone();
    seat.tell(Msg::Request(request(900)));
    assert_eq!(seat.page()[seat.pager().unwrap().top], line);
}

#[test]
fn a_pager_scrolls_within_its_lines_at_every_size() {
    let mut seat = Seat::of(1);
    seat.press("? G");
    let top = seat.pager().unwrap().top;
    assert!(top > 0);
    seat.tell(Msg::Resize(200, 300));
    assert_eq!(seat.pager().unwrap().top, 0, "all of it fits now");
    seat.tell(Msg::Resize(60, 14));
    seat.press("j Ctrl-d k Ctrl-u g g");
    assert_eq!(seat.pager().unwrap().top, 0);
}

#[test]
fn the_help_begins_with_the_keys_of_the_place_it_was_called_from() {
    let help = |keys: &str| {
        let mut seat = Seat::of(1);
        seat.press(keys);
        let page = seat.page();
        let here = page
            .iter()
            .position(|line| line == "Keys elsewhere")
            .unwrap();
        (page[0].clone(), page[..here].concat())
    };
    let (title, keys) = help("?");
    assert_eq!(title, "Keys here (threads)");
    assert!(keys.contains("Close the thread and go to the next"));
    let (title, keys) = help("r Ctrl-x ?");
    assert_eq!(title, "Keys here (composer)");
    assert!(keys.contains("Discard the draft") && !keys.contains("Archive the thread"));
}

#[test]
fn a_command_pressed_over_a_pager_acts_on_what_lies_beneath() {
    let mut seat = Seat::of(2);
    seat.press("? e");
    assert_eq!(
        seat.listed(),
        ["t0", "t1"],
        "e is a key of lists, not of pagers"
    );
    assert_eq!(seat.notice(), "e does nothing here. ? shows the keys.");
    seat.press("g o");
    assert!(seat.pager().is_none());
}

#[test]
fn a_refused_key_is_said_once_in_words_to_act_on() {
    let refused = |kind| Link::KeyRefused {
        since: noon(),
        problem: Problem::new(kind, "expired"),
    };
    let mut seat = Seat::of(1);
    seat.tell(Msg::Link(refused(ProblemKind::InvalidKey)));
    assert!(seat.notice().contains("andibox login"));
    seat.press("Esc");
    seat.tell(Msg::Link(refused(ProblemKind::InvalidKey)));
    assert_eq!(seat.notice(), "", "it is in the frame, and was said");
    seat.tell(Msg::Link(Link::Live { at: noon() }));
    assert_eq!(seat.state.link, Link::Live { at: noon() });
}

#[test]
fn being_offline_is_a_normal_state_that_stops_nothing() {
    let mut seat = Seat::of(2);
    seat.tell(Msg::Link(Link::Offline {
        since: noon(),
        problem: Problem::new(ProblemKind::Unreachable, "refused"),
        retry_at: None,
    }));
    assert_eq!(seat.notice(), "");
    seat.press("r");
    seat.type_text("Hi");
    seat.press("Ctrl-s");
    assert_eq!(seat.sent(), ["Hi"]);
}

#[test]
fn broken_elements_are_counted_and_the_first_is_named() {
    for (count, words) in [
        (
            1,
            "One element of the server's list could not be read: $.items[3]. The others are shown.",
        ),
        (
            4,
            "4 elements of the server's list could not be read, the first: $.items[3]. The others are shown.",
        ),
        (0, ""),
    ] {
        let mut seat = Seat::of(1);
        seat.tell(Msg::Broken(count, "$.items[3]".into()));
        assert_eq!(seat.notice(), words);
    }
}

#[test]
fn words_from_outside_are_made_safe_before_they_are_said() {
    let mut seat = Seat::of(1);
    seat.tell(Msg::Failed("a\u{1b}[31mb\u{202e}c\n\0".into()));
    assert!(
        !seat
            .notice()
            .chars()
            .any(|letter| letter.is_control() || letter == '\u{202e}')
    );
    let kind = seat.state.notice.as_ref().map(|notice| notice.kind);
    assert_eq!(kind, Some(NoticeKind::Error));
}

#[test]
fn what_the_program_learns_is_kept() {
    let mut seat = Seat::of(1);
    seat.tell(Msg::Strategy(StatusStrategy::Event));
    assert_eq!(seat.state.strategy, Some(StatusStrategy::Event));
    seat.press("Ctrl-r");
    assert!(seat.effects.contains(&Effect::Refresh));
}

#[test]
fn copying_offers_what_the_screen_shows() {
    let mut seat = Seat::of(1);
    seat.press("Enter y");
    assert_eq!(seat.question().1, "tmi");
    seat.press("t");
    assert!(
        seat.effects
            .iter()
            .any(|effect| { matches!(effect, Effect::Copy(text) if text.as_str() == "words 2") })
    );
    let mut seat = Seat::of(0);
    seat.press("y");
    assert_eq!(
        seat.notice(),
        "There is nothing here to copy: ] shows the next view."
    );
}

#[test]
fn a_request_is_looked_at_copied_as_curl_without_the_key_and_left_for_the_log() {
    for (w, h) in [(40, 12), (120, 40)] {
        let mut seat = Seat::sized(w, h, 1);
        seat.state.facts.address = "https://andi.example/api/v1".into();
        for number in 0..30 {
            seat.tell(Msg::Request(request(number)));
        }
        seat.press("@ j j Enter");
        let page = seat.page().join("\n");
        assert!(page.starts_with("Request  GET "), "{page}");
        assert!(page.contains("ms, begun at"), "{page}");
        seat.press("y");
        assert_eq!(seat.question().1, "ca");
        seat.press("c");
        let copied = seat.taken().into_iter().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.to_string()),
            _ => None,
        });
        let copied = copied.unwrap();
        assert!(
            copied.starts_with("curl -sSg -H \"x-api-key: $ANDI_API_KEY\""),
            "{copied}"
        );
        let path = request(27).path.expose().to_owned();
        assert!(
            copied.ends_with(&format!("'https://andi.example{path}'")),
            "{copied}"
        );
        assert!(
            seat.page()[0].starts_with("Request  GET "),
            "it is still open"
        );
        seat.press("Esc G Enter Esc");
        let pager = seat.pager().unwrap();
        assert_eq!(
            (pager.kind.clone(), pager.selected),
            (PagerKind::Requests, 29)
        );
        seat.press("Esc");
        assert!(seat.pager().is_none());
    }
}

#[test]
fn the_cursor_of_the_request_log_stays_on_its_request() {
    let mut seat = Seat::of(1);
    for number in 0..5 {
        seat.tell(Msg::Request(request(number)));
    }
    seat.press("@ j");
    seat.tell(Msg::Request(request(9)));
    seat.press("Enter");
    let path = request(3).path.expose().to_owned();
    assert!(seat.page()[0].contains(&path), "{:?}", seat.page());
}
