//! The command line: arguments, wiring the rooms together, and exit codes.

mod arguments;
mod config_command;
mod connection;
mod doctor;
mod elsewhere;
mod inbox;
mod keys_command;
mod late_sync;
mod local_server;
mod log;
mod login;
mod outcome;
mod serve;
mod theme;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, ConfigCommand, Subcommand};
pub use outcome::Failure;

use crate::config::{Config, Environment, PathOverrides, Paths};

/// What every command needs.
pub(crate) struct Desk {
    pub(crate) paths: Paths,
    pub(crate) config: Config,
}

/// Parses the command line and runs the command. Problems are printed to standard error.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match dispatch(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn dispatch(arguments: Arguments) -> Result<(), Failure> {
    let flags = arguments.flags();
    let overrides = PathOverrides {
        config_dir: arguments.config_dir,
        data_dir: arguments.data_dir,
    };
    if let Some(Subcommand::Serve(serve)) = arguments.command {
        return serve::run(&serve);
    }
    let paths = Paths::find(&overrides).map_err(Failure::failed)?;
    let config = Config::load(&paths, &Environment::read(), &flags);
    let desk = Desk { paths, config };
    match arguments.command {
        None => inbox::run(&desk),
        Some(Subcommand::Login(login)) => login::log_in(&desk, &login),
        Some(Subcommand::Logout { name }) => login::log_out(&desk, name.as_deref()),
        Some(Subcommand::Config { command }) => match command {
            ConfigCommand::Path => config_command::path(&desk),
            ConfigCommand::Show => config_command::show(&desk),
            ConfigCommand::Check => config_command::check(&desk, &flags),
        },
        Some(Subcommand::Keys(keys)) => keys_command::run(&desk, &keys),
        Some(Subcommand::Doctor) => doctor::run(&desk),
        // Handled above: it needs no configuration.
        Some(Subcommand::Serve(_)) => Ok(()),
    }
}
