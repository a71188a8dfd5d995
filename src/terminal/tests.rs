//! The sheet, with a terminal emulator to say what a frame's bytes show.

use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::style::{Color, Modifier, Style};

use super::sheet::{Painted, Sheet};
use crate::app::geometry::Area;
use crate::text::SafeText;

const COLS: u16 = 24;
const ROWS: u16 = 4;

fn emulator() -> vt100::Parser {
    let side = |count| NonZeroU16::new(count).unwrap();
    vt100::Parser::new(side(ROWS), side(COLS), 0)
}

/// A text somewhere: column, row, words, style.
type Piece = (u16, u16, &'static str, Style);

fn paint(buffer: &mut Buffer, pieces: &[Piece]) {
    buffer.reset();
    for (x, y, words, style) in pieces {
        // As the canvas does: half a wide glyph is no glyph.
        if *x > 0 && buffer[(*x - 1, *y)].symbol().cell_width() > 1 {
            buffer[(*x - 1, *y)].set_symbol(" ");
        }
        buffer.set_stringn(*x, *y, words, usize::from(COLS - x), *style);
    }
}

fn draw(sheet: &mut Sheet, emulator: &mut vt100::Parser, pieces: &[Piece]) -> (Buffer, usize) {
    let mut painted = Buffer::default();
    let bytes = sheet.frame((COLS, ROWS), |buffer| {
        paint(buffer, pieces);
        painted = buffer.clone();
        None
    });
    emulator.process(bytes);
    let count = bytes.len();
    (painted, count)
}

fn assert_shows(emulator: &vt100::Parser, buffer: &Buffer) {
    let screen = emulator.screen();
    for y in 0..ROWS {
        let mut x = 0;
        while x < COLS {
            let wanted = &buffer[(x, y)];
            let seen = screen.cell(y, x).unwrap();
            let symbol = Some(seen.contents())
                .filter(|text| !text.is_empty())
                .unwrap_or(" ");
            assert_eq!(
                symbol,
                wanted.symbol(),
                "at {x}, {y}: {:?}",
                screen.contents()
            );
            assert_eq!(
                seen.inverse(),
                wanted.modifier.contains(Modifier::REVERSED),
                "at {x}, {y}"
            );
            if wanted.symbol() != " " {
                assert_eq!(
                    seen.bold(),
                    wanted.modifier.contains(Modifier::BOLD),
                    "at {x}, {y}"
                );
                let red = seen.fgcolor() == vt100::Color::Idx(1);
                assert_eq!(red, wanted.fg == Color::Red, "at {x}, {y}");
            }
            let blue = seen.bgcolor() == vt100::Color::Idx(4);
            assert_eq!(blue, wanted.bg == Color::Blue, "at {x}, {y}");
            x += wanted.symbol().cell_width().max(1);
        }
    }
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        Just(Style::new()),
        Just(Style::new().fg(Color::Red)),
        Just(Style::new().bg(Color::Blue)),
        Just(Style::new().add_modifier(Modifier::REVERSED)),
        Just(Style::new().fg(Color::Red).add_modifier(Modifier::BOLD)),
    ]
}

fn frame() -> impl Strategy<Value = Vec<Piece>> {
    let words = prop_oneof![
        Just("a"),
        Just("hello"),
        Just("          "),
        Just("two   words and more"),
        Just("漢字 and 漢"),
        Just("é ─│┌ ▌"),
        Just("字字字字字字字字字字字字"),
    ];
    prop::collection::vec((0..COLS, 0..ROWS, words, style()), 0..8)
}

proptest! {
    #[test]
    fn the_terminal_shows_every_frame(frames in prop::collection::vec(frame(), 1..6)) {
        let (mut sheet, mut emulator) = (Sheet::new(), emulator());
        for pieces in frames {
            let (painted, _) = draw(&mut sheet, &mut emulator, &pieces);
            assert_shows(&emulator, &painted);
        }
    }
}

#[test]
fn a_frame_that_changes_nothing_is_no_bytes() {
    let (mut sheet, mut emulator) = (Sheet::new(), emulator());
    let pieces = [(2, 1, "the same", Style::new().fg(Color::Red))];
    assert!(draw(&mut sheet, &mut emulator, &pieces).1 > 0);
    assert_eq!(draw(&mut sheet, &mut emulator, &pieces).1, 0);
}

