//! The mouse in the real terminal: its bytes, on the way in and on every way out.

use super::pty::Pty;
use super::{home, inbox, lists_threads};

const ON: &str = "\x1b[?1002h";
const OFF: &str = "\x1b[?1002l";

fn written(pty: &Pty) -> String {
    String::from_utf8_lossy(&pty.bytes).into_owned()
}

fn turn_on(pty: &mut Pty) {
    pty.until("threads are listed", lists_threads);
    pty.send(":toggle-mouse\r");
    pty.until("the mouse is on", |pty| written(pty).contains(ON));
}

#[test]
fn the_mouse_is_off_until_the_command_turns_it_on_and_off_again_at_the_end() {
    let home = home();
    let mut pty = inbox(home.path(), (120, 40));
    pty.until("threads are listed", lists_threads);
    assert!(!written(&pty).contains(ON));
    turn_on(&mut pty);
    // A press on the first row of the places, which is a view.
    pty.send("\x1b[<0;4;5M\x1b[<0;4;5m");
    pty.until("the mouse was heard", |pty| {
        !pty.screen().contains("Mouse on")
    });
    pty.send("\x03\x03");
    assert!(pty.ended().success());
    pty.assert_restored();
    let written = written(&pty);
    assert!(written.rfind(OFF) > written.rfind(ON));
}

#[test]
fn the_mouse_is_off_after_sigterm() {
    let home = home();
    let mut pty = inbox(home.path(), (80, 24));
    turn_on(&mut pty);
    pty.signal("TERM");
    pty.ended();
    let written = written(&pty);
    assert!(written.rfind(OFF) > written.rfind(ON));
}
