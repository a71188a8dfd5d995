//! What the presets promise, and what nobody can lose by a keymap of their own.

use super::{press, seq};
use crate::command::preset::keys_of;
use crate::command::*;

fn of(preset: Preset) -> Keymap {
    preset.into()
}

#[test]
fn every_key_of_a_preset_is_a_key_in_its_printed_form() {
    for preset in Preset::ALL {
        for keys in keys_of(preset) {
            assert_eq!(keys.parse::<KeySeq>().unwrap().to_string(), keys);
        }
        assert_eq!(Preset::from_name(preset.name()), Some(preset));
    }
    assert_eq!(Preset::from_name("emacs"), None);
}

#[test]
fn no_preset_has_a_conflict() {
    for preset in Preset::ALL {
        assert_eq!(of(preset).conflicts(), [], "{}", preset.name());
    }
}

#[test]
fn no_preset_takes_a_way_out() {
    for preset in Preset::ALL {
        assert_eq!(of(preset).keep_lifelines(), [], "{}", preset.name());
    }
}

#[test]
fn every_command_of_a_preset_has_a_key_wherever_the_table_gives_it_one() {
    for preset in Preset::ALL {
        let keymap = of(preset);
        for command in Command::ALL {
            for context in Context::ALL {
                if Keymap::default().keys_for(context, *command).is_empty() {
                    continue;
                }
                assert!(
                    !keymap.reachable(context, *command).is_empty(),
                    "{command} in {context} of {}",
                    preset.name()
                );
            }
        }
    }
}

#[test]
fn no_preset_needs_alt_or_a_function_key_or_an_enter_with_modifiers() {
    let everywhere = |key: &Key| {
        !key.mods.alt
            && !matches!(key.code, KeyCode::F(_))
            && (key.code != KeyCode::Enter || key.mods == Mods::NONE)
    };
    for preset in Preset::ALL {
        let keymap = of(preset);
        for context in Context::ALL {
            for (_, command) in keymap.bindings(context) {
                let keys = keymap.reachable(context, command);
                assert!(
                    keys.iter().any(|seq| seq.keys().iter().all(everywhere)),
                    "{command} in {context} of {}",
                    preset.name()
                );
            }
        }
    }
}

#[test]
fn the_hands_of_a_gmail_user_do_no_harm() {
    let keymap = of(Preset::Gmail);
    let means = |context, keys| keymap.resolve(context, &press(keys));
    for (context, keys, command) in [
        (Context::Threads, "j", Command::MoveDown),
        (Context::Threads, "o", Command::Open),
        (Context::Threads, "x", Command::Mark),
        (Context::Threads, "s", Command::StatusMenu),
        (Context::Threads, "e", Command::CloseAndNext),
        (Context::Threads, "#", Command::Archive),
        // Reply to all.
        (Context::Threads, "a", Command::Reply),
        (Context::Conversation, "a", Command::Reply),
        (Context::Conversation, "u", Command::Back),
        (Context::Conversation, "j", Command::NextThread),
        (Context::Conversation, "n", Command::MoveDown),
        (Context::Conversation, "U", Command::MarkUnread),
        (Context::Threads, "c", Command::NewThread),
        (Context::Threads, "z", Command::Undo),
        (Context::Threads, "gi", Command::GoOpen),
    ] {
        assert_eq!(means(context, keys), Match::Command(command), "{keys}");
    }
    // Going back from a conversation by one key too many must not leave the program.
    assert_eq!(means(Context::Threads, "u"), Match::None);
}

#[test]
fn the_hands_of_a_vim_user_find_undo_and_redo() {
    let keymap = of(Preset::Vim);
    let means = |keys| keymap.resolve(Context::Threads, &press(keys));
    assert_eq!(means("u"), Match::Command(Command::Undo));
    assert_eq!(means("Ctrl-r"), Match::Command(Command::Redo));
    assert_eq!(means("dd"), Match::Command(Command::CloseAndNext));
    assert_eq!(means("gt"), Match::Command(Command::ViewNext));
    assert_eq!(means("Ctrl-w l"), Match::Command(Command::PaneRight));
}