#[test]
fn what_is_forgotten_is_drawn_again() {
    let (mut sheet, mut emulator) = (Sheet::new(), emulator());
    let pieces = [(2, 1, "again", Style::new())];
    draw(&mut sheet, &mut emulator, &pieces);
    emulator.process(b"\x1b[Hgarbage of another program");
    sheet.forget();
    let (painted, _) = draw(&mut sheet, &mut emulator, &pieces);
    assert_shows(&emulator, &painted);
}

#[test]
fn a_letter_costs_a_letter_a_position_and_the_frame() {
    let (mut sheet, mut emulator) = (Sheet::new(), emulator());
    draw(&mut sheet, &mut emulator, &[(2, 1, "typin", Style::new())]);
    let (_, bytes) = draw(&mut sheet, &mut emulator, &[(2, 1, "typing", Style::new())]);
    assert_eq!(bytes, "\x1b[?2026h\x1b[2;8Hg\x1b[?2026l".len());
}

#[test]
fn the_cursor_moves_without_a_cell_changing_and_is_hidden_again() {
    let mut sheet = Sheet::new();
    let mut emulator = emulator();
    for cursor in [Some((3, 2)), Some((4, 2)), None, Some((0, 0))] {
        emulator.process(sheet.frame((COLS, ROWS), |buffer| {
            paint(buffer, &[]);
            cursor
        }));
        assert_eq!(emulator.screen().hide_cursor(), cursor.is_none());
        if let Some((x, y)) = cursor {
            assert_eq!(emulator.screen().cursor_position(), (y, x));
        }
    }
}

#[test]
fn where_terminals_disagree_about_a_cluster_nothing_stays_beside_or_behind_it() {
    let mut sheet = Sheet::new();
    let mut frame = |words| {
        let bytes = sheet.frame((COLS, ROWS), |buffer| {
            paint(buffer, &[(0, 0, words, Style::new())]);
            None
        });
        String::from_utf8(bytes.to_vec()).unwrap()
    };
    frame("aabbc");
    let written = frame("👩‍🚀bbc");
    // Its columns are wiped, it is written, and then what two glyphs of two columns might have covered.
    assert!(
        written.contains("\x1b[1H  \x1b[1;1H👩‍🚀\x1b[1;3Hbb\x1b"),
        "{written:?}"
    );
}

/// The bytes of a frame with one link on row 1, and of the next frame without it.
fn linked(address: &'static str) -> (String, String) {
    let mut sheet = Sheet::new();
    let area = Area {
        x: 2,
        y: 1,
        w: 8,
        h: 1,
    };
    let mut frame = |links: Vec<(Area, SafeText)>| {
        let bytes = sheet.linked_frame((COLS, ROWS), |buffer| {
            paint(buffer, &[(0, 1, "a the shop b", Style::new())]);
            Painted {
                cursor: None,
                links,
            }
        });
        String::from_utf8(bytes.to_vec()).unwrap()
    };
    let with = frame(vec![(area, SafeText::line(address))]);
    let again = frame(vec![(area, SafeText::line(address))]);
    assert_eq!(again, "", "nothing has changed");
    (with, frame(Vec::new()))
}

#[test]
fn a_link_begins_and_ends_around_its_own_letters() {
    let (with, without) = linked("https://shop.example/?a=1;b");
    let told = "a \x1b]8;id=1;https://shop.example/?a=1;b\x1b\\the shop\x1b]8;;\x1b\\";
    assert!(with.contains(told), "{with:?}");
    assert_eq!(with.matches("\x1b]8").count(), 2);
    assert!(without.contains("the shop"), "{without:?}");
    assert!(!without.contains("\x1b]8;id"), "{without:?}");
}

#[test]
fn no_address_but_one_of_the_web_in_plain_ascii_is_told() {
    for address in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://x.example/\u{1b}\\\u{1b}[31m",
        "https://x.example/\u{7}",
        "https://x.example/a b",
        "https://bücher.example/",
        "",
    ] {
        let (with, _) = linked(address);
        assert!(!with.contains("]8;"), "{address:?}: {with:?}");
    }
}
