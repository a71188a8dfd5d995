//! Laws: what holds for every conversation and every body.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::resources::documented_message;
use super::{at, changed, failed, inbound, message, outbound, thread};
use crate::model::ThreadStatus::{Archived, Closed, Open};
use crate::model::{
    ApiKey, Direction, Message, Stamp, StatusEvent, Thread, ThreadStatus, Waiting,
    effective_status, lifecycle, read_item, read_listing, waiting,
};

fn any_status() -> impl Strategy<Value = ThreadStatus> {
    prop_oneof![Just(Open), Just(Closed), Just(Archived)]
}

/// A conversation in chronological order, one message a minute: questions, answers, failures, notes, and status
/// changes on a server that always says open.
fn any_conversation() -> impl Strategy<Value = Vec<Message>> {
    let step = prop_oneof![
        Just(0_u8),
        Just(1),
        Just(2),
        Just(3),
        Just(4),
        Just(5),
        Just(6),
    ];
    prop::collection::vec(step, 0..12).prop_map(|steps| {
        let mut status = Open;
        (1..)
            .zip(steps)
            .map(|(minute, step)| {
                let to = match step {
                    0 => return inbound(minute),
                    1 => return outbound(minute),
                    2 => return failed(minute),
                    3 => return message(Direction::Internal, minute),
                    4 => Closed,
                    5 => Archived,
                    _ => Open,
                };
                let from = std::mem::replace(&mut status, to.clone());
                changed(from, to, Open, minute)
            })
            .collect()
    })
}

/// Any JSON, not too large.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,8}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn seen(thread: &Thread, messages: &[Message]) -> ThreadStatus {
    let newest = messages.iter().rev().find_map(StatusEvent::of);
    effective_status(&thread.status, newest.as_ref())
}

proptest! {
    #[test]
    fn a_life_and_the_waiting_clock_agree_on_whether_the_customer_waits(messages in any_conversation()) {
        let thread = thread(Open);
        let life = lifecycle(&thread, &messages);
        let status = seen(&thread, &messages);
        prop_assert_eq!(life.settled_at.is_some(), status != Open);
        let clock = waiting(&messages, &status, life.settled_at);
        let still = life.waits.last().filter(|wait| wait.to.is_none());
        prop_assert_eq!(clock.for_us().is_some(), still.is_some());
    }

    #[test]
    fn waits_follow_each_other_and_never_end_before_they_begin(messages in any_conversation()) {
        let life = lifecycle(&thread(Open), &messages);
        for wait in &life.waits {
            prop_assert!(wait.to.is_none_or(|to| to >= wait.from));
        }
        for two in life.waits.windows(2) {
            prop_assert!(two[0].to.is_some_and(|to| to <= two[1].from));
        }
        prop_assert!(life.moments.is_sorted_by_key(|moment| moment.at));
    }

    #[test]
    fn a_note_changes_nothing_for_the_customer(messages in any_conversation(), place in any::<prop::sample::Index>()) {
        let mut noted = messages.clone();
        let place = place.index(messages.len() + 1);
        let minute = i64::try_from(place).unwrap();
        noted.insert(place, message(Direction::Internal, minute));
        noted.insert(place, failed(minute));
        prop_assert_eq!(waiting(&noted, &Open, None), waiting(&messages, &Open, None));
    }

    #[test]
    fn an_answer_leaves_nobody_waiting_for_us(messages in any_conversation(), status in any_status()) {
        let mut messages = messages;
        messages.push(outbound(50));
        let clock = waiting(&messages, &status, Some(at(20)));
        let expected = if status == Open { Waiting::Customer(at(50)) } else { Waiting::Nobody };
        prop_assert_eq!(clock, expected);
    }

    #[test]
    fn the_effective_status_is_the_servers_or_the_events(server in any_status(), from in any_status(), to in any_status(), base in any_status()) {
        let event = StatusEvent::of(&changed(from, to.clone(), base.clone(), 1)).unwrap();
        let status = effective_status(&server, Some(&event));
        prop_assert_eq!(status, if base == server { to } else { server });
    }

    #[test]
    fn no_element_of_a_list_is_lost(flaws in prop::collection::vec(prop::option::of(any_json()), 0..6)) {
        let elements: Vec<Value> =
            flaws.iter().map(|flaw| flaw.clone().unwrap_or_else(documented_message)).collect();
        for body in [json!(elements), json!({"items": elements}), json!({"data": elements})] {
            let listing = read_listing::<Message>(body.to_string().as_bytes()).unwrap();
            prop_assert_eq!(listing.items.len() + listing.broken.len(), elements.len());
            prop_assert_eq!(listing.items.len(), flaws.iter().filter(|flaw| flaw.is_none()).count());
        }
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..64), json in any_json()) {
        let _ = read_listing::<Message>(&bytes);
        let _ = read_item::<Thread>(&bytes);
        let _ = read_listing::<Message>(json.to_string().as_bytes());
        let _ = read_item::<Thread>(json.to_string().as_bytes());
    }

    #[test]
    fn any_field_of_a_message_may_hold_anything_without_a_panic(field in 0_usize..15, value in any_json()) {
        let mut json = documented_message();
        let name = json.as_object().unwrap().keys().nth(field).unwrap().clone();
        json[&name] = value;
        let listing = read_listing::<Message>(json!([json, documented_message()]).to_string().as_bytes()).unwrap();
        prop_assert!(!listing.items.is_empty());
        for broken in listing.broken {
            prop_assert!(broken.path.expose().starts_with(&format!("$[0].{name}")), "{:?}", broken);
        }
    }

    #[test]
    fn a_message_that_was_read_is_written_as_the_same_message(text in ".{0,20}", raw in any_json()) {
        let mut json = documented_message();
        json["text"] = json!(text);
        json["raw"] = raw;
        let message: Message = serde_json::from_value(json.clone()).unwrap();
        prop_assert_eq!(serde_json::to_value(message).unwrap(), json);
    }

    #[test]
    fn a_stamp_keeps_its_string_whatever_it_is(raw in ".{0,40}") {
        let stamp = Stamp::read(&raw);
        prop_assert_eq!(stamp.raw().expose(), &raw);
    }

    #[test]
    fn a_stamp_of_a_moment_is_read_as_that_moment(millis in 0_i64..4_000_000_000_000) {
        let moment = chrono::DateTime::from_timestamp_millis(millis).unwrap();
        prop_assert_eq!(Stamp::read(Stamp::of(moment).raw().expose()).at(), Some(moment));
    }

    #[test]
    fn a_key_shows_nothing_of_its_secret(secret in "[A-Za-z0-9_-]{16,40}") {
        let key = ApiKey::new(&format!("andi_local_{secret}")).unwrap();
        prop_assert_eq!(key.to_string(), "andi_local_…");
        prop_assert_eq!(format!("{key:?}"), "ApiKey(andi_local_…)");
    }
}

#[test]
fn names_of_requests_are_uuids_of_version_7_and_no_two_are_alike_or_one_bit_apart() {
    use super::super::ClientMessageIds;
    let now = super::at(0);
    let millis = u128::from(now.timestamp_millis().unsigned_abs());
    for seed in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef] {
        let mut ids = ClientMessageIds::new(uuid::Uuid::from_u128(seed));
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..10_000 {
            let uuid = ids.next(now).uuid();
            assert_eq!(uuid.get_version_num(), 7);
            assert_eq!(uuid.get_variant(), uuid::Variant::RFC4122);
            assert_eq!(uuid.as_u128() >> 80, millis);
            assert!(seen.insert(uuid.as_u128() >> 1), "{uuid}");
        }
    }
}
