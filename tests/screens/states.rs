//! No state is told by colour alone: wherever two states look different, their characters are different too.

use andibox::app::Facts;
use andibox::app::msg::Msg;
use andibox::model::*;
use andibox::theme::{ColorDepth, Theme, ThemeName};
use uuid::Uuid;

use crate::buffers::{drawn, styled, text};
use crate::desk::{Desk, SIZES};
use crate::shots::draft_key;
use crate::world::{World, agent, ago, author, busy, customer, row};

/// Draws each state at each size in each theme. No two may differ by style alone, and all of them must differ.
fn told_apart<S>(states: &[S], name: impl Fn(&S) -> String, make: impl Fn(&S, (u16, u16)) -> Desk) {
    let dark = Theme::builtin(ThemeName::Dark);
    for size in SIZES {
        let screens: Vec<(String, String, String)> = states
            .iter()
            .map(|state| {
                let desk = make(state, size);
                let look = |theme: &Theme| drawn(&desk.state, theme).0;
                let plain = look(&dark.reduced_to(ColorDepth::None));
                (name(state), text(&plain), styled(&look(&dark)))
            })
            .collect();
        for (index, (one, chars, colored)) in screens.iter().enumerate() {
            for (other, other_chars, other_colored) in &screens[index + 1..] {
                assert_ne!(colored, other_colored, "{one} and {other} at {size:?}");
                assert_ne!(
                    chars, other_chars,
                    "{one} and {other} differ by their style alone at {size:?}"
                );
            }
        }
    }
}

fn debug<S: std::fmt::Debug>(state: &S) -> String {
    format!("{state:?}")
}

/// A desk whose only conversation holds these messages and requests.
fn reading(messages: Vec<Message>, outgoing: Vec<Outgoing>, size: (u16, u16)) -> Desk {
    let mut world = busy();
    world.messages = messages;
    world.outgoing = outgoing;
    world.new_from = 99;
    let mut desk = Desk::new(world, size);
    desk.keys("Enter");
    desk
}

/// A desk whose only thread is this one.
fn with_row(row: ThreadRow, size: (u16, u16)) -> Desk {
    let world = World {
        channels: busy().channels,
        rows: vec![row],
        ..World::default()
    };
    Desk::new(world, size)
}

fn jane(waiting: Waiting) -> ThreadRow {
    row("t1", "Jane Customer", "Order", "Where is it?", waiting)
}

#[test]
fn deliveries_are_told_apart_by_words() {
    let states = ["pending", "sent", "delivered", "failed", "throttled"];
    told_apart(&states, debug, |state, size| {
        let mut ours = agent("m1", "We are looking into it", 5);
        ours.status = MessageStatus::read(state);
        reading(vec![ours], Vec::new(), size)
    });
}

#[test]
fn requests_on_their_way_are_told_apart_by_words() {
    let problem = || Problem::new(ProblemKind::InvalidRequest, "no");
    let states = [
        OutgoingState::Held { until: ago(-1) },
        OutgoingState::Queued { after: None },
        OutgoingState::Sending,
        OutgoingState::Sent,
        OutgoingState::Rejected(problem()),
        OutgoingState::Unknown {
            problem: problem(),
            absent: 0,
            checked_at: None,
        },
    ];
    told_apart(&states, debug, |state, size| {
        let request = Outgoing {
            id: ClientMessageId::new(Uuid::from_u128(1)),
            action: Action::Message {
                conversation: draft_key(Mode::Reply).conversation,
                mode: Mode::Reply,
                text: "On its way".to_owned(),
                parent: None,
                attachments: Vec::new(),
                author: author(AuthorRole::Agent, "Ana Support"),
            },
            state: state.clone(),
            created_at: ago(2),
            attempts: 1,
            last_problem: None,
        };
        reading(vec![customer("m1", "Where is it?", 5)], vec![request], size)
    });
}

#[test]
fn who_waits_is_told_by_words_and_who_waits_too_long_by_a_sign() {
    let minutes = 239..=242;
    let states: Vec<Waiting> = minutes
        .flat_map(|minutes| {
            let at = ago(minutes);
            [Waiting::FirstReply(at), Waiting::Reply(at)]
        })
        .chain([Waiting::Customer(ago(239)), Waiting::Nobody])
        .collect();
    let dark = Theme::builtin(ThemeName::Dark);
    for size in SIZES {
        let screens: Vec<(Waiting, String, String)> = states
            .iter()
            .map(|waiting| {
                let (buffer, _) = drawn(&with_row(jane(*waiting), size).state, &dark);
                (*waiting, text(&buffer), styled(&buffer))
            })
            .collect();
        for (one, chars, colored) in &screens {
            for (other, other_chars, other_colored) in &screens {
                // Those that wait for the same and as long in words may look the same, but then altogether.
                assert_eq!(
                    chars == other_chars,
                    colored == other_colored,
                    "{one:?} and {other:?} at {size:?}"
                );
            }
        }
    }
}

