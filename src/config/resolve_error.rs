//! Why no profile can be opened, in sentences that say what to do.

use thiserror::Error;

use super::{Address, Origin, ProfileName};

/// Why no profile can be opened.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ResolveError {
    /// No profile has the name.
    #[error("there is no profile {name}{}. {hint}", asked_by(origin))]
    Unknown {
        /// The name in quotes.
        name: String,
        /// Who asked for it.
        origin: Origin,
        /// What there is.
        hint: String,
    },
    /// Several profiles, and nothing says which.
    #[error(
        "which profile? There is: {names}. Name one with --profile, or set default_profile in config.toml"
    )]
    Which {
        /// The names there are.
        names: String,
    },
    /// Both flags.
    #[error("--server and --profile exclude each other: a profile has its own address")]
    ServerAndProfile,
    /// `--server` is not an address.
    #[error("--server = {found}: expected {}", Address::EXPECTED)]
    WrongServer {
        /// What stands there.
        found: String,
    },
    /// The profile has none, or a wrong one.
    #[error("the profile \"{name}\" has no usable address; `andibox config check` says more")]
    NoAddress {
        /// The profile.
        name: ProfileName,
    },
    /// Plain http to another machine.
    #[error(
        "{address} is plain http to another machine: anyone on the way could read the key and the conversations. Use \
         https{}", insecure_hint(stored_as.as_ref())
    )]
    Insecure {
        /// The address.
        address: Address,
        /// The profile, where it is one.
        stored_as: Option<ProfileName>,
    },
    /// The settings cannot be read, so the profile that was meant is not known.
    #[error("the settings cannot be read, so it is not known which profile to open. {problem}")]
    Broken {
        /// The first problem.
        problem: String,
    },
}

fn asked_by(origin: &Origin) -> String {
    match origin {
        Origin::Default => String::new(),
        origin => format!(" ({origin})"),
    }
}

fn insecure_hint(stored_as: Option<&ProfileName>) -> String {
    match stored_as {
        Some(name) => format!(", or set allow_insecure_http = true in [profiles.{name}]"),
        None => ", or make it a profile with allow_insecure_http = true".to_owned(),
    }
}
