//! How screens look: in full colour, and without any, where nothing may be lost.

use andibox::theme::{ColorDepth, Theme, ThemeName};

use crate::buffers::{drawn, styled};
use crate::desk::Desk;

/// The looks, and the colours of each.
pub const LOOKS: [(&str, ColorDepth); 2] = [
    ("dark", ColorDepth::TrueColor),
    ("no_color", ColorDepth::None),
];

/// A desk in each look, as text.
pub fn looks(desk: &Desk) -> [(&'static str, String); 2] {
    LOOKS.map(|(look, depth)| {
        let theme = Theme::builtin(ThemeName::Dark).reduced_to(depth);
        let (buffer, _) = drawn(&desk.state, &theme);
        (look, styled(&buffer))
    })
}
