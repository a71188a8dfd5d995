//! Making texts fit columns.

use std::borrow::Cow;

use crate::text::{fit, pad, truncate, truncate_middle};

#[test]
fn a_text_that_fits_is_not_copied() {
    assert!(matches!(truncate("abc", 3), Cow::Borrowed("abc")));
    assert!(matches!(truncate_middle("abc", 3), Cow::Borrowed("abc")));
    assert!(matches!(pad("abc", 3), Cow::Borrowed("abc")));
}

#[test]
fn the_end_gives_way_to_an_ellipsis() {
    for (text, cols, cut) in [
        ("hello world", 8, "hello w…"),
        ("hello world", 7, "hello…"),
        ("hello", 1, "…"),
        ("hello", 0, ""),
        ("漢字漢字", 6, "漢字…"),
        ("漢字漢字", 4, "漢…"),
        (
            "👨\u{200d}👩\u{200d}👧 family",
            3,
            "👨\u{200d}👩\u{200d}👧…",
        ),
        ("👨\u{200d}👩\u{200d}👧 family", 2, "…"),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ("🇩🇪🇯🇵🇫🇷", 5, "🇩🇪🇯🇵…"),
    ] {
        assert_eq!(truncate(text, cols), cut, "{text:?} {cols}");
    }
}

#[test]
fn the_middle_gives_way_to_an_ellipsis() {
    for (text, cols, cut) in [
        ("screenshot-2024-03-10.png", 12, "screen…0.png"),
        ("abcdef", 5, "ab…ef"),
        ("abcdef", 4, "ab…f"),
        ("abcdef", 1, "…"),
        ("abcdef", 0, ""),
        ("漢字漢字漢字", 7, "漢…漢字"),
        ("🇩🇪🇯🇵🇫🇷🇪🇸", 6, "🇩🇪…🇪🇸"),
    ] {
        assert_eq!(truncate_middle(text, cols), cut, "{text:?} {cols}");
    }
}

#[test]
fn padding_counts_columns() {
    assert_eq!(pad("漢", 4), "漢  ");
    assert_eq!(pad("long", 2), "long");
    assert_eq!(fit("long", 3), "lo…");
    assert_eq!(fit("漢字漢", 4), "漢… ");
    assert_eq!(fit("", 2), "  ");
}
