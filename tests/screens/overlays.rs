//! Empty states and overlays as text, at every size.

use andibox::app::effect::Timer;
use andibox::app::msg::Msg;
use andibox::model::*;

use crate::desk::Desk;
use crate::shots::{after, at_desk, shoot, shoot_at};
use crate::world::*;

fn empty() -> World {
    World {
        channels: busy().channels,
        ..World::default()
    }
}

#[test]
fn every_empty_view_teaches() {
    for (name, keys) in [
        ("needs_reply", ""),
        ("open", "go"),
        ("waiting", "go ]"),
        ("closed", "gc"),
        ("archived", "ga"),
        ("all", "ga ]"),
        ("drafts", "gd"),
        ("outbox", "gx"),
        ("failed", "gf"),
    ] {
        let mut desk = Desk::new(empty(), (80, 24));
        desk.keys(keys);
        shoot_at(&format!("empty_{name}"), &desk);
    }
}

#[test]
fn an_empty_inbox_teaches() {
    shoot("empty_inbox", |size| Desk::new(empty(), size));
}

#[test]
fn without_channels_there_is_nothing_to_answer() {
    shoot("empty_no_channels", |size| {
        Desk::local(World::default(), size)
    });
}

#[test]
fn a_filter_without_result_says_how_to_leave_it() {
    shoot("empty_filtered", |size| {
        let mut desk = at_desk(size);
        desk.world.rows.clear();
        desk.keys("/");
        desk.types("nobody");
        desk.keys("Enter");
        desk
    });
}

#[test]
fn the_first_synchronisation_says_what_happens() {
    shoot("empty_synchronising", |size| {
        let mut desk = Desk::new(World::default(), size);
        desk.send(Msg::Progress(Progress { done: 3, total: 60 }));
        desk
    });
}

#[test]
fn a_server_never_reached_says_what_to_look_at() {
    shoot("empty_offline", |size| {
        let mut desk = Desk::new(World::default(), size);
        desk.send(Msg::Link(Link::Offline {
            since: ago(1),
            problem: Problem::new(ProblemKind::Unreachable, "name not known"),
            retry_at: None,
        }));
        desk
    });
}

#[test]
fn nothing_put_away_says_how_a_thread_is() {
    shoot("empty_snoozed", |size| {
        let mut desk = Desk::new(World::default(), size);
        desk.send(Msg::Link(Link::Live { at: now() }));
        desk.keys("g z");
        desk
    });
}

#[test]
fn the_help_shows_the_keys() {
    shoot("help", |size| after("?", size));
}

#[test]
fn a_pager_scrolled_to_its_end_says_so() {
    shoot("help_end", |size| after("? G", size));
}

#[test]
fn the_raw_view_shows_the_json() {
    shoot("raw", |size| {
        let mut desk = after("Enter gs", size);
        let json = "{\n  \"id\": \"m10\",\n  \"direction\": \"inbound\",\n  \"text\": \"Need help with my order\",\n  \"metadata\": null\n}";
        desk.send(Msg::Raw(json.into()));
        desk
    });
}

#[test]
fn json_is_folded_and_searched() {
    shoot("raw_folded", |size| {
        let mut desk = after("Enter gs", size);
        let json = r#"{"id":"m10","metadata":{"order":{"id":7,"lines":[1,2,3]},"plan":"pro"},"text":"Need help"}"#;
        desk.send(Msg::Raw(json.into()));
        desk.keys("j j j Enter");
        desk
    });
}

#[test]
fn the_request_log_shows_what_was_asked() {
    shoot("requests", |size| {
        let mut desk = at_desk(size);
        for (status, path) in [
            (Some(200), "/channels"),
            (Some(304), "/channels/ch_01HV/threads"),
            (Some(429), "/channels/ch_01HV/threads/thr_01HV8Z3Q/messages"),
            (None, "/channels"),
        ] {
            desk.send(Msg::Request(RequestRecord {
                at: ago(1),
                method: "GET",
                path: path.into(),
                status,
                millis: 42,
                bytes: 18_233,
                problem: (status.is_none() || status == Some(429))
                    .then(|| Problem::new(ProblemKind::NoAnswer, "connection reset by peer")),
            }));
        }
        desk.keys("@");
        desk
    });
}

