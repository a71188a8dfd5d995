//! What the table of commands, key names, keymap and sheet promise.

use super::table::TABLE;
use super::*;
use proptest::prelude::*;
use std::collections::HashSet;

mod presets;

fn key(name: &str) -> Key {
    name.parse().unwrap()
}

fn seq(text: &str) -> KeySeq {
    text.parse().unwrap()
}

fn press(text: &str) -> Vec<Key> {
    seq(text).keys().to_vec()
}

fn resolve(context: Context, keys: &str) -> Match {
    Keymap::default().resolve(context, &press(keys))
}

// --- keys

#[test]
fn keys_print_by_the_names_they_are_read_by() {
    for name in [
        "j",
        "G",
        "<",
        "-",
        "Space",
        "Enter",
        "Esc",
        "Tab",
        "Shift-Tab",
        "Backspace",
        "Delete",
        "Insert",
        "Home",
        "End",
        "PgUp",
        "PgDn",
        "Up",
        "Down",
        "Left",
        "Right",
        "F5",
        "F12",
        "Ctrl-s",
        "Ctrl-Enter",
        "Ctrl-Space",
        "Ctrl--",
        "Alt-x",
        "Alt-X",
        "Ctrl-Alt-x",
        "Shift-Enter",
        "Ctrl-Left",
        "Ctrl-_",
        "é",
        "日",
        "U+3000",
    ] {
        assert_eq!(key(name).to_string(), name);
    }
}

#[test]
fn keys_may_be_spelled_in_other_ways() {
    for (spelling, name) in [
        ("escape", "Esc"),
        ("RETURN", "Enter"),
        ("pagedown", "PgDn"),
        ("del", "Delete"),
        ("ctrl-S", "Ctrl-s"),
        ("alt-ctrl-x", "Ctrl-Alt-x"),
        ("Shift-j", "J"),
        ("BackTab", "Shift-Tab"),
        ("f5", "F5"),
    ] {
        assert_eq!(key(spelling), key(name), "{spelling}");
    }
}

#[test]
fn what_is_no_key_is_refused_with_what_is_allowed() {
    for text in [
        "Ctrl-", "Ctr-x", "Hyper-x", "F256", "F+5", "Ctrl-gg", "U+110000",
    ] {
        let error = text.parse::<Key>().unwrap_err();
        assert_eq!(error, KeyError::Unknown(text.to_owned()));
        assert!(error.to_string().contains("PgDn"));
    }
    assert_eq!(" ".parse::<Key>(), Err(KeyError::Empty));
    assert_eq!("".parse::<KeySeq>(), Err(KeyError::Empty));
    assert_eq!("a b c d".parse::<KeySeq>(), Err(KeyError::TooLong(4)));
    assert_eq!("ga gb".parse::<KeySeq>(), Err(KeyError::TooLong(4)));
    assert!("Ctrl-x Ctr-s".parse::<KeySeq>().is_err());
}

#[test]
fn presses_that_terminals_report_in_different_ways_are_one_key() {
    let shift = |code| Key::new(code, Mods::SHIFT);
    assert_eq!(shift(KeyCode::Char('j')), key("J"));
    assert_eq!(shift(KeyCode::Char('J')), key("J"));
    assert_eq!(shift(KeyCode::Char('?')), key("?"));
    assert_eq!(shift(KeyCode::Char('ß')), key("ß"));
    assert_eq!(shift(KeyCode::Tab), key("Shift-Tab"));
    assert_eq!(shift(KeyCode::BackTab), key("Shift-Tab"));
    assert_eq!(shift(KeyCode::Backspace), key("Backspace"));
    assert_ne!(shift(KeyCode::Enter), key("Enter"));
    assert_eq!(Key::ctrl('S'), key("Ctrl-s"));
    assert_eq!(Key::ctrl('7'), key("Ctrl-_"));
    assert_eq!(Key::ctrl('/'), key("Ctrl-_"));
}

