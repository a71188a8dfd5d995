//! Draws a picture of the demo workspace, served and synchronised as at a first start, as an SVG.
//!
//! `cargo run --example picture -- 120 36 > assets/screen.svg` is the README's. After the size may stand
//! `--theme dark|light|high-contrast|none`, `--colors none|16|256|full`, and `--keys "g S"`: what is pressed.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints a picture"
)]

mod ask;
mod frame;
mod svg;

use std::process::ExitCode;

fn main() -> ExitCode {
    let picture = ask::read(std::env::args().skip(1))
        .and_then(|ask| Ok((frame::of_the_demo(&ask)?, ask)))
        .map(|(buffer, ask)| svg::of(&buffer, ask.paper()));
    match picture {
        Ok(svg) => {
            print!("{svg}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
