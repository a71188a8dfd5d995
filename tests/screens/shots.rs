//! Lists, conversations and the composer as text, at every size.

use andibox::app::Facts;
use andibox::app::msg::{Change, Msg};
use andibox::model::*;
use chrono::TimeDelta;
use uuid::Uuid;

use crate::desk::{Desk, SIZES};
use crate::world::*;
use crate::{kinds, styles};

/// Takes a picture at every size.
pub fn shoot(name: &str, make: impl Fn((u16, u16)) -> Desk) {
    for (w, h) in SIZES {
        let desk = make((w, h));
        insta::assert_snapshot!(format!("{name}@{w}x{h}"), desk.screen());
        kinds::assert_shown(name, desk.state.overlay.as_ref());
        if kinds::is_styled(name) {
            for (look, styled) in styles::looks(&desk) {
                insta::assert_snapshot!(format!("style_{name}@{w}x{h}_{look}"), styled);
            }
        }
    }
}

/// A picture at one size.
pub fn shoot_at(name: &str, desk: &Desk) {
    let (w, h) = desk.state.size;
    insta::assert_snapshot!(format!("{name}@{w}x{h}"), desk.screen());
}

pub fn at_desk(size: (u16, u16)) -> Desk {
    Desk::new(busy(), size)
}

pub fn after(keys: &str, size: (u16, u16)) -> Desk {
    let mut desk = at_desk(size);
    desk.keys(keys);
    desk
}

pub fn draft_key(mode: Mode) -> DraftKey {
    DraftKey {
        conversation: Conversation::Thread {
            channel: "wa".into(),
            thread: "t1".into(),
        },
        mode,
    }
}

fn draft(mode: Mode) -> Draft {
    Draft {
        key: draft_key(mode),
        text: "Dear Jane".to_owned(),
        parent: None,
        updated_at: now(),
    }
}

#[test]
fn the_list_says_who_waits_and_how_long() {
    shoot("list", at_desk);
}

#[test]
fn a_list_longer_than_its_pane_says_where_the_selection_stands() {
    shoot("list_long", |size| {
        let mut world = busy();
        for number in 9..60 {
            let person = format!("Customer {number}");
            let waiting = Waiting::Reply(ago(200 + number));
            world.rows.push(row(
                &format!("t{number}"),
                &person,
                "A question",
                "How does this work?",
                waiting,
            ));
        }
        let mut desk = Desk::new(world, size);
        desk.keys(&"j ".repeat(30));
        desk
    });
}

#[test]
fn news_wait_in_the_frame_and_move_no_row() {
    shoot("list_news", |size| {
        let mut desk = after("j", size);
        for number in 0..3 {
            let id = format!("n{number}");
            let waiting = Waiting::FirstReply(ago(1));
            desk.world
                .rows
                .insert(0, row(&id, "Somebody new", "Hello?", "Hello?", waiting));
        }
        desk.send(Msg::Changed(vec![Change::Threads]));
        desk
    });
}

#[test]
fn rows_that_left_the_view_fade_and_say_why() {
    shoot("list_left", |size| {
        let mut desk = after("j", size);
        desk.world.rows[0].status = ThreadStatus::Closed;
        desk.world.rows[1].waiting = Waiting::Customer(ago(1));
        desk.world.rows[2].gone = true;
        desk.send(Msg::Changed(vec![Change::Threads]));
        for index in [0, 1, 4] {
            desk.state.list.rows[index].left = true;
        }
        desk
    });
}

#[test]
fn a_channel_shows_its_feed_first_and_no_channel_names() {
    shoot("list_channel", |size| {
        let mut desk = after("1 G k k 2", size);
        desk.keys("gg");
        desk
    });
}

#[test]
fn a_filter_stands_in_the_title() {
    shoot("list_filtered", |size| {
        let mut desk = after("/", size);
        desk.types("status:open jane");
        desk.keys("Enter");
        desk
    });
}