#[test]
fn only_a_bare_character_is_text() {
    assert_eq!(Key::char('q').text(), Some('q'));
    assert_eq!(Key::new(KeyCode::Char('q'), Mods::SHIFT).text(), Some('Q'));
    assert_eq!(key("Space").text(), Some(' '));
    for other in [
        key("Ctrl-q"),
        key("Alt-q"),
        key("Enter"),
        Key::char('\u{7}'),
    ] {
        assert_eq!(other.text(), None, "{other}");
    }
}

#[test]
fn plain_characters_of_a_sequence_stand_together_unless_that_is_a_keys_name() {
    assert_eq!(seq("g g"), seq("gg"));
    assert_eq!(seq("gg").to_string(), "gg");
    assert_eq!(seq("Ctrl-x s").to_string(), "Ctrl-x s");
    assert_eq!(seq("g Space").to_string(), "g Space");
    assert_eq!(press("Up").len(), 1);
    assert_eq!(seq("U p").to_string(), "U p");
    assert_eq!(seq("F 0 5").to_string(), "F 0 5");
}

fn any_key() -> impl Strategy<Value = Key> {
    let named = prop::sample::select(vec![
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Insert,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
    ]);
    let code = prop_oneof![
        any::<char>().prop_map(KeyCode::Char),
        // The characters that names are made of.
        prop::char::ranges(vec![' '..='~'].into()).prop_map(KeyCode::Char),
        named,
        any::<u8>().prop_map(KeyCode::F),
    ];
    let mods = any::<(bool, bool, bool)>().prop_map(|(ctrl, alt, shift)| Mods { ctrl, alt, shift });
    (code, mods).prop_map(|(code, mods)| Key { code, mods })
}

proptest! {
    #[test]
    fn a_key_is_read_back_from_its_name(key in any_key()) {
        let canonical = key.canonical();
        prop_assert_eq!(canonical.canonical(), canonical);
        prop_assert_eq!(key.to_string().parse::<Key>(), Ok(canonical));
    }

    #[test]
    fn a_sequence_is_read_back_from_its_name(keys in prop::collection::vec(any_key(), 1..=3)) {
        let seq = KeySeq::new(keys).unwrap();
        prop_assert_eq!(seq.to_string().parse::<KeySeq>(), Ok(seq));
    }

    #[test]
    fn letters_in_a_row_are_read_back(text in "[A-Za-z0-9+-]{2,3}") {
        let seq = KeySeq::new(text.chars().map(Key::char)).unwrap();
        prop_assert_eq!(seq.to_string().parse::<KeySeq>(), Ok(seq));
    }

    #[test]
    fn no_text_is_too_strange_to_be_refused(text in any::<String>()) {
        let _ = text.parse::<KeySeq>();
    }
}

// --- the table

#[test]
fn every_command_is_in_the_table_exactly_once_and_at_its_place() {
    assert_eq!(TABLE.len(), Command::ALL.len());
    for (spec, command) in TABLE.iter().zip(Command::ALL) {
        assert_eq!(spec.command, *command);
        assert_eq!(TABLE[*command as usize].command, *command);
    }
}

#[test]
fn names_are_unique_kebab_case_and_read_back() {
    let names: HashSet<_> = Command::ALL.iter().map(|command| command.name()).collect();
    assert_eq!(names.len(), Command::ALL.len());
    for command in Command::ALL {
        assert_eq!(Command::from_name(command.name()), Some(*command));
        assert!(
            command
                .name()
                .split('-')
                .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
        );
        let variant: String = format!("{command:?}").to_lowercase();
        assert_eq!(variant, command.name().replace('-', ""));
    }
    assert_eq!(Command::from_name("make-coffee"), None);
    for context in Context::ALL {
        assert_eq!(Context::from_name(context.name()), Some(context));
    }
}

