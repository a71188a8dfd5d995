//! How the main screens look: in full colour, and without any, where nothing may be lost.

use andibox::theme::{ColorDepth, Theme, ThemeName};

use crate::buffers::{drawn, styled};
use crate::desk::Desk;
use crate::shots::after;

fn shoot(name: &str, make: impl Fn() -> Desk) {
    let dark = Theme::builtin(ThemeName::Dark);
    let plain = dark.reduced_to(ColorDepth::None);
    for (look, theme) in [("dark", dark), ("no_color", plain)] {
        let (buffer, _) = drawn(&make().state, &theme);
        insta::assert_snapshot!(format!("style_{name}@{look}"), styled(&buffer));
    }
}

#[test]
fn the_list_is_told_apart_by_more_than_colour() {
    shoot("list", || after("", (120, 40)));
}

#[test]
fn the_conversation_is_told_apart_by_more_than_colour() {
    shoot("conversation", || after("Enter k k", (80, 24)));
}

#[test]
fn a_note_looks_unlike_a_reply() {
    shoot("reply", || after("r", (80, 24)));
    shoot("note", || after("i", (80, 24)));
}

#[test]
fn overlays_stand_out() {
    shoot("menu", || after("s", (80, 24)));
    shoot("palette", || after(": Down", (80, 24)));
}
