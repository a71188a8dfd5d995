//! Where keys are found, how they are kept, and that no sentence holds one.

use std::fs;
use std::path::PathBuf;

use andibox::config::{Credentials, CredentialsError, KeyCommand, KeySource, Paths};

use crate::{Desk, SECRET, desk, desk_with, key, name};

#[test]
fn a_key_is_kept_replaced_and_forgotten() {
    let desk = desk();
    let credentials = Credentials::at(&desk.paths());
    assert_eq!(credentials.load_key(&name("acme")).unwrap(), None);
    assert!(!credentials.remove_key(&name("acme")).unwrap());
    credentials
        .store_key(&name("acme"), &key("andi_live_one"))
        .unwrap();
    credentials
        .store_key(&name("a.b"), &key("quote\"and\\slash"))
        .unwrap();
    credentials.store_key(&name("acme"), &key(SECRET)).unwrap();
    assert_eq!(
        credentials.load_key(&name("acme")).unwrap(),
        Some(key(SECRET))
    );
    assert!(credentials.remove_key(&name("acme")).unwrap());
    assert_eq!(credentials.load_key(&name("acme")).unwrap(), None);
    assert_eq!(
        credentials.load_key(&name("a.b")).unwrap(),
        Some(key("quote\"and\\slash"))
    );
    let text = fs::read_to_string(desk.paths().credentials_file()).unwrap();
    assert!(!text.contains("Zx81"), "{text}");
}

#[cfg(unix)]
#[test]
fn the_environment_stands_above_the_command_and_the_command_above_the_file() {
    let mut desk = desk_with("[profiles.acme]\naddress = \"https://a.test\"\n");
    let found = |desk: &Desk| {
        let config = desk.load();
        let found = config.key_for(&config.resolve().unwrap()).unwrap();
        (found.key.expose().to_owned(), found.source)
    };
    let nothing = desk.load();
    let sentence = nothing
        .key_for(&nothing.resolve().unwrap())
        .unwrap_err()
        .to_string();
    assert_eq!(
        sentence,
        "there is no key for acme: log in with `andibox login --profile acme`, or set ANDI_API_KEY"
    );
    Credentials::at(&desk.paths())
        .store_key(&name("acme"), &key("of_the_file"))
        .unwrap();
    assert_eq!(
        found(&desk),
        ("of_the_file".to_owned(), KeySource::Credentials)
    );
    fs::write(
        desk.paths().config_file(),
        "[profiles.acme]\naddress = \"https://a.test\"\napi_key_command = \"printf 'of_the_profile\\\\nmore\\\\n'\"\n",
    )
    .unwrap();
    assert_eq!(
        found(&desk),
        ("of_the_profile".to_owned(), KeySource::Command)
    );
    desk.flags.api_key_command = KeyCommand::new("echo of_the_flag");
    assert_eq!(found(&desk), ("of_the_flag".to_owned(), KeySource::Command));
    desk.environment.api_key = Some("of_the_environment\n".to_owned());
    assert_eq!(
        found(&desk),
        ("of_the_environment".to_owned(), KeySource::Environment)
    );
}

#[cfg(unix)]
#[test]
fn a_key_command_that_fails_says_how_and_never_the_key() {
    let mut desk = desk();
    desk.flags.server = Some("https://a.test".to_owned());
    for (line, sentence) in [
        (
            format!("echo {SECRET}; exit 3"),
            "the key command `echo …` failed with exit status: 3",
        ),
        (
            format!("echo 'two {SECRET}'"),
            "the key command `echo …` gave no key in its first line: the key holds a character that no key has",
        ),
        (
            "true".to_owned(),
            "the key command `true` gave no key in its first line: the key is empty",
        ),
        (
            "kill -9 $$".to_owned(),
            "the key command `kill …` failed with signal: 9",
        ),
    ] {
        desk.flags.api_key_command = KeyCommand::new(&line);
        let config = desk.load();
        let error = config.key_for(&config.resolve().unwrap()).unwrap_err();
        let sentence_found = error.to_string();
        assert!(sentence_found.starts_with(sentence), "{sentence_found}");
        assert!(!format!("{error:?} {sentence_found}").contains("Zx81"));
    }
    desk.environment.api_key = Some("two words".to_owned());
    let config = desk.load();
    let sentence = config
        .key_for(&config.resolve().unwrap())
        .unwrap_err()
        .to_string();
    assert!(
        sentence.starts_with("the environment: ANDI_API_KEY: the key holds"),
        "{sentence}"
    );
}