#[test]
fn help_is_one_short_line() {
    for command in Command::ALL {
        let help = command.help();
        assert!(help.len() <= 60 && !help.is_empty(), "{command}: {help}");
        assert!(
            help.starts_with(char::is_uppercase) && !help.ends_with('.') && !help.contains('\n'),
            "{command}"
        );
    }
}

#[test]
fn every_key_in_the_table_is_a_key_in_its_printed_form_and_bound_once_in_its_context() {
    let mut seen = HashSet::new();
    for spec in TABLE {
        for binding in spec.bindings {
            assert!(!binding.contexts.is_empty());
            for keys in binding.keys {
                let seq: KeySeq = keys
                    .parse()
                    .unwrap_or_else(|error| panic!("{}: {error}", spec.name));
                assert_eq!(seq.to_string(), *keys);
                for context in binding.contexts {
                    assert!(
                        seen.insert((*context, seq.clone())),
                        "{keys} twice in {context}"
                    );
                }
            }
        }
    }
    let bound: usize = Context::ALL
        .iter()
        .map(|context| Keymap::default().own_bindings(*context).len())
        .sum();
    assert_eq!(bound, seen.len());
}

#[test]
fn the_default_keymap_has_no_conflict() {
    assert_eq!(Keymap::default().conflicts(), []);
}

#[test]
fn no_command_needs_alt_or_a_function_key_or_an_enter_with_modifiers() {
    let everywhere = |key: &Key| {
        !key.mods.alt
            && !matches!(key.code, KeyCode::F(_))
            && (key.code != KeyCode::Enter || key.mods == Mods::NONE)
    };
    for command in Command::ALL {
        for context in command.contexts() {
            let keys = command.default_keys(context);
            assert!(
                keys.is_empty() || keys.iter().any(|seq| seq.keys().iter().all(everywhere)),
                "{command} in {context}"
            );
        }
    }
}

#[test]
fn only_close_and_the_mouse_wait_for_the_palette() {
    let keyless: Vec<_> = Command::ALL
        .iter()
        .filter(|command| {
            command
                .contexts()
                .iter()
                .all(|context| command.default_keys(*context).is_empty())
        })
        .collect();
    assert_eq!(keyless, [&Command::Close, &Command::ToggleMouse]);
}

#[test]
fn quitting_suspending_and_redrawing_work_in_every_context() {
    for context in Context::ALL {
        assert_eq!(
            resolve(context, "Ctrl-c"),
            Match::Command(Command::Quit),
            "{context}"
        );
        assert_eq!(
            resolve(context, "Ctrl-z"),
            Match::Command(Command::Suspend),
            "{context}"
        );
        assert_eq!(
            resolve(context, "Ctrl-l"),
            Match::Command(Command::Redraw),
            "{context}"
        );
    }
}

#[test]
fn a_command_works_where_it_is_bound_or_inherited() {
    assert!(Command::Reply.works_in(Context::Threads));
    assert!(!Command::Reply.works_in(Context::Views));
    assert!(Command::GoOpen.works_in(Context::Views));
    assert!(!Command::GoOpen.works_in(Context::Menu));
    assert!(Command::MoveDown.works_in(Context::Menu));
    assert!(!Command::MoveDown.works_in(Context::Composer));
    assert!(Command::Close.works_in(Context::Conversation));
}

// --- the keymap

#[test]
fn the_same_key_may_mean_another_thing_in_another_context() {
    assert_eq!(
        resolve(Context::Threads, "J"),
        Match::Command(Command::ScrollDown)
    );
    assert_eq!(
        resolve(Context::Conversation, "J"),
        Match::Command(Command::NextThread)
    );
    assert_eq!(resolve(Context::Views, "J"), Match::None);
    assert_eq!(
        resolve(Context::Conversation, "Enter"),
        Match::Command(Command::Open)
    );
    assert_eq!(
        resolve(Context::Composer, "Enter"),
        Match::Command(Command::InsertNewline)
    );
    assert_eq!(
        resolve(Context::Menu, "Enter"),
        Match::Command(Command::Accept)
    );
    assert_eq!(
        resolve(Context::Global, "Ctrl-k"),
        Match::Command(Command::Palette)
    );
    assert_eq!(
        resolve(Context::Composer, "Ctrl-k"),
        Match::Command(Command::KillLine)
    );
}

