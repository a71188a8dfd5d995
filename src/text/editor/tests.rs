//! The editor, as tables of keys and texts, and as laws over any keys at all.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::{Editor, Layout};
use crate::text::tests::{any_piece, law};

const FAMILY: &str = "👨\u{200d}👩\u{200d}👧\u{200d}👦";
const ENGLAND: &str = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";

/// An editor over `text` in which `|` is the cursor.
fn at(text: &str) -> Editor {
    let cursor = text.find('|').expect("a cursor in the text");
    let mut editor = Editor::with_text(&text.replace('|', ""));
    editor.move_to_byte(cursor);
    editor
}

/// The text of an editor with `|` for its cursor.
fn shown(editor: &Editor) -> String {
    let (before, after) = editor.text().split_at(editor.cursor_byte());
    format!("{before}|{after}")
}

/// A call that answers whether it did something.
type Act = fn(&mut Editor) -> bool;

/// What `act` makes of `text`.
fn after<R>(text: &str, act: impl FnOnce(&mut Editor) -> R) -> String {
    let mut editor = at(text);
    act(&mut editor);
    shown(&editor)
}

fn type_in(editor: &mut Editor, text: &str) {
    text.chars().for_each(|c| editor.insert_char(c));
}

#[test]
fn a_whole_cluster_is_one_backspace_and_one_step() {
    for cluster in [
        FAMILY,
        ENGLAND,
        "e\u{301}",
        "1\u{fe0f}\u{20e3}",
        "🇩🇪",
        "漢",
        "नि",
        "👍🏽",
    ] {
        assert_eq!(
            after(&format!("a{cluster}|b"), Editor::backspace),
            "a|b",
            "{cluster}"
        );
        assert_eq!(
            after(&format!("a|{cluster}b"), Editor::delete),
            "a|b",
            "{cluster}"
        );
        assert_eq!(
            after(&format!("a{cluster}|"), Editor::left),
            format!("a|{cluster}"),
            "{cluster}"
        );
        assert_eq!(
            after(&format!("a|{cluster}"), Editor::right),
            format!("a{cluster}|"),
            "{cluster}"
        );
    }
}

#[test]
fn a_cluster_typed_in_pieces_is_one_cluster() {
    for cluster in [FAMILY, ENGLAND, "e\u{301}", "1\u{fe0f}\u{20e3}", "🇩🇪"] {
        let mut editor = Editor::new();
        type_in(&mut editor, cluster);
        assert_eq!(editor.text(), cluster);
        editor.backspace();
        assert!(editor.is_empty(), "{cluster}");
    }
}

#[test]
fn a_joiner_typed_before_the_letter_that_needs_it_stays() {
    let mut editor = Editor::new();
    type_in(&mut editor, "می\u{200c}خواهم");
    assert_eq!(editor.text(), "می\u{200c}خواهم");
}

#[test]
fn the_cursor_skips_a_mark_its_letter_was_put_before() {
    let mut editor = Editor::with_text("\u{301}x");
    editor.text_start();
    editor.insert_char('e');
    assert_eq!(shown(&editor), "e\u{301}|x");
}

#[test]
fn a_paste_is_cleaned_and_one_step() {
    let table = [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("a\tb", "a    b"),
        ("\u{1b}[31mred\u{1b}[0m", "red"),
        ("\u{1b}]52;c;c2VjcmV0\u{7}x", "x"),
        ("a\u{0}\u{8}\u{7f}\u{9f}b", "ab"),
        ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
        ("zero\u{200b}width\u{feff}", "zerowidth"),
        ("hi\u{e0068}\u{e0069}", "hi"),
        (ENGLAND, ENGLAND),
    ];
    for (pasted, text) in table {
        let mut editor = Editor::new();
        type_in(&mut editor, "> ");
        editor.insert_str(pasted);
        assert_eq!(editor.text(), format!("> {text}"));
        editor.undo();
        assert_eq!(editor.text(), "> ");
    }
}