#[test]
fn statuses_and_marks_of_a_row_are_told_by_words_and_signs() {
    let mut rows = vec![("open", jane(Waiting::Nobody))];
    for (name, status) in [
        ("closed", ThreadStatus::Closed),
        ("archived", ThreadStatus::Archived),
        ("odd", ThreadStatus::read("parked")),
    ] {
        let mut row = jane(Waiting::Nobody);
        row.status = status;
        rows.push((name, row));
    }
    let mut changed = |name, change: fn(&mut ThreadRow)| {
        let mut row = jane(Waiting::Nobody);
        change(&mut row);
        rows.push((name, row));
    };
    changed("unread", |row| row.unread = true);
    changed("draft", |row| row.draft = true);
    changed("outgoing", |row| row.outgoing = 1);
    changed("failed", |row| row.failed = 1);
    changed("deleted", |row| row.gone = true);
    changed("wrote again", |row| {
        row.status = ThreadStatus::Closed;
        row.waiting = Waiting::Reply(ago(12));
        row.wrote_again = true;
    });
    told_apart(
        &rows,
        |(name, _)| (*name).to_owned(),
        |(_, row), size| {
            let mut desk = with_row(row.clone(), size);
            desk.keys("ga ]");
            desk
        },
    );
}

#[test]
fn the_link_is_told_by_words() {
    let problem = || Problem::new(ProblemKind::Unreachable, "connection refused");
    let links = [
        Link::Connecting,
        Link::Live { at: ago(0) },
        Link::Live { at: ago(90) },
        Link::Offline {
            since: ago(3),
            problem: problem(),
            retry_at: None,
        },
        Link::KeyRefused {
            since: ago(3),
            problem: problem(),
        },
    ];
    told_apart(&links, debug, |link, size| {
        let mut desk = Desk::new(busy(), size);
        desk.state.link = link.clone();
        desk
    });
}

#[test]
fn a_read_only_profile_is_told_by_a_word_at_every_size() {
    for size in SIZES {
        let facts = Facts {
            profile: "a-profile-with-a-name-that-is-much-too-long-for-it".into(),
            local: false,
            read_only: true,
            ..Facts::default()
        };
        let mut desk = Desk::with(facts, busy(), size);
        desk.state.failed = 3;
        desk.state.queued = 12;
        let header = desk.screen().lines().next().unwrap().to_owned();
        assert!(header.contains("READ-ONLY"), "{size:?}: {header}");
    }
}

#[test]
fn a_read_only_profile_is_taught_no_command_that_it_would_refuse() {
    let writing = [
        "reply",
        "note",
        "starts",
        "closes",
        "archives",
        "new thread",
    ];
    for keys in ["", "go", "gc", "ga", "ga ]", "gd", "Enter"] {
        for world in [World::default(), busy()] {
            let empty = world.rows.is_empty();
            let facts = Facts {
                read_only: true,
                ..Facts::default()
            };
            let mut desk = Desk::with(facts, world, (200, 60));
            desk.keys(keys);
            let screen = desk.screen();
            let last = screen.trim_end().lines().next_back().unwrap();
            let taught = if empty { screen.as_str() } else { last };
            for word in writing {
                // The view is called so, and its title holds the word.
                let taught = taught.replace("Needs reply", "").replace("a reply", "");
                assert!(!taught.contains(word), "{keys:?} {word}: {taught}");
            }
        }
    }
}

#[test]
fn the_palette_says_of_a_forbidden_command_that_it_is() {
    let facts = Facts {
        read_only: true,
        ..Facts::default()
    };
    let mut desk = Desk::with(facts, busy(), (80, 24));
    desk.keys(":");
    desk.types("archive");
    let screen = desk.screen();
    assert!(screen.contains("read-only"), "{screen}");
    desk.keys("Enter");
    assert!(desk.screen().contains("This profile is read-only"));
    // The rest of it is as ever.
    desk.send(Msg::Key("?".parse().unwrap()));
    assert!(desk.screen().contains("Help"));
}

#[test]
fn authors_and_modes_are_told_by_words() {
    let roles = [
        AuthorRole::User,
        AuthorRole::Agent,
        AuthorRole::Assistant,
        AuthorRole::System,
    ];
    told_apart(&roles, debug, |role, size| {
        let mut message = customer("m1", "Hello", 5);
        message.author = author(role.clone(), "Kim");
        reading(vec![message], Vec::new(), size)
    });
    told_apart(
        &["r", "i"],
        |keys| (*keys).to_owned(),
        |keys, size| {
            let mut desk = Desk::new(busy(), size);
            desk.keys(keys);
            desk
        },
    );
}
