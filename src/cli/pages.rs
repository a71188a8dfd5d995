//! `andibox completions` and `andibox man`: made from the same definition as the parser and `--help`.

use std::path::Path;

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use super::Failure;
use super::arguments::Arguments;
use super::outcome::{say, say_own};
use crate::text::SafeText;

/// Prints the completions of a shell.
pub fn completions(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(), "andibox", &mut script);
    say_own(&script)
}

/// Prints the manual page, or writes it and those of the commands into a folder.
pub fn man(folder: Option<&Path>) -> Result<(), Failure> {
    let Some(folder) = folder else {
        let mut page = Vec::new();
        Man::new(command())
            .render(&mut page)
            .map_err(Failure::failed)?;
        return say_own(&page);
    };
    let wrong = |error| Failure::failed(format_args!("{}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(wrong)?;
    clap_mangen::generate_to(command(), folder).map_err(wrong)?;
    say(&SafeText::line(&format!(
        "The manual pages are in {}",
        folder.display()
    )))
}

fn command() -> Command {
    Arguments::command()
}