#[test]
fn one_line_stays_one_line() {
    let mut editor = Editor::one_line();
    type_in(&mut editor, "a\nb");
    editor.newline();
    editor.insert_str("c\r\nd\ne");
    assert_eq!(editor.text(), "abc d e");
    editor.set_text("x\ny");
    assert_eq!(editor.text(), "x y");
}

#[test]
fn words_are_the_words_of_a_reader() {
    let left = [
        ("hello world|", "hello |world"),
        ("hello |world", "|hello world"),
        ("it isn't|", "it |isn't"),
        ("wait, what?!|", "wait, |what?!"),
        ("party 🎉|", "party |🎉"),
        ("Größe Жук|", "Größe |Жук"),
        ("one\n|", "|one\n"),
        ("   |", "|   "),
        // A word's edge inside a cluster is no place for a cursor.
        ("\u{600}漢|", "|\u{600}漢"),
    ];
    for (before, expected) in left {
        assert_eq!(after(before, Editor::word_left), expected);
    }
    let right = [
        ("|hello world", "hello| world"),
        ("hello| world", "hello world|"),
        ("|  (what)?", "  (what|)?"),
        ("what|?!", "what?!|"),
        ("|🎉 x", "🎉| x"),
        ("|a\u{e33} b", "a\u{e33}| b"),
    ];
    for (before, expected) in right {
        assert_eq!(after(before, Editor::word_right), expected);
    }
}

#[test]
fn lines_have_a_start_and_an_end() {
    assert_eq!(after("a\nb|c\nd", Editor::line_start), "a\n|bc\nd");
    assert_eq!(after("a\nb|c\nd", Editor::line_end), "a\nbc|\nd");
    assert_eq!(after("a\nb|c\nd", Editor::text_start), "|a\nbc\nd");
    assert_eq!(after("a\nb|c\nd", Editor::text_end), "a\nbc\nd|");
}

#[test]
fn what_is_killed_can_be_yanked() {
    let table: [(&str, Act, &str); 6] = [
        ("ab|cd\ne", Editor::kill_to_line_end, "ab|\ne"),
        ("ab|\ne", Editor::kill_to_line_end, "ab|e"),
        ("x\nab|cd", Editor::kill_to_line_start, "x\n|cd"),
        ("one two|", Editor::delete_word_left, "one |"),
        ("|one two", Editor::delete_word_right, "| two"),
        ("end|", Editor::kill_to_line_end, "end|"),
    ];
    for (before, kill, expected) in table {
        let mut editor = at(before);
        let killed = kill(&mut editor);
        assert_eq!(shown(&editor), expected);
        assert_eq!(editor.yank(), killed);
        assert_eq!(editor.text(), before.replace('|', ""));
    }
}

#[test]
fn kills_in_a_row_are_yanked_as_one() {
    let mut editor = at("one two three|");
    editor.delete_word_left();
    editor.delete_word_left();
    assert_eq!(shown(&editor), "one |");
    editor.yank();
    assert_eq!(shown(&editor), "one two three|");
    editor.left();
    editor.delete_word_right();
    editor.yank();
    assert_eq!(shown(&editor), "one two three|");
}

#[test]
fn typing_is_undone_a_word_at_a_time() {
    let mut editor = Editor::new();
    type_in(&mut editor, "dear Ana, hello");
    let mut seen = Vec::new();
    while editor.undo() {
        seen.push(editor.text().to_owned());
    }
    assert_eq!(seen, ["dear Ana, ", "dear ", ""]);
    while editor.redo() {}
    assert_eq!(shown(&editor), "dear Ana, hello|");
}

#[test]
fn a_motion_ends_a_run_of_typing_and_of_erasing() {
    let mut editor = Editor::new();
    type_in(&mut editor, "ab");
    editor.left();
    type_in(&mut editor, "c");
    editor.undo();
    assert_eq!(shown(&editor), "a|b");
    editor.text_end();
    editor.backspace();
    editor.backspace();
    editor.undo();
    assert_eq!(shown(&editor), "ab|");
}

