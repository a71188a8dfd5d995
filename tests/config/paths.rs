//! The folders of the program.

use std::path::PathBuf;

use andibox::config::{PathOverrides, Paths};

#[test]
fn given_folders_stand_in_place_of_the_usual_ones() {
    let folder = tempfile::tempdir().unwrap();
    let overrides = PathOverrides {
        config_dir: Some(folder.path().join("c")),
        data_dir: Some(PathBuf::from("relative")),
    };
    let paths = Paths::find(&overrides).unwrap();
    assert_eq!(paths.config_file(), folder.path().join("c/config.toml"));
    assert_eq!(
        paths.credentials_file(),
        folder.path().join("c/credentials.toml")
    );
    assert!(paths.data_dir().is_absolute() && paths.data_dir().ends_with("relative"));
    assert!(paths.log_file().starts_with(paths.data_dir()));
    let only_data = PathOverrides {
        data_dir: Some(folder.path().join("d")),
        ..PathOverrides::default()
    };
    let paths = Paths::find(&only_data).unwrap();
    assert_eq!(paths.local_dir(), folder.path().join("d/local"));
    assert_eq!(paths.log_file(), folder.path().join("d/state/andibox.log"));
}
