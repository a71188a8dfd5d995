//! The steps of the tour, what is looked for, and what is asked before copying and leaving, at every size.

use andibox::app::msg::Msg;
use andibox::app::{Facts, State};

use crate::desk::Desk;
use crate::shots::{after, at_desk, shoot};
use crate::world::busy;

/// The tour of the local workspace at its step of that number; each step is done as the tour says.
fn tour(step: usize, size: (u16, u16)) -> Desk {
    const DEEDS: [&str; 7] = ["j", "r", "Ctrl-s", "e", "z", "2 /", ":"];
    let mut desk = Desk::with(
        Facts {
            local: true,
            ..Facts::default()
        },
        busy(),
        size,
    );
    desk.state.toggle_tour();
    for keys in &DEEDS[..step - 1] {
        let before = words(&desk.state);
        match *keys {
            "Ctrl-s" => {
                desk.types("On its way!");
                let draft = desk.state.composer.as_ref().unwrap().key.clone();
                desk.keys(keys);
                desk.send(Msg::Queued(draft));
            }
            _ => {
                desk.keys(keys);
            }
        }
        assert_ne!(
            words(&desk.state),
            before,
            "{keys} was not what was asked for"
        );
        if matches!(*keys, "2 /" | ":") {
            desk.keys("Esc");
        }
    }
    desk
}

fn words(state: &State) -> String {
    state
        .tour_words()
        .map(|words| words.as_str().chars().take(3).collect())
        .unwrap_or_default()
}

#[test]
fn each_step_of_the_tour_says_its_key() {
    for step in 1..=8 {
        shoot(&format!("tour_{step}"), |size| {
            let desk = tour(step, size);
            assert_eq!(words(&desk.state), format!("{step}/8"));
            desk
        });
    }
}

fn looking_for(words: &str, size: (u16, u16)) -> Desk {
    let mut desk = after("Enter /", size);
    desk.types(words);
    desk
}

#[test]
fn what_is_found_in_a_conversation_is_counted() {
    shoot("find", |size| looking_for("order", size));
}

#[test]
fn what_is_not_found_is_said() {
    shoot("find_none", |size| looking_for("zebra", size));
}

fn raw(keys: &str, size: (u16, u16)) -> Desk {
    let mut desk = after("Enter gs", size);
    let json =
        "{\"id\":\"m10\",\"text\":\"Need help with my order\",\"metadata\":{\"plan\":\"pro\"}}";
    desk.send(Msg::Raw(json.into()));
    desk.keys(keys);
    desk
}

#[test]
fn words_are_looked_for_in_the_json() {
    shoot("find_raw", |size| {
        let mut desk = raw("/", size);
        desk.types("pla");
        desk
    });
}

#[test]
fn what_is_copied_is_asked() {
    shoot("menu_copy", |size| after("Enter y", size));
    shoot("menu_copy_raw", |size| raw("j y", size));
}

#[test]
fn selected_text_is_told_apart() {
    shoot("reply_selected", |size| {
        let mut desk = after("r", size);
        desk.types("On its way, Jane!");
        desk.keys("Shift-Left Shift-Left Shift-Left Shift-Left Shift-Left");
        desk
    });
}

#[test]
fn leaving_with_something_unsent_is_asked() {
    assert!(busy().queued > 0);
    shoot("menu_leave", |size| after("q", size));
}

#[test]
fn a_tip_stands_in_the_footer() {
    shoot("tip", |size| {
        let mut desk = at_desk(size);
        let tip = desk.state.tip(3).unwrap();
        desk.state.say(tip);
        desk
    });
}
