//! The `andibox` program: everything is in [`andibox::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    andibox::cli::run()
}