#[test]
fn new_typing_forgets_what_was_taken_back() {
    let mut editor = Editor::new();
    type_in(&mut editor, "one two");
    editor.undo();
    type_in(&mut editor, "x");
    assert!(!editor.redo());
    assert_eq!(editor.text(), "one x");
}

#[test]
fn another_document_has_no_past_but_a_replaced_text_has() {
    let mut editor = Editor::with_text("draft");
    editor.replace_text("draft, mended\r\n");
    assert_eq!(editor.text(), "draft, mended\n");
    editor.undo();
    assert_eq!(editor.text(), "draft");
    editor.set_text("other");
    assert!(!editor.undo());
    assert_eq!(shown(&editor), "other|");
}

#[test]
fn the_cursor_is_where_it_is_drawn() {
    // One column of the width is the cursor's.
    let table = [
        ("|", 6, (0, 0)),
        ("abcde|", 6, (0, 5)),
        ("abcdef|", 6, (1, 1)),
        ("abcde|f", 6, (1, 0)),
        ("漢字|", 6, (0, 4)),
        ("a❤\u{fe0f}|", 6, (0, 3)),
        ("one two|", 6, (1, 3)),
        ("one |two", 6, (1, 0)),
        ("one| two", 6, (0, 3)),
        ("a\n|", 6, (1, 0)),
        ("a\n|\nb", 6, (1, 0)),
        ("abc      |", 6, (0, 5)),
        ("abc  \n|d", 6, (1, 0)),
        ("a\n    |   bcd", 6, (1, 0)),
    ];
    for (text, width, place) in table {
        assert_eq!(at(text).cursor_position(width), place, "{text:?}");
    }
}

#[test]
fn up_and_down_follow_the_wrapped_lines_and_keep_their_column() {
    let mut editor = at("a long line\nx\nanother lon|g");
    let rows = [
        "a long |line\nx\nanother long",
        "a long line\nx\nano|ther long",
        "a long line\nx|\nanother long",
    ];
    assert!(editor.up(9));
    assert_eq!(shown(&editor), rows[1]);
    assert!(editor.up(9));
    assert_eq!(shown(&editor), rows[2]);
    assert!(editor.up(9));
    assert_eq!(shown(&editor), "a long lin|e\nx\nanother long");
    assert!(editor.up(9));
    assert_eq!(shown(&editor), "a l|ong line\nx\nanother long");
    assert!(editor.up(9));
    assert!(!editor.up(9));
    for _ in 0..4 {
        assert!(editor.down(9));
    }
    assert_eq!(shown(&editor), "a long line\nx\nanother lon|g");
    assert!(editor.down(9));
    assert!(!editor.down(9));
}

#[test]
fn a_click_puts_the_cursor_where_it_points() {
    let mut editor = Editor::with_text("one two\n漢字");
    for (row, col, expected) in [
        (0, 1, "o|ne two\n漢字"),
        (0, 9, "one| two\n漢字"),
        (2, 3, "one two\n漢|字"),
        (9, 9, "one two\n漢字|"),
    ] {
        editor.move_to(6, row, col);
        assert_eq!(shown(&editor), expected);
    }
}

#[test]
fn a_long_draft_costs_little() {
    let mut editor = Editor::with_text(&"word after word 漢字 and so on\n".repeat(4000));
    assert!(editor.text().len() > 100_000);
    type_in(&mut editor, "x");
    let Layout { rows, row, col } = editor.layout(40);
    assert_eq!((rows.len(), row, col), (4001, 4000, 1));
    editor.text_start();
    editor.word_right();
    editor.undo();
    assert_eq!(editor.cursor_position(40), (4000, 0));
}

#[test]
fn nothing_forbidden_is_drawn_of_what_an_editor_can_hold() {
    let editor = Editor::with_text("a\u{200d}b \u{e000} x\u{fe0f} 👨\u{200d}👩");
    assert_eq!(
        editor.row_text(0..editor.text().len()),
        "ab \u{fffd} x 👨\u{200d}👩"
    );
    assert_eq!(editor.row_text(0..999), "");
}

/// Anything a person can do to an editor.
#[derive(Clone, Debug)]
enum Key {
    Type(char),
    Paste(String),
    Act(usize),
    Newline,
}

