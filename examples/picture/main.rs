//! Draws the README's picture: the demo workspace, served and synchronised as at a first start, as an SVG.
//!
//! `cargo run --example picture -- 120 36 > assets/screen.svg`, or in another theme and after other keys:
//! `cargo run --example picture -- 80 24 light "j r" > light.svg`, or as a terminal of 16 colours shows it:
//! `cargo run --example picture -- 80 24 light "j r" 16 > light.svg`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints a picture"
)]

mod frame;
mod svg;

use std::process::ExitCode;

use andibox::theme::{ColorDepth, Theme, ThemeName};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, usual| {
        let word = arguments.get(place);
        word.map_or(Ok(usual), |word| word.parse::<u16>())
    };
    let theme = arguments
        .get(2)
        .map_or(Ok(ThemeName::Dark), |name| name.parse());
    let depth = match arguments.get(4).map(String::as_str) {
        None | Some("full") => Some(ColorDepth::TrueColor),
        Some("256") => Some(ColorDepth::Ansi256),
        Some("16") => Some(ColorDepth::Ansi16),
        Some("none") => Some(ColorDepth::None),
        Some(_) => None,
    };
    let asked = (number(0, 120), number(1, 36), theme, depth);
    let (Ok(columns), Ok(rows), Ok(theme), Some(depth)) = asked else {
        eprintln!(
            "usage: picture [COLUMNS] [ROWS] [dark|light|high-contrast|none] [KEYS] [full|256|16|none]"
        );
        return ExitCode::from(2);
    };
    let keys = arguments.get(3).map_or("Enter", String::as_str);
    let shown = Theme::builtin(theme).reduced_to(depth);
    match frame::of_the_demo((columns, rows), &shown, keys) {
        Ok(buffer) => {
            print!("{}", svg::of(&buffer, &svg::Terminal::of(theme)));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
