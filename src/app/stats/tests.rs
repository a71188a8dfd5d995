//! The charts: bars tell by their length, everything fits its columns, and the pager follows its size.

use chrono::{DateTime, Days, TimeDelta, Utc};

use super::chart::{Fill, bar};
use super::lines;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::overlay::{Overlay, PagerLine};
use crate::app::tests::seat::Seat;
use crate::model::{ChannelBacklog, DayCount, Recent, Stats, Times};
use crate::text::width;

fn now() -> DateTime<Utc> {
    "2026-03-31T12:00:00Z".parse().unwrap()
}

fn times(count: u32, median: i64, p90: i64) -> Times {
    Times {
        count,
        median: Some(TimeDelta::minutes(median)),
        p90: Some(TimeDelta::minutes(p90)),
    }
}

fn stats() -> Stats {
    let today = now().date_naive();
    Stats {
        at: now(),
        by_age: [12, 5, 0, 1, 40],
        by_channel: (0..11)
            .map(|number| ChannelBacklog {
                channel: format!("c{number}").as_str().into(),
                label: format!("A channel with the long name {number}").into(),
                threads: 20 - number,
            })
            .collect(),
        first_response: Recent {
            week: Times::default(),
            month: times(3, 12, 200),
        },
        resolution: Recent::default(),
        days: (0..14)
            .map(|day| DayCount {
                date: today - Days::new(13 - day),
                inbound: 100 * day as u32,
                outbound: 3,
            })
            .collect(),
    }
}

fn text(line: &PagerLine) -> String {
    line.iter().map(|(_, words)| words.as_str()).collect()
}

#[test]
fn a_bar_is_as_long_as_its_share_and_never_gone() {
    for (value, most, cols, long) in [
        (0, 10, 8, 0),
        (-3, 10, 8, 0),
        (10, 10, 8, 8),
        (5, 10, 8, 4),
        (1, 1_000_000, 8, 1),
        (i64::MAX, i64::MAX, 50, 50),
        (3, 3, 0, 0),
        (1, 0, 8, 0),
    ] {
        let drawn = bar(value, most, cols, Fill::Solid);
        assert_eq!(drawn.chars().count(), long, "{value} of {most} in {cols}");
    }
}

#[test]
fn every_line_fits_its_columns_from_the_narrowest_to_the_widest() {
    for cols in [37, 38, 69, 70, 77, 117, 149, 150, 197, 300] {
        for line in lines(&stats(), cols) {
            assert!(width(&text(&line)) <= cols, "{cols}: {:?}", text(&line));
        }
    }
}

#[test]
fn every_number_stands_beside_its_bar() {
    let lines: Vec<String> = lines(&stats(), 60).iter().map(text).collect();
    let has = |wanted: &str| lines.iter().any(|line| line.trim_end() == wanted);
    assert!(has("Waiting for a reply: 58"), "{lines:#?}");
    assert!(has("4 to 24 h   0"), "{lines:#?}");
    assert!(has("no thread was settled in 30 days"), "{lines:#?}");
    assert!(has("answered: 0 in 7 days, 3 in 30"), "{lines:#?}");
    assert!(has("7 days   median none"), "{lines:#?}");
    let ends = |wanted: &str| lines.iter().any(|line| line.ends_with(wanted));
    assert!(ends("█ 3h 20m"), "{lines:#?}");
    assert!(ends("█ 40"), "{lines:#?}");
    // Three of eleven channels: 12, 11 and 10.
    let others = lines.iter().find(|line| line.starts_with("3 others"));
    assert!(
        others.is_some_and(|line| line.ends_with("█ 33")),
        "{lines:#?}"
    );
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("Tue 31 Mar 1300 ██"))
    );
}

#[test]
fn the_numbers_are_asked_for_shown_and_laid_out_anew_for_another_size() {
    let mut seat = Seat::of(2);
    seat.press("g S");
    assert!(
        seat.effects
            .iter()
            .any(|effect| matches!(effect, Effect::LoadStats(..)))
    );
    seat.tell(Msg::Stats(Box::new(stats())));
    let rows = |seat: &Seat| match &seat.state.overlay {
        Some(Overlay::Pager(pager)) => pager.rows().len(),
        _ => 0,
    };
    let wide = rows(&seat);
    seat.tell(Msg::Resize(40, 12));
    assert!(rows(&seat) > wide);
    seat.press("G");
    seat.tell(Msg::Resize(120, 40));
    assert_eq!(rows(&seat), wide);
}

#[test]
fn numbers_that_come_after_the_pager_was_left_cover_nothing() {
    let mut seat = Seat::of(2);
    seat.press("g S Esc");
    seat.tell(Msg::Stats(Box::new(stats())));
    assert!(seat.state.overlay.is_none());
}
