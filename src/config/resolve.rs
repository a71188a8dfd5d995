//! Which profile is opened, and everything about it that the rest of the program needs.

use std::path::PathBuf;

use super::layers::profile_key;
use super::near::near;
use super::shown_value::shown_text;

use super::{
    Address, Auth, Config, ConfigError, KeyCommand, KeyStore, Origin, Profile, ProfileName,
    ResolveError, ad_hoc,
};
use crate::model::StatusStrategy;

/// The profile to open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProfileSettings {
    /// What the frame shows. Names of ad-hoc profiles are not [`ProfileName`]s.
    pub name: String,
    /// Where its server is.
    pub kind: ProfileKind,
    /// Its local copy; the folder may not be there yet ([`super::Paths::make_folder_of`]).
    pub database: PathBuf,
    /// One of [`super::COLORS`].
    pub color: &'static str,
    /// Whether every write is refused.
    pub read_only: bool,
    /// How a thread's status is changed; nothing: found out by trying.
    pub thread_status: Option<StatusStrategy>,
    /// The largest answer read, in bytes.
    pub max_body_bytes: u64,
    /// A command line whose first line of output is the key.
    pub api_key_command: Option<KeyCommand>,
    /// Where a login keeps the key.
    pub key_store: KeyStore,
    /// The profile in `config.toml` and `credentials.toml`; nothing for an ad-hoc one.
    pub stored_as: Option<ProfileName>,
}

/// Where a profile's server is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProfileKind {
    /// Inside this process.
    Local {
        /// The server's data folder, where it keeps its key.
        folder: PathBuf,
    },
    /// Somewhere behind an address. A key may go there: this was checked against `allow_insecure_http`.
    Remote {
        /// The base address.
        address: Address,
        /// How the key travels.
        auth: Auth,
        /// Whether the key may go over plain http to another machine.
        allow_insecure_http: bool,
    },
}

impl Config {
    /// The profile to open: `--server`, else `--profile`, else `ANDIBOX_PROFILE`, else `default_profile`, else the only
    /// one there is, else the local workspace.
    pub fn resolve(&self) -> Result<ProfileSettings, ResolveError> {
        if let Some(server) = &self.flags.server {
            if self.flags.profile.is_some() {
                return Err(ResolveError::ServerAndProfile);
            }
            return self.ad_hoc(server);
        }
        let name = match self.asked_name()? {
            Some(name) => name,
            None => self.only_name()?,
        };
        self.named(&name)
    }

    /// The profile of this name, whatever else is asked for.
    pub fn named(&self, name: &ProfileName) -> Result<ProfileSettings, ResolveError> {
        let Some(profile) = self.profiles.get(name) else {
            if name.is_local() {
                return Ok(self.local(&Profile::default()));
            }
            return Err(self.unknown(name.as_str(), self.origin("default_profile")));
        };
        if name.is_local() {
            return Ok(self.local(profile));
        }
        let Some(address) = profile.address.clone() else {
            return Err(ResolveError::NoAddress { name: name.clone() });
        };
        let database = self.paths.profile_database(name);
        self.remote(
            name.to_string(),
            Some(name.clone()),
            address,
            profile,
            database,
        )
    }

    /// Why a profile refuses every write, as a sentence; nothing where it does not.
    pub fn why_read_only(&self, profile: &ProfileSettings) -> Option<String> {
        if !profile.read_only {
            return None;
        }
        if self.flags.read_only {
            return Some("--read-only was given.".to_owned());
        }
        let name = profile.stored_as.as_ref()?;
        let origin = self.origin(&profile_key(name, "read_only"));
        let problem = self.problems.iter().find(|p| p.origin() == Some(&origin));
        Some(match problem {
            Some(problem) => format!("Until the settings are mended: {problem}"),
            None => format!("{origin} says read_only = true."),
        })
    }

