//! Where lines break, row by row.

use crate::text::{wrap, wrap_count};

fn assert_wraps(table: &[(&str, usize, &[&str])]) {
    for (text, cols, lines) in table {
        let wrapped: Vec<&str> = wrap(text, *cols)
            .into_iter()
            .map(|line| &text[line])
            .collect();
        assert_eq!(wrapped, *lines, "{text:?} in {cols}");
        assert_eq!(wrap_count(text, *cols), lines.len());
    }
}

#[test]
fn lines_break_between_words() {
    assert_wraps(&[
        ("one two three", 7, &["one two", "three"]),
        ("one two three", 8, &["one two", "three"]),
        ("one two three", 13, &["one two three"]),
        ("one  two", 4, &["one", "two"]),
        ("one two  ", 20, &["one two"]),
        (
            "well-known check-in",
            6,
            &["well-", "known", "check-", "in"],
        ),
        ("2024-03-10 --flag", 10, &["2024-03-10", "--flag"]),
        ("e\u{301}tat-major", 6, &["e\u{301}tat-", "major"]),
        ("Größe über alles", 10, &["Größe über", "alles"]),
        ("Привет мир, как дела", 11, &["Привет мир,", "как дела"]),
    ]);
}

#[test]
fn empty_lines_stay() {
    assert_wraps(&[
        ("", 10, &[""]),
        ("a\n\nb", 10, &["a", "", "b"]),
        ("a\n", 10, &["a", ""]),
        ("\n", 10, &["", ""]),
        ("   ", 2, &[""]),
    ]);
}

#[test]
fn the_first_line_keeps_its_indentation_where_it_fits() {
    assert_wraps(&[
        ("  one two three", 9, &["  one two", "three"]),
        ("a\n  b c", 3, &["a", "  b", "c"]),
        ("      word", 8, &["word"]),
    ]);
}

#[test]
fn a_word_wider_than_the_pane_breaks_between_clusters() {
    assert_wraps(&[
        ("abcdefgh", 3, &["abc", "def", "gh"]),
        ("x abcdefgh", 3, &["x", "abc", "def", "gh"]),
        ("abcdefgh ij", 5, &["abcde", "fgh", "ij"]),
        ("abcdefg hi", 5, &["abcde", "fg hi"]),
        (
            "https://example.com/a?b=c",
            12,
            &["https://exam", "ple.com/a?b=", "c"],
        ),
        (
            "👨\u{200d}👩\u{200d}👧👨\u{200d}👩\u{200d}👧",
            2,
            &["👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"],
        ),
        ("e\u{301}e\u{301}", 1, &["e\u{301}", "e\u{301}"]),
        ("ab", 0, &["a", "b"]),
    ]);
}

#[test]
fn a_cluster_wider_than_the_pane_has_a_line_of_its_own() {
    assert_wraps(&[("漢a字", 1, &["漢", "a", "字"]), ("🇩🇪🇯🇵", 1, &["🇩🇪", "🇯🇵"])]);
}

#[test]
fn other_scripts_break_where_they_may() {
    assert_wraps(&[
        ("漢字漢字漢字", 5, &["漢字", "漢字", "漢字"]),
        // A closing sign does not start a line.
        ("漢字漢字。漢", 8, &["漢字漢", "字。漢"]),
        ("ok漢字漢字", 4, &["ok漢", "字漢", "字"]),
        ("สวัสดีครับ", 4, &["สวัสดี", "ครับ"]),
        ("नमस्ते दुनिया", 5, &["नमस्ते", "दुनिया"]),
        ("السلام عليكم", 7, &["السلام", "عليكم"]),
    ]);
}

#[test]
fn french_punctuation_stays_with_its_word() {
    assert_wraps(&[
        ("Bonjour à vous !", 14, &["Bonjour à", "vous !"]),
        ("dit « oui » hier", 9, &["dit", "« oui »", "hier"]),
        ("a !", 2, &["a", "!"]),
    ]);
}

#[test]
fn a_long_text_is_wrapped_in_one_pass() {
    let words = "wort ".repeat(20_000);
    assert_eq!(wrap_count(&words, 9), 10_000);
    let no_blanks = "x".repeat(100_000);
    assert_eq!(wrap_count(&no_blanks, 10), 10_000);
    let flags = "🇩🇪".repeat(5_000);
    assert_eq!(wrap_count(&flags, 2), 5_000);
}
