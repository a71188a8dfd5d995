//! A keymap of one's own in the real program.

use crate::pty::Pty;
use crate::{ANDIBOX, home_with};

fn inbox(home: &std::path::Path) -> Pty {
    let mut pty = Pty::start(&[ANDIBOX], home, (120, 40), &[]);
    pty.until("threads are listed", |pty| pty.screen().contains("waiting"));
    pty
}

#[test]
fn keys_of_ones_own_hold_and_are_the_ones_that_are_shown() {
    let home = home_with("preset = \"gmail\"\n[threads]\nnote = \"g e\"\nunbind = [\"i\"]\n");
    let mut pty = inbox(home.path());
    pty.shows("ge note");
    pty.send("i");
    pty.shows("i does nothing here");
    pty.send("ge");
    pty.shows("NOTE");
}

#[test]
fn an_inbox_with_a_wrong_keymap_opens_says_so_and_keeps_what_is_right() {
    let home = home_with("[threads]\nnote = \"N\"\nreply = \"Ctr-r\"\n");
    let mut pty = inbox(home.path());
    pty.shows("keymap.toml:3:9");
    pty.shows("is no key");
    pty.send("N");
    pty.shows("NOTE");
}

#[test]
fn who_takes_all_keys_away_can_still_leave() {
    let home = home_with("[global]\nquit = []\npalette = []\nback = []\nhelp = []\n");
    let mut pty = inbox(home.path());
    pty.shows("Ctrl-c keeps calling it");
    pty.send("\x03\x03");
    assert!(pty.ended().success());
}

#[test]
fn a_customer_is_reached_by_the_name_and_two_keys() {
    let home = home_with("");
    let mut pty = inbox(home.path());
    pty.shows("Helen Marsh");
    // All in one breath, before anything is answered.
    pty.send("\x10helen marsh\r");
    pty.shows("│▌ Helen Marsh");
    pty.until("it is the one that is read", |pty| {
        let screen = pty.screen();
        screen.contains("┐┌ Fjell 2: replacement pegs") && !screen.contains("Jump to a thread")
    });
}
