//! Tables for what drawing alone decides: spans in words, and what enters cells. Whole screens are in `tests/screens`.

use chrono::TimeDelta;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::linear::aloud;
use super::paint::{Canvas, Words};
use super::strip::Strip;
use super::words::span;
use crate::app::geometry::Area;
use crate::text::SafeText;
use crate::theme::{Role, Theme, ThemeName};

const ROW: Area = Area {
    x: 0,
    y: 0,
    w: 10,
    h: 1,
};

/// What a drawing leaves in one row of ten columns.
fn painted(draw: impl FnOnce(&mut Canvas)) -> Vec<String> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
    draw(&mut Canvas::new(&mut buffer, &Theme::default()));
    let cells = buffer.content.iter();
    cells.map(|cell| cell.symbol().to_owned()).collect()
}

#[test]
fn a_span_is_said_in_its_largest_unit() {
    for (minutes, words) in [
        (-5, "<1m"),
        (0, "<1m"),
        (1, "1m"),
        (59, "59m"),
        (60, "1h"),
        (1439, "23h"),
        (1440, "1d"),
        (100_000, "69d"),
    ] {
        assert_eq!(span(TimeDelta::minutes(minutes)), words, "{minutes}");
    }
}

#[test]
fn what_does_not_fit_ends_in_an_ellipsis() {
    let row = painted(|canvas| {
        let ink = canvas.ink(Role::Text);
        canvas.fitted(0, 0, 4, "abcdef", ink);
        canvas.fitted(5, 0, 4, "abcd", ink);
    });
    assert_eq!(row.concat(), "abc… abcd ");
}

#[test]
fn a_wide_glyph_is_drawn_whole_or_not_at_all() {
    let words = SafeText::line("日本語");
    let row = painted(|canvas| {
        let ink = canvas.ink(Role::Text);
        assert_eq!(canvas.text(0, 0, 5, &words, ink), 4);
        assert_eq!(canvas.text(7, 0, 20, &words, ink), 2);
    });
    assert_eq!(row.concat(), "日 本    日  ");
}

#[test]
fn what_covers_half_of_a_wide_glyph_takes_all_of_it() {
    let words = SafeText::line("日本");
    let written = painted(|canvas| {
        let ink = canvas.ink(Role::Text);
        canvas.text(0, 0, 10, &words, ink);
        canvas.text(3, 0, 1, "│", ink);
    });
    assert_eq!(written.concat(), "日  │      ");
    let wiped = painted(|canvas| {
        let ink = canvas.ink(Role::Text);
        canvas.text(0, 0, 10, &words, ink);
        canvas.blank(Area { x: 1, ..ROW }, ink);
    });
    assert_eq!(wiped.concat(), " ".repeat(10));
}

#[test]
fn outside_of_the_buffer_nothing_is_drawn() {
    let row = painted(|canvas| {
        let ink = canvas.ink(Role::Text);
        for (x, y) in [(10, 0), (0, 1), (u16::MAX, u16::MAX)] {
            assert_eq!(canvas.text(x, y, u16::MAX, "words", ink), 0);
        }
        canvas.rule(8, 0, u16::MAX, "─", ink);
    });
    assert_eq!(row.concat(), "        ──");
}

#[test]
fn a_row_is_filled_from_both_ends_and_never_twice() {
    let row = painted(|canvas| {
        let ground = canvas.ink(Role::Text);
        let mut strip = Strip::new(ROW, 0, ground);
        assert!(strip.put_end(canvas, "end", Role::Dim));
        strip.put(canvas, "a long start", Role::Text);
        assert!(!strip.put_end(canvas, "x", Role::Text));
    });
    assert_eq!(row.concat(), "a long…end");
}

#[test]
fn a_part_of_a_text_that_is_not_there_is_empty() {
    let words = SafeText::line("日本");
    assert_eq!(Words::Part(&words, 0, 3).width(), 2);
    assert_eq!(Words::Part(&words, 1, 3).width(), 0);
    assert_eq!(Words::Part(&words, 3, 300).width(), 0);
}

#[test]
fn on_a_reversed_ground_no_colour_is_left() {
    let theme = Theme::builtin(ThemeName::None).with(
        Role::Failed,
        crate::theme::Style::fg(crate::theme::Color::Ansi(1)).dim(),
    );
    let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
    let mut canvas = Canvas::new(&mut buffer, &theme);
    let ground = canvas.ink(Role::Selection);
    let ink = canvas.ink_on(Role::Failed, ground);
    canvas.text(0, 0, 10, "FAILED", ink);
    assert_eq!(buffer[(0, 0)].fg, Color::Reset);
    assert_eq!(buffer[(0, 0)].modifier, Modifier::REVERSED);
}

#[test]
fn what_is_said_needs_no_sign_and_no_letter_for_a_unit() {
    for (shown, said) in [
        ("waiting 3d!", "waiting 3 days, too long"),
        ("wrote again 1h", "wrote again 1 hour"),
        ("first reply <1m", "first reply less than a minute"),
        ("customer 12m", "customer 12 minutes"),
        ("20 Nov · closed", "20 Nov, closed"),
        ("delivered ✓✓", "delivered"),
        ("pending …", "pending"),
        ("held, goes within 5 s", "held, goes within 5 s"),
        ("FAILED", "FAILED"),
        ("", ""),
    ] {
        assert_eq!(aloud(shown).as_str(), said, "{shown}");
    }
}