#[test]
fn the_places_have_the_keyboard() {
    shoot("places", |size| after("1 j", size));
}

#[test]
fn without_a_preview_the_list_has_the_room() {
    shoot("list_alone", |size| after("p", size));
}

#[test]
fn a_portrait_terminal_stacks_its_panes() {
    shoot_at("stacked", &after("3", (90, 70)));
}

#[test]
fn the_conversation_shows_authors_states_and_what_is_new() {
    shoot("conversation", |size| after("Enter", size));
}

#[test]
fn the_selected_message_is_marked_while_the_conversation_is_read() {
    shoot("conversation_scrolled", |size| after("Enter k k k k", size));
}

#[test]
fn events_unfold_one_a_line() {
    shoot("conversation_events", |size| {
        after("Enter H k k k k k", size)
    });
}

#[test]
fn messages_that_are_not_here_are_counted() {
    shoot("conversation_earlier", |size| {
        let mut world = busy();
        world.earlier = 412;
        world.new_from = 99;
        let mut desk = Desk::new(world, size);
        desk.keys("Enter Ctrl-u Ctrl-u Ctrl-u Ctrl-u Ctrl-u Ctrl-u Ctrl-u");
        desk
    });
}

fn outgoing(number: u128, state: OutgoingState, text: &str) -> Outgoing {
    Outgoing {
        id: ClientMessageId::new(Uuid::from_u128(number)),
        action: Action::Message {
            conversation: draft_key(Mode::Reply).conversation,
            mode: Mode::Reply,
            text: text.to_owned(),
            parent: None,
            author: author(AuthorRole::Agent, "Ana Support"),
            attachments: Vec::new(),
        },
        state,
        created_at: ago(2),
        attempts: 1,
        last_problem: None,
    }
}

#[test]
fn what_is_on_its_way_says_how_far_it_is() {
    shoot("conversation_outgoing", |size| {
        let mut world = busy();
        let problem = |kind, words: &str| Problem::new(kind, words);
        world.messages.truncate(1);
        world.new_from = 99;
        let later = OutgoingState::Queued { after: None };
        let rejected =
            OutgoingState::Rejected(problem(ProblemKind::InvalidRequest, "text is too long"));
        let unknown = OutgoingState::Unknown {
            problem: problem(ProblemKind::NoAnswer, "connection reset"),
            absent: 0,
            checked_at: None,
        };
        let mut close = outgoing(5, OutgoingState::Sending, "");
        close.action = Action::Status {
            channel: "wa".into(),
            thread: "t1".into(),
            from: ThreadStatus::Open,
            to: ThreadStatus::Closed,
            author: author(AuthorRole::Agent, "Ana Support"),
        };
        world.outgoing = vec![
            outgoing(1, rejected, "A reply that the server refused."),
            outgoing(
                2,
                unknown,
                "A reply of which nobody knows whether it arrived.",
            ),
            outgoing(3, OutgoingState::Sending, "A reply under way."),
            outgoing(4, later, "A reply that waits for the line."),
            close,
        ];
        let mut desk = Desk::new(world, size);
        desk.keys("Enter");
        desk
    });
}

#[test]
fn calls_bots_and_unknown_words_are_told_apart() {
    shoot("conversation_kinds", |size| {
        let mut world = busy();
        world.new_from = 99;
        let mut call = customer("k1", "Asked where the parcel is. Calls again tomorrow.", 90);
        call.kind = MessageKind::Call;
        let mut bot = agent("k2", "I am a bot and can look up parcels.", 80);
        bot.author = author(AuthorRole::Assistant, "Parcel bot");
        bot.status = MessageStatus::Pending;
        let mut unknown = customer("k3", "", 70);
        unknown.author = Author::of(AuthorRole::Unknown);
        unknown.kind = MessageKind::read("sticker");
        let mut odd = agent("k4", "Seen by nobody yet", 60);
        odd.status = MessageStatus::read("throttled");
        odd.created_at = Stamp::read("half past nine");
        let mut sms = customer("k5", "Sent from another number", 50);
        sms.author = Author::of(AuthorRole::User);
        sms.author.phone = Some("+49 170 1234567".into());
        world.messages = vec![call, bot, unknown, odd, sms];
        let mut desk = Desk::new(world, size);
        desk.keys("Enter");
        desk
    });
}

