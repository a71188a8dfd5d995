//! The arguments, as data: parser, help, completions and manual pages come from these.

#![expect(
    clippy::doc_markdown,
    reason = "clap prints these comments as the help, where backticks would be noise"
)]
// Not `expect`: only rustdoc knows of it, and every other pass would miss it.
#![allow(
    rustdoc::bare_urls,
    reason = "clap prints these comments as the help, where angle brackets would be noise"
)]

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser};
use clap_complete::Shell;

use super::keys_command::KeysArguments;
use crate::config::{Flags, KeyCommand};

const AFTER: &str = "\
Without a command andibox opens the inbox. With no configuration that is a local workspace with simulated customers; \
`andibox login` connects to andibase.

Exit codes: 0 ok, 1 failed, 2 usage (also: no terminal), 3 the key is missing or refused, 4 the server cannot be reached, \
5 not found.";

/// The heading of the options that are not a command's own.
const EVERYWHERE: &str = "Options of every command that opens a profile";

/// The terminal inbox for support staff whose conversations live in andibase.
#[derive(Parser, Debug)]
#[command(name = "andibox", version, after_help = AFTER, max_term_width = 100)]
pub struct Arguments {
    /// The profile to use (also: ANDIBOX_PROFILE)
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "NAME")]
    pub profile: Option<String>,
    /// A server to use without a profile, such as http://127.0.0.1:4000/api/v1; the key comes from ANDI_API_KEY
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "ADDRESS")]
    pub server: Option<String>,
    /// A command line whose first line of output is the API key
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "COMMAND")]
    pub api_key_command: Option<String>,
    /// Refuse every write
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub read_only: bool,
    /// The colours: auto, dark, light, high-contrast, none, or the name of a theme file (also: ANDIBOX_THEME)
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "NAME")]
    pub theme: Option<String>,
    /// The inbox line by line: nothing is drawn, commands are typed as words (for screen readers, plain terminals, pipes)
    #[arg(long)]
    pub linear: bool,
    /// The folder of config.toml and credentials.toml
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FOLDER")]
    pub config_dir: Option<PathBuf>,
    /// The folder of the local copies
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: Option<Subcommand>,
}

impl Arguments {
    /// What the command line decides about the settings.
    pub fn flags(&self) -> Flags {
        Flags {
            profile: self.profile.clone(),
            server: self.server.clone(),
            theme: self.theme.clone(),
            read_only: self.read_only,
            api_key_command: self.api_key_command.as_deref().and_then(KeyCommand::new),
        }
    }
}

