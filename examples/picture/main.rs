//! Draws the README's picture: the demo workspace, served and synchronised as at a first start, as an SVG.
//!
//! `cargo run --example picture -- 120 36 > assets/screen.svg`, or in another theme and after other keys:
//! `cargo run --example picture -- 80 24 light "j r" > light.svg`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints a picture"
)]

mod frame;
mod svg;

use std::process::ExitCode;

use andibox::theme::ThemeName;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, usual| {
        let word = arguments.get(place);
        word.map_or(Ok(usual), |word| word.parse::<u16>())
    };
    let theme = arguments
        .get(2)
        .map_or(Ok(ThemeName::Dark), |name| name.parse());
    let (Ok(columns), Ok(rows), Ok(theme)) = (number(0, 120), number(1, 36), theme) else {
        eprintln!("usage: picture [COLUMNS] [ROWS] [dark|light|high-contrast|none] [KEYS]");
        return ExitCode::from(2);
    };
    let keys = arguments.get(3).map_or("Enter", String::as_str);
    match frame::of_the_demo((columns, rows), theme, keys) {
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
