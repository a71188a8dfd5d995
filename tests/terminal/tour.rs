//! The tour at the first start, and only then.

use super::{home, inbox, lists_threads};

#[test]
fn the_first_start_shows_the_tour_one_key_leaves_it_and_the_next_start_has_a_tip() {
    for size in [(120, 40), (80, 24), (40, 12)] {
        let home = home();
        let mut pty = inbox(home.path(), size);
        pty.shows("1/8 j goes down the list");
        pty.until("threads are listed", lists_threads);
        pty.send("j");
        pty.shows("2/8 r writes a reply");
        pty.send("\x14");
        pty.until("the tour is over", |pty| !pty.screen().contains("2/8"));
        pty.send("\x03\x03");
        assert!(pty.ended().success());

        let mut pty = inbox(home.path(), size);
        pty.shows("Tip: ");
        assert!(!pty.screen().contains("1/8 j"));
        pty.send("\x14");
        pty.shows("1/8 j goes down the list");
    }
}
