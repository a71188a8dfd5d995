//! `config.toml`, and what andibox changes in it.

use andibox::config::{
    Address, Auth, Config, ConfigError, Environment, Flags, KeyStore, NewProfile, Paths,
    ProfileName, remove_profile, set_default_profile, store_profile,
};

use super::{assert_one_line, with_folder, write};

/// Reads a text as the settings, and changes it as a login and a logout do.
pub fn config(input: &[u8]) {
    with_folder(|folder| {
        let paths = Paths::of(&folder.join("config"), &folder.join("data"));
        let file = paths.config_file();
        write(&file, input);
        let before = load(&paths, input);
        // Each change is written through to the disk, so only some texts are tried.
        if !input.len().is_multiple_of(4) {
            return;
        }
        let Some(name) = ProfileName::new("acme") else {
            panic!("acme is a name");
        };
        let Some(address) = Address::new("https://acme.test/api/v1") else {
            panic!("an address");
        };
        let profile = NewProfile {
            address: address.clone(),
            auth: Auth::Bearer,
            allow_insecure_http: false,
            key_store: KeyStore::Keyring,
        };
        if store_profile(&paths, &name, &profile).is_err() {
            assert_eq!(
                std::fs::read(&file).unwrap_or_default(),
                input,
                "refused, but changed"
            );
            return;
        }
        let after = load(&paths, input);
        let stored = after.profiles.get(&name);
        assert_eq!(
            stored.and_then(|stored| stored.address.as_ref()),
            Some(&address)
        );
        assert_eq!(stored.map(|stored| stored.auth), Some(Auth::Bearer));
        let others = |config: &Config| {
            let profiles = config.profiles.iter().filter(|(other, _)| **other != name);
            format!(
                "{:?} {:?}",
                profiles.collect::<Vec<_>>(),
                config.settings.sync
            )
        };
        assert_eq!(
            others(&before),
            others(&after),
            "{:?}",
            String::from_utf8_lossy(input)
        );
        if set_default_profile(&paths, &name).is_ok() {
            let default = load(&paths, input).settings.default_profile;
            assert_eq!(default, Some(name.clone()));
        }
        if remove_profile(&paths, &name).is_ok() {
            assert!(!load(&paths, input).profiles.contains_key(&name));
        }
    });
}

fn load(paths: &Paths, input: &[u8]) -> Config {
    let config = Config::load(paths, &Environment::default(), &Flags::default());
    for problem in &config.problems {
        if !matches!(problem, ConfigError::Unreadable { .. }) {
            assert_one_line(&problem.to_string(), input);
        }
    }
    for line in config.show() {
        assert_one_line(&line.to_string(), input);
    }
    let sync = &config.settings.sync;
    assert!(sync.others_min <= sync.others_max);
    assert!(sync.open_thread.as_secs() >= 1);
    assert!((1..=16).contains(&sync.concurrency));
    let _ = config.resolve();
    config
}