#[test]
fn no_printable_key_is_bound_where_text_is_typed() {
    for context in [Context::Composer, Context::Prompt] {
        for c in ' '..='~' {
            assert_eq!(
                Keymap::default().resolve(context, &[Key::char(c)]),
                Match::None,
                "{c} in {context}"
            );
        }
    }
}

#[test]
fn a_menu_takes_only_what_moves_and_what_is_always_there() {
    assert_eq!(
        resolve(Context::Menu, "j"),
        Match::Command(Command::MoveDown)
    );
    assert_eq!(resolve(Context::Menu, "q"), Match::Command(Command::Cancel));
    for keys in ["z", "c", "1", "go", "w", ":"] {
        assert_eq!(resolve(Context::Menu, keys), Match::None, "{keys}");
    }
}

#[test]
fn a_prefix_lists_what_may_follow_in_the_order_of_the_table() {
    let Match::Prefix(rest) = resolve(Context::Conversation, "g") else {
        panic!("g is a prefix");
    };
    assert!(rest.contains(&(seq("g"), Command::First)));
    assert!(rest.contains(&(seq("p"), Command::Parent)));
    assert!(rest.contains(&(seq("S"), Command::Stats)));
    assert_eq!(
        resolve(Context::Conversation, "gS"),
        Match::Command(Command::Stats)
    );
    assert_eq!(resolve(Context::Conversation, "g!"), Match::None);

    let Match::Prefix(rest) = resolve(Context::Prompt, "Ctrl-x") else {
        panic!("Ctrl-x is a prefix");
    };
    assert_eq!(
        rest,
        [(seq("u"), Command::EditUndo), (seq("r"), Command::EditRedo)]
    );
    assert_eq!(
        Keymap::default().resolve(Context::Threads, &[]),
        Match::None
    );
}

#[test]
fn keys_built_by_hand_resolve_in_their_canonical_form() {
    let by_hand = Key {
        code: KeyCode::Char('g'),
        mods: Mods::SHIFT,
    };
    assert_eq!(
        Keymap::default().resolve(Context::Threads, &[by_hand]),
        Match::Command(Command::Last)
    );
}

#[test]
fn a_binding_replaces_the_one_of_the_same_keys_in_its_context_only() {
    let mut keymap = Keymap::default();
    assert_eq!(
        keymap.bind(Context::Threads, seq("r"), Command::Note),
        Some(Command::Reply)
    );
    assert_eq!(
        keymap.resolve(Context::Threads, &press("r")),
        Match::Command(Command::Note)
    );
    assert_eq!(
        keymap.resolve(Context::Conversation, &press("r")),
        Match::Command(Command::Reply)
    );
    assert_eq!(
        keymap.keys_for(Context::Threads, Command::Note),
        [seq("i"), seq("r")]
    );
    assert_eq!(keymap.keys_for(Context::Threads, Command::Reply), []);
}

#[test]
fn an_own_binding_hides_the_global_one_and_so_does_unbinding() {
    let mut keymap = Keymap::default();
    keymap.bind(Context::Views, seq("w"), Command::Refresh);
    keymap.unbind(Context::Threads, seq("w"));
    assert_eq!(
        keymap.resolve(Context::Views, &press("w")),
        Match::Command(Command::Refresh)
    );
    assert_eq!(keymap.resolve(Context::Threads, &press("w")), Match::None);
    assert_eq!(
        keymap.resolve(Context::Pager, &press("w")),
        Match::Command(Command::WaitingNext)
    );
    assert_eq!(keymap.keys_for(Context::Threads, Command::WaitingNext), []);
    assert_eq!(
        keymap.unbind(Context::Global, seq("w")),
        Some(Command::WaitingNext)
    );
    assert_eq!(keymap.resolve(Context::Pager, &press("w")), Match::None);
}