#[test]
fn a_request_shows_its_details_and_curl() {
    shoot("request", |size| {
        let mut desk = at_desk(size);
        desk.send(Msg::Request(RequestRecord {
            at: ago(1),
            method: "POST",
            path: "/api/v1/channels/ch_01HV/threads/thr_01HV8Z3Q/messages".into(),
            status: Some(429),
            millis: 42,
            bytes: 18_233,
            problem: Some(Problem::new(
                ProblemKind::NoAnswer,
                "connection reset by peer",
            )),
        }));
        desk.keys("@ Enter");
        desk
    });
}

#[test]
fn the_life_of_a_thread_stands_on_one_screen() {
    shoot("lifecycle", |size| {
        let mut desk = after("L", size);
        let mut thread = thread();
        thread.id = "t1".into();
        let life = lifecycle(&thread, &conversation());
        desk.send(Msg::Lifecycle("t1".into(), Box::new(life)));
        desk
    });
}

#[test]
fn a_menu_shows_its_letters() {
    shoot("menu_status", |size| after("s", size));
}

#[test]
fn a_long_question_stands_inside_of_its_box() {
    shoot("menu_question", |size| after("i Ctrl-x t", size));
}

#[test]
fn a_long_menu_fits() {
    shoot("menu_channels", |size| {
        let mut world = busy();
        for number in 5..30 {
            world.channels.push(channel(
                &format!("c{number}"),
                &format!("Channel {number}"),
                0,
                0,
            ));
        }
        let mut desk = Desk::new(world, size);
        desk.keys("c");
        desk
    });
}

#[test]
fn a_filter_is_typed_with_the_list_in_sight() {
    shoot("prompt_filter", |size| {
        let mut desk = after("/", size);
        desk.types("waiting:>2h jane");
        desk
    });
}

#[test]
fn a_wrong_filter_says_where_and_why() {
    shoot("prompt_filter_wrong", |size| {
        let mut desk = after("/", size);
        desk.types("waiting:>soon");
        desk
    });
}

#[test]
fn the_palette_shows_the_keys_of_commands() {
    shoot("palette", |size| after(": Down Down", size));
}

#[test]
fn the_palette_narrows() {
    shoot("palette_narrowed", |size| {
        let mut desk = after(":", size);
        desk.types("close");
        desk
    });
}

#[test]
fn a_palette_without_matches_says_so() {
    shoot("palette_none", |size| {
        let mut desk = after(":", size);
        desk.types("qqqq");
        desk
    });
}

#[test]
fn a_title_is_asked_for() {
    shoot("prompt_title", |size| {
        let mut desk = after("c 1", size);
        desk.types("A parcel for Gdańsk");
        desk
    });
}

#[test]
fn what_can_follow_a_key_is_listed_after_a_moment() {
    shoot("which_key", |size| {
        let mut desk = after("g", size);
        let press = desk.state.press;
        desk.send(Msg::Timer(Timer::WhichKey(press)));
        desk
    });
}

#[test]
fn what_can_follow_ctrl_x_is_listed_in_the_composer() {
    shoot("which_key_composer", |size| {
        let mut desk = after("r Ctrl-x", size);
        let press = desk.state.press;
        desk.send(Msg::Timer(Timer::WhichKey(press)));
        desk
    });
}

#[test]
fn a_notice_takes_the_footer() {
    shoot("notice", |size| after("e", size));
}

#[test]
fn a_long_error_is_read_to_its_end() {
    shoot("notice_error", |size| {
        let mut desk = at_desk(size);
        let words = "The server refused the request (403): the key lacks channels.write. Ask your admin for a key with that permission. Your text is kept.";
        desk.send(Msg::Failed(words.into()));
        desk
    });
}

#[test]
fn a_terminal_too_small_says_so() {
    for size in [(30, 8), (39, 30), (100, 5), (12, 3)] {
        shoot_at("too_small", &at_desk(size));
    }
}

#[test]
fn the_help_is_searched_while_it_is_typed() {
    shoot("help_searched", |size| {
        let mut desk = after("? /", size);
        desk.types("archive");
        desk
    });
}

#[test]
fn a_search_of_the_help_without_result_says_so() {
    shoot("help_nothing", |size| {
        let mut desk = after("? /", size);
        desk.types("teapot");
        desk
    });
}

#[test]
fn a_command_that_cannot_run_now_says_why_in_the_palette() {
    shoot("palette_disabled", |size| {
        let mut desk = after(":", size);
        desk.types("reopen");
        desk
    });
}