#[test]
fn a_conversation_without_messages_says_what_to_do() {
    shoot("conversation_empty", |size| {
        let mut world = busy();
        world.messages.clear();
        let mut desk = Desk::new(world, size);
        desk.keys("Enter");
        desk
    });
}

#[test]
fn a_channels_feed_is_a_conversation_too() {
    shoot("feed", |size| {
        let mut desk = after("1 G k k 2", size);
        desk.keys("gg Enter");
        desk
    });
}

#[test]
fn a_reply_names_the_person_and_the_channel() {
    shoot("reply", |size| {
        let mut desk = after("r", size);
        desk.types("Hi Jane,\n\nI am looking into it right now. Could you tell me the number on the label, please?");
        desk
    });
}

#[test]
fn an_empty_reply_says_what_goes_there() {
    shoot("reply_empty", |size| after("r", size));
}

#[test]
fn a_reply_to_a_certain_message_shows_it() {
    shoot("reply_parent", |size| {
        let mut desk = after("Enter k r", size);
        desk.types("Yes, that is fine.");
        desk
    });
}

#[test]
fn a_note_cannot_be_taken_for_a_reply() {
    shoot("note", |size| {
        let mut desk = after("i", size);
        desk.types("She called twice today.\nPlease be quick.");
        desk
    });
}

#[test]
fn a_long_draft_scrolls_with_its_cursor() {
    shoot("reply_long", |size| {
        let mut desk = after("r", size);
        for line in 1..=40 {
            desk.types(&format!("line {line}\n"));
        }
        desk.keys("Up Up Up");
        desk
    });
}

#[test]
fn a_draft_that_is_not_on_disk_says_so_in_the_composer() {
    shoot("reply_trouble", |size| {
        let mut desk = after("r", size);
        desk.types("Dear Jane");
        let words = "no space left on device";
        desk.send(Msg::DraftNotSaved(draft(Mode::Reply), words.into()));
        desk
    });
}

#[test]
fn drafts_that_only_memory_holds_are_counted_in_the_header() {
    shoot("drafts_unsaved", |size| {
        let mut desk = at_desk(size);
        desk.state.unsaved.push(draft(Mode::Note));
        desk
    });
}

#[test]
fn drafts_that_wait_are_named_in_the_head() {
    shoot("drafts", |size| {
        let mut world = busy();
        world.drafts = vec![(draft_key(Mode::Note), "remember".into())];
        let mut desk = Desk::new(world, size);
        desk.keys("Enter");
        desk
    });
}

#[test]
fn the_view_of_drafts_shows_their_words() {
    shoot("drafts_listed", |size| {
        let mut world = busy();
        let words = ["Hi Jane,\nit leaves today.", "\n  ask Omar \u{1b}[31mfirst"];
        let modes = [Mode::Reply, Mode::Note];
        for (row, (mode, words)) in world.rows.iter_mut().zip(modes.into_iter().zip(words)) {
            (row.draft, row.drafted) = (true, Some((mode, words.into())));
        }
        let mut desk = Desk::new(world, size);
        desk.keys("g d");
        desk
    });
}

#[test]
fn the_sidebar_tells_of_the_thread() {
    shoot("sidebar", |size| after("Enter 4", size));
}

