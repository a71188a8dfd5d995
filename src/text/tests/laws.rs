//! Laws of the sanitizer, measuring and wrapping.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::{any_text, law};
use crate::text::{SafeText, fit, pad, truncate, truncate_middle, width, wrap, wrap_count};

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

fn assert_shows_nothing_forbidden(text: &str) {
    for c in text.chars() {
        assert!(!c.is_control() || c == '\n', "control {c:?} in {text:?}");
        assert!(!is_bidi_control(c), "direction control {c:?} in {text:?}");
        assert!(!matches!(
            c,
            '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}'..='\u{2064}' | '\u{fffe}'
        ));
    }
}

proptest! {
    #![proptest_config(law())]

    #[test]
    fn safe_text_holds_no_control_and_no_direction_character(text in any_text()) {
        let line = SafeText::line(&text);
        prop_assert!(!line.contains('\n'));
        assert_shows_nothing_forbidden(&line);
        assert_shows_nothing_forbidden(&SafeText::block(&text));
        let unmarked = SafeText::unmarked_line(&text);
        prop_assert!(!unmarked.contains('\n'));
        assert_shows_nothing_forbidden(&unmarked);
    }

    #[test]
    fn sanitizing_twice_changes_nothing_more(text in any_text()) {
        let line = SafeText::line(&text);
        prop_assert_eq!(&SafeText::line(&line), &line);
        let block = SafeText::block(&text);
        prop_assert_eq!(&SafeText::block(&block), &block);
    }

    #[test]
    fn every_character_of_safe_text_has_a_column_to_be_drawn_in(text in any_text()) {
        for cluster in SafeText::block(&text).graphemes(true).filter(|&cluster| cluster != "\n") {
            prop_assert!(width(cluster) > 0, "{cluster:?}");
        }
    }

    #[test]
    fn no_cluster_grows_without_bound(text in any_text(), mark in "[\u{301}\u{93e}\u{94d}क\u{1161}]{1,3}") {
        let stacked = format!("{text}{}", mark.repeat(60));
        for cluster in SafeText::line(&stacked).graphemes(true) {
            prop_assert!(cluster.chars().count() <= 30, "{cluster:?}");
        }
    }

    #[test]
    fn the_answer_is_linear_in_the_text(text in any_text()) {
        prop_assert!(SafeText::block(&text).len() <= 16 * text.len());
    }

    #[test]
    fn cutting_keeps_within_the_columns(text in any_text(), cols in 0_usize..30) {
        let line = SafeText::line(&text);
        prop_assert!(width(&truncate(&line, cols)) <= cols);
        prop_assert!(width(&truncate_middle(&line, cols)) <= cols);
        prop_assert!(width(&pad(&line, cols)) >= cols);
        prop_assert_eq!(width(&fit(&line, cols)), cols);
    }

    #[test]
    fn raw_text_is_measured_and_cut_without_a_panic(text in any_text(), cols in 0_usize..30) {
        truncate(&text, cols);
        truncate_middle(&text, cols);
        pad(&text, cols);
        wrap(&text, cols);
    }

    #[test]
    fn no_line_is_wider_than_the_pane_unless_one_cluster_is(text in any_text(), cols in 1_usize..30) {
        let block = SafeText::block(&text);
        for line in wrap(&block, cols) {
            let line = &block[line];
            prop_assert!(width(line) <= cols || line.graphemes(true).filter(|c| width(c) > 0).count() == 1, "{line:?}");
            prop_assert!(!line.contains('\n'));
        }
    }

    #[test]
    fn wrapping_loses_nothing_but_blanks(text in any_text(), cols in 0_usize..30) {
        let mut end = 0;
        for line in wrap(&text, cols) {
            prop_assert!(line.start >= end && line.end >= line.start);
            prop_assert!(text[end..line.start].chars().all(|c| matches!(c, ' ' | '\n')));
            end = line.end;
        }
        prop_assert!(text[end..].chars().all(|c| matches!(c, ' ' | '\n')));
    }

    #[test]
    fn lines_are_counted_as_they_are_wrapped(text in any_text(), cols in 0_usize..30) {
        prop_assert_eq!(wrap_count(&text, cols), wrap(&text, cols).len());
    }

    #[test]
    fn lines_break_between_clusters(text in any_text(), cols in 1_usize..30) {
        let block = SafeText::block(&text);
        let boundaries: Vec<usize> = block.grapheme_indices(true).map(|(at, _)| at).chain([block.len()]).collect();
        for line in wrap(&block, cols) {
            prop_assert!(boundaries.binary_search(&line.start).is_ok(), "{line:?} in {block:?}");
            prop_assert!(boundaries.binary_search(&line.end).is_ok(), "{line:?} in {block:?}");
        }
    }

    #[test]
    fn the_quick_width_agrees_with_the_drawn_one(text in any_text()) {
        use crate::text::width::cluster_width;
        let drawn: usize = text.graphemes(true).map(cluster_width).sum();
        prop_assert_eq!(width(&text), drawn);
    }
}