#[test]
fn a_jump_lists_threads_channels_and_people() {
    shoot("jump", |size| {
        let mut world = busy();
        let waiting = Waiting::Reply(ago(600));
        world.rows.push(row(
            "t20",
            "Jane Customer",
            "An older question",
            "…",
            waiting,
        ));
        let mut desk = Desk::new(world, size);
        desk.keys("Ctrl-p");
        desk.types("jane");
        desk.keys("Down");
        desk
    });
}

#[test]
fn where_a_link_leads_is_asked_with_its_host_apart() {
    shoot("menu_open", |size| {
        let mut world = busy();
        let words = "See https://bank.example@xn--evl-1na.example/login?next=https%3A%2F%2Fbank.example%2Faccounts";
        world.messages = vec![customer("k1", words, 5)];
        let mut desk = Desk::new(world, size);
        desk.keys("Enter o");
        desk
    });
}

#[test]
fn a_letter_lists_channels_too() {
    shoot("jump_letter", |size| {
        let mut desk = after("Ctrl-p", size);
        desk.types("a");
        desk
    });
}

#[test]
fn what_is_saved_and_where_is_asked() {
    shoot("menu_save", |size| {
        let mut world = busy();
        let mut message = customer("k1", "The invoice.", 5);
        message.attachments = vec![attachment("../invoice.pdf", "application/pdf", 102_400.0)];
        world.messages = vec![message];
        let mut desk = Desk::new(world, size);
        desk.keys("Enter S");
        desk
    });
}

#[test]
fn a_jump_begins_with_what_was_written_in_last() {
    shoot("jump_empty", |size| after("Ctrl-p", size));
}

#[test]
fn a_jump_without_result_says_so() {
    shoot("jump_none", |size| {
        let mut desk = after("Ctrl-p", size);
        desk.types("qqqq");
        desk
    });
}

#[test]
fn what_came_while_somebody_wrote_stands_before_the_send() {
    shoot("stop_before_send", |size| {
        let mut desk = after("r", size);
        desk.types("On its way!");
        desk.keys("Ctrl-s");
        let words = Draft {
            key: DraftKey {
                conversation: Conversation::Thread {
                    channel: "wa".into(),
                    thread: "t1".into(),
                },
                mode: Mode::Reply,
            },
            text: "On its way!".into(),
            parent: None,
            updated_at: now(),
        };
        let mut colleague = agent("m12", "I have told the driver to ring twice.", 1);
        colleague.author = author(AuthorRole::Agent, "Omar");
        let news = News {
            messages: vec![
                customer("m11", "Never mind, I found it.\nThank you anyway!", 2),
                colleague,
            ],
            status: Some(ThreadStatus::Closed),
            seen: Seen {
                newest: Some("m12".into()),
                at: Some(now()),
                status: ThreadStatus::Closed,
            },
        };
        desk.send(Msg::Stopped(words, Box::new(news)));
        desk
    });
}

#[test]
fn a_held_message_says_for_how_long_and_what_takes_it_back() {
    shoot("conversation_held", |size| {
        let mut desk = at_desk(size);
        desk.world.messages.truncate(1);
        let until = now() + chrono::TimeDelta::milliseconds(4_400);
        desk.world.outgoing.push(Outgoing {
            id: ClientMessageId::new(uuid::Uuid::from_u128(1)),
            action: Action::Message {
                conversation: Conversation::Thread {
                    channel: "wa".into(),
                    thread: "t1".into(),
                },
                mode: Mode::Reply,
                text: "On its way!".into(),
                parent: None,
                author: author(AuthorRole::Agent, "Ana Support"),
                attachments: Vec::new(),
            },
            state: OutgoingState::Held { until },
            created_at: now(),
            attempts: 0,
            last_problem: None,
        });
        desk.keys("Enter");
        desk.send(Msg::Changed(vec![andibox::app::msg::Change::Outbox]));
        desk
    });
}

#[test]
fn a_download_under_way_is_told_in_the_header() {
    shoot("saving", |size| {
        let mut world = busy();
        let mut message = customer("k1", "The invoice.", 5);
        message.attachments = vec![attachment("invoice.pdf", "application/pdf", 102_400.0)];
        world.messages = vec![message];
        let mut desk = Desk::new(world, size);
        desk.keys("Enter S y");
        let number = desk.state.saving[0].number;
        desk.send(Msg::Saving(number, 51_200, Some(102_400)));
        desk
    });
}
