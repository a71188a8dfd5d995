//! The question until when a thread is put away, and what is put away or back, at every size.

use andibox::app::msg::{Change, Msg};
use andibox::model::Reminder;
use chrono::TimeDelta;

use crate::desk::Desk;
use crate::shots::{after, at_desk, shoot};
use crate::world::*;

fn asking(typed: &str, size: (u16, u16)) -> Desk {
    let mut desk = after("j b", size);
    desk.types(typed);
    desk
}

#[test]
fn the_usual_times_are_offered() {
    shoot("remind_offers", |size| asking("", size));
}

#[test]
fn what_is_typed_is_read_back() {
    shoot("remind_understood", |size| asking("fri 14:30", size));
}

#[test]
fn what_is_not_understood_says_what_is() {
    shoot("remind_unclear", |size| asking("some day", size));
}

#[test]
fn what_is_refused_says_why() {
    shoot("remind_refused", |size| {
        let mut desk = asking("31 feb", size);
        desk.keys("Enter");
        desk
    });
}

#[test]
fn a_thread_that_is_back_says_reminder_and_one_put_away_until_when() {
    shoot("remind_marks", |size| {
        let mut desk = at_desk(size);
        let due = |hours| now() + TimeDelta::hours(hours);
        desk.world.rows[0].reminder = Some(Reminder {
            due: due(-1),
            is_due: true,
        });
        desk.world.rows[1].reminder = Some(Reminder {
            due: due(20),
            is_due: false,
        });
        desk.send(Msg::Changed(vec![Change::Threads]));
        desk.keys("j k");
        desk
    });
}
