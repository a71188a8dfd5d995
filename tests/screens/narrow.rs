//! What must stay readable where columns are few.

use andibox::app::msg::Msg;

use crate::desk::Desk;
use crate::world::*;

/// The words on the screen, without frames and rules.
fn words(desk: &Desk) -> String {
    let screen = desk.screen();
    let words = screen
        .split(|letter: char| letter.is_whitespace() || "│─┌┐└┘├┤▌".contains(letter))
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn an_event_says_who_did_what_and_when_at_every_width() {
    for text in [
        "Thread closed by Ana Support",
        "Thread reopened by Maximilian Featherstonehaugh of the night shift in Kraków",
        "Repair R-2291 received at the workshop\nin Bergen",
        "預購的帳篷已經送到維修中心 並由王小明簽收",
    ] {
        let mut world = busy();
        world.messages = vec![customer("m1", "Hello", 600), event("m2", text, 300)];
        let mut desk = Desk::new(world, (40, 12));
        desk.keys("Enter");
        for w in 40..80 {
            desk.send(Msg::Resize(w, 24));
            let told = words(&desk);
            let joined = text.replace('\n', " ");
            // Where a script has no spaces, it breaks anywhere.
            let (told, joined) = if joined.is_ascii() || joined.contains("Kraków") {
                (told, format!("{joined} · 5h"))
            } else {
                (
                    told.replace(' ', ""),
                    format!("{}·5h", joined.replace(' ', "")),
                )
            };
            assert!(told.contains(&joined), "{w}: {}", desk.screen());
        }
    }
}

#[test]
fn the_name_of_an_attachment_is_shown_whole_before_its_kind() {
    let mut world = busy();
    let mut message = customer("m1", "See", 600);
    message.attachments = vec![
        attachment("carrier-proof.pdf", "application/pdf", 75_000.0),
        attachment("note.txt", "text/plain", 300.0),
    ];
    world.messages = vec![message];
    let mut desk = Desk::new(world, (40, 12));
    desk.keys("Enter");
    let told = words(&desk);
    assert!(told.contains("carrier-proof.pdf 73 KB"), "{told}");
    assert!(told.contains("note.txt text/plain 300 B"), "{told}");
}