    /// A name that a flag, the environment or the settings ask for.
    fn asked_name(&self) -> Result<Option<ProfileName>, ResolveError> {
        let asked = [
            (&self.flags.profile, Origin::Flag("--profile")),
            (
                &self.environment.profile,
                Origin::Environment(super::Environment::PROFILE),
            ),
        ];
        for (name, origin) in asked {
            if let Some(name) = name {
                return match ProfileName::new(name) {
                    Some(name) => Ok(Some(name)),
                    None => Err(self.unknown(name, origin)),
                };
            }
        }
        Ok(self.settings.default_profile.clone())
    }

    fn only_name(&self) -> Result<ProfileName, ResolveError> {
        if let Some(problem) = self.problems.iter().find(|p| self.hides_the_choice(p)) {
            return Err(broken(problem));
        }
        let mut names = self.profiles.keys().filter(|name| !name.is_local());
        match (names.next(), names.next()) {
            (None, _) => Ok(ProfileName::local()),
            (Some(only), None) => Ok(only.clone()),
            (Some(_), Some(_)) => Err(ResolveError::Which {
                names: self.names(),
            }),
        }
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.profiles.keys().map(ProfileName::as_str).collect();
        names.join(", ")
    }

    /// Whether a problem may have swallowed the line that says which profile to open.
    fn hides_the_choice(&self, problem: &ConfigError) -> bool {
        self.hides_profiles(problem)
            || matches!(problem, ConfigError::WrongValue { key, .. } if key == "default_profile")
    }

    fn hides_profiles(&self, problem: &ConfigError) -> bool {
        self.may_hide_profiles && problem.hides_settings()
    }

    fn unknown(&self, name: &str, origin: Origin) -> ResolveError {
        if let Some(problem) = self.problems.iter().find(|p| self.hides_profiles(p)) {
            return broken(problem);
        }
        let near = near(name, self.profiles.keys().map(ProfileName::as_str));
        let hint = if !near.is_empty() {
            format!("Did you mean {}?", near.join(" or "))
        } else if self.profiles.is_empty() {
            "There is none yet: `andibox login` makes one.".to_owned()
        } else {
            format!("There is: {}.", self.names())
        };
        ResolveError::Unknown {
            name: shown_text(name),
            origin,
            hint,
        }
    }

    fn ad_hoc(&self, server: &str) -> Result<ProfileSettings, ResolveError> {
        let address = Address::new(server).ok_or_else(|| ResolveError::WrongServer {
            found: shown_text(server),
        })?;
        let name = ad_hoc::name(&address);
        let database = self.paths.server_database(&address);
        self.remote(name, None, address, &Profile::default(), database)
    }

    fn local(&self, profile: &Profile) -> ProfileSettings {
        let kind = ProfileKind::Local {
            folder: self.paths.local_dir(),
        };
        let name = ProfileName::local();
        let database = self.paths.profile_database(&name);
        self.assemble(name.to_string(), Some(name), kind, profile, database)
    }

    fn remote(
        &self,
        name: String,
        stored_as: Option<ProfileName>,
        address: Address,
        profile: &Profile,
        database: PathBuf,
    ) -> Result<ProfileSettings, ResolveError> {
        if address.is_open_to_eavesdroppers() && !profile.allow_insecure_http {
            return Err(ResolveError::Insecure { address, stored_as });
        }
        let kind = ProfileKind::Remote {
            address,
            auth: profile.auth,
            allow_insecure_http: profile.allow_insecure_http,
        };
        Ok(self.assemble(name, stored_as, kind, profile, database))
    }

    fn assemble(
        &self,
        name: String,
        stored_as: Option<ProfileName>,
        kind: ProfileKind,
        profile: &Profile,
        database: PathBuf,
    ) -> ProfileSettings {
        ProfileSettings {
            name,
            kind,
            database,
            color: profile.color,
            read_only: profile.read_only || self.flags.read_only,
            thread_status: profile.thread_status,
            max_body_bytes: u64::from(profile.max_body_mib) * 1024 * 1024,
            api_key_command: profile.api_key_command.clone(),
            key_store: profile.key_store,
            stored_as,
        }
    }
}

fn broken(problem: &ConfigError) -> ResolveError {
    ResolveError::Broken {
        problem: problem.to_string(),
    }
}