/// The commands.
#[derive(clap::Subcommand, Debug)]
pub enum Subcommand {
    /// Store a server and its key as a profile, after checking them
    Login(LoginArguments),
    /// Forget a profile and its key
    Logout {
        /// The profile; the default one if not named
        name: Option<String>,
    },
    /// The profiles there are: which one is opened, its address, and whether there is a key
    Profiles {
        /// Print one JSON object a line (the fields are in docs/command-line.md)
        #[arg(long)]
        json: bool,
    },
    /// Run the local andibase-compatible server alone
    Serve(ServeArguments),
    /// Where the settings are, what holds, and what is wrong with them
    Config {
        /// What to tell
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Every command with its keys, and what is wrong with keymap.toml
    Keys(KeysArguments),
    /// Synchronise once without a screen: fetch everything, send what waits
    Sync(SyncArguments),
    /// What was asked for and has not reached the server: list, retry, discard
    Outbox(OutboxArguments),
    /// Who waits, how fast threads were answered and settled, messages a day: from the local copy
    Stats {
        /// Print one JSON object (the fields are in docs/command-line.md)
        #[arg(long)]
        json: bool,
    },
    /// Check settings, key, local copy and server, and say what is wrong
    Doctor(DoctorArguments),
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man {
        /// Write it, and one page a command, into this folder instead
        #[arg(long, value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
}

/// What `andibox config` tells.
#[derive(clap::Subcommand, Debug)]
pub enum ConfigCommand {
    /// The files and folders
    Path,
    /// Every setting that holds, and where it comes from; keys are not shown
    Show,
    /// What is wrong with the files
    Check,
}

/// Arguments of `andibox doctor`.
#[derive(Args, Debug)]
pub struct DoctorArguments {
    /// Print one JSON object a line (the fields are in docs/command-line.md)
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `andibox sync`.
#[derive(Args, Debug)]
pub struct SyncArguments {
    /// Print no progress, and at the end one JSON object (the fields are in docs/command-line.md)
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `andibox outbox`.
#[derive(Args, Debug)]
pub struct OutboxArguments {
    /// What to do; without it, list
    #[command(subcommand)]
    pub command: Option<OutboxCommand>,
    /// Print one JSON object a line (the fields are in docs/command-line.md)
    #[arg(long, global = true)]
    pub json: bool,
}

/// What `andibox outbox` does.
#[derive(clap::Subcommand, Debug)]
pub enum OutboxCommand {
    /// One line a request: id, state, age, what, where, and what can be done
    List,
    /// Queue refused and waiting requests again, to be sent at once
    Retry(RetryArguments),
    /// Give requests up; asks first, and prints their words
    Discard(DiscardArguments),
}

/// Arguments of `andibox outbox retry`.
#[derive(Args, Debug)]
pub struct RetryArguments {
    /// The first digits of an id, as the list shows them
    #[arg(value_name = "ID", required_unless_present = "all")]
    pub ids: Vec<String>,
    /// Everything that was refused or waits after a failure
    #[arg(long, conflicts_with = "ids")]
    pub all: bool,
}

/// Arguments of `andibox outbox discard`.
#[derive(Args, Debug)]
pub struct DiscardArguments {
    /// The first digits of an id, as the list shows them
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Discard without asking; the words are printed all the same
    #[arg(long, conflicts_with = "keep")]
    pub yes: bool,
    /// Make drafts of the words instead, to be edited and sent anew
    #[arg(long)]
    pub keep: bool,
}

/// Arguments of `andibox login`.
#[derive(Args, Debug)]
pub struct LoginArguments {
    /// The API's address; without it the one of the profile, and where there is none https://andibase.com/api/v1
    pub address: Option<String>,
    /// The profile's name; without it the profile that andibox opens, and for a new address andibase
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Read the key from a file, or from standard input with `-`; without it the key is asked for, unseen
    #[arg(long, value_name = "FILE")]
    pub with_key: Option<String>,
    /// Get a key by approving this login in a browser; with --read-only one that may only read
    #[arg(long, conflicts_with = "with_key")]
    pub browser: bool,
    /// Keep the key in the keyring of the operating system instead of credentials.toml
    #[arg(long)]
    pub keyring: bool,
    /// Send the key as `Authorization: Bearer` instead of `x-api-key`
    #[arg(long)]
    pub bearer: bool,
    /// Allow plain http to another machine: anyone on the way can read the key
    #[arg(long)]
    pub allow_insecure_http: bool,
}

/// Arguments of `andibox serve`.
#[derive(Args, Debug)]
pub struct ServeArguments {
    /// Where to listen; port 0 picks a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    pub listen: SocketAddr,
    /// The folder of the database and the key
    #[arg(long, value_name = "FOLDER")]
    pub data: PathBuf,
    /// Fill an empty database with the demo workspace, and simulate customers and deliveries
    #[arg(long)]
    pub demo: bool,
    /// Fill an empty database with a workspace of so many messages, for measuring
    #[arg(long, value_name = "MESSAGES", conflicts_with = "demo")]
    pub generate: Option<usize>,
    /// Allow an address that other machines can reach
    #[arg(long)]
    pub allow_remote: bool,
    /// Answer 405 to PATCH of a thread, as a server without that extension does
    #[arg(long)]
    pub no_patch: bool,
}