#[test]
fn rebinding_gives_a_command_these_keys_and_no_others() {
    let mut keymap = Keymap::default();
    keymap.rebind(Context::Threads, Command::Archive, &[seq("e"), seq("gz")]);
    let keys = |context, command| keymap.keys_for(context, command);
    assert_eq!(
        keys(Context::Threads, Command::Archive),
        [seq("e"), seq("gz")]
    );
    assert_eq!(keys(Context::Threads, Command::CloseAndNext), []);
    assert_eq!(keys(Context::Conversation, Command::Archive), [seq("a")]);
    assert_eq!(
        keys(Context::Conversation, Command::CloseAndNext),
        [seq("e")]
    );
}

#[test]
fn who_takes_every_key_of_a_way_out_keeps_one() {
    let mut keymap = Keymap::default();
    keymap.rebind(Context::Global, Command::Palette, &[]);
    keymap.rebind(Context::Prompt, Command::Cancel, &[]);
    keymap.unbind(Context::Threads, seq("Ctrl-c"));
    let kept = keymap.keep_lifelines();
    let words: Vec<_> = kept
        .iter()
        .map(|line| (line.command, line.seq.to_string(), line.contexts.clone()))
        .collect();
    let panes = vec![Context::Views, Context::Threads, Context::Conversation];
    assert_eq!(
        words,
        [
            (Command::Quit, "Ctrl-c".to_owned(), vec![Context::Threads]),
            (Command::Palette, "Ctrl-k".to_owned(), panes),
            (Command::Cancel, "Esc".to_owned(), vec![Context::Prompt]),
        ]
    );
    assert_eq!(
        keymap.resolve(Context::Threads, &press("Ctrl-c")),
        Match::Command(Command::Quit)
    );
    assert_eq!(keymap.keep_lifelines(), []);
}

#[test]
fn a_way_out_behind_a_shorter_binding_is_none() {
    let mut keymap = Keymap::default();
    keymap.rebind(Context::Global, Command::Palette, &[seq("gx")]);
    keymap.bind(Context::Threads, seq("g"), Command::Reply);
    assert_eq!(keymap.reachable(Context::Threads, Command::Palette), []);
    let kept = keymap.keep_lifelines();
    assert_eq!(kept[0].contexts, [Context::Threads]);
    assert_ne!(keymap.reachable(Context::Threads, Command::Palette), []);
}

#[test]
fn a_binding_that_hides_a_global_one_is_told() {
    let mut keymap = Keymap::default();
    assert_eq!(keymap.shadows(), []);
    keymap.bind(Context::Threads, seq("w"), Command::Reply);
    // The same command again hides nothing.
    keymap.bind(Context::Views, seq("w"), Command::WaitingNext);
    // A menu does not take this one from Global.
    keymap.bind(Context::Menu, seq("w"), Command::Accept);
    assert_eq!(
        keymap.shadows(),
        [Shadow {
            context: Context::Threads,
            seq: seq("w"),
            command: Command::Reply,
            global: Command::WaitingNext,
        }]
    );
}

#[test]
fn a_context_accepts_what_can_do_something_there() {
    for (context, command, accepted) in [
        (Context::Threads, Command::Reply, true),
        (Context::Global, Command::Reply, true),
        (Context::Composer, Command::Refresh, true),
        (Context::Composer, Command::Send, true),
        (Context::Threads, Command::Send, false),
        (Context::Menu, Command::Archive, false),
        (Context::Menu, Command::Help, true),
        (Context::Prompt, Command::Palette, false),
        (Context::Prompt, Command::KillLine, true),
    ] {
        assert_eq!(context.accepts(command), accepted, "{command} in {context}");
    }
    for command in Command::ALL {
        for context in command.contexts() {
            assert!(context.accepts(*command), "{command} in {context}");
        }
    }
}
