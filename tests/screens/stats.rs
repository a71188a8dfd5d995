//! The numbers of the workspace, at every size.

use andibox::app::msg::Msg;
use andibox::model::{ChannelBacklog, DayCount, Recent, Stats, Times};
use chrono::{Days, TimeDelta};

use crate::shots::{after, shoot};
use crate::world::now;

fn times(count: u32, median: i64, p90: i64) -> Times {
    Times {
        count,
        median: Some(TimeDelta::minutes(median)),
        p90: Some(TimeDelta::minutes(p90)),
    }
}

pub fn known() -> Stats {
    let inbound = [41, 38, 44, 12, 8, 52, 47, 40, 39, 61, 10, 9, 55, 23];
    let outbound = [35, 40, 39, 3, 0, 49, 50, 41, 33, 58, 4, 2, 60, 19];
    let today = now().date_naive();
    let channel = |id: &str, label: &str, threads| ChannelBacklog {
        channel: id.into(),
        label: label.into(),
        threads,
    };
    Stats {
        at: now(),
        by_age: [4, 3, 3, 0, 2],
        by_channel: vec![
            channel("wa", "WhatsApp", 9),
            channel("em", "Email", 2),
            channel("ig", "Instagram \u{1b}[31m\u{202e}", 1),
        ],
        first_response: Recent {
            week: times(48, 14, 190),
            month: times(201, 22, 1500),
        },
        resolution: Recent {
            week: times(39, 320, 4000),
            month: times(188, 410, 9000),
        },
        days: (0..14)
            .map(|day| DayCount {
                date: today - Days::new(13 - day as u64),
                inbound: inbound[day],
                outbound: outbound[day],
            })
            .collect(),
    }
}

#[test]
fn the_numbers_are_charts_with_words_and_numbers_beside_them() {
    shoot("stats", |size| {
        let mut desk = after("gS", size);
        desk.send(Msg::Stats(Box::new(known())));
        desk
    });
}

#[test]
fn the_end_of_the_numbers_can_be_reached() {
    shoot("stats_end", |size| {
        let mut desk = after("gS", size);
        desk.send(Msg::Stats(Box::new(known())));
        desk.keys("G");
        desk
    });
}

#[test]
fn while_it_counts_it_says_so() {
    shoot("stats_counting", |size| after("gS", size));
}
