//! Draws the README's picture: the demo workspace, served and synchronised as at a first start, as an SVG.
//!
//! `cargo run --example picture -- 120 36 > assets/screen.svg`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints a picture"
)]

mod frame;
mod svg;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut sizes = std::env::args()
        .skip(1)
        .filter_map(|size| size.parse().ok());
    let size = (sizes.next().unwrap_or(120), sizes.next().unwrap_or(36));
    match frame::of_the_demo(size) {
        Ok(buffer) => {
            print!("{}", svg::of(&buffer));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