#[test]
fn the_sidebar_leads_to_the_other_threads_of_the_customer() {
    shoot("sidebar_others", |size| {
        let mut world = busy();
        let mut said = customer("k1", "Where is my order?", 12);
        said.author.email = Some("jane.customer@example.com".into());
        world.messages = vec![said];
        let others = world.rows[1..4].to_vec();
        let mut desk = Desk::new(world, size);
        desk.keys("Enter 4");
        let generation = desk.state.generation;
        desk.send(Msg::Others {
            generation,
            rows: others,
        });
        desk.keys("G k");
        desk
    });
}

#[test]
fn offline_says_since_when_and_why() {
    shoot("offline", |size| {
        let mut desk = at_desk(size);
        desk.send(Msg::Link(Link::Offline {
            since: ago(69),
            problem: Problem::new(
                ProblemKind::Unreachable,
                "connection refused (os error 111)",
            ),
            retry_at: None,
        }));
        desk
    });
}

#[test]
fn a_key_that_was_never_given_is_not_called_refused() {
    let mut desk = at_desk((80, 24));
    desk.send(Msg::Link(Link::KeyRefused {
        since: ago(1),
        problem: Problem::new(ProblemKind::AuthenticationRequired, "there is no key"),
    }));
    let screen = desk.screen();
    assert!(screen.contains("✕ no key since"), "{screen}");
    assert!(!screen.contains("refused since"), "{screen}");
}

#[test]
fn a_refused_key_says_what_to_do() {
    shoot("key_refused", |size| {
        let mut desk = at_desk(size);
        let mut problem = Problem::new(ProblemKind::InvalidKey, "API key is invalid");
        problem.status = Some(401);
        desk.send(Msg::Link(Link::KeyRefused {
            since: ago(1),
            problem,
        }));
        desk
    });
}

#[test]
fn a_synchronisation_says_how_far_it_is_and_how_old_the_data_is() {
    shoot("synchronising", |size| {
        let mut desk = at_desk(size);
        let at = now() - TimeDelta::minutes(75);
        desk.send(Msg::Link(Link::Live { at }));
        desk.send(Msg::Progress(Progress {
            done: 34,
            total: 60,
        }));
        desk
    });
}

#[test]
fn the_local_workspace_says_how_to_connect() {
    shoot("local", |size| {
        let mut desk = Desk::local(busy(), size);
        desk.send(Msg::OutboxCounts {
            queued: 0,
            failed: 0,
        });
        desk
    });
}

#[test]
fn the_places_of_the_local_workspace_say_how_to_connect() {
    shoot("local_places", |size| {
        let mut desk = Desk::local(busy(), size);
        desk.keys("1");
        desk
    });
}

#[test]
fn a_read_only_program_says_so_and_offers_no_reply() {
    shoot("read_only", |size| {
        let facts = Facts {
            profile: "acme-support".into(),
            local: false,
            read_only: true,
            ..Facts::default()
        };
        Desk::with(facts, busy(), size)
    });
}

#[test]
fn marks_code_quotes_links_and_html_are_laid_out() {
    shoot("rich", |size| {
        let mut world = busy();
        let quote = "On Monday Ana wrote:\n".to_owned() + &"> Did the lamp arrive?\n".repeat(8);
        world.messages = vec![
            customer(
                "k1",
                "It is *broken*, see https://lamp.example/photos/1 or [the shop](https://lamp.example/).",
                60,
            ),
            agent(
                "k2",
                "Please run this:\n```sh\nlamp --reset\n\nlamp --on\n```\nand tell me `what it says`.",
                50,
            ),
            customer("k3", &format!("It says _nothing_.\n\n{quote}"), 40),
            customer(
                "k4",
                "<html><body><p>Dear <b>Ana</b>,</p><ul><li>one lamp</li><li>two bulbs</li></ul><p>Pay \
                 <a href=\"https://evil.example/x\">https://bank.example</a></p></body></html>",
                30,
            ),
        ];
        let mut desk = Desk::new(world, size);
        desk.keys("Enter");
        desk
    });
}
