//! No flicker: whatever is drawn is drawn within synchronized updates, each of them whole.

const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";
/// From taking the alternate screen to giving it back.
const OURS: &str = "\x1b[?1049h";
const GIVEN_BACK: &str = "\x1b[?1049l";

/// What may be told to a terminal between two frames: it draws nothing.
const MODES: [&str; 16] = [
    "\x1b[?2004h",
    "\x1b[?2004l",
    "\x1b[?1004h",
    "\x1b[?1004l",
    "\x1b[?25l",
    "\x1b[?25h",
    "\x1b[?1000h",
    "\x1b[?1000l",
    "\x1b[?1002h",
    "\x1b[?1002l",
    "\x1b[?1006h",
    "\x1b[?1006l",
    // Taking the terminal back ends what may have been begun.
    END,
    "\x1b[0m",
    "\x1b[>1u",
    "\x1b[<1u",
];

/// Judges everything a program has written, and counts the frames.
pub(super) fn assert_whole(bytes: &[u8]) -> usize {
    let written = String::from_utf8_lossy(bytes);
    let mut frames = 0;
    // What stands before the first is the shell's.
    for ours in written.split(OURS).skip(1) {
        let ours = ours.split(GIVEN_BACK).next().unwrap_or_default();
        frames += judge(ours);
    }
    assert!(frames > 0, "no frame was drawn");
    frames
}

fn judge(written: &str) -> usize {
    let mut rest = written;
    let mut frames = 0;
    while !rest.is_empty() {
        let Some(frame) = rest.strip_prefix(BEGIN) else {
            rest = told(rest);
            continue;
        };
        let (frame, after) = frame.split_once(END).unwrap();
        assert!(!frame.contains(BEGIN), "a frame within a frame");
        frames += 1;
        rest = after;
    }
    frames
}

/// What is told between two frames is taken off; anything else would be seen before its frame is whole.
fn told(rest: &str) -> &str {
    if let Some(clipboard) = rest.strip_prefix("\x1b]52;c;") {
        let end = clipboard.find(['\x07', '\x1b']).unwrap();
        let after = &clipboard[end..];
        return after.strip_prefix("\x1b\\").unwrap_or(&after[1..]);
    }
    let known = MODES.iter().find_map(|mode| rest.strip_prefix(mode));
    let seen: String = rest.chars().take(60).collect();
    known.unwrap_or_else(|| panic!("written outside of a frame: {seen:?}"))
}

#[test]
fn a_word_between_two_frames_is_found_out() {
    let whole =
        format!("{OURS}\x1b[?2004h{BEGIN}a{END}\x1b]52;c;YQ==\x07{BEGIN}b{END}{GIVEN_BACK}");
    assert_eq!(assert_whole(whole.as_bytes()), 2);
    for torn in [
        format!("{OURS}{BEGIN}a{END}b{BEGIN}c{END}"),
        format!("{OURS}{BEGIN}a{END}\x1b[2J{BEGIN}c{END}"),
        format!("{OURS}{BEGIN}a{BEGIN}b{END}{END}"),
        format!("{OURS}{BEGIN}a"),
    ] {
        let judged = std::panic::catch_unwind(|| assert_whole(torn.as_bytes()));
        assert!(judged.is_err(), "{torn:?}");
    }
}
