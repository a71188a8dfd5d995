//! The mouse: what is hit is meant, whatever has moved since.

use super::seat::Seat;
use super::things::thread;
use crate::app::Pane;
use crate::app::effect::Effect;
use crate::app::geometry::layout;
use crate::app::mouse::{Act, Mouse, Target};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::places::PlaceRow;
use crate::model::BuiltinView;

fn seat() -> Seat {
    let mut seat = Seat::sized(120, 40, 5);
    seat.state.mouse.on = true;
    seat
}

fn did(seat: &mut Seat, act: Act, target: Option<Target>, x: u16, y: u16) {
    seat.hear(Msg::Mouse(Mouse { act, target, x, y }));
    seat.settle();
}

fn click(seat: &mut Seat, target: Target) {
    // Somewhere in the middle, where no border is.
    did(seat, Act::Press, Some(target.clone()), 5, 5);
    did(seat, Act::Release, Some(target), 5, 5);
}

#[test]
fn a_click_selects_a_thread_and_a_second_one_opens_it() {
    let mut seat = seat();
    click(&mut seat, Target::Thread(thread(3)));
    assert_eq!(seat.selected(), Some(thread(3)));
    assert_eq!(seat.state.pane, Pane::Threads);
    click(&mut seat, Target::Thread(thread(3)));
    assert_eq!(seat.state.pane, Pane::Conversation);
    assert_eq!(seat.reading(), Some(thread(3)));
}

#[test]
fn a_click_on_a_thread_that_is_no_longer_listed_opens_nothing_else() {
    let mut seat = seat();
    let before = seat.selected();
    click(&mut seat, Target::Thread(thread(77)));
    assert_eq!(seat.selected(), before);
}

#[test]
fn a_click_on_a_place_shows_it_and_a_second_one_goes_to_its_list() {
    let mut seat = seat();
    let closed = Target::Place(PlaceRow::View(BuiltinView::Closed));
    click(&mut seat, closed.clone());
    assert_eq!(seat.state.scope.view, BuiltinView::Closed);
    assert_eq!(seat.state.pane, Pane::Places);
    click(&mut seat, closed);
    assert_eq!(seat.state.pane, Pane::Threads);
}

#[test]
fn a_click_on_a_message_selects_it_in_the_conversation() {
    let mut seat = seat();
    let shown = seat.state.reading.as_ref().unwrap().messages[0].id.clone();
    click(&mut seat, Target::Message(shown.clone()));
    assert_eq!(seat.state.pane, Pane::Conversation);
    let selected = seat.state.reading.as_ref().unwrap().selected.clone();
    assert_eq!(selected, Some(shown));
}

#[test]
fn a_click_in_a_menu_chooses_and_below_an_overlay_nothing_is_reached() {
    let mut seat = seat();
    seat.press("s");
    click(&mut seat, Target::Thread(thread(4)));
    assert!(matches!(seat.state.overlay, Some(Overlay::Menu(_))));
    assert_ne!(seat.selected(), Some(thread(4)));
    click(&mut seat, Target::MenuItem(1));
    assert!(seat.state.overlay.is_none());
    let asked = |effect: &Effect| matches!(effect, Effect::Enqueue(_));
    assert!(seat.effects.iter().any(asked), "{:?}", seat.effects);
}

#[test]
fn a_click_elsewhere_keeps_what_is_being_written_as_a_draft() {
    let mut seat = seat();
    seat.press("r");
    seat.hear(Msg::Paste("half".to_owned()));
    click(&mut seat, Target::Thread(thread(2)));
    assert!(seat.state.composer.is_none());
    let saved =
        |effect: &Effect| matches!(effect, Effect::SaveDraft(draft) if draft.text == "half");
    assert!(seat.effects.iter().any(saved), "{:?}", seat.effects);
}

#[test]
fn the_wheel_moves_what_is_under_the_pointer() {
    let mut seat = seat();
    let list = Some(Target::Pane(Pane::Threads));
    did(&mut seat, Act::Wheel { down: true }, list, 40, 5);
    assert_eq!(seat.selected(), Some(thread(3)));
}

#[test]
fn dragging_the_border_resizes_until_the_button_is_released() {
    let mut seat = seat();
    let border = |seat: &Seat| {
        let pane = layout(&seat.state).threads.unwrap();
        pane.outer.x + pane.outer.w
    };
    let before = border(&seat);
    did(&mut seat, Act::Press, None, before, 5);
    did(&mut seat, Act::Drag, None, before + 6, 5);
    let after = border(&seat);
    assert!(after > before && after <= before + 7, "{before} {after}");
    did(&mut seat, Act::Release, None, before + 6, 5);
    did(&mut seat, Act::Drag, None, before, 5);
    assert_eq!(border(&seat), after);
}

#[test]
fn a_mouse_that_is_off_does_nothing_and_the_command_turns_it_on() {
    let mut seat = seat();
    seat.state.mouse.on = false;
    click(&mut seat, Target::Thread(thread(3)));
    assert_eq!(seat.selected(), Some(thread(0)));
    seat.press(":");
    seat.hear(Msg::Paste("toggle-mouse".to_owned()));
    seat.press("Enter");
    assert!(seat.state.mouse.on);
    assert!(seat.effects.contains(&Effect::Mouse(true)));
}