#[test]
fn a_wrong_credentials_file_says_where_and_nothing_of_what_stands_there() {
    for (text, sentence) in [
        (
            format!("[profiles.acme]\nkey = \"{SECRET}\n"),
            "config/credentials.toml:2:",
        ),
        (
            format!("\nkey = \"{SECRET}\"\n"),
            "config/credentials.toml:2:1: only tables such as [profiles.acme] belong here",
        ),
        (
            format!("[profiles.acme]\nkee = \"{SECRET}\"\n"),
            "config/credentials.toml:1:11: this profile needs one line key = \"…\"",
        ),
        (
            format!("[profiles.acme]\nkey = \"{SECRET} x\"\n"),
            "config/credentials.toml:1:11: the key holds a character",
        ),
        (
            format!("[profiles]\nacme = \"{SECRET}\"\n"),
            "config/credentials.toml:2:1: this profile needs one line key",
        ),
    ] {
        let desk = desk();
        let file = desk.paths().credentials_file();
        Credentials::at(&desk.paths())
            .store_key(&name("zeta"), &key("z"))
            .unwrap();
        fs::write(&file, &text).unwrap();
        let problems = desk.check();
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with(sentence), "{}", problems[0]);
        let error = Credentials::at(&desk.paths())
            .load_key(&name("acme"))
            .unwrap_err();
        assert!(!format!("{error:?} {error}").contains("Zx81"), "{error:?}");
    }
}

