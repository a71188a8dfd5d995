//! The `config` room from outside: layers, errors with their places, profiles, keys, permissions.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::fs;

use andibox::config::{
    Address, Auth, Config, Environment, Flags, KeyStore, NewProfile, Paths, ProfileName,
    ProfileSettings, ResolveError,
};
use andibox::model::ApiKey;

mod errors;
mod keys;
mod layers;
mod paths;
mod resolving;
mod snippets;
mod themes;
mod views;
mod writing;

const SECRET: &str = "andi_live_Zx81QwErTy0123456789AbCdEfGh";

/// A user's folders, environment and flags, all empty until a test says otherwise.
struct Desk {
    folder: tempfile::TempDir,
    environment: Environment,
    flags: Flags,
}

fn desk() -> Desk {
    Desk {
        folder: tempfile::tempdir().unwrap(),
        environment: Environment::default(),
        flags: Flags::default(),
    }
}

/// A desk whose `config.toml` says this.
fn desk_with(config: &str) -> Desk {
    let desk = desk();
    let paths = desk.paths();
    Paths::make_folder_of(&paths.config_file()).unwrap();
    fs::write(paths.config_file(), config).unwrap();
    desk
}

impl Desk {
    fn paths(&self) -> Paths {
        Paths::of(
            &self.folder.path().join("config"),
            &self.folder.path().join("data"),
        )
    }

    fn load(&self) -> Config {
        Config::load(&self.paths(), &self.environment, &self.flags)
    }

    fn check(&self) -> Vec<String> {
        Config::check(&self.paths(), &self.environment, &self.flags)
            .iter()
            .map(|problem| self.short(&problem.to_string()))
            .collect()
    }

    /// A sentence without the folder of this test.
    fn short(&self, sentence: &str) -> String {
        sentence.replace(&format!("{}/", self.folder.path().display()), "")
    }

    fn resolve(&self) -> Result<ProfileSettings, ResolveError> {
        self.load().resolve()
    }

    fn config_text(&self) -> String {
        fs::read_to_string(self.paths().config_file()).unwrap()
    }

    fn shown(&self) -> Vec<String> {
        let lines = self.load().show();
        lines
            .iter()
            .map(|line| self.short(&line.to_string()))
            .collect()
    }
}

fn name(name: &str) -> ProfileName {
    ProfileName::new(name).unwrap()
}

fn key(secret: &str) -> ApiKey {
    ApiKey::new(secret).unwrap()
}

fn new_profile(address: &str) -> NewProfile {
    NewProfile {
        address: Address::new(address).unwrap(),
        auth: Auth::XApiKey,
        allow_insecure_http: false,
        key_store: KeyStore::File,
    }
}
