//! `keymap.toml`: what it changes, and what is said of what it cannot change.

use crate::command::{Command, Context, Key, KeySeq, Keymap, Match, Preset};
use crate::config::{KEYMAP_EXAMPLE, KeymapFile};

fn means(file: &KeymapFile, context: Context, keys: &str) -> Match {
    let seq: KeySeq = keys.parse().unwrap();
    file.keymap.resolve(context, seq.keys())
}

fn calls(file: &KeymapFile, context: Context, keys: &str) -> Option<Command> {
    match means(file, context, keys) {
        Match::Command(command) => Some(command),
        _ => None,
    }
}

fn problems(text: &str) -> Vec<String> {
    let file = KeymapFile::of(text);
    file.problems.iter().map(ToString::to_string).collect()
}

fn notes(text: &str) -> Vec<String> {
    let file = KeymapFile::of(text);
    file.notes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_command_gets_these_keys_in_place_of_its_own() {
    let file = KeymapFile::of(
        "[threads]\narchive = [\"#\", \"g y\"]\nclose = \"Ctrl-x s\"\ntoggle-preview = []\n",
    );
    assert!(file.problems.is_empty() && file.notes.is_empty());
    for (context, keys, command) in [
        (Context::Threads, "#", Some(Command::Archive)),
        (Context::Threads, "gy", Some(Command::Archive)),
        (Context::Threads, "a", None),
        (Context::Threads, "Ctrl-x s", Some(Command::Close)),
        (Context::Threads, "p", None),
        (Context::Conversation, "a", Some(Command::Archive)),
        (Context::Conversation, "p", Some(Command::TogglePreview)),
    ] {
        assert_eq!(calls(&file, context, keys), command, "{keys} in {context}");
    }
}

#[test]
fn a_preset_is_where_it_begins_wherever_it_stands() {
    let file = KeymapFile::of("preset = \"vim\"\n[threads]\narchive = \"#\"\n");
    assert_eq!(file.preset, Preset::Vim);
    assert_eq!(calls(&file, Context::Threads, "u"), Some(Command::Undo));
    assert_eq!(calls(&file, Context::Threads, "#"), Some(Command::Archive));
    assert_eq!(calls(&file, Context::Threads, "a"), None);
}

#[test]
fn an_empty_file_and_the_example_change_nothing() {
    for text in ["", KEYMAP_EXAMPLE] {
        let file = KeymapFile::of(text);
        assert!(file.problems.is_empty());
        for context in Context::ALL {
            let default = Keymap::default().bindings(context);
            assert_eq!(file.keymap.bindings(context), default);
        }
    }
}

#[test]
fn what_the_example_shows_is_right() {
    let shown: String = KEYMAP_EXAMPLE
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .filter(|line| line.starts_with('[') && line.ends_with(']') || line.contains(" = "))
        .flat_map(|line| [line, "\n"])
        .collect();
    assert!(shown.contains("[threads]") && shown.contains("unbind ="));
    let file = KeymapFile::of(&shown);
    let found: Vec<String> = file.problems.iter().map(ToString::to_string).collect();
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(calls(&file, Context::Threads, "gz"), Some(Command::Close));
}

#[test]
fn every_wrong_entry_is_told_with_its_place_and_what_is_allowed() {
    for (text, words) in [
        (
            "preset = \"vmi\"",
            "keymap.toml:1:10: \"vmi\" is no preset. Did you mean vim?",
        ),
        (
            "preset = \"emacs\"",
            "keymap.toml:1:10: \"emacs\" is no preset. There is default, vim and gmail.",
        ),
        (
            "preset = 3",
            "keymap.toml:1:10: preset = 3: expected one of \"default\", \"vim\", \"gmail\".",
        ),
        (
            "[thread]\nopen = \"o\"",
            "keymap.toml:1:2: [thread] is no context. Did you mean threads?",
        ),
        (
            "[list]\nopen = \"o\"",
            "keymap.toml:1:2: [list] is no context. There is preset, and a table for each of global, views, threads, \
             conversation, composer, pager, menu, prompt.",
        ),
        (
            "[threads]\n\nclose-and-nxt = \"o\"",
            "keymap.toml:3:1: [threads] close-and-nxt is no command. Did you mean close-and-next?",
        ),
        (
            "[threads]\nmake-coffee = \"o\"",
            "keymap.toml:2:1: [threads] make-coffee is no command. `andibox keys` lists them all.",
        ),
        (
            "[threads]\nsend = \"X\"",
            "keymap.toml:2:1: send does nothing in [threads]. It works in composer.",
        ),
        (
            "[threads]\nreply = 7",
            "keymap.toml:2:9: [threads] reply = 7: expected a key such as \"e\", several such as [\"e\", \"g x\", \
             \"Ctrl-x s\"], or [] for none.",
        ),
        (
            "threads = \"x\"",
            "keymap.toml:1:11: threads = \"x\": expected a table, such as [threads], with a line for each command.",
        ),
        (
            "[prompt]\naccept = [\"Enter\", \"x\"]",
            "keymap.toml:2:20: x in [prompt] could then no longer be typed; accept does not get it. Begin with Ctrl- \
             or a key without a character.",
        ),
        (
            "[threads]\nreply = \"X\"\nnote = [\"i\", \"Shift-x\"]",
            "keymap.toml:3:14: X in [threads] is reply already (line 2); note does not get it.",
        ),
    ] {
        assert_eq!(problems(text), [words], "{text}");
    }
    let wrong_key = problems("[threads]\nreply = [\"R\", \"Ctr-x\"]");
    assert!(
        wrong_key[0].starts_with("keymap.toml:2:15: [threads] reply: \"Ctr-x\" is no key: use")
    );
    let wrong_toml = problems("[threads]\nreply = \"r\nnote = \"i\"\n");
    assert!(
        wrong_toml[0].starts_with("keymap.toml:2:"),
        "{wrong_toml:?}"
    );
}

#[test]
fn what_is_wrong_is_skipped_and_the_rest_holds() {
    let file = KeymapFile::of(
        "preset = \"emacs\"\n[nowhere]\nreply = \"R\"\n[threads]\nreply = [\"Ctr-q\", \"R\"]\nnote = \"Ctr-i\"\n\
         archive = \"#\"\n",
    );
    assert_eq!(file.problems.len(), 4);
    for (keys, command) in [
        ("R", Some(Command::Reply)),
        ("r", None),
        // None of its new keys is a key: it keeps the old one.
        ("i", Some(Command::Note)),
        ("#", Some(Command::Archive)),
    ] {
        assert_eq!(calls(&file, Context::Threads, keys), command, "{keys}");
    }
}

#[test]
fn keys_unbound_do_nothing_also_where_the_global_ones_would() {
    let file = KeymapFile::of("[threads]\nunbind = [\"w\", \"r\"]\nreply = \"r\"\n");
    assert!(file.problems.is_empty());
    assert_eq!(calls(&file, Context::Threads, "w"), None);
    assert_eq!(
        calls(&file, Context::Views, "w"),
        Some(Command::WaitingNext)
    );
    // What the same table binds is not taken away by it.
    assert_eq!(calls(&file, Context::Threads, "r"), Some(Command::Reply));
}

#[test]
fn a_sequence_out_of_reach_is_told_once() {
    assert_eq!(
        problems("[threads]\nreply = \"e x\"\n"),
        [
            "keymap.toml:2:9: e in [threads] is close-and-next at once, so ex (reply) cannot be reached. Unbind the \
             one or the other."
        ]
    );
    let found = problems("[global]\nrefresh = \"g\"\n");
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[0].starts_with(
        "keymap.toml:2:11: g in [global] is refresh at once, so gg (first), go (go-open) and"
    ));
    assert_eq!(
        problems("[threads]\nunbind = [\"e\"]\nreply = \"e x\"\n"),
        Vec::<String>::new()
    );
}

