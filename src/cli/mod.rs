//! The command line: arguments, wiring the rooms together, and exit codes.

mod arguments;
mod config_command;
mod connection;
mod doctor;
pub mod downloads;
mod elsewhere;
mod farewell;
mod inbox;
mod json;
mod keys_command;
mod late_sync;
mod linear;
mod local_copy;
mod local_server;
mod log;
mod login;
mod outbox;
mod outcome;
mod pages;
mod profiles;
mod serve;
mod stats;
mod sync_once;
mod sync_options;
mod synchronised;
mod theme;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, ConfigCommand, Subcommand};
pub use outcome::Failure;

use crate::config::{Config, Environment, PathOverrides, Paths, ProfileSettings, ResolveError};

/// What every command needs.
pub(crate) struct Desk {
    pub(crate) paths: Paths,
    pub(crate) config: Config,
}

impl Desk {
    /// The profile to work on.
    ///
    /// # Errors
    /// Exit code 5 where there is none of the name, 2 where it is not clear which.
    fn profile(&self) -> Result<ProfileSettings, Failure> {
        self.config.resolve().map_err(|error| match error {
            ResolveError::Unknown { .. } => Failure::not_found(error),
            _ => Failure::usage(error),
        })
    }

    /// Refuses what writes where nothing may be written.
    fn refuse_read_only(&self, profile: &ProfileSettings) -> Result<(), Failure> {
        match self.config.why_read_only(profile) {
            Some(why) => Err(Failure::failed(format_args!("nothing was changed: {why}"))),
            None => Ok(()),
        }
    }
}

/// Parses the command line and runs the command. Problems are printed to standard error.
pub fn run() -> ExitCode {
    crate::terminal::report_panics_safely();
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
    let linear = arguments.linear;
    if linear && arguments.command.is_some() {
        return Err(Failure::usage(
            "--linear opens the inbox, and goes with no other command",
        ));
    }
    // These need no configuration.
    match &arguments.command {
        Some(Subcommand::Serve(serve)) => return serve::run(serve),
        Some(Subcommand::Completions { shell }) => return pages::completions(*shell),
        Some(Subcommand::Man { folder }) => return pages::man(folder.as_deref()),
        _ => {}
    }
    let paths = Paths::find(&overrides).map_err(Failure::failed)?;
    let config = Config::load(&paths, &Environment::read(), &flags);
    let desk = Desk { paths, config };
    match arguments.command {
        None => inbox::run(&desk, &flags, linear),
        Some(Subcommand::Login(login)) => login::log_in(&desk, flags.profile.as_deref(), &login),
        Some(Subcommand::Logout { name }) => login::log_out(&desk, name.as_deref()),
        Some(Subcommand::Profiles { json }) => profiles::run(&desk, json),
        Some(Subcommand::Config { command }) => match command {
            ConfigCommand::Path => config_command::path(&desk),
            ConfigCommand::Show => config_command::show(&desk),
            ConfigCommand::Check => config_command::check(&desk, &flags),
        },
        Some(Subcommand::Keys(keys)) => keys_command::run(&desk, &keys),
        Some(Subcommand::Outbox(outbox)) => outbox::run(&desk, &outbox),
        Some(Subcommand::Sync(sync)) => sync_once::run(&desk, &sync),
        Some(Subcommand::Stats { json }) => stats::run(&desk, json),
        Some(Subcommand::Doctor(doctor)) => doctor::run(&desk, &doctor),
        // Handled above.
        Some(Subcommand::Serve(_) | Subcommand::Completions { .. } | Subcommand::Man { .. }) => {
            Ok(())
        }
    }
}