#[test]
fn a_global_binding_made_later_reaches_the_contexts_that_take_it() {
    let mut keymap = Keymap::default();
    keymap.bind(Context::Global, seq("gl"), Command::Lifecycle);
    assert_eq!(
        keymap.keys_for(Context::Threads, Command::Lifecycle),
        [seq("L"), seq("gl")]
    );
    assert_eq!(keymap.keys_for(Context::Composer, Command::Lifecycle), []);
}

#[test]
fn a_binding_that_begins_another_is_a_conflict_and_acts_at_once() {
    let mut keymap = Keymap::default();
    keymap.bind(Context::Views, seq("gg"), Command::Open);
    assert_eq!(keymap.conflicts(), []);
    keymap.bind(Context::Threads, seq("g"), Command::Reply);
    let conflicts = keymap.conflicts();
    assert!(conflicts.iter().any(|conflict| matches!(conflict,
        Conflict::Prefix { context: Context::Threads, short, long, long_command: Command::First, .. }
            if *short == seq("g") && *long == seq("gg"))));
    assert!(conflicts.iter().all(|conflict| matches!(
        conflict,
        Conflict::Prefix {
            context: Context::Threads,
            ..
        }
    )));
    assert!(
        conflicts[0]
            .to_string()
            .starts_with("in threads: g (reply) is also how g")
    );
    assert_eq!(
        keymap.resolve(Context::Threads, &press("g")),
        Match::Command(Command::Reply)
    );
}

#[test]
fn a_binding_that_would_swallow_typed_text_is_a_conflict() {
    let mut keymap = Keymap::default();
    keymap.bind(Context::Composer, seq("zz"), Command::Send);
    keymap.bind(Context::Composer, seq("Alt-s"), Command::Send);
    assert_eq!(
        keymap.conflicts(),
        [Conflict::Text {
            context: Context::Composer,
            seq: seq("zz"),
            command: Command::Send
        }]
    );
}

// --- the sheet

#[test]
fn the_sheet_holds_every_command_under_its_group() {
    let sheet = sheet(&Keymap::default());
    assert_eq!(
        sheet.iter().map(|group| group.group).collect::<Vec<_>>(),
        Group::ALL
    );
    for command in Command::ALL {
        let groups: Vec<_> = sheet
            .iter()
            .filter(|group| group.rows.iter().any(|row| row.command == *command))
            .map(|group| group.group)
            .collect();
        assert_eq!(groups, [command.group()], "{command}");
    }
}

#[test]
fn contexts_with_the_same_keys_share_a_row_of_the_sheet() {
    let mut keymap = Keymap::default();
    keymap.bind(Context::Views, seq("Ctrl-o"), Command::Palette);
    let sheet = sheet(&keymap);
    let rows = |command| {
        let all = sheet.iter().flat_map(|group| &group.rows);
        all.filter(move |row: &&SheetRow| row.command == command)
            .map(|row| (row.contexts.clone(), row.keys_text()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        rows(Command::Reply),
        [(
            vec![Context::Threads, Context::Conversation],
            "r".to_owned()
        )]
    );
    assert_eq!(
        rows(Command::Palette),
        [
            (vec![Context::Global], "Ctrl-k, :".to_owned()),
            (vec![Context::Views], "Ctrl-o".to_owned()),
            (vec![Context::Composer], "Ctrl-x :".to_owned()),
        ]
    );
    assert_eq!(
        rows(Command::Close),
        [(vec![Context::Threads, Context::Conversation], String::new())]
    );
}