#[test]
fn nobody_locks_themselves_out() {
    let file = KeymapFile::of("[global]\npalette = []\nquit = []\n[prompt]\ncancel = \"Ctrl-q\"\n");
    let found: Vec<String> = file.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "keymap.toml:2:1: palette would have no key in views, threads and conversation; Ctrl-k keeps calling it \
             there.",
            "keymap.toml:3:1: quit would have no key in views, threads, conversation, pager and menu; Ctrl-c keeps \
             calling it there.",
        ]
    );
    assert_eq!(
        calls(&file, Context::Prompt, "Ctrl-q"),
        Some(Command::Cancel)
    );
    assert_eq!(calls(&file, Context::Prompt, "Esc"), None);
    assert_eq!(
        calls(&file, Context::Threads, "Ctrl-c"),
        Some(Command::Quit)
    );

    let taken = problems("[composer]\nsend = [\"Ctrl-c\", \"Ctrl-s\"]\n");
    assert_eq!(
        taken,
        ["keymap.toml:2:9: quit would have no key in composer; Ctrl-c keeps calling it there."]
    );
}

#[test]
fn what_may_well_be_wished_is_noted() {
    assert_eq!(
        notes("[threads]\nreply = [\"r\", \"w\"]\narchive = [\"a\", \"e\"]\n"),
        [
            "keymap.toml:2:15: w in [threads] is reply, and no longer waiting-next as elsewhere.",
            "keymap.toml:3:17: e in [threads] is archive now, and close-and-next has no key left there; the palette \
             has it.",
        ]
    );
    // Who lists both knows it.
    assert_eq!(
        notes("[threads]\narchive = \"e\"\nclose-and-next = \"a\"\n"),
        Vec::<String>::new()
    );
}

#[test]
fn no_text_makes_it_panic() {
    for text in [
        "\u{feff}[threads]",
        "[threads\nreply",
        "[[threads]]\nreply = \"x\"",
        "threads.reply = \"R\"",
        "[threads]\nreply = [[\"x\"]]",
        "[threads.reply]\nx = 1",
        "[threads]\nreply = \"\"",
        "[threads]\nunbind = \"a b c d\"",
        "preset = [\"vim\"]",
        "[global]\n\"\\u0000\" = \"x\"",
    ] {
        let file = KeymapFile::of(text);
        // Whatever was said, the program can be left.
        let quit = file.keymap.resolve(Context::Threads, &[Key::ctrl('c')]);
        assert_eq!(quit, Match::Command(Command::Quit), "{text}");
    }
    assert_eq!(
        calls(
            &KeymapFile::of("threads.reply = \"R\""),
            Context::Threads,
            "R"
        ),
        Some(Command::Reply)
    );
}