/// Every call that answers whether it did something, but undo and redo.
const ACTS: [Act; 17] = [
    Editor::backspace,
    Editor::delete,
    Editor::left,
    Editor::right,
    Editor::word_left,
    Editor::word_right,
    Editor::line_start,
    Editor::line_end,
    Editor::text_start,
    Editor::text_end,
    |editor| editor.up(7),
    |editor| editor.down(7),
    Editor::kill_to_line_end,
    Editor::kill_to_line_start,
    Editor::delete_word_left,
    Editor::delete_word_right,
    Editor::yank,
];

fn any_key() -> impl Strategy<Value = Key> {
    prop_oneof![
        any_piece().prop_map(|text| text.chars().next().map_or(Key::Newline, Key::Type)),
        any_piece().prop_map(Key::Paste),
        Just(Key::Newline),
        (0..ACTS.len()).prop_map(Key::Act),
    ]
}

fn press(editor: &mut Editor, key: &Key) {
    match key {
        Key::Type(c) => editor.insert_char(*c),
        Key::Paste(text) => editor.insert_str(text),
        Key::Act(act) => {
            ACTS[*act](editor);
        }
        Key::Newline => editor.newline(),
    }
}

fn is_edge(editor: &Editor) -> bool {
    let text = editor.text();
    text.grapheme_indices(true)
        .map(|(at, _)| at)
        .chain([text.len()])
        .any(|at| at == editor.cursor_byte())
}

proptest! {
    #![proptest_config(law())]

    #[test]
    fn the_cursor_always_stands_between_clusters(
        start in any_piece(), keys in prop::collection::vec(any_key(), 0..60), undo_at in 0_usize..60,
    ) {
        let mut editor = Editor::with_text(&start);
        for (number, key) in keys.iter().enumerate() {
            press(&mut editor, key);
            prop_assert!(is_edge(&editor), "{key:?}: {}", shown(&editor));
            if number == undo_at {
                editor.undo();
                editor.redo();
                prop_assert!(is_edge(&editor), "undone: {}", shown(&editor));
            }
        }
    }

    #[test]
    fn undoing_all_brings_the_start_back_and_redoing_all_the_end(
        start in any_piece(), keys in prop::collection::vec(any_key(), 0..60),
    ) {
        let mut editor = Editor::with_text(&start);
        let started = editor.text().to_owned();
        for key in &keys {
            press(&mut editor, key);
        }
        let ended = editor.text().to_owned();
        while editor.undo() {
            prop_assert!(is_edge(&editor));
        }
        prop_assert_eq!(editor.text(), started);
        while editor.redo() {}
        prop_assert_eq!(editor.text(), ended);
    }

    #[test]
    fn the_cursor_is_inside_the_width_and_on_a_row(
        keys in prop::collection::vec(any_key(), 0..40), width in 0_usize..20,
    ) {
        let mut editor = Editor::new();
        for key in &keys {
            press(&mut editor, key);
            let Layout { rows, row, col } = editor.layout(width);
            prop_assert!(row < rows.len());
            prop_assert!(col < width.max(2));
        }
    }

    #[test]
    fn down_and_up_reach_every_row(keys in prop::collection::vec(any_key(), 0..40), width in 2_usize..20) {
        let mut editor = Editor::new();
        for key in &keys {
            press(&mut editor, key);
        }
        editor.text_start();
        let rows = editor.visual_lines(width).len();
        for row in 0..rows {
            prop_assert_eq!(editor.cursor_position(width).0, row, "{}", shown(&editor));
            editor.down(width);
        }
        prop_assert_eq!(editor.cursor_byte(), editor.text().len());
    }

    #[test]
    fn rows_are_drawn_safely(keys in prop::collection::vec(any_key(), 0..40), width in 0_usize..20) {
        let mut editor = Editor::new();
        for key in &keys {
            press(&mut editor, key);
        }
        for row in editor.visual_lines(width) {
            prop_assert!(!editor.row_text(row).contains(char::is_control));
        }
    }
}
