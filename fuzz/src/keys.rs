//! `keymap.toml`, and the names of keys.

use andibox::command::{Command, Context, KeySeq, Keymap};
use andibox::config::{KeymapFile, Paths};

use super::{assert_one_line, with_folder, write};

/// Reads a text as a keymap, and each of its words as keys.
pub fn keymap(input: &[u8]) {
    for word in String::from_utf8_lossy(input).split(['"', '\n']).take(64) {
        if let Ok(keys) = word.parse::<KeySeq>() {
            let printed = keys.to_string();
            assert_eq!(
                printed.parse::<KeySeq>().as_ref(),
                Ok(&keys),
                "{word:?} printed {printed:?}"
            );
        }
    }
    let file = with_folder(|folder| {
        let paths = Paths::of(&folder.join("config"), &folder.join("data"));
        write(&paths.keymap_file(), input);
        KeymapFile::load(&paths)
    });
    let problems = file.problems.iter().map(ToString::to_string);
    let notes = file.notes.iter().map(ToString::to_string);
    for sentence in problems.chain(notes) {
        assert_one_line(&sentence, input);
    }
    assert_nobody_is_locked_in(&file.keymap, input);
    // What cannot work as it was wished is told.
    for conflict in file.keymap.conflicts() {
        assert!(!file.problems.is_empty(), "not told: {conflict}");
    }
}

/// Whatever the file says: out of the program and out of the composer.
fn assert_nobody_is_locked_in(keymap: &Keymap, input: &[u8]) {
    let ways = [
        (Context::Threads, Command::Quit),
        (Context::Threads, Command::Palette),
        (Context::Conversation, Command::Back),
        (Context::Composer, Command::LeaveComposer),
        (Context::Composer, Command::Quit),
        (Context::Menu, Command::Cancel),
        (Context::Prompt, Command::Cancel),
        (Context::Prompt, Command::Accept),
    ];
    for (context, command) in ways {
        assert!(
            !keymap.keys_for(context, command).is_empty(),
            "no key for {command:?} in {context:?} after {:?}",
            String::from_utf8_lossy(input)
        );
    }
}