#[cfg(unix)]
mod permissions {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn mode(path: &PathBuf) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn set_mode(path: &PathBuf, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn keys_are_made_private_in_a_private_folder() {
        let desk = desk();
        Credentials::at(&desk.paths())
            .store_key(&name("acme"), &key(SECRET))
            .unwrap();
        assert_eq!(mode(&desk.paths().credentials_file()), 0o600);
        assert_eq!(mode(&desk.paths().config_dir().to_owned()), 0o700);
        let database = desk.resolve().unwrap().database;
        Paths::make_folder_of(&database).unwrap();
        assert_eq!(mode(&database.parent().unwrap().to_owned()), 0o700);
    }

    #[test]
    fn looser_permissions_are_refused_with_the_command_that_mends_them() {
        let desk = desk();
        let credentials = Credentials::at(&desk.paths());
        credentials.store_key(&name("acme"), &key(SECRET)).unwrap();
        let file = desk.paths().credentials_file();
        let folder = desk.paths().config_dir().to_owned();
        for (path, loose, tight) in [
            (&file, 0o640, 0o600),
            (&file, 0o604, 0o600),
            (&folder, 0o755, 0o700),
            (&folder, 0o720, 0o700),
        ] {
            set_mode(path, loose);
            let error = credentials.load_key(&name("acme")).unwrap_err();
            let CredentialsError::Loose {
                mend, mode: found, ..
            } = &error
            else {
                panic!("{error:?}");
            };
            assert_eq!(*found, loose);
            assert_eq!(*mend, format!("chmod {tight:o} {}", path.display()));
            assert!(error.to_string().ends_with(mend.as_str()));
            assert!(credentials.store_key(&name("b"), &key("b")).is_err());
            assert!(credentials.remove_key(&name("acme")).is_err());
            assert_eq!(desk.check().len(), 1);
            set_mode(path, tight);
            assert_eq!(
                credentials.load_key(&name("acme")).unwrap(),
                Some(key(SECRET))
            );
        }
    }

    #[test]
    fn a_key_command_of_settings_that_others_can_write_is_not_run() {
        let mut desk = desk_with(&format!(
            "[profiles.acme]\naddress = \"https://a.test\"\napi_key_command = \"echo {SECRET}\"\n"
        ));
        let file = desk.paths().config_file();
        let folder = desk.paths().config_dir().to_owned();
        set_mode(&file, 0o600);
        set_mode(&folder, 0o700);
        let found = |desk: &Desk| {
            let config = desk.load();
            config.key_for(&config.resolve().unwrap())
        };
        assert_eq!(found(&desk).unwrap().source, KeySource::Command);
        // To be read by others is no harm here.
        set_mode(&file, 0o644);
        set_mode(&folder, 0o755);
        assert_eq!(found(&desk).unwrap().source, KeySource::Command);
        for (path, loose, tight) in [
            (&file, 0o664, 0o644),
            (&file, 0o602, 0o644),
            (&folder, 0o775, 0o755),
        ] {
            set_mode(path, loose);
            let sentence = found(&desk).unwrap_err().to_string();
            let path_words = path.display();
            assert_eq!(
                sentence,
                format!(
                    "the key command `echo …` is not run: {path_words} can be changed by other users (its permissions \
                     are {loose:o}), and with it the commands andibox runs. Close it with: chmod go-w {path_words}"
                )
            );
            set_mode(path, tight);
        }
        // What was typed is the user's own.
        set_mode(&file, 0o666);
        desk.flags.api_key_command = KeyCommand::new("echo of_the_flag");
        assert_eq!(found(&desk).unwrap().source, KeySource::Command);
    }

    #[test]
    fn a_linked_file_must_stand_where_nobody_else_can_put_another() {
        let desk = desk();
        let credentials = Credentials::at(&desk.paths());
        credentials.store_key(&name("acme"), &key(SECRET)).unwrap();
        let file = desk.paths().credentials_file();
        let repository = desk.folder.path().join("repository");
        fs::create_dir(&repository).unwrap();
        let behind = repository.join("keys.toml");
        fs::rename(&file, &behind).unwrap();
        std::os::unix::fs::symlink(&behind, &file).unwrap();
        set_mode(&repository, 0o755);
        assert_eq!(
            credentials.load_key(&name("acme")).unwrap(),
            Some(key(SECRET))
        );
        for open in [0o775, 0o757] {
            set_mode(&repository, open);
            let error = credentials.load_key(&name("acme")).unwrap_err();
            let CredentialsError::Loose { path, .. } = &error else {
                panic!("{error:?}");
            };
            assert_eq!(
                fs::canonicalize(path).unwrap(),
                fs::canonicalize(&repository).unwrap()
            );
            assert!(credentials.store_key(&name("b"), &key("b")).is_err());
        }
        set_mode(&repository, 0o755);
        set_mode(&behind, 0o640);
        assert!(credentials.load_key(&name("acme")).is_err());
    }

    #[test]
    fn the_mending_command_can_be_copied_even_with_a_space_in_the_path() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::of(&folder.path().join("my 'own' box"), folder.path());
        let credentials = Credentials::at(&paths);
        credentials.store_key(&name("acme"), &key(SECRET)).unwrap();
        set_mode(&paths.credentials_file(), 0o644);
        let Err(CredentialsError::Loose { mend, .. }) = credentials.load_key(&name("acme")) else {
            panic!("it was read");
        };
        let mended = std::process::Command::new("sh")
            .arg("-c")
            .arg(&mend)
            .status()
            .unwrap();
        assert!(mended.success(), "{mend}");
        assert!(credentials.load_key(&name("acme")).is_ok());
    }
}
